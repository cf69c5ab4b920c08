//! Risk: a setting that is wrong and found late, or that cannot be shared between threads.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{builder, get_user};
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, ClientBuilder, Credentials, Error, ErrorKind, RetryPolicy};

const fn shareable<T: Send + Sync + 'static>() {}

const _: () = {
    shareable::<Client>();
    shareable::<Credentials>();
    shareable::<Error>();
    shareable::<Memory>();
    shareable::<ncloud::operation::Encoded>();
    shareable::<ncloud::RawResponse<common::User>>();
};

fn movable<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn every_verb_can_be_spawned() {
    let (client, memory) = common::client();
    memory.otherwise(|_| Response::json(200, r#"{"name":"READY"}"#));
    movable(client.send(get_user())).await.unwrap();
    movable(client.send(&get_user())).await.unwrap();
    movable(client.send_raw(get_user())).await.unwrap();
    movable(client.wait(get_user(), common::UserReady))
        .await
        .unwrap();
    drop(movable(client.pages(common::ListUsers::default())));
    drop(movable(client.items(common::ListUsers::default())));
}

#[test]
fn what_is_wrong_is_named() {
    let memory = Memory::new();
    let refused = |change: fn(ClientBuilder) -> ClientBuilder| {
        let error = change(builder(&memory)).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        error.to_string()
    };
    assert_eq!(
        refused(|builder| builder.call_timeout(Duration::ZERO)),
        "call_timeout is 0ns; set it between 1 ns and a year"
    );
    assert_eq!(
        refused(|builder| builder.retry(RetryPolicy::default().with_max_attempts(0))),
        "retry: max_attempts is 0; set it to 1 to send every call once"
    );
    assert_eq!(
        refused(|builder| builder.user_agent("a\nb")),
        "user_agent holds a character that a header cannot carry; use visible ASCII"
    );
    assert_eq!(
        refused(|builder| builder.endpoint(&common::SERVICE, "http://example.com")),
        "sample: endpoint \"http://example.com\" is plain http to another machine, where keys and responses could be read; use https"
    );
    assert_eq!(
        refused(|builder| builder.endpoint(&common::SERVICE, "example.com")),
        "sample: endpoint \"example.com\" does not start with `https://` and a host; write `https://host`"
    );
    assert_eq!(
        refused(|builder| builder.profile("team")),
        "both credentials and a profile are set; leave out one of them"
    );
    assert!(memory.requests().is_empty());
}

#[tokio::test]
async fn no_time_limit_is_too_long() {
    let (client, memory) = common::client();
    memory.otherwise(|_| Response::json(200, common::USER));
    let patient = client
        .with_call_timeout(Duration::MAX)
        .with_attempt_timeout(Duration::MAX);
    patient.send(get_user()).await.unwrap();
}

#[tokio::test]
async fn an_response_beyond_the_limit_is_refused() {
    let memory = Memory::new();
    memory.expect_any(Response::json(200, common::USER));
    let limit = common::USER.len();
    let client = builder(&memory).response_limit(limit).build().unwrap();
    client.send(get_user()).await.unwrap();

    memory.expect_any(Response::json(200, &format!("{} ", common::USER)));
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        format!("sample.GetUser: the response is too large: its body is longer than {limit} bytes")
    );
}
