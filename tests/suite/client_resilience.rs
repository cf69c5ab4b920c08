//! What the client does when the gateway or the network misbehaves, over a real connection: the sandbox gateway is told
//! to, and counts what comes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use ncloud::transport::TransportKind;
use ncloud::{
    Client, Credentials, ErrorKind, RetryPolicy,
    organization::{DeleteOrganization, GetOrganization, ListRegions},
};
use ncloud_sandbox::{
    Builder, Gateway, GatewayError, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY,
    ThrottleCode, Times,
};

ncloud_test_support::over_every_transport!(
    a_clock_ten_minutes_off_is_corrected_once_and_stays_corrected,
    a_wrong_key_is_not_tried_again,
    a_lost_answer_to_a_read_is_asked_for_again,
    a_lost_answer_to_a_write_is_not,
    a_failed_endpoint_is_asked_again_by_reads_alone,
    a_throttled_write_is_tried_again,
    ten_clients_against_a_throttling_gateway_give_up_after_their_attempts,
    clones_of_a_client_share_what_they_may_repeat,
    retry_after_is_waited_for,
    an_answer_that_comes_too_late_is_a_timeout,
    an_html_page_is_an_error_that_shows_it,
    a_body_of_another_shape_is_an_error_that_says_where,
);

fn gateway() -> Builder {
    Gateway::builder().specs(ncloud_codegen::load(["../spec/organization.yaml"]).unwrap())
}

fn client_with(
    kind: TransportKind,
    gateway: &Gateway,
    secret_key: &str,
    retry: RetryPolicy,
) -> Client {
    Client::builder()
        .transport_kind(kind)
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, secret_key).unwrap())
        .endpoint("organization", gateway.url())
        .retry(retry)
        .build()
        .unwrap()
}

/// Delays so short that no test waits for them.
fn hasty() -> RetryPolicy {
    let mut retry = RetryPolicy::default();
    retry.base_delay = Duration::from_millis(1);
    retry.max_delay = Duration::from_millis(2);
    retry
}

fn client(kind: TransportKind, gateway: &Gateway) -> Client {
    client_with(kind, gateway, SAMPLE_SECRET_KEY, hasty())
}

async fn a_clock_ten_minutes_off_is_corrected_once_and_stays_corrected(kind: TransportKind) {
    let gateway = gateway()
        .clock(|| SystemTime::now() + Duration::from_secs(600))
        .start()
        .await
        .unwrap();
    let client = client(kind, &gateway);
    client.send(GetOrganization::new()).await.unwrap();
    let verdicts: Vec<bool> = gateway
        .requests()
        .iter()
        .map(|request| request.verdict.is_accepted())
        .collect();
    assert_eq!(verdicts, [false, true]);

    client.send(ListRegions::new()).await.unwrap();
    assert_eq!(gateway.requests().len(), 3);
}

async fn a_wrong_key_is_not_tried_again(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    let client = client_with(
        kind,
        &gateway,
        "AnotherKeyThatIsNoSecretAtAll00000000001",
        hasty(),
    );
    let error = client.send(GetOrganization::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Gateway);
    assert_eq!(
        (error.status().map(|status| status.as_u16()), error.code()),
        (Some(401), Some("200"))
    );
    assert!(error.is_auth());
    assert_eq!(gateway.requests().len(), 1);
    assert_eq!(
        error.trace_id(),
        Some(gateway.requests()[0].trace_id.as_str())
    );
}

async fn a_lost_answer_to_a_read_is_asked_for_again(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(Misbehaviour::CloseConnection, 1);
    gateway.misbehave(Misbehaviour::Truncate, 1);
    client(kind, &gateway)
        .send(ListRegions::new())
        .await
        .unwrap();
    let requests = gateway.requests();
    assert_eq!(requests.len(), 3);
    let signature = |index: usize| requests[index].headers["x-ncp-apigw-signature-v2"].clone();
    let timestamp = |index: usize| requests[index].headers["x-ncp-apigw-timestamp"].clone();
    for (earlier, later) in [(0, 1), (1, 2)] {
        assert_eq!(
            timestamp(earlier) == timestamp(later),
            signature(earlier) == signature(later)
        );
    }
}

async fn a_lost_answer_to_a_write_is_not(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(Misbehaviour::CloseConnection, Times::Always);
    let error = client(kind, &gateway)
        .send(DeleteOrganization::new(2711))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost);
    assert_eq!(gateway.requests().len(), 1);
}

async fn a_failed_endpoint_is_asked_again_by_reads_alone(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(Misbehaviour::Error(GatewayError::EndpointError), 1);
    client(kind, &gateway)
        .send(ListRegions::new())
        .await
        .unwrap();
    assert_eq!(gateway.requests().len(), 2);

    gateway.misbehave(Misbehaviour::Error(GatewayError::EndpointError), 1);
    let error = client(kind, &gateway)
        .send(DeleteOrganization::new(2711))
        .await
        .unwrap_err();
    assert_eq!(
        (error.status().map(|status| status.as_u16()), error.code()),
        (Some(503), Some("500"))
    );
    assert_eq!(gateway.requests().len(), 3);
}

async fn a_throttled_write_is_tried_again(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(Misbehaviour::throttle(ThrottleCode::RateLimited), 2);
    client(kind, &gateway)
        .send(DeleteOrganization::new(2711))
        .await
        .unwrap();
    assert_eq!(gateway.requests().len(), 3);
}

async fn ten_clients_against_a_throttling_gateway_give_up_after_their_attempts(
    kind: TransportKind,
) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(
        Misbehaviour::throttle(ThrottleCode::ThrottleLimited),
        Times::Always,
    );
    let calls = (0..10).map(|_| {
        let client = client(kind, &gateway);
        async move { client.send(ListRegions::new()).await }
    });
    for answer in join_all(calls).await {
        let error = answer.unwrap_err();
        assert!(error.is_throttled());
        assert_eq!(error.attempts(), 4);
    }
    assert_eq!(gateway.requests().len(), 40);
}

async fn clones_of_a_client_share_what_they_may_repeat(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(
        Misbehaviour::throttle(ThrottleCode::ThrottleLimited),
        Times::Always,
    );
    let mut retry = hasty();
    retry.budget = 12;
    let client = client_with(kind, &gateway, SAMPLE_SECRET_KEY, retry);
    let calls = (0..100).map(|_| {
        let client = client.clone();
        async move { client.send(ListRegions::new()).await }
    });
    for answer in join_all(calls).await {
        assert!(answer.unwrap_err().is_throttled());
    }
    assert_eq!(gateway.requests().len(), 112);
}

async fn retry_after_is_waited_for(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(
        Misbehaviour::Throttle {
            code: ThrottleCode::RateLimited,
            retry_after: Some(Duration::from_secs(3600)),
        },
        1,
    );
    // An hour does not fit into a call, so the call ends at once in place of asking too early.
    let error = client(kind, &gateway)
        .send(ListRegions::new())
        .await
        .unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(gateway.requests().len(), 1);
}

async fn an_answer_that_comes_too_late_is_a_timeout(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(
        Misbehaviour::Delay(Duration::from_secs(3600)),
        Times::Always,
    );
    let error = client(kind, &gateway)
        .with_attempt_timeout(Duration::from_millis(50))
        .send(DeleteOrganization::new(2711))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(gateway.requests().len(), 1);
}

async fn an_html_page_is_an_error_that_shows_it(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave("html:403".parse().unwrap(), 1);
    let error = client(kind, &gateway)
        .send(ListRegions::new())
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.code(), None);
    let body = String::from_utf8_lossy(error.raw_body().unwrap()).into_owned();
    assert!(body.starts_with('<'), "{body}");
}

async fn a_body_of_another_shape_is_an_error_that_says_where(kind: TransportKind) {
    let gateway = gateway().start().await.unwrap();
    gateway.misbehave(Misbehaviour::WrongShape, 1);
    let error = client(kind, &gateway)
        .send(ListRegions::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(gateway.requests().len(), 1);
    let shown = error.to_string();
    assert!(
        shown.contains("[0]: expected an object, got a list of 1"),
        "{shown}"
    );
}
