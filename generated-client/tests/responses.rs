//! Risk: a failure that is taken for a success, or a success that is taken for a failure or for another value.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{SERVICE, User, client};
use ncloud::ErrorKind;
use ncloud::operation::Request;
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody, SuccessCode,
};
use ncloud::transport::memory::Response as Reply;

/// A read whose response fails by a code, and may be wrapped.
#[derive(Clone, Copy, Debug)]
struct GetUsers;

impl Operation for GetUsers {
    type Output = Vec<User>;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "GetUsers",
        Method::Get,
        &[PathSegment::Literal("/v1/users")],
    )
    .response(ResponseBody::Json(Envelope::Optional("result")))
    .success(&SuccessCode::new(&["meta", "code"], &["0", "true", "OK"]).message(&["meta", "text"]));

    fn encode(&self, _: &mut Request) {}
}

/// A write that responses nothing, and fails by any code.
#[derive(Clone, Copy, Debug)]
struct RemoveUser;

impl Operation for RemoveUser {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "RemoveUser",
        Method::Delete,
        &[PathSegment::Literal("/v1/user")],
    )
    .success(&SuccessCode::new(&["errorCode"], &[]));

    fn encode(&self, _: &mut Request) {}
}

/// A read that may response nothing.
#[derive(Clone, Copy, Debug)]
struct FindUser;

impl Operation for FindUser {
    type Output = Option<User>;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "FindUser",
        Method::Get,
        &[PathSegment::Literal("/v1/user")],
    )
    .response(ResponseBody::Json(Envelope::Member("user")));

    fn encode(&self, _: &mut Request) {}
}

#[tokio::test]
async fn a_code_that_is_no_success_is_an_error() {
    let (client, memory) = client();
    for (body, code, message) in [
        (
            r#"{"meta":{"code":9,"text":"no such list"},"result":[]}"#,
            "9",
            Some("no such list"),
        ),
        (
            r#"{"meta":{"code":"FAIL"},"message":"m","result":[]}"#,
            "FAIL",
            Some("m"),
        ),
        (r#"{"meta":{"code":false}}"#, "false", None),
    ] {
        memory.expect_any(Reply::json(200, body));
        let error = client.send(GetUsers).await.unwrap_err();
        assert_eq!(
            (
                error.kind(),
                error.status().map(|status| status.as_u16()),
                error.code(),
                error.message()
            ),
            (ErrorKind::Service, Some(200), Some(code), message),
            "{body}"
        );
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }
    memory.expect_any(Reply::json(200, r#"{"meta":{"code":"GONE"}}"#));
    let error = client.send(GetUsers).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_code_of_success_is_no_error() {
    let (client, memory) = client();
    for body in [
        r#"{"meta":{"code":0},"result":[{"name":"a"}]}"#,
        r#"{"meta":{"code":"0"},"result":[{"name":"a"}]}"#,
        r#"{"meta":{"code":true},"code":"7","result":[{"name":"a"}]}"#,
        r#"{"meta":{"code":null},"result":[{"name":"a"}]}"#,
        r#"{"meta":{},"result":[{"name":"a"}]}"#,
        r#"{"result":[{"name":"a"}]}"#,
        r#"[{"name":"a"}]"#,
    ] {
        memory.expect_any(Reply::json(200, body));
        let users = client.send(GetUsers).await.unwrap();
        assert_eq!(users[0].name, "a", "{body}");
    }
}

#[tokio::test]
async fn a_wrapper_is_an_error_where_an_envelope_may_be_missing() {
    let (client, memory) = client();
    memory.expect_any(Reply::json(
        200,
        r#"{"error":{"errorCode":"300","message":"m"}}"#,
    ));
    let error = client.send(GetUsers).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("300"), Some("m")));
}

#[tokio::test]
async fn an_empty_list_of_codes_makes_every_code_an_error() {
    let (client, memory) = client();
    memory.expect_any(Reply::json(
        200,
        r#"{"errorCode":"E1","errorMessage":"no such user"}"#,
    ));
    let error = client.send(RemoveUser).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.RemoveUser: HTTP 200, code E1: no such user"
    );
    for (status, body) in [
        (200, ""),
        (200, "{}"),
        (200, r#"{"errorCode":null}"#),
        (204, ""),
        (202, "done"),
    ] {
        memory.expect_any(Reply::bytes(status, body));
        client.send(RemoveUser).await.unwrap();
    }
}

#[tokio::test]
async fn an_response_that_may_be_empty_is_an_option() {
    let (client, memory) = client();
    for (status, body) in [
        (204, ""),
        (200, ""),
        (200, "{}"),
        (200, r#"{"user":null}"#),
        (200, r#"{"code":0,"user":null}"#),
    ] {
        memory.expect_any(Reply::bytes(status, body));
        assert_eq!(client.send(FindUser).await.unwrap(), None, "{body}");
    }
    memory.expect_any(Reply::json(200, r#"{"user":{"name":"a"}}"#));
    assert_eq!(client.send(FindUser).await.unwrap().unwrap().name, "a");

    for (body, expected) in [
        (
            r#"{"user":{}}"#,
            "user.name: expected a value, got no such member",
        ),
        ("[]", "response: expected an object, got a list of 0"),
    ] {
        memory.expect_any(Reply::json(200, body));
        let error = client.send(FindUser).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("sample.FindUser: HTTP 200, but {expected}")
        );
    }
    // A list has an empty value of its own.
    memory.expect_any(Reply::bytes(204, ""));
    assert_eq!(client.send(GetUsers).await.unwrap(), []);
    memory.expect_any(Reply::bytes(200, ""));
    let error = client.send(GetUsers).await.unwrap_err();
    assert!(error.is_decode(), "{error}");

    memory.expect_any(Reply::json(200, r#"{"code":"7","message":"m"}"#));
    let error = client.send(FindUser).await.unwrap_err();
    assert_eq!(error.code(), Some("7"));
}
