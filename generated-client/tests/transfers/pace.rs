//! What moves next to nothing does not move.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use ncloud::body::{Chunks, Upload};
use ncloud::transport::TransportError;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, Error, ErrorKind};
use tokio::time::{Instant, sleep};

use crate::common::builder;
use crate::operations::{Follow, Get, Put};

/// A piece, over and over.
fn every(
    pause: Duration,
    piece: &'static [u8],
) -> impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static {
    stream::repeat(piece).then(move |piece| async move {
        sleep(pause).await;
        Ok(Bytes::from_static(piece))
    })
}

const TRICKLE: Duration = Duration::from_millis(500);

async fn downloaded(client: &Client, memory: &Memory) -> Result<Bytes, Error> {
    memory.expect_any(Response::pieces(200, Chunks::new(every(TRICKLE, b"a"))));
    client.send(Get).await?.bytes().await
}

async fn uploaded(client: &Client) -> Result<(), Error> {
    let pieces = every(TRICKLE, b"a").map(|piece| piece.map_err(std::io::Error::other));
    client.send(Put(Upload::from_stream(None, pieces))).await
}

async fn followed(client: &Client, memory: &Memory, piece: &'static [u8]) -> Error {
    let response = Response::pieces(200, Chunks::new(every(TRICKLE, piece)));
    memory.expect_any(response.header("content-type", "text/event-stream"));
    let mut events = client.events(Follow).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(events.next().await.is_none());
    error
}

#[tokio::test(start_paused = true)]
async fn a_trickle_is_ended_by_default() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    for way in 0..3 {
        let begun = Instant::now();
        let error = match way {
            0 => downloaded(&client, &memory).await.unwrap_err(),
            1 => uploaded(&client).await.unwrap_err(),
            _ => followed(&client, &memory, b"x").await,
        };
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(
            error.to_string().contains("128 bytes per second"),
            "{error}"
        );
        assert_eq!(begun.elapsed().as_secs(), 300, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_least_rate_goes_by_the_limit_of_an_attempt_and_can_be_set() {
    let memory = Memory::new();
    let client = builder(&memory)
        .attempt_timeout(Duration::from_secs(1))
        .least_rate(3)
        .build()
        .unwrap();
    let begun = Instant::now();
    let error = downloaded(&client, &memory).await.unwrap_err();
    assert!(
        error.to_string().contains("no more than 20 bytes came"),
        "{error}"
    );
    assert_eq!(begun.elapsed().as_secs(), 10);

    // Two bytes a second are enough for this one, and for that one nothing.
    for client in [client.clone().with_least_rate(1), client.with_least_rate(0)] {
        let begun = Instant::now();
        let client = client.with_transfer_timeout(Duration::from_secs(3600));
        let error = downloaded(&client, &memory).await.unwrap_err();
        assert!(error.to_string().contains("3600000 ms"), "{error}");
        assert_eq!(begun.elapsed().as_secs(), 3600);
        let error = uploaded(&client).await.unwrap_err();
        assert!(error.to_string().contains("3600000 ms"), "{error}");
        assert_eq!(begun.elapsed().as_secs(), 7200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_for_the_whole_holds_for_events_that_never_end() {
    let memory = Memory::new();
    let client = builder(&memory)
        .transfer_timeout(Duration::from_secs(1000))
        .build()
        .unwrap();
    let begun = Instant::now();
    let error = followed(&client, &memory, b": still here\n").await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(begun.elapsed().as_secs(), 1000);
    assert!(
        builder(&memory)
            .transfer_timeout(Duration::ZERO)
            .build()
            .is_err()
    );
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_takes_its_time_is_no_slow_service() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    let pieces = stream::iter((0..20).map(|_| Ok(Bytes::from("a"))));
    memory.expect_any(Response::pieces(200, Chunks::new(pieces)));
    let mut download = client.send(Get).await.unwrap();
    let mut length = 0;
    while let Some(piece) = download.chunk().await.unwrap() {
        length += piece.len();
        sleep(Duration::from_secs(100)).await;
    }
    assert_eq!(length, 20);
}
