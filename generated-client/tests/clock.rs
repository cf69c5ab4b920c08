//! Risk: a machine with a wrong clock can call nothing, or calls for ever.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::time::Duration;

use common::{ModifyUser, USER, builder, get_user, now};
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, RetryPolicy};

const REFUSED: &str = r#"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#;
/// The time of `common::NOW`.
const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT";

fn refused() -> Response {
    Response::json(401, REFUSED).header("date", DATE)
}

/// A client whose clock is wrong.
fn slow_by(memory: &Memory, seconds: u64) -> Client {
    builder(memory)
        .clock(move || now() - Duration::from_secs(seconds))
        .build()
        .unwrap()
}

fn timestamps(memory: &Memory) -> Vec<String> {
    let of = |name: &str, request: &ncloud::transport::HttpRequest| {
        request.headers[name].to_str().unwrap().to_owned()
    };
    memory
        .requests()
        .iter()
        .map(|request| of("x-ncp-apigw-timestamp", request))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_clock_ten_minutes_off_costs_one_more_attempt() {
    let memory = Memory::new();
    let client = slow_by(&memory, 600);
    memory.expect_any(refused());
    memory.otherwise(|_| Response::json(200, "{}"));

    // It was refused before it was carried out, so a write is as good as a read.
    client.send(ModifyUser::new("a")).await.unwrap();
    assert_eq!(timestamps(&memory), ["1699999400000", "1700000000000"]);

    // Clones have learned too.
    client.clone().send(ModifyUser::new("a")).await.unwrap();
    assert_eq!(timestamps(&memory)[2..], ["1700000000000"]);
}

#[tokio::test(start_paused = true)]
async fn a_fast_clock_is_corrected_too() {
    let memory = Memory::new();
    let client = builder(&memory)
        .clock(|| now() + Duration::from_secs(600))
        .build()
        .unwrap();
    memory.expect_any(refused());
    memory.expect_any(Response::json(200, USER));
    client.send(get_user()).await.unwrap();
    assert_eq!(timestamps(&memory), ["1700000600000", "1700000000000"]);
}

#[tokio::test(start_paused = true)]
async fn it_is_corrected_once_a_call() {
    let memory = Memory::new();
    let client = slow_by(&memory, 600);
    memory.expect_any(refused());
    memory.otherwise(|_| {
        Response::json(401, REFUSED).header("date", "Tue, 14 Nov 2023 23:13:20 GMT")
    });
    assert!(client.send(get_user()).await.unwrap_err().is_auth());
    assert_eq!(memory.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_correction_is_not_held_against_the_policy() {
    let memory = Memory::new();
    let client = slow_by(&memory, 600).with_retry(RetryPolicy::never());
    memory.expect_any(refused());
    memory.expect_any(Response::json(200, USER));
    client.send(get_user()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn other_refusals_teach_nothing() {
    let responses: [fn() -> Response; 5] = [
        || Response::json(401, REFUSED),
        || refused().header("age", "600"),
        || {
            Response::json(
                401,
                r#"{"error":{"errorCode":"210","message":"Permission Denied"}}"#,
            )
            .header("date", DATE)
        },
        || refused().header("x-ncp-apigw-response-origin", "ENDPOINT"),
        || Response::json(403, REFUSED).header("date", DATE),
    ];
    for response in responses {
        let memory = Memory::new();
        let client = slow_by(&memory, 600);
        memory.otherwise(move |_| response());
        client.send(get_user()).await.unwrap_err();
        assert_eq!(memory.requests().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_difference_within_the_window_is_not_the_reason() {
    let memory = Memory::new();
    memory.otherwise(|_| refused());
    slow_by(&memory, 200).send(get_user()).await.unwrap_err();
    assert_eq!(memory.requests().len(), 1);
}
