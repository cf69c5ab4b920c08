//! Headers: the same on every call, or given with one, in whatever spelling.

use ncloud_tests::headers::Touch;

use crate::support::Wire;

const SPEC: &str = "fixtures/features/headers.yaml";

#[tokio::test]
async fn constant_headers_and_headers_of_a_call() {
    let wire = Wire::of(SPEC).await;
    wire.client
        .send(Touch::new(7).region_code("KR"))
        .await
        .unwrap();
    wire.client.send(Touch::new(8)).await.unwrap();

    let requests = wire.requests();
    for (sent, request_id, region_code) in
        [(&requests[0], "7", Some("KR")), (&requests[1], "8", None)]
    {
        assert_eq!(sent.line, "POST /touch");
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert_eq!(sent.header("x-mode"), Some("quick; \"now\""));
        assert_eq!(sent.header("x-request-id"), Some(request_id));
        assert_eq!(sent.header("x-ncp-region_code"), region_code);
        assert_eq!(sent.body, "");
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_an_error_before() {
    let wire = Wire::of(SPEC).await;
    let request = Touch::new(7).region_code("KR\r\nx-mode: slow");
    let error = wire.client.send(request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "headers.Touch: header `x-ncp-region_code` holds a character that a header cannot carry; use visible ASCII without line feeds"
    );
    assert_eq!(wire.requests().len(), 0);
}
