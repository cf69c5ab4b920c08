//! Risk: a long transfer that is cut off, a dead one that is not, one that is repeated with half of its content, or one
//! that fills the memory.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::io;
use std::time::Duration;

use bytes::Bytes;
use common::{SERVICE, builder, client};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use ncloud::body::{Chunks, Download, Upload};
use ncloud::decode::DecodeError;
use ncloud::events::{EventData, Streaming};
use ncloud::operation::Request;
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody as Body, Safety,
    SuccessCode,
};
use ncloud::transport::memory::{Memory, Response};
use ncloud::transport::{Failure, TransportError};
use ncloud::types::Json;
use ncloud::{Client, ErrorKind};
use tokio::time::{Instant, sleep};

/// Sends anything and responds with anything. It may be repeated.
struct Transfer(Upload);

static DESCRIPTION: OperationMeta = OperationMeta::new(
    &SERVICE,
    "Transfer",
    Method::Put,
    &[PathSegment::Literal("/v1/transfer")],
)
.safety(Safety::Read)
.response(Body::Bytes)
.success(&SuccessCode::new(&["code"], &["0"]).message(&["message"]));

impl Operation for Transfer {
    type Output = Download;

    const META: &'static OperationMeta = &DESCRIPTION;

    fn encode(&self, request: &mut Request) {
        request.upload(&self.0);
    }
}

struct Follow;

impl Operation for Follow {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Follow",
        Method::Get,
        &[PathSegment::Literal("/v1/events")],
    )
    .response(Body::Events);

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for Follow {
    type Event = Json;

    const END: Option<&'static str> = None;

    fn event(event: EventData) -> Result<Json, DecodeError> {
        event.decode()
    }
}

struct Markup;

impl Operation for Markup {
    type Output = Json;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Markup",
        Method::Get,
        &[PathSegment::Literal("/v1/markup")],
    )
    .response(Body::Xml(Envelope::None));

    fn encode(&self, _: &mut Request) {}
}

/// Ten pieces, one every 20 seconds: longer than the limits of an attempt and of a call, without being idle for so long.
fn slowly() -> impl Stream<Item = Bytes> + Send + 'static {
    stream::iter(0..10_u8).then(async |index| {
        sleep(Duration::from_secs(20)).await;
        Bytes::from(vec![index; 3])
    })
}

fn content() -> Vec<u8> {
    (0..10).flat_map(|index| [index; 3]).collect()
}

fn event_stream(chunks: Chunks) -> Response {
    Response::pieces(200, chunks).header("content-type", "text/event-stream; charset=utf-8")
}

async fn downloaded(response: Response) -> (Client, Download) {
    let (client, memory) = client();
    memory.expect_any(response);
    let download = client.send(Transfer(Upload::default())).await.unwrap();
    (client, download)
}

#[tokio::test(start_paused = true)]
async fn what_moves_is_not_cut_off() {
    let (client, memory) = client();
    memory.expect_any(Response::pieces(200, Chunks::new(slowly().map(Ok))));
    let upload = Upload::from_stream(Some(30), slowly().map(Ok));
    let begun = Instant::now();
    let download = client.send(Transfer(upload)).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), content());
    assert_eq!(begun.elapsed(), Duration::from_secs(400));
    assert_eq!(memory.requests()[0].body.as_bytes().unwrap(), &content());
}

#[tokio::test(start_paused = true)]
async fn what_moves_no_more_is_given_up() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, "{}"));
    let upload = Upload::from_stream(None, slowly().map(Ok).take(2).chain(stream::pending()));
    let begun = Instant::now();
    let error = client.send(Transfer(upload)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(
        error.attempts(),
        1,
        "a stream that was read is not sent again"
    );
    assert_eq!(begun.elapsed(), Duration::from_secs(70));

    let silent = Chunks::new(slowly().map(Ok).take(2).chain(stream::pending()));
    let (_, mut download) = downloaded(Response::pieces(200, silent)).await;
    let begun = Instant::now();
    assert_eq!(download.chunk().await.unwrap().unwrap(), [0; 3][..]);
    assert_eq!(download.chunk().await.unwrap().unwrap(), [1; 3][..]);
    let error = download.chunk().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(error.operation().as_deref(), Some("sample.Transfer"));
    assert_eq!(begun.elapsed(), Duration::from_secs(70));
    assert_eq!(download.chunk().await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn an_response_that_does_not_begin_is_given_up() {
    let (client, memory) = client();
    memory.expect_any(Response::never());
    memory.expect_any(Response::bytes(200, "content"));
    let begun = Instant::now();
    let download = client.send(Transfer(Upload::from("a"))).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(30));
    assert_eq!(download.bytes().await.unwrap(), "content");
    assert_eq!(memory.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_was_not_read_can_be_sent_after_all() {
    let (client, memory) = client();
    // It fails before it reads, as a connection does that is refused.
    let throttled = r#"{"error":{"errorCode":"410","message":"Throttle Limited"}}"#;
    memory.expect_any(Response::json(429, throttled));
    memory.expect_any(Response::json(200, "{}"));
    let upload = Upload::from_stream(None, stream::iter([Ok(Bytes::from("a"))]));
    assert!(upload.is_repeatable());
    let opened = upload.open().await.unwrap();
    drop(opened);
    assert!(upload.is_repeatable());
    let mut opened = upload.open().await.unwrap();
    assert_eq!(opened.try_next().await.unwrap().unwrap(), "a");
    assert!(!upload.is_repeatable());

    // Bytes are sent again.
    client.send(Transfer(Upload::from("b"))).await.unwrap();
    assert_eq!(memory.requests().len(), 2);
    assert_eq!(memory.requests()[1].body.as_bytes().unwrap(), "b");
}

#[tokio::test]
async fn a_source_that_fails_is_no_failure_of_the_service() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, "{}"));
    let failing = stream::iter([Ok(Bytes::from("a")), Err(io::Error::other("the tape tore"))]);
    let error = client
        .send(Transfer(Upload::from_stream(None, failing)))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("the tape tore"), "{error}");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_file_is_opened_for_every_attempt_and_sent_as_long_as_it_was_announced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "first").unwrap();
    let upload = Upload::from_path(&path);
    let read = async |upload: &Upload| -> io::Result<String> {
        let opened = upload.open().await?;
        let length = opened.length().unwrap();
        let pieces: Vec<Bytes> = opened.try_collect().await?;
        let text = String::from_utf8(pieces.concat()).unwrap();
        assert_eq!(text.len() as u64, length);
        Ok(text)
    };
    assert_eq!(read(&upload).await.unwrap(), "first");
    std::fs::write(&path, "second").unwrap();
    assert_eq!(read(&upload).await.unwrap(), "second");
    assert!(upload.is_repeatable());

    let mut opened = upload.open().await.unwrap();
    std::fs::write(&path, "short").unwrap();
    let error = loop {
        match opened.try_next().await {
            Ok(piece) => assert!(piece.is_some()),
            Err(error) => break error,
        }
    };
    assert!(error.to_string().contains("became shorter"), "{error}");

    std::fs::remove_file(&path).unwrap();
    let error = upload.open().await.unwrap_err();
    assert!(error.to_string().contains("a.txt"), "{error}");
}

#[tokio::test]
async fn the_limit_of_an_response_is_for_what_is_collected() {
    let memory = Memory::new();
    let client = builder(&memory).response_limit(8).build().unwrap();
    memory.otherwise(|_| Response::bytes(200, "nine byte"));

    let download = client.send(Transfer(Upload::default())).await.unwrap();
    let error = download.bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let error = client
        .send_raw(Transfer(Upload::default()))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);

    let mut download = client.send(Transfer(Upload::default())).await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "nine byte");
    assert_eq!(download.chunk().await.unwrap(), None);

    // An event is collected.
    memory.expect_any(event_stream(Chunks::from(Bytes::from(
        "data: 1\n\ndata: \"long\"\n\n",
    ))));
    let mut events = client.events(Follow).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), 1);
    assert_eq!(events.next().await.unwrap().unwrap(), "long");
    assert!(events.next().await.is_none());
    let endless = stream::iter(0..).map(|_| Ok(Bytes::from("data")));
    memory.expect_any(event_stream(Chunks::new(endless)));
    let mut events = client.events(Follow).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_failure_inside_of_a_success_is_no_download() {
    let (client, memory) = client();
    memory.expect_any(Response::json(
        200,
        r#"{"code": 7, "message": "no such picture"}"#,
    ));
    let error = client.send(Transfer(Upload::default())).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("7"), Some("no such picture"))
    );

    let (_, download) = downloaded(Response::json(200, r#"{"code": 0}"#)).await;
    assert_eq!(download.bytes().await.unwrap(), r#"{"code": 0}"#);
}

#[tokio::test]
async fn a_file_appears_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    let pieces = || stream::iter([Ok(Bytes::from("ab")), Ok(Bytes::from("c"))]);
    let (_, download) = downloaded(Response::pieces(200, Chunks::new(pieces()))).await;
    assert_eq!(download.save_to(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"abc");

    let broken = || Err(TransportError::new(Failure::Lost, "reset"));
    let cut = Chunks::new(pieces().chain(stream::iter([broken()])));
    let (_, download) = downloaded(Response::pieces(200, cut)).await;
    let error = download.save_to(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost);
    assert_eq!(std::fs::read(&path).unwrap(), b"abc", "the old one stays");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let (_, download) = downloaded(Response::bytes(200, "a")).await;
    let error = download.save_to("/nowhere/a.bin").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("/nowhere/a.bin"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn events_keep_a_stream_open_as_long_as_something_comes() {
    let (client, memory) = client();
    let comments = slowly().map(|_| Ok(Bytes::from(": still here\n")));
    let last = stream::iter([Ok(Bytes::from("data: {\"a\": 1}\n\n"))]);
    memory.expect_any(event_stream(Chunks::new(
        comments.chain(last).chain(stream::pending()),
    )));
    let begun = Instant::now();
    let mut events = client.events(Follow).await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(event.get("a").unwrap(), 1);
    assert_eq!(begun.elapsed(), Duration::from_secs(200));
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(memory.requests()[0].headers["accept"], "text/event-stream");
}

#[test]
fn what_is_streamed_may_go_to_other_threads() {
    fn sendable<T: Send>() {}
    fn shareable<T: Send + Sync>() {}
    shareable::<Upload>();
    shareable::<Download>();
    shareable::<ncloud::body::File>();
    shareable::<Chunks>();
    sendable::<ncloud::events::Events<Json>>();
}

#[test]
fn nothing_of_a_content_is_printed() {
    let file = ncloud::body::File::new("a.txt", "secret content");
    let shown = format!("{file:?} {:?}", Upload::from("secret content"));
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.contains("a.txt"), "{shown}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_reads_streams_too() {
    let memory = Memory::new();
    let client = ncloud::blocking::Client::new(builder(&memory).build().unwrap()).unwrap();
    let pieces = || {
        Chunks::new(stream::iter(
            ["ab", "c"].map(|piece| Ok(Bytes::from(piece))),
        ))
    };
    memory.otherwise(move |_| Response::pieces(200, pieces()));
    let send = || {
        client
            .send(Transfer(Upload::from_path("Cargo.toml")))
            .unwrap()
    };

    assert_eq!(client.bytes(send()).unwrap(), "abc");
    let chunks: Result<Vec<Bytes>, _> = client.chunks(send()).collect();
    assert_eq!(chunks.unwrap(), ["ab", "c"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert_eq!(client.save_to(send(), &path).unwrap(), 3);
    let manifest = std::fs::read("Cargo.toml").unwrap();
    assert_eq!(memory.requests()[0].body.as_bytes().unwrap(), &manifest);

    memory.expect_any(event_stream(Chunks::from(Bytes::from(
        "data: 1\n\ndata: x\n\ndata: 2\n\n",
    ))));
    let events: Vec<_> = client.events(Follow).unwrap().collect();
    assert_eq!(events.len(), 3);
    assert_eq!(*events[0].as_ref().unwrap(), 1);
    assert!(events[1].as_ref().unwrap_err().is_decode());
    assert_eq!(*events[2].as_ref().unwrap(), 2);
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn xml_is_read_as_the_json_that_says_the_same() {
    let (client, memory) = client();
    memory.expect_any(Response::bytes(200, "<a><b>1</b><b>2</b></a>"));
    let response = client.send(Markup).await.unwrap();
    assert_eq!(response.to_string(), r#"{"b":["1","2"]}"#);
    assert_eq!(memory.requests()[0].headers["accept"], "application/xml");
}

#[cfg(not(feature = "xml"))]
#[tokio::test]
async fn xml_without_its_feature_is_not_even_asked_for() {
    let (client, memory) = client();
    let error = client.send(Markup).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("feature `xml`"), "{error}");
    assert_eq!(memory.requests().len(), 0);
}
