//! The client of somebody else's spec does what NCP's own does: it signs, encodes, decodes, pages and waits.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use futures_util::TryStreamExt;
use http::{HeaderMap, StatusCode};
use ncloud::{Client, Credentials, ErrorKind};
use ncloud_sandbox::{Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use own_spec::bookings::{BookingConfirmed, BookingState, CreateBooking, GetBooking, ListBookings};

async fn gateway() -> Gateway {
    let specs = ncloud_codegen::load(["spec"]).unwrap();
    Gateway::builder().specs(specs).start().await.unwrap()
}

fn client(gateway: &Gateway) -> Client {
    Client::builder()
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap())
        .endpoint(&own_spec::bookings::SERVICE, gateway.url())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_is_signed_encoded_and_decoded() {
    let gateway = gateway().await;
    let booking = client(&gateway)
        .send(CreateBooking::new(2).guest("Hong Gil Dong"))
        .await
        .unwrap();
    assert_eq!(booking.booking_no, "b-1");
    assert_eq!(booking.state, BookingState::Requested);
    assert_eq!(booking.seats, 2);
    let sent = gateway.requests().remove(0);
    assert_eq!(sent.target, "/api/v1/bookings");
    assert_eq!(sent.body, r#"{"seats":2,"guest":"Hong Gil Dong"}"#);
    assert_eq!(sent.verdict.to_string(), "accepted, example made");
}

#[tokio::test]
async fn items_walk_every_page_and_keep_unknown_values() {
    let gateway = gateway().await;
    let bookings: Vec<_> = client(&gateway)
        .items(ListBookings::new().limit(2))
        .try_collect()
        .await
        .unwrap();
    let states: Vec<&str> = bookings
        .iter()
        .map(|booking| booking.state.as_str())
        .collect();
    assert_eq!(states, ["CONFIRMED", "REQUESTED", "WAITLISTED"]);
    assert!(matches!(bookings[2].state, BookingState::Unknown(_)));
    let targets: Vec<String> = gateway
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(
        targets,
        [
            "/api/v1/bookings?limit=2",
            "/api/v1/bookings?offset=2&limit=2"
        ]
    );
}

fn booking(state: &str) -> Misbehaviour {
    Misbehaviour::Respond {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: format!(r#"{{"bookingNo":"b-1","state":"{state}","seats":2}}"#).into(),
    }
}

#[tokio::test]
async fn a_wait_polls_until_the_state_is_reached() {
    let gateway = gateway().await;
    gateway.misbehave(booking("REQUESTED"), 2);
    let confirmed = client(&gateway)
        .wait(GetBooking::new("b-1"), BookingConfirmed)
        .await
        .unwrap();
    assert_eq!(confirmed.state, BookingState::Confirmed);
    assert_eq!(gateway.requests().len(), 3);
}

#[tokio::test]
async fn a_wait_ends_at_a_state_of_failure() {
    let gateway = gateway().await;
    gateway.misbehave(booking("REFUSED"), 1);
    let error = client(&gateway)
        .wait(GetBooking::new("b-1"), BookingConfirmed)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Wait);
    assert!(error.to_string().contains("REFUSED"), "{error}");
    assert_eq!(gateway.requests().len(), 1);
}

#[test]
fn what_is_sensitive_is_not_printed() {
    let request = CreateBooking::new(2).guest("Hong Gil Dong");
    assert_eq!(
        format!("{request:?}"),
        r#"CreateBooking { seats: 2, guest: [redacted] }"#
    );
}
