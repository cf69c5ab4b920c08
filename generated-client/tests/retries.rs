//! Risk: a call repeated that must not be, or not repeated that may be; and too many at a time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{ModifyUser, SECRET_KEY, USER, builder, client, get_user};
use ncloud::signature::Signature;
use ncloud::transport::Failure;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Error, ErrorKind, RetryPolicy};
use tokio::time::Instant;

const THROTTLED: &str = r#"{"error":{"errorCode":"410","message":"Throttle Limited"}}"#;
const QUOTA: &str = r#"{"error":{"errorCode":"400","message":"Quota Exceeded"}}"#;

fn lost() -> Response {
    Response::failing(Failure::Lost, "connection reset")
}

/// How often a read and a write are sent when the first response is this one, and every further one a success.
async fn sent(response: impl Fn() -> Response) -> (usize, usize) {
    let (client, memory) = client();
    memory.expect_any(response());
    memory.otherwise(|_| Response::json(200, USER));
    let _ = client.send(get_user()).await;
    let reads = memory.requests().len();

    let (client, memory) = common::client();
    memory.expect_any(response());
    memory.otherwise(|_| Response::json(200, "{}"));
    let _ = client.send(ModifyUser::new("a")).await;
    (reads, memory.requests().len())
}

#[tokio::test(start_paused = true)]
async fn calls_are_repeated_where_it_is_safe() {
    let gateway = |status: u16, code: &str| {
        let body = format!(r#"{{"error":{{"errorCode":"{code}","message":"m"}}}}"#);
        move || Response::json(status, &body)
    };
    let service = |status: u16, code: &str| {
        let body = format!(r#"{{"errorCode":"{code}","errorMessage":"m"}}"#);
        move || Response::json(status, &body)
    };
    assert_eq!(
        sent(|| Response::failing(Failure::NotSent, "refused")).await,
        (2, 2),
        "no connection"
    );
    assert_eq!(sent(lost).await, (2, 1), "lost");
    assert_eq!(
        sent(|| Response::failing(Failure::TooLarge, "large")).await,
        (1, 1),
        "too large"
    );
    for (status, code, expected) in [
        (400, "100", (1, 1)),
        (401, "200", (1, 1)),
        (401, "210", (1, 1)),
        (403, "230", (1, 1)),
        (404, "300", (1, 1)),
        (413, "430", (1, 1)),
        (429, "400", (1, 1)),
        // The gateway says who it is where that counts; see `the_origin_header_decides_whose_code_it_is`.
        (429, "410", (2, 1)),
        (429, "420", (2, 1)),
        (500, "900", (2, 1)),
        (503, "500", (2, 1)),
        (504, "510", (2, 1)),
    ] {
        assert_eq!(
            sent(gateway(status, code)).await,
            expected,
            "gateway {code}"
        );
    }
    for (status, code, expected) in [
        (403, "COMMON_104", (2, 1)),
        (409, "BUSY", (2, 2)),
        (503, "FULL", (1, 1)),
        // A code that is listed without a class is repeated as its status allows.
        (500, "LISTED", (2, 1)),
        (429, "LISTED", (2, 1)),
        (400, "LISTED", (1, 1)),
        (500, "OTHER", (2, 1)),
        (429, "OTHER", (2, 1)),
        (409, "OTHER", (1, 1)),
        // The codes of the gateway mean nothing in a response of the service.
        (400, "410", (1, 1)),
    ] {
        assert_eq!(
            sent(service(status, code)).await,
            expected,
            "service {status} {code}"
        );
    }
    assert_eq!(sent(|| Response::bytes(502, "<html>")).await, (2, 1), "502");
    assert_eq!(
        sent(|| Response::bytes(302, "").header("location", "https://example.com")).await,
        (1, 1),
        "302"
    );
    assert_eq!(
        sent(|| Response::json(200, "[]")).await,
        (1, 1),
        "success of another shape"
    );
}

#[tokio::test(start_paused = true)]
async fn the_origin_header_decides_whose_code_it_is() {
    let throttled = |origin| {
        move || Response::json(429, THROTTLED).header("x-ncp-apigw-response-origin", origin)
    };
    assert_eq!(sent(throttled("APIGW")).await, (2, 2));
    assert_eq!(sent(throttled("ENDPOINT")).await, (2, 1));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_signed_anew() {
    let memory = Memory::new();
    let start = Instant::now();
    let client = builder(&memory)
        .clock(move || common::now() + start.elapsed())
        .build()
        .unwrap();
    memory.expect_any(Response::json(429, THROTTLED).header("retry-after", "7"));
    memory.expect_any(Response::json(200, USER));
    client.send(get_user()).await.unwrap();

    let requests = memory.requests();
    let header =
        |index: usize, name: &str| requests[index].headers[name].to_str().unwrap().to_owned();
    assert_eq!(header(0, "x-ncp-apigw-timestamp"), "1700000000000");
    let second = header(1, "x-ncp-apigw-timestamp");
    assert!(
        second.parse::<u64>().unwrap() >= 1_700_000_007_000,
        "{second}"
    );
    let signature = Signature::new(
        &common::credentials(),
        "GET",
        "/v1/companies/c1/users/u1",
        &second,
    );
    assert_eq!(header(1, "x-ncp-apigw-signature-v2"), signature.as_str());
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_is_asked_for_is_kept() {
    for (response, least) in [
        (Response::json(429, THROTTLED).header("retry-after", "9"), 9),
        (
            Response::json(429, THROTTLED)
                .header("date", "Tue, 14 Nov 2023 22:13:20 GMT")
                .header("retry-after", "Tue, 14 Nov 2023 22:13:31 GMT"),
            11,
        ),
        (
            Response::json(403, r#"{"code":"COMMON_104","message":"m"}"#),
            30,
        ),
    ] {
        let (client, memory) = client();
        memory.expect_any(response);
        memory.expect_any(Response::json(200, USER));
        let start = Instant::now();
        client.send(get_user()).await.unwrap();
        let waited = start.elapsed();
        assert!((least..least + 1).contains(&waited.as_secs()), "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_call_ends_it_with_the_last_error() {
    for delay in [
        "3600",
        "18446744073709551615",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::json(429, THROTTLED).header("retry-after", delay));
        let start = Instant::now();
        let error = client.send(get_user()).await.unwrap_err();
        assert!(error.is_throttled());
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_and_calls_end_in_time() {
    let memory = Memory::new();
    memory.otherwise(|_| Response::never());
    let client = builder(&memory).build().unwrap();

    let start = Instant::now();
    let error = client.send(ModifyUser::new("a")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.ModifyUser: no response within 30000 ms, the time limit of an attempt"
    );
    assert!(error.is_timeout() && !error.retryable());
    assert_eq!(start.elapsed().as_secs(), 30);

    let start = Instant::now();
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.retryable());
    assert!(
        start.elapsed() <= Duration::from_secs(121),
        "{:?}",
        start.elapsed()
    );

    let start = Instant::now();
    let hasty = client.with_call_timeout(Duration::from_secs(2));
    let error = hasty.send(get_user()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: no response within 2000 ms, the time limit of a call"
    );
    assert_eq!(start.elapsed().as_secs(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_last_error_counts_the_attempts() {
    let (client, memory) = client();
    memory.otherwise(|_| lost());
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!((error.attempts(), memory.requests().len()), (4, 4));
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the connection broke before the whole response came: connection reset; sent 4 times"
    );
}

#[tokio::test(start_paused = true)]
async fn a_quota_is_not_waited_for() {
    let (client, memory) = client();
    memory.expect_any(Response::json(429, QUOTA));
    let error = client.send(get_user()).await.unwrap_err();
    assert!(error.is_quota_exceeded() && !error.is_throttled() && !error.retryable());
}

#[tokio::test(start_paused = true)]
async fn the_policy_can_be_changed_for_a_clone() {
    let (client, memory) = client();
    memory.otherwise(|_| lost());
    let once = client.clone().with_retry(RetryPolicy::never());
    once.send(get_user()).await.unwrap_err();
    assert_eq!(memory.requests().len(), 1);
}

/// Ten calls at once, each from its own task, against a gateway that only throttles.
async fn storm(clients: Vec<ncloud::Client>) -> Vec<Error> {
    let calls: Vec<_> = clients
        .into_iter()
        .map(|client| tokio::spawn(async move { client.send(get_user()).await.unwrap_err() }))
        .collect();
    let mut errors = Vec::new();
    for call in calls {
        errors.push(call.await.unwrap());
    }
    errors
}

#[tokio::test(start_paused = true)]
async fn ten_clients_do_not_storm_a_gateway_that_throttles() {
    let memory = Memory::new();
    let start = Instant::now();
    memory.otherwise(|_| Response::json(429, THROTTLED));
    let clients = (0..10).map(|_| builder(&memory).build().unwrap()).collect();
    let errors = storm(clients).await;
    assert!(errors.iter().all(Error::is_throttled));
    assert_eq!(memory.requests().len(), 40, "four attempts each");
    assert!(start.elapsed() <= Duration::from_millis(200 + 400 + 800));
}

#[tokio::test(start_paused = true)]
async fn repetitions_are_spread_over_time() {
    let memory = Memory::new();
    let times = Arc::new(Mutex::new(Vec::new()));
    let (start, seen) = (Instant::now(), times.clone());
    memory.otherwise(move |_| {
        seen.lock().unwrap().push(start.elapsed().as_millis());
        Response::json(429, THROTTLED)
    });
    storm((0..10).map(|_| builder(&memory).build().unwrap()).collect()).await;
    // Without chance in the delays the 30 repetitions would come at three points of time.
    let distinct: BTreeSet<_> = times.lock().unwrap().iter().skip(10).copied().collect();
    assert!(distinct.len() > 15, "{distinct:?}");
}

#[tokio::test(start_paused = true)]
async fn clones_share_a_budget() {
    let memory = Memory::new();
    let throttle = |memory: &Memory| memory.otherwise(|_| Response::json(429, THROTTLED));
    throttle(&memory);
    let client = builder(&memory)
        .retry(RetryPolicy::default().with_budget(12))
        .build()
        .unwrap();
    storm(vec![client.clone(); 10]).await;
    assert_eq!(
        memory.requests().len(),
        10 + 12,
        "ten calls and the repetitions of the budget"
    );

    // Every call is still sent once.
    client.send(get_user()).await.unwrap_err();
    assert_eq!(memory.requests().len(), 23);

    // Ten successes earn one repetition.
    memory.otherwise(|_| Response::json(200, USER));
    for _ in 0..10 {
        client.send(get_user()).await.unwrap();
    }
    throttle(&memory);
    client.send(get_user()).await.unwrap_err();
    assert_eq!(memory.requests().len(), 23 + 10 + 2);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_key_is_told_and_not_repeated() {
    let (client, memory) = client();
    let body = r#"{"error":{"errorCode":"200","message":"Authentication Failed","details":"Invalid authentication information."}}"#;
    memory.expect_any(Response::json(401, body).header("date", "Tue, 14 Nov 2023 22:13:21 GMT"));
    let error = client.send(get_user()).await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(memory.requests().len(), 1);
    let text = error.to_string();
    assert!(
        text.contains("check access key, secret key and the clock of this machine"),
        "{text}"
    );
    assert!(!format!("{text}{error:?}").contains(SECRET_KEY));
}
