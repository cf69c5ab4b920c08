//! Risk: a slip in a name or a region, after which calls go to another place than was meant, without a word.
#![allow(clippy::unwrap_used)]

mod common;

use common::{SERVICE, get_user};
use ncloud::operation::{
    Address, Base, Method, Operation, OperationMeta, PathSegment, Request, Service,
};
use ncloud::transport::HttpRequest;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, ClientBuilder, Error, ErrorKind, Region, ServiceKey, ServiceName, Site};

const SANDBOX: &str = "http://127.0.0.1:8080";

/// What a spec that is compiled in says.
const SERVICES: &[(&str, &[&str])] = &[
    ("sample", &["GetUser", "ModifyUser"]),
    ("regional", &["CreateServer"]),
];

/// A service that is told the region by a parameter.
static REGIONAL: Service = Service::new(
    "regional",
    "Regional",
    Address::Known(&[Base::new(
        Site::Public,
        None,
        "https://regional.apigw.ntruss.com",
        &[],
    )]),
)
.region_parameter("regionCode");

/// Where the parameter is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Form,
    Query,
    Header,
    Nowhere,
}

struct CreateServer {
    place: Place,
    region_code: Option<String>,
}

impl CreateServer {
    fn new(place: Place) -> Self {
        Self {
            place,
            region_code: None,
        }
    }
}

impl Operation for CreateServer {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &REGIONAL,
        "CreateServer",
        Method::Post,
        &[PathSegment::Literal("/createServer")],
    );

    fn encode(&self, request: &mut Request) {
        match self.place {
            Place::Form => {
                request.form("regionCode", &self.region_code);
                request.form("name", "web");
            }
            Place::Query => request.query("regionCode", &self.region_code),
            Place::Header => request.header("regionCode", &self.region_code),
            Place::Nowhere => request.query("otherCode", &self.region_code),
        }
    }
}

fn builder(memory: &Memory) -> ClientBuilder {
    memory.otherwise(|_| Response::json(200, common::USER));
    common::builder(memory).services(SERVICES)
}

fn refused(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> String {
    let memory = Memory::new();
    let error = change(builder(&memory)).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.is_usage());
    assert!(memory.requests().is_empty());
    error.to_string()
}

fn text(sent: &HttpRequest) -> &str {
    str::from_utf8(sent.body.as_bytes().unwrap()).unwrap()
}

fn key() -> ServiceKey {
    ServiceKey::pair("sample-id", "sample-secret").unwrap()
}

#[test]
fn a_name_that_no_service_has_is_an_error_of_the_builder() {
    let of_name = "did you mean `sample`? Else turn on its feature, or name a service of your own by its constant, `&sampel::SERVICE`";
    assert_eq!(
        refused(|builder| builder.endpoint("sampel", SANDBOX)),
        format!("endpoint: there is no service `sampel` here; {of_name}")
    );
    assert_eq!(
        refused(|builder| builder.service_key("sampel", key())),
        format!("service_key: there is no service `sampel` here; {of_name}")
    );
    assert_eq!(
        refused(|builder| builder.endpoint("far_from_all", SANDBOX)),
        "endpoint: there is no service `far_from_all` here; turn on its feature, or name a service of your own by its constant, \
         `&far_from_all::SERVICE`"
    );
    assert_eq!(
        refused(|builder| builder.endpoint("sample.GetUsr", SANDBOX)),
        "endpoint: the service `sample` has no operation `GetUsr`; did you mean `GetUser`?"
    );
    // The order of the settings says nothing.
    let settings = |builder: ClientBuilder| {
        builder
            .endpoint("Sample", SANDBOX)
            .endpoint(&SERVICE, SANDBOX)
    };
    assert!(refused(settings).contains("did you mean `sample`?"));
}

#[test]
fn a_client_is_refused_the_same() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    let error = client.clone().with_endpoint("sampel", SANDBOX).unwrap_err();
    assert!(
        error.to_string().starts_with(
            "with_endpoint: there is no service `sampel` here; did you mean `sample`?"
        ),
        "{error}"
    );
    let error = client.with_service_key("sampel", key()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn names_of_services_of_ones_own_are_constants_or_were_made_known() {
    let memory = Memory::new();
    let name = "sample".to_owned();
    let of_operation = ServiceName::from(<common::GetUser as Operation>::META);
    for name in [
        ServiceName::from(&SERVICE),
        of_operation,
        ServiceName::from("sample"),
        ServiceName::from(&name),
        ServiceName::from("sample.GetUser"),
    ] {
        let client = builder(&memory).endpoint(name, SANDBOX).build().unwrap();
        client.send(get_user()).await.unwrap();
        let sent = memory.requests().pop().unwrap();
        assert!(sent.url.starts_with(SANDBOX), "{}", sent.url);
    }

    // What was named by its constant may be named by its text, but of its operations nothing is known.
    let named = || common::builder(&memory).endpoint(&SERVICE, SANDBOX);
    named().service_key("sample", key()).build().unwrap();
    assert_eq!(
        named()
            .endpoint("sample.GetUsr", SANDBOX)
            .build()
            .unwrap_err()
            .to_string(),
        "endpoint: the operations of the service `sample` are not known, and so is `GetUsr`; name it by its `META`, or make them known by \
         `ClientBuilder::services`"
    );
}

#[tokio::test]
async fn one_setting_points_all_services_at_a_sandbox() {
    let memory = Memory::new();
    let client = builder(&memory)
        .endpoint_for_all(SANDBOX)
        .endpoint(&REGIONAL, "http://127.0.0.1:9090")
        .build()
        .unwrap();
    client.send(get_user()).await.unwrap();
    client.send(CreateServer::new(Place::Form)).await.unwrap();
    let urls: Vec<String> = memory.requests().into_iter().map(|it| it.url).collect();
    assert_eq!(
        urls,
        [
            "http://127.0.0.1:8080/v1/companies/c1/users/u1",
            "http://127.0.0.1:9090/createServer"
        ]
    );
    assert_eq!(
        refused(|builder| builder.endpoint_for_all("http://example.com")),
        "all services: endpoint \"http://example.com\" is plain http to another machine, where keys and responses could be read; use https"
    );
    let elsewhere = client.with_endpoint_for_all("https://example.com").unwrap();
    elsewhere.send(get_user()).await.unwrap();
    assert!(
        memory
            .requests()
            .last()
            .unwrap()
            .url
            .starts_with("https://example.com/")
    );
}

#[tokio::test]
async fn an_unknown_region_is_an_error() {
    assert_eq!(
        refused(|builder| builder.region("NOWHERE")),
        "there is no region \"NOWHERE\" that is known; known are KR, KRS, FKR, HK, JPN, JP, SGN, SG, USWN, DEN, GLOBAL. \
         If it is newer than this crate, give it as `Region::other(\"NOWHERE\")`"
    );
    assert!(refused(|builder| builder.region("sgn")).contains("did you mean `SGN`?"));

    let memory = Memory::new();
    let client = builder(&memory).build().unwrap().with_region("NOWHERE");
    let error = client
        .send(CreateServer::new(Place::Form))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("regional.CreateServer: there is no region \"NOWHERE\" that is known"),
        "{error}"
    );
    assert!(memory.requests().is_empty());

    let newer = client.with_region(Region::other("NEW"));
    newer.send(CreateServer::new(Place::Form)).await.unwrap();
    assert_eq!(
        text(memory.requests().last().unwrap()),
        "regionCode=NEW&name=web"
    );
}

#[tokio::test]
async fn the_region_of_the_client_is_sent_where_the_request_has_none() {
    let memory = Memory::new();
    let client = builder(&memory).region(Region::SGN).build().unwrap();
    for (place, url, body, header) in [
        (
            Place::Form,
            "/createServer",
            "regionCode=SGN&name=web",
            None,
        ),
        (Place::Query, "/createServer?regionCode=SGN", "", None),
        (Place::Header, "/createServer", "", Some("SGN")),
    ] {
        client.send(CreateServer::new(place)).await.unwrap();
        let sent = memory.requests().pop().unwrap();
        assert_eq!(sent.url, format!("https://regional.apigw.ntruss.com{url}"));
        assert_eq!(text(&sent), body);
        let told = sent.headers.get("regionCode");
        assert_eq!(told.map(|value| value.to_str().unwrap()), header);
    }

    // A value of the request goes before it, and without a region nothing is sent.
    let own = CreateServer {
        region_code: Some("JPN".to_owned()),
        ..CreateServer::new(Place::Form)
    };
    client.send(&own).await.unwrap();
    assert_eq!(
        text(memory.requests().last().unwrap()),
        "regionCode=JPN&name=web"
    );
    let client = client.without_region();
    client.send(CreateServer::new(Place::Form)).await.unwrap();
    assert_eq!(text(memory.requests().last().unwrap()), "name=web");
}

#[tokio::test]
async fn a_region_that_cannot_be_told_is_an_error() {
    let memory = Memory::new();
    let client = builder(&memory).region("SGN").build().unwrap();
    let error: Error = client.send(get_user()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the service `sample` cannot be told a region, and the client is for \"SGN\"; call it with `Client::without_region`, \
         or give its address there by `endpoint`"
    );
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let error = client
        .send(CreateServer::new(Place::Nowhere))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "regional.CreateServer: the operation writes no `regionCode` to its path, query, form or headers, and the client is for \"SGN\"; \
         call it with `Client::without_region`"
    );
    assert!(memory.requests().is_empty());

    let client: Client = client.with_endpoint(&SERVICE, SANDBOX).unwrap();
    client.send(get_user()).await.unwrap();
    client.without_region().send(get_user()).await.unwrap();
    assert_eq!(memory.requests().len(), 2);
}

/// A service with an address for each of its regions.
static PLACED: Service = Service::new(
    "placed",
    "Placed",
    Address::Known(&[Base::new(
        Site::Public,
        Some("KR"),
        "https://placed.apigw.ntruss.com",
        &[],
    )]),
);

struct GetPlace;

impl Operation for GetPlace {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &PLACED,
        "GetPlace",
        Method::Get,
        &[PathSegment::Literal("/place")],
    );

    fn encode(&self, _: &mut Request) {}
}

#[tokio::test]
async fn an_address_of_ones_own_serves_a_region_that_no_specification_knows() {
    let memory = Memory::new();
    let client = builder(&memory)
        .region(Region::other("NEW"))
        .build()
        .unwrap();
    let error = client.send(GetPlace).await.unwrap_err().to_string();
    assert!(error.contains("has no region \"NEW\""), "{error}");
    assert!(memory.requests().is_empty());

    let placed = client.clone().with_endpoint(&PLACED, SANDBOX).unwrap();
    placed.send(GetPlace).await.unwrap();
    assert_eq!(
        memory.requests().pop().unwrap().url,
        format!("{SANDBOX}/place")
    );

    // One address for all chooses no region.
    let all = client.with_endpoint_for_all(SANDBOX).unwrap();
    let error = all.send(GetPlace).await.unwrap_err().to_string();
    assert!(error.contains("has no region \"NEW\""), "{error}");
    assert_eq!(memory.requests().len(), 1);
}

#[tokio::test]
async fn a_slip_in_a_region_is_an_error_at_an_address_of_ones_own_too() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap().with_region("sng typo");
    let client = client.with_endpoint(&REGIONAL, SANDBOX).unwrap();
    let error = client
        .send(CreateServer::new(Place::Query))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("regional.CreateServer: there is no region \"sng typo\" that is known"),
        "{error}"
    );
    assert!(memory.requests().is_empty());
}

#[test]
fn a_key_is_that_of_a_service() {
    let expected =
        "a key is that of a service, and `sample.GetUser` is an operation; name `sample`";
    assert_eq!(
        refused(|builder| builder.service_key("sample.GetUser", key())),
        format!("service_key: {expected}")
    );
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    assert_eq!(
        client
            .with_service_key("sample.GetUser", key())
            .unwrap_err()
            .to_string(),
        format!("with_service_key: {expected}")
    );
}

#[test]
fn regions_are_told_apart_by_their_codes() {
    assert_eq!(Region::other("KR"), Region::KR);
    assert_ne!(Region::KR, Region::KRS);
}

#[test]
fn what_a_builder_was_told_is_printed_without_secrets() {
    let memory = Memory::new();
    let shown = builder(&memory)
        .endpoint("sample", "https://example.com/x?key=secret-in-query")
        .endpoint_for_all("https://user:secret-of-user@example.com");
    let shown = format!("{shown:?}");
    assert!(shown.contains("https://example.com/x?"), "{shown}");
    assert!(shown.contains("@example.com"), "{shown}");
    assert!(!shown.contains("secret-in-query"), "{shown}");
    assert!(!shown.contains("secret-of-user"), "{shown}");
}
