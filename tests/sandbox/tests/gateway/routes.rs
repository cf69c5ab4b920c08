use ncloud_sandbox::{Error, Gateway, SampleKey, Verdict, sample_secret};

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

#[tokio::test]
async fn two_operations_for_the_same_requests_need_two_gateways() {
    let mut services = specs();
    let mut twin = services
        .iter()
        .find(|service| service.name == "search")
        .unwrap()
        .clone();
    twin.name = "twin".to_owned();
    twin.operations
        .retain(|operation| operation.name == "GetPhoto");
    services.push(twin.clone());

    let error = Gateway::builder()
        .specs(services)
        .start()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Ambiguous { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "search.GetPhoto and twin.GetPhoto are both GET /photos/{name}, and on loopback no host name tells them apart; \
         start one gateway for each"
    );

    // Another method is another request, and a path that is only sometimes the same is none to complain about.
    twin.operations[0].method = ncloud_codegen::ir::Method::Put;
    assert!(
        Gateway::builder()
            .specs(specs())
            .specs([twin])
            .start()
            .await
            .is_ok()
    );
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
