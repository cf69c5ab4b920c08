//! Where calls go: sites, regions, operations elsewhere, addresses of customers.

use ncloud::{Client, ErrorKind, Site};
use ncloud_sandbox::Gateway;
use ncloud_tests::addresses::{Encrypt, GetReplica, ListClusters};
use ncloud_tests::tenants::{Open, Recognize, RecognizeShort};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/addresses.yaml";
const TENANTS: &str = "fixtures/features/tenants.yaml";

/// The request lines that the two operations of a client make.
async fn lines(wire: &Wire, client: &Client) -> [String; 2] {
    let before = wire.requests().len();
    client.send(ListClusters::new("kr")).await.unwrap();
    client.send(Encrypt::new("k", "p")).await.unwrap();
    let mut lines = wire
        .requests()
        .into_iter()
        .skip(before)
        .map(|sent| sent.line);
    [lines.next().unwrap(), lines.next().unwrap()]
}

#[tokio::test]
async fn a_region_has_its_path() {
    let wire = Wire::of(SPEC).await;
    let encrypt = "POST /keys/v2/k/encrypt".to_owned();
    let list = |line: &str| [line.to_owned(), encrypt.clone()];
    let client = &wire.client;

    assert_eq!(lines(&wire, client).await, list("GET /api/kr-v1/clusters"));
    // A region that differs in its host alone has the path of the `url`.
    let korea = client.clone().with_region("KR");
    assert_eq!(lines(&wire, &korea).await, list("GET /api/kr-v1/clusters"));
    let singapore = client.clone().with_region("SGN");
    assert_eq!(
        lines(&wire, &singapore).await,
        list("GET /sgn-api/kr-v1/clusters")
    );
    // The other client is as it was.
    assert_eq!(lines(&wire, client).await, list("GET /api/kr-v1/clusters"));
}

#[tokio::test]
async fn a_site_has_its_path_and_its_regions() {
    let encrypt = "POST /keys/v2/k/encrypt".to_owned();
    for (site, region, line) in [
        (Site::Public, None, "GET /api/kr-v1/clusters"),
        (Site::Government, None, "GET /api/kr-v1/clusters"),
        (Site::Government, Some("KRS"), "GET /api/krs/kr-v1/clusters"),
        (Site::Financial, None, "GET /finapi/kr-v1/clusters"),
    ] {
        let wire = Wire::with(SPEC, |builder| match region {
            None => builder.site(site),
            Some(region) => builder.site(site).region(region),
        })
        .await;
        assert_eq!(
            lines(&wire, &wire.client).await,
            [line.to_owned(), encrypt.clone()]
        );
    }
}

#[tokio::test]
async fn hosts_of_sites_and_regions() {
    use ncloud::transport::memory::{Memory, Response};

    let memory = Memory::new();
    memory.otherwise(|_| Response::json(200, r#"["one"]"#));
    for (site, region, url) in [
        (
            Site::Public,
            None,
            "https://addresses.apigw.example.com/api/kr-v1/clusters",
        ),
        (
            Site::Public,
            Some("KR"),
            "https://addresses.apigw.example.com/api/kr-v1/clusters",
        ),
        (
            Site::Public,
            Some("SGN"),
            "https://sg-addresses.apigw.example.com/sgn-api/kr-v1/clusters",
        ),
        (
            Site::Government,
            None,
            "https://addresses.apigw.gov.example.com/api/kr-v1/clusters",
        ),
        (
            Site::Government,
            Some("KRS"),
            "https://addresses.apigw.gov.example.com/api/krs/kr-v1/clusters",
        ),
        (
            Site::Financial,
            None,
            "https://addresses.apigw.fin.example.com/finapi/kr-v1/clusters",
        ),
    ] {
        let mut builder = Client::builder()
            .credentials(ncloud::Credentials::new("key", "secret").unwrap())
            .transport(memory.clone())
            .site(site);
        if let Some(region) = region {
            builder = builder.region(region);
        }
        let client = builder.build().unwrap();
        client.send(ListClusters::new("kr")).await.unwrap();
        assert_eq!(memory.requests().last().unwrap().url, url);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_before_anything_is_sent() {
    let wire = Wire::of(SPEC).await;
    // The gateway stands in for every host, so that what is asked for is not in the way.
    let builder =
        || Client::builder().credentials(ncloud::Credentials::new("key", "secret").unwrap());
    let cases = [
        (
            builder().region("JPN"),
            "addresses.ListClusters: the service `addresses` has no region \"JPN\" on the public site, only: KR, SGN",
        ),
        (
            builder().site(Site::Government).region("KR"),
            "addresses.ListClusters: the service `addresses` has no region \"KR\" on the government site, only: KRS",
        ),
        (
            builder().site(Site::Financial).region("KR"),
            "addresses.ListClusters: the service `addresses` has no regions on the financial site, and \"KR\" is asked for",
        ),
    ];
    for (builder, message) in cases {
        let client = builder.build().unwrap();
        let error = client.send(ListClusters::new("kr")).await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.is_usage());
    }

    // Of an operation elsewhere its own address counts.
    let client = builder().site(Site::Financial).build().unwrap();
    let error = client.send(Encrypt::new("k", "p")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "addresses.Encrypt: the service `addresses` is not known on the financial site, only on: public, government"
    );

    // Who gives an address knows the host, whatever the specification knows.
    let here = wire
        .client
        .clone()
        .with_endpoint("addresses", wire.gateway.url());
    here.unwrap().send(Encrypt::new("k", "p")).await.unwrap();
    let client = Wire::with(SPEC, |builder| builder.site(Site::Financial)).await;
    client.client.send(Encrypt::new("k", "p")).await.unwrap();
    assert_eq!(client.request().line, "POST /keys/v2/k/encrypt");
}

#[tokio::test]
async fn and_a_parameter_inside_of_a_segment() {
    let wire = Wire::of(SPEC).await;
    wire.client
        .send(ListClusters::new("k/r").limit(10))
        .await
        .unwrap();
    wire.client
        .send(GetReplica::new("kr", "a@b:c"))
        .await
        .unwrap();

    let lines: Vec<String> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(
        lines,
        [
            "GET /api/k%2Fr-v1/clusters?limit=10",
            "GET /kr/replicas/a%40b%3Ac"
        ]
    );
}

#[tokio::test]
async fn the_address_of_a_customer() {
    let wire = Wire::of(TENANTS).await;
    let read = wire.client.send(Recognize::new(["aGk="])).await.unwrap();
    assert_eq!(read.text, "hi");
    assert_eq!(wire.client.send(Open::new("u")).await.unwrap(), "hello");
    let read = wire.client.send(RecognizeShort::new("Kor")).await.unwrap();
    assert_eq!(read.text, "hi");

    let lines: Vec<String> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(
        lines,
        [
            "POST /custom/v1/1234/abcd/general",
            "POST /custom/v1/1234/abcd/",
            "GET /recog/v1/stt?lang=Kor",
        ]
    );
}

#[tokio::test]
async fn a_client_for_each_address() {
    let wire = Wire::of(TENANTS).await;
    let another = Gateway::builder()
        .specs(ncloud_codegen::load([TENANTS]).unwrap())
        .start()
        .await
        .unwrap();
    let address = format!("{}/custom/v1/1234/abcd/", another.url());
    let other = wire
        .client
        .clone()
        .with_endpoint("tenants", address)
        .unwrap();
    other.send(Recognize::new(["aGk="])).await.unwrap();

    assert_eq!(wire.requests().len(), 0);
    assert_eq!(another.requests()[0].target, "/custom/v1/1234/abcd/general");
    wire.client.send(Recognize::new(["aGk="])).await.unwrap();
    assert_eq!(wire.requests().len(), 1);
}

#[tokio::test]
async fn without_an_address_nothing_is_sent() {
    let key = ncloud::ServiceKey::secret("secret").unwrap();
    let client = Client::builder()
        .environment(|_| None)
        .service_key(&ncloud_tests::tenants::SERVICE, key)
        .build()
        .unwrap();
    let error = client.send(Recognize::new(["aGk="])).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "tenants.Recognize: every customer of the service `tenants` has an address of their own, which looks like \
         https://gateway.example.com/custom/v1/1234/abcd; give yours by `ClientBuilder::endpoint(\"tenants\", address)`"
    );
    assert_eq!(error.kind(), ErrorKind::Configuration);

    let error = client
        .with_endpoint("tenants", "http://example.com")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "tenants: endpoint \"http://example.com\" is plain http to another machine, where keys and responses could be read; use https"
    );
}
