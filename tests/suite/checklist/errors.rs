//! Failures of every shape, with a status of failure and with one of success.

use ncloud::{Error, ErrorKind, RetryPolicy};
use ncloud_sandbox::Misbehaviour;
use ncloud_tests::failures::{GetCertificate, GetCode, ListCertificates, RemoveCertificate};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/failures.yaml";

/// The failure that an answer is to an operation that says nothing of failures itself.
async fn failure(status: u16, body: &str) -> Error {
    let wire = Wire::with(SPEC, |client| client.retry(RetryPolicy::never())).await;
    wire.gateway
        .misbehave(Misbehaviour::respond(status, body), 1);
    let error = wire.client.send(GetCode::new()).await.unwrap_err();
    assert_eq!(wire.request().line, "GET /v1/code");
    assert_eq!(error.kind(), ErrorKind::Service, "{error}");
    error
}

/// Code, message and details.
fn said(error: &Error) -> [Option<&str>; 3] {
    [error.code(), error.message(), error.details()]
}

#[tokio::test]
async fn e1_error_of_gateway_and_products() {
    let body = r#"{"error":{"errorCode":"300","message":"Not Found Exception","details":"URL not found."}}"#;
    let error = failure(404, body).await;
    assert_eq!(
        said(&error),
        [
            Some("300"),
            Some("Not Found Exception"),
            Some("URL not found.")
        ]
    );
    assert!(error.is_not_found());
}

#[tokio::test]
async fn e2_response_error() {
    let body = r#"{"responseError":{"returnCode":"800","returnMessage":"no such server"}}"#;
    for status in [400, 200] {
        let error = failure(status, body).await;
        assert_eq!(said(&error), [Some("800"), Some("no such server"), None]);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

#[tokio::test]
async fn e3_error_with_more_info() {
    let body = r#"{"result":"FAIL","error":{"errorCode":"X00007","message":"invalid","devMessage":"validation failed","moreInfo":{"ttl":["too small"]}}}"#;
    assert_eq!(
        said(&failure(400, body).await),
        [
            Some("X00007"),
            Some("invalid"),
            Some(r#"validation failed: {"ttl":["too small"]}"#)
        ]
    );
}

#[tokio::test]
async fn e4_failure_inside_of_success() {
    let wire = Wire::of(SPEC).await;
    let error = wire
        .client
        .send(ListCertificates::new().name("b"))
        .await
        .unwrap_err();
    assert_eq!(
        said(&error),
        [Some("2001"), Some("no such certificate"), None]
    );
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Service, Some(200))
    );
    assert_eq!(wire.request().line, "GET /v1/certificates?name=b");
}

#[tokio::test]
async fn e4_success_is_none() {
    let wire = Wire::of(SPEC).await;
    let certificates = wire.client.send(ListCertificates::new()).await.unwrap();
    assert_eq!(certificates.certificates.unwrap(), ["a"]);
    // What would be a failure of other operations.
    let code = wire.client.send(GetCode::new()).await.unwrap();
    assert_eq!(code.return_code, "2001");
}

#[tokio::test]
async fn e4_by_operation() {
    let wire = Wire::of(SPEC).await;
    let error = wire
        .client
        .send(RemoveCertificate::new("b"))
        .await
        .unwrap_err();
    assert_eq!(said(&error), [Some("false"), Some("in use"), None]);
    wire.client.send(RemoveCertificate::new("a")).await.unwrap();

    let error = wire
        .client
        .send(GetCertificate::new("b"))
        .await
        .unwrap_err();
    assert_eq!(
        said(&error),
        [Some("E7"), Some("no such certificate"), None]
    );
    let certificate = wire.client.send(GetCertificate::new("a")).await.unwrap();
    assert_eq!(certificate, "pem");
}

/// Without an example the gateway makes an answer with a code of success.
#[tokio::test]
async fn e4_made_answers_succeed() {
    let wire = Wire::without_examples(SPEC).await;
    let certificates = wire.client.send(ListCertificates::new()).await.unwrap();
    assert_eq!(certificates.return_code, "0");
    wire.client.send(GetCertificate::new("a")).await.unwrap();
}

#[tokio::test]
async fn e5_code_beside_the_result() {
    for body in [
        r#"{"code":"60003","msg":"no such key","data":null}"#,
        r#"{"code":60003,"message":"no such key","requestId":"r-1","result":{}}"#,
    ] {
        let error = failure(400, body).await;
        assert_eq!(said(&error), [Some("60003"), Some("no such key"), None]);
    }
}

#[tokio::test]
async fn e6_status_object() {
    let body = r#"{"status":{"code":"40102","message":"unauthorized"},"result":null}"#;
    let error = failure(401, body).await;
    assert_eq!(said(&error), [Some("40102"), Some("unauthorized"), None]);
}

#[tokio::test]
async fn e7_status_number() {
    let error = failure(400, r#"{"status":-1,"message":"no such project"}"#).await;
    assert_eq!(said(&error), [Some("-1"), Some("no such project"), None]);
}
