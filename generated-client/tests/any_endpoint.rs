//! Risk: a call to an endpoint that no specification has, which is signed, repeated or read in another way than all others, or goes
//! where nobody meant it to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{SERVICE, USER, User, client, credentials};
use ncloud::body::Upload;
use ncloud::operation::{Address, Authorization, Base, Encode, JsonWriter, Method, Service};
use ncloud::signature::Signature;
use ncloud::transport::memory::Response;
use ncloud::types::Json;
use ncloud::{Error, ErrorKind, ServiceKey, Site};

const LIBRARY: &str = "https://library.apigw.ntruss.com";

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

#[tokio::test]
async fn what_is_written_is_what_is_signed_and_sent() {
    let (client, memory) = client();
    memory.expect_any(Response::json(200, r#"{"total": 2, "books": ["a", "b"]}"#));
    let books = client
        .request(
            Method::Get,
            format!("{LIBRARY}/api/v1/"),
            "/shelves?sort=title,asc",
        )
        .query("limit", 10)
        .query("tag", "a&b")
        .query("tag", "한")
        .query("absent", None::<String>)
        .header("x-reader", "Kim")
        .send()
        .await
        .unwrap();
    assert_eq!(books.get("total").unwrap().as_i64(), Some(2));

    let request = &memory.requests()[0];
    let target = "/api/v1/shelves?sort=title,asc&limit=10&tag=a%26b&tag=%ED%95%9C";
    assert_eq!(request.url, format!("{LIBRARY}{target}"));
    assert_eq!(request.headers["x-reader"], "Kim");
    assert_eq!(request.headers["accept"], "application/json");
    let timestamp = request.headers["x-ncp-apigw-timestamp"].to_str().unwrap();
    let signature = Signature::new(&credentials(), "GET", target, timestamp);
    assert_eq!(
        request.headers["x-ncp-apigw-signature-v2"],
        signature.as_str()
    );
    assert!(!request.headers.contains_key("content-type"));
}

#[tokio::test]
async fn values_are_segments_of_the_path() {
    let (client, memory) = client();
    memory.expect(
        "DELETE /shelves/a%2F1/books/%ED%95%9C",
        Response::bytes(204, ""),
    );
    let deleted = client
        .request(Method::Delete, LIBRARY, "/shelves")
        .segment("a/1")
        .segment("books")
        .segment("한")
        .send()
        .await
        .unwrap();
    assert!(deleted.is_null());
}

/// A value of the caller's own.
struct Book(&'static str);

impl Encode for Book {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("title", self.0);
        object.end();
    }
}

#[tokio::test]
async fn bodies_are_json_forms_or_anything() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::bytes(200, "  "));
    let post = || client.request(Method::Post, LIBRARY, "/books");
    post().json(Book("\"")).send().await.unwrap();
    let json: Json = r#"{"a": [1]}"#.parse().unwrap();
    post().json(json).member("b", true).send().await.unwrap();
    post().form("a b", "c&d").form("e", 1).send().await.unwrap();
    post().body("text/csv", "a,b").send().await.unwrap();
    post().send_as::<()>().await.unwrap();

    let sent: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| {
            let content_type = request.headers.get("content-type");
            let content_type = content_type.map(|it| it.to_str().unwrap().to_owned());
            let body = request.body.as_bytes().unwrap().to_vec();
            (
                content_type.unwrap_or_default(),
                String::from_utf8(body).unwrap(),
            )
        })
        .collect();
    let of = |content_type: &str, body: &str| (content_type.to_owned(), body.to_owned());
    assert_eq!(
        sent,
        [
            of("application/json", r#"{"title":"\""}"#),
            of("application/json", r#"{"a":[1],"b":true}"#),
            of("application/x-www-form-urlencoded", "a%20b=c%26d&e=1"),
            of("text/csv", "a,b"),
            of("", ""),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn reads_are_repeated_and_the_rest_where_the_caller_says_so() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(503, "{}"));
    for (method, repeatable, sent) in [
        (Method::Get, None, 4),
        (Method::Head, None, 4),
        (Method::Get, Some(false), 1),
        (Method::Post, None, 1),
        (Method::Delete, None, 1),
        (Method::Post, Some(true), 4),
    ] {
        let mut call = client.request(method, LIBRARY, "/books");
        if let Some(repeatable) = repeatable {
            call = call.repeatable(repeatable);
        }
        let error = call.send().await.unwrap_err();
        assert_eq!(error.attempts(), sent, "{method:?} {repeatable:?}");
        assert_eq!(error.retryable(), sent > 1, "{method:?} {repeatable:?}");
    }
}

#[tokio::test]
async fn errors_are_those_of_the_service() {
    let (client, memory) = client();
    memory.expect_any(Response::json(
        400,
        r#"{"errorCode":"GONE","message":"No book."}"#,
    ));
    let error = client
        .request(Method::Get, &SERVICE, "/books/1")
        .send()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(
        error.to_string(),
        "sample.GET: HTTP 400, code GONE: No book."
    );

    // The gateway says so in a response of success.
    let refused = r#"{"error":{"errorCode":"210","message":"Permission Denied"}}"#;
    memory.expect_any(Response::json(200, refused));
    let error = client
        .request(Method::Get, LIBRARY, "/books/1")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("210"));
    assert_eq!(error.operation().as_deref(), Some("endpoint.GET"));
}

#[tokio::test]
async fn responses_are_types_raw_or_in_pieces() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER).header("x-ncp-trace-id", "t1"));
    let get = || client.request(Method::Get, &SERVICE, "/user");
    let user: User = get().send_as().await.unwrap();
    assert_eq!(user.name, "Kim");

    let raw = get().send_raw().await.unwrap();
    assert_eq!((raw.status().as_u16(), raw.trace_id()), (200, Some("t1")));
    assert_eq!(
        raw.decode()
            .unwrap()
            .get("name")
            .unwrap()
            .as_str()
            .as_deref(),
        Some("Kim")
    );

    let download = get().download().await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), USER);

    // A shape that it does not have.
    let error = get().send_as::<Vec<User>>().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn events_come_as_they_are() {
    let (client, memory) = client();
    let stream = "event: word\ndata: a\n\ndata: {\"b\":1}\n\n";
    memory.expect_any(Response::bytes(200, stream).header("content-type", "text/event-stream"));
    let mut events = client
        .request(Method::Post, LIBRARY, "/talk")
        .json(Book("a"))
        .events()
        .await
        .unwrap();
    let mut seen = Vec::new();
    while let Some(event) = futures_util::StreamExt::next(&mut events).await {
        let event = event.unwrap();
        seen.push(format!("{} {}", event.name(), event.data()));
    }
    assert_eq!(seen, ["word a", "message {\"b\":1}"]);
}

#[tokio::test]
async fn keys_are_those_that_the_endpoint_takes() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, "{}"));
    let get = || client.request(Method::Get, LIBRARY, "/books");
    get()
        .authorization(Authorization::ApiKey)
        .service_key(ServiceKey::pair("id", "not-a-real-secret").unwrap())
        .send()
        .await
        .unwrap();
    get()
        .authorization(Authorization::None)
        .send()
        .await
        .unwrap();
    let error = get()
        .authorization(Authorization::Bearer)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);

    let requests = memory.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].headers["x-ncp-apigw-api-key-id"], "id");
    for request in requests {
        assert!(!request.headers.contains_key("x-ncp-apigw-signature-v2"));
    }
}

#[tokio::test]
async fn one_address_for_all_services_is_that_of_any_endpoint_too() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, "{}"));
    let sandbox = client
        .clone()
        .with_endpoint_for_all("http://127.0.0.1:8080")
        .unwrap();
    let address = format!("{LIBRARY}/api");
    sandbox
        .request(Method::Get, &address, "/books")
        .send()
        .await
        .unwrap();
    sandbox
        .request(Method::Get, &SERVICE, "/books")
        .send()
        .await
        .unwrap();
    client
        .request(Method::Get, &address, "/books")
        .endpoint("https://elsewhere.example.com/v2")
        .send()
        .await
        .unwrap();
    let urls: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.url.clone())
        .collect();
    assert_eq!(
        urls,
        [
            "http://127.0.0.1:8080/api/books",
            "http://127.0.0.1:8080/books",
            "https://elsewhere.example.com/v2/api/books",
        ]
    );
}

#[tokio::test]
async fn a_service_is_told_the_region_of_the_client() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, "{}"));
    let client = client.with_region("SGN");
    let post = || client.request(Method::Post, &REGIONAL, "/servers");
    post().send().await.unwrap();
    post().form("regionCode", "KR").send().await.unwrap();
    post().query("regionCode", "JPN").send().await.unwrap();
    client
        .request(Method::Get, LIBRARY, "/books")
        .send()
        .await
        .unwrap();
    let error = client
        .request(Method::Get, &SERVICE, "/books")
        .send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("cannot be told a region"),
        "{error}"
    );
    let urls: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.url.clone())
        .collect();
    assert_eq!(
        urls,
        [
            "https://regional.apigw.ntruss.com/servers?regionCode=SGN",
            "https://regional.apigw.ntruss.com/servers",
            "https://regional.apigw.ntruss.com/servers?regionCode=JPN",
            "https://library.apigw.ntruss.com/books",
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_that_says_what_to_write() {
    let (client, memory) = client();
    let get = |to: &str, path: &str| client.request(Method::Get, to, path);
    let of = async |call: ncloud::Call<ncloud::AnyRequest>| -> Error {
        let error = call.send().await.unwrap_err();
        assert!(error.is_usage(), "{error}");
        error
    };
    for (call, expected) in [
        (
            get("library", "/a"),
            "named by its constant, `&vserver::SERVICE`",
        ),
        (
            get("http://library.example.com", "/a"),
            "plain http to another machine",
        ),
        (get(LIBRARY, "a"), "write `/path`"),
        (get(LIBRARY, ""), "write `/path`"),
        (get(LIBRARY, "/a/../b"), "the segment `.` or `..`"),
        (get(LIBRARY, "/한"), "give values by `segment` and `query`"),
        (get(LIBRARY, "/a b"), "give values by `segment` and `query`"),
        (get(LIBRARY, "/a#b"), "give values by `segment` and `query`"),
        (
            get(LIBRARY, "/a").segment(""),
            "a segment of the path is empty",
        ),
        (
            get(LIBRARY, "/a?b=c").segment("d"),
            "comes behind the query",
        ),
        (
            get(LIBRARY, "/a?b=c").query("b", 1),
            "query parameter `b` is written by the request already",
        ),
        (get(LIBRARY, "/a").json(1).form("b", 1), "two bodies"),
        (get(LIBRARY, "/a").json(f64::NAN), "is not a finite number"),
        (
            get(LIBRARY, "/a").body("a\nb", Upload::from("")),
            "content type of the body",
        ),
        (
            get(LIBRARY, "/a").header("a b", "c"),
            "a name that HTTP does not allow",
        ),
        (
            get(LIBRARY, "/a").header("a", "b\nc"),
            "header `a` holds a character",
        ),
        (
            get(LIBRARY, "/a").header("host", "b"),
            "header `host` is written by the transport",
        ),
        (
            get(LIBRARY, "/a").header("X-NCP-IAM-Access-Key", "b"),
            "header `x-ncp-iam-access-key` says who sends the call",
        ),
        (
            get(LIBRARY, "/a").member("b", 1),
            "body member `b` cannot be added",
        ),
        (
            get(LIBRARY, "/a").endpoint("nowhere"),
            "does not start with `https://`",
        ),
    ] {
        let error = of(call).await.to_string();
        assert!(error.contains(expected), "{error}\n{expected}");
    }
    assert!(memory.requests().is_empty());
}

#[test]
fn the_specification_in_the_documentation_of_the_crate_is_one() {
    let documentation = include_str!("../src/lib.rs");
    let (_, rest) = documentation.split_once("//! ```yaml\n").unwrap();
    let (block, _) = rest.split_once("//! ```\n").unwrap();
    let lines = block.lines().map(|line| line.strip_prefix("//!").unwrap());
    let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let text = lines.collect::<Vec<_>>().join("\n");
    let services = ncloud_codegen::load_str("library.yaml", &text).unwrap();
    assert_eq!(services.len(), 1);
    assert!(documentation.contains("//!     ncloud_codegen::build_script::generate(\"spec\")\n"));
    let _: fn(&str) -> std::process::ExitCode =
        |specs| ncloud_codegen::build_script::generate(specs);
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[tokio::test]
async fn the_sandbox_takes_it() {
    use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};

    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/spec/organization.yaml");
    let specs = ncloud_codegen::load([spec]).unwrap();
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let keys = ncloud::Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap();
    let client = ncloud::Client::builder().credentials(keys).build().unwrap();
    let call = client.request(Method::Get, gateway.url(), "/open-api/v1/account/leave");
    let leaving = call.send().await.unwrap();
    assert!(leaving.items().next().is_some(), "{leaving:?}");
    assert!(gateway.requests()[0].verdict.is_accepted());
}
