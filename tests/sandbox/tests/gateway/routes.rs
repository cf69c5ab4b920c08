use ncloud_codegen::ir::Service;
use ncloud_sandbox::{Gateway, SampleKey, Verdict, sample_secret};

use crate::support::{gateway, request, specs, unsigned};

#[tokio::test]
async fn unknown_path_and_other_method_are_not_found() {
    let gateway = gateway().await;
    for (method, target, details) in [
        (
            "GET",
            "/nowhere",
            "no operation of the specs is GET /nowhere",
        ),
        (
            "GET",
            "/lib/v1/books/",
            "no operation of the specs is GET /lib/v1/books/",
        ),
        (
            "GET",
            "/lib/v1/Books",
            "no operation of the specs is GET /lib/v1/Books",
        ),
        (
            "GET",
            "/lib/v1//books",
            "no operation of the specs is GET /lib/v1//books",
        ),
        (
            "GET",
            "/lib/v1/book%73",
            "no operation of the specs is GET /lib/v1/book%73",
        ),
        (
            "PATCH",
            "/lib/v1/books",
            "no operation of the specs is PATCH /lib/v1/books; the path has GET and POST",
        ),
        (
            "POST",
            "/lib/v1/books/x?y=1",
            "no operation of the specs is POST /lib/v1/books/x; the path has GET and DELETE",
        ),
    ] {
        request(method, target)
            .send(&gateway)
            .await
            .assert_gateway_error(404, "300", "Not Found Exception", details);
    }
}

#[tokio::test]
async fn literal_beats_parameter_where_both_fit() {
    let gateway = gateway().await;
    for (method, target, operation) in [
        ("GET", "/lib/v1/books/newest", "library.GetNewest"),
        ("GET", "/lib/v1/books/newer", "library.GetBook"),
        ("GET", "/lib/v1/books/%6Eewest", "library.GetBook"),
        ("DELETE", "/lib/v1/books/newest", "library.RemoveBook"),
        ("GET", "/lib/v1/books/newest/pages/3", "library.GetPage"),
    ] {
        request(method, target).send(&gateway).await;
        let seen = gateway.requests().pop().unwrap();
        assert!(seen.verdict.is_accepted(), "{}", seen.verdict);
        assert_eq!(seen.operation.unwrap().to_string(), operation);
    }
}

#[tokio::test]
async fn parameter_is_one_segment_and_is_decoded_for_the_checks_alone() {
    let gateway = gateway().await;
    for (segment, title) in [
        ("a%2Fb%20c", "Slash"),
        ("%ED%99%8D%EA%B8%B8%EB%8F%99", "Korean"),
        ("%ed%99%8d%ea%b8%b8%eb%8f%99", "Korean"),
        ("%70lain", "Plain"),
        // Not the names of the other examples: a plus is no space here, and nothing is decoded twice.
        ("a%2Fb+c", "Plain"),
        ("a%252Fb%20c", "Plain"),
    ] {
        let target = format!("/lib/v1/books/{segment}");
        request("GET", &target)
            .send(&gateway)
            .await
            .assert_endpoint(200, &format!(r#"{{"book":{{"title":"{title}"}}}}"#));
        assert_eq!(gateway.requests().pop().unwrap().target, target);
    }
    assert_eq!(
        request("GET", "/lib/v1/books/a/b%20c")
            .send(&gateway)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn dot_segments_reach_no_operation() {
    let gateway = gateway().await;
    for segment in [".", "..", "%2e", "%2E.", "%2e%2E"] {
        let target = format!("/lib/v1/books/{segment}");
        assert_eq!(
            request("GET", &target).send(&gateway).await.status,
            404,
            "{segment}"
        );
    }
    for segment in ["...", "..a", ".%2F"] {
        let target = format!("/lib/v1/books/{segment}");
        assert_eq!(
            request("GET", &target).send(&gateway).await.status,
            200,
            "{segment}"
        );
    }
}

/// Two services with the same paths, on hosts of their own.
fn twins() -> Vec<Service> {
    let mut services = specs();
    let mut twin = services
        .iter()
        .find(|service| service.name == "search")
        .unwrap()
        .clone();
    twin.name = "twin".to_owned();
    twin.address.base.endpoint = "https://twin.example".to_owned();
    services.push(twin);
    services
}

#[tokio::test]
async fn services_with_the_same_paths_are_told_apart_by_prefix_and_host() {
    let gateway = Gateway::builder()
        .specs(twins())
        .key(crate::support::ACCESS_KEY, crate::support::SECRET_KEY)
        .clock(|| crate::support::time(crate::support::NOW))
        .start()
        .await
        .unwrap();
    assert_eq!(gateway.warnings(), [] as [String; 0]);
    let url = gateway.url();
    let settings = |name: &str| {
        let mut settings = gateway.settings().iter();
        let found = settings.find(|it| it.service == name).unwrap();
        found.endpoints.clone()
    };
    for name in ["search", "twin"] {
        let endpoint = (name.to_owned(), format!("{url}/~{name}"));
        assert_eq!(settings(name), [endpoint]);
    }
    assert_eq!(settings("library"), [("library".to_owned(), url)]);

    for (target, host, operation) in [
        ("/~twin/photos/a", "sandbox", "twin.GetPhoto"),
        ("/~search/photos/a", "sandbox", "search.GetPhoto"),
        ("/photos/a", "twin.example", "twin.GetPhoto"),
        ("/photos/a", "twin.example:443", "twin.GetPhoto"),
        ("/photos/a", "search.example", "search.GetPhoto"),
        // Of nobody else the first one.
        ("/photos/a", "sandbox", "search.GetPhoto"),
        ("/~twin/photos/a", "search.example", "twin.GetPhoto"),
    ] {
        let answer = request("GET", target)
            .set("host", host)
            .send(&gateway)
            .await;
        assert_eq!(answer.status, 200, "{target} {host}");
        let seen = gateway.requests().pop().unwrap();
        assert_eq!(seen.operation.unwrap().to_string(), operation);
        assert_eq!(seen.target, target);
    }
    let answer = request("GET", "/~twin/lib/v1/books").send(&gateway).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn what_nothing_tells_apart_is_a_warning() {
    let mut services = twins();
    let service = services.last_mut().unwrap();
    let mut operation = service.operations[0].clone();
    operation.name = "GetPicture".to_owned();
    service.operations.push(operation);
    let gateway = Gateway::builder().specs(services).start().await.unwrap();
    let warning = "twin.GetPhoto and twin.GetPicture are both GET /photos/{name}, and nothing tells them apart: twin.GetPhoto \
         answers";
    assert_eq!(gateway.warnings(), [warning]);
}

#[tokio::test]
async fn operations_are_told_apart_by_their_constant_headers() {
    let spec = "\
spec: 1
service: twins
title: Twins
docs: https://api.ncloud-docs.com/docs/twins
url: https://twins.apigw.ntruss.com/twins/v1

operations:
  Old:
    doc: The old one.
    docs: https://api.ncloud-docs.com/docs/twins-old
    http: GET /it
    headers: { x-twin: { const: old } }
    response: { name: string }
  New:
    doc: The new one.
    docs: https://api.ncloud-docs.com/docs/twins-new
    http: GET /it
    headers: { x-twin: { const: new } }
    response: { name: string }
";
    let specs = ncloud_codegen::load_str("twins.yaml", spec);
    let gateway = Gateway::builder()
        .specs(specs.unwrap_or_else(|report| panic!("{report}")))
        .key(crate::support::ACCESS_KEY, crate::support::SECRET_KEY)
        .clock(|| crate::support::time(crate::support::NOW))
        .start()
        .await
        .unwrap();
    assert_eq!(gateway.warnings(), [] as [String; 0]);
    for (value, operation) in [("old", "twins.Old"), ("new", "twins.New")] {
        let request = request("GET", "/twins/v1/it").header("x-twin", value);
        assert_eq!(request.send(&gateway).await.status, 200);
        let seen = gateway.requests().pop().unwrap();
        assert_eq!(seen.operation.unwrap().to_string(), operation);
    }
}

#[tokio::test]
async fn gateway_without_specs_knows_no_path() {
    let gateway = Gateway::builder()
        .key(crate::support::ACCESS_KEY, crate::support::SECRET_KEY)
        .clock(|| crate::support::time(crate::support::NOW))
        .start()
        .await
        .unwrap();
    assert_eq!(
        request("GET", "/lib/v1/books").send(&gateway).await.status,
        404
    );
    let Verdict::Refused { reason, .. } = gateway.requests().remove(0).verdict else {
        panic!("let through");
    };
    assert_eq!(reason, "no operation of the specs is GET /lib/v1/books");
}

#[tokio::test]
async fn customers_and_regions_have_their_paths() {
    let gateway = gateway().await;
    let secret = sample_secret("x-picture-secret");
    for (target, operation) in [
        ("/custom/v1/1234/abcd/general", "pictures.Recognize"),
        ("/pictures/v1/sizes/a", "pictures.GetSize"),
        ("/pictures/sgn-v1/sizes/a", "pictures.GetSize"),
    ] {
        let answer = unsigned("GET", target)
            .header("x-picture-secret", &secret)
            .send(&gateway)
            .await;
        assert_eq!(answer.status, 200, "{target}");
        let requests = gateway.requests();
        let known = requests.last().unwrap().operation.clone().unwrap();
        assert_eq!(known.to_string(), operation);
    }
    let mut settings = gateway.settings().iter();
    let settings = settings.find(|it| it.service == "pictures").unwrap();
    let url = gateway.url();
    assert_eq!(
        settings.endpoints,
        [
            ("pictures".to_owned(), format!("{url}/custom/v1/1234/abcd")),
            ("pictures.GetSize".to_owned(), url),
        ]
    );
    let value = ("x-picture-secret".to_owned(), secret);
    assert_eq!(settings.key, Some(SampleKey::Named(vec![value])));
}
