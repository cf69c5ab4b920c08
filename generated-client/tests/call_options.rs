//! Risk: an option of one call that holds for others too, for some verbs alone, or not at all.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::time::Duration;

use common::{GetUser, ListUsers, ModifyUser, USER, UserReady, builder, client, get_user};
use futures_util::TryStreamExt as _;
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, Request, ResponseBody,
};
use ncloud::transport::memory::{Memory, Response};
use ncloud::wait::WaitOptions;
use ncloud::{Credentials, ErrorKind, RetryPolicy};

/// A write with a form.
struct CreateUser;

impl Operation for CreateUser {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "CreateUser",
        Method::Post,
        &[PathSegment::Literal("/v1/users")],
    )
    .response(ResponseBody::Json(Envelope::None));

    fn encode(&self, request: &mut Request) {
        request.form("name", "Kim");
    }
}

#[tokio::test]
async fn what_the_request_lacks_is_added() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    client
        .call(get_user().filter("a"))
        .query("new", "b c")
        .header("x-new", "d")
        .send()
        .await
        .unwrap();
    client
        .call(ModifyUser::new("Kim"))
        .member("new", vec!["e".to_owned()])
        .member("absent", None::<String>)
        .member("newer", 1)
        .send()
        .await
        .unwrap();
    client
        .call(CreateUser)
        .form_parameter("new", "f&g")
        .send()
        .await
        .unwrap();

    let requests = memory.requests();
    assert!(requests[0].url.ends_with("/users/u1?filter=a&new=b%20c"));
    assert_eq!(requests[0].headers["x-new"], "d");
    let body = |index: usize| requests[index].body.as_bytes().unwrap().clone();
    assert_eq!(
        body(1),
        r#"{"name":"Kim","groupYn":"Y","new":["e"],"newer":1}"#
    );
    assert_eq!(body(2), "name=Kim&new=f%26g");
}

#[tokio::test]
async fn what_the_request_writes_is_not_written_twice() {
    let (client, memory) = client();
    let filtered = || client.call(get_user().filter("a").region_code("KR"));
    let modify = || client.call(ModifyUser::new("Kim"));
    let errors = [
        filtered().query("filter", "b").send().await.map(drop),
        filtered()
            .header("X-NCP-Region_Code", "b")
            .send()
            .await
            .map(drop),
        filtered().member("name", "b").send().await.map(drop),
        modify().member("name", "b").send().await,
        modify().header("content-type", "text/plain").send().await,
        modify().form_parameter("name", "b").send().await,
        client
            .call(CreateUser)
            .form_parameter("name", "b")
            .send()
            .await,
        client.call(CreateUser).member("name", "b").send().await,
    ];
    let errors: Vec<_> = errors
        .into_iter()
        .map(|it| it.unwrap_err().to_string())
        .collect();
    assert_eq!(
        errors,
        [
            "sample.GetUser: query parameter `filter` is written by the request already; set it there alone",
            "sample.GetUser: header `x-ncp-region_code` is written by the request already; set it there alone",
            "sample.GetUser: body member `name` cannot be added: the body is no JSON object",
            "sample.ModifyUser: body member `name` is written by the request already; set it there alone",
            "sample.ModifyUser: header `content-type` is written by the request already; set it there alone",
            "sample.ModifyUser: form parameter `name` cannot be added: the body is no form",
            "sample.CreateUser: form parameter `name` is written by the request already; set it there alone",
            "sample.CreateUser: body member `name` cannot be added: the body is no JSON object",
        ]
    );
    assert!(memory.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_call_is_repeated_as_its_caller_says() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(503, "{}"));
    let attempts = |error: ncloud::Error| (error.attempts(), error.retryable());
    let write = || client.call(ModifyUser::new("Kim"));
    assert_eq!(attempts(write().send().await.unwrap_err()), (1, false));
    assert_eq!(
        attempts(write().repeatable(true).send().await.unwrap_err()),
        (4, true)
    );
    let twice = RetryPolicy::default().with_max_attempts(2);
    let call = write().repeatable(true).retry(twice);
    assert_eq!(attempts(call.send().await.unwrap_err()), (2, true));
    let call = client.call(get_user()).repeatable(false);
    assert_eq!(attempts(call.send().await.unwrap_err()), (1, false));
    // The client is as it was.
    assert_eq!(
        attempts(client.send(get_user()).await.unwrap_err()),
        (4, true)
    );
}

#[tokio::test(start_paused = true)]
async fn limits_of_time_are_those_of_the_call() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::never());
    let never = RetryPolicy::never();
    let call = client
        .call(get_user())
        .retry(never)
        .attempt_timeout(Duration::from_millis(7));
    let error = call.send().await.unwrap_err().to_string();
    assert!(
        error.contains("within 7 ms, the time limit of an attempt"),
        "{error}"
    );
    let call = client
        .call(get_user())
        .call_timeout(Duration::from_millis(8));
    let error = call.send_raw().await.unwrap_err().to_string();
    assert!(
        error.contains("within 8 ms, the time limit of a call"),
        "{error}"
    );
}

#[tokio::test]
async fn keys_and_addresses_are_those_of_the_call() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    let other = Credentials::new("OTHERACCESSKEY000001", "another-key-that-is-not-real").unwrap();
    let call = client
        .call(get_user())
        .credentials(other)
        .endpoint("https://a.example.com/b");
    call.send().await.unwrap();
    client.send(get_user()).await.unwrap();
    let requests = memory.requests();
    assert_eq!(
        requests[0].headers["x-ncp-iam-access-key"],
        "OTHERACCESSKEY000001"
    );
    assert!(requests[0].url.starts_with("https://a.example.com/b/v1/"));
    assert_eq!(
        requests[1].headers["x-ncp-iam-access-key"],
        common::ACCESS_KEY
    );
    assert!(
        requests[1]
            .url
            .starts_with("https://sample.apigw.ntruss.com/v1/")
    );
}

#[tokio::test(start_paused = true)]
async fn every_verb_has_the_options() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    memory.expect_any(Response::json(200, r#"{"users":[{"name":"a"}],"total":2}"#));
    memory.expect_any(Response::json(200, r#"{"users":[{"name":"b"}],"total":2}"#));
    let items = client
        .call(ListUsers::default())
        .header("x-option", "1")
        .items();
    let names: Vec<_> = items.map_ok(|user| user.name).try_collect().await.unwrap();
    assert_eq!(names, ["a", "b"]);

    memory.expect_any(Response::json(200, USER));
    memory.expect_any(Response::json(200, r#"{"name":"READY"}"#));
    let call = client.call(GetUser::new("c", "d")).header("x-option", "1");
    let options = WaitOptions::new().every(Duration::from_secs(1));
    call.wait_with(UserReady, options).await.unwrap();

    let requests = memory.requests();
    assert_eq!(requests.len(), 4);
    for request in requests {
        assert_eq!(request.headers["x-option"], "1");
    }

    // What cannot be used comes out of every verb.
    let mut pages = client
        .call(ListUsers::default())
        .endpoint("nowhere")
        .pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let call = client.call(get_user()).accept_encoding("\n");
    let error = call.wait(UserReady).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_sensitive_header_is_printed_by_nobody() {
    let (client, memory) = client();
    let mut token = http::HeaderValue::from_static("token-of-somebody");
    token.set_sensitive(true);
    memory.expect_any(Response::json(
        400,
        r#"{"errorCode":"1","message":"bad token-of-somebody"}"#,
    ));
    let call = client.call(get_user()).header("x-token", token);
    let error = call.send().await.unwrap_err();
    assert_eq!(error.message(), Some("bad [redacted]"));
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_has_the_same() {
    let (client, memory) = client();
    let client = ncloud::blocking::Client::new(client).unwrap();
    memory.otherwise(|_| Response::json(503, "{}"));
    let call = client.call(ModifyUser::new("Kim")).repeatable(true);
    let call = call.retry(
        RetryPolicy::default()
            .with_max_attempts(2)
            .with_base_delay(Duration::ZERO),
    );
    assert_eq!(call.send().unwrap_err().attempts(), 2);

    memory.otherwise(|_| Response::json(200, r#"{"users":[{"name":"a"}],"total":1}"#));
    let items = client.call(ListUsers::default()).query("new", 1).items();
    let users: Result<Vec<_>, _> = items.collect();
    assert_eq!(users.unwrap().len(), 1);
    let request = client
        .request(Method::Get, "https://library.apigw.ntruss.com", "/a")
        .query("b", 1);
    assert_eq!(
        request.send().unwrap().get("total").unwrap().as_i64(),
        Some(1)
    );
    let urls: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.url.clone())
        .collect();
    assert_eq!(urls[2], "https://sample.apigw.ntruss.com/v1/users?new=1");
    assert_eq!(urls[3], "https://library.apigw.ntruss.com/a?b=1");
}
