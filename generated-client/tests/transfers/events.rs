//! A stream of events ends well, or says why it does not.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use ncloud::body::Chunks;
use ncloud::events::Streaming;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, Error, ErrorKind};

use crate::common::{ACCESS_KEY, builder, client};
use crate::operations::{Follow, FollowToKey, FollowToMark, FollowToResult};
use crate::wire::server;

type Event = (String, String);

fn response(body: impl Into<Bytes>) -> Response {
    Response::bytes(200, body).header("content-type", "text/event-stream;charset=UTF-8")
}

/// The events, and the error behind them.
async fn read<O>(operation: O, body: &str) -> (Vec<Event>, Option<Error>)
where
    O: Streaming<Event = Event>,
{
    let (client, memory) = client();
    memory.expect_any(response(body.to_owned()));
    let mut events = client.events(operation).await.unwrap();
    let (mut seen, mut error) = (Vec::new(), None);
    while let Some(event) = events.next().await {
        assert!(error.is_none(), "nothing comes behind an error");
        match event {
            Ok(event) => seen.push(event),
            Err(failure) => error = Some(failure),
        }
    }
    (seen, error)
}

fn event(name: &str, data: &str) -> Event {
    (name.to_owned(), data.to_owned())
}

#[tokio::test]
async fn a_failure_ends_the_stream_with_its_code_and_message() {
    let token = "event: token\ndata: Hel\n\n";
    for (failure, code, message) in [
        (
            r#"event: error
data: {"status":{"code":"50000","message":"Internal Server Error"}}"#,
            Some("50000"),
            "Internal Server Error",
        ),
        (
            r#"event: error
data: {"error":{"errorCode":"BUSY","message":"later"}}"#,
            Some("BUSY"),
            "later",
        ),
        (
            r#"event: error
data: {"code":7,"message":"seven"}"#,
            Some("7"),
            "seven",
        ),
        (
            // A code of success says nothing against the name.
            r#"event: error
data: {"status":{"code":"20000","message":"cut"}}"#,
            Some("20000"),
            "cut",
        ),
        ("event: error\ndata: \"overloaded\"", None, "overloaded"),
        (
            r#"event: token
data: {"status":{"code":"42901","message":"Too many"}}"#,
            Some("42901"),
            "Too many",
        ),
        (
            r#"data: {"error":{"errorCode":"GONE","message":"gone"}}"#,
            Some("GONE"),
            "gone",
        ),
        (
            "data: <error><errorCode>9</errorCode><message>xml</message></error>",
            Some("9"),
            "xml",
        ),
    ] {
        let (seen, error) = read(Follow, &format!("{token}{failure}\n\n{token}")).await;
        assert_eq!(seen, [event("token", "Hel")], "{failure}");
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.code(), code, "{failure}");
        assert_eq!(error.message(), Some(message), "{failure}");
        assert_eq!(error.operation().as_deref(), Some("sample.Follow"));
        assert_eq!(error.attempts(), 1);
        assert!(error.raw_body().is_some());
        // What the service says of its codes holds here as well: a write may be sent again after this one.
        assert_eq!(error.retryable(), code == Some("BUSY"));
        assert_eq!(error.is_not_found(), code == Some("GONE"));
    }
    let (_, error) = read(Follow, "event: error\ndata: overloaded, no JSON\n\n").await;
    let error = error.unwrap();
    assert!(error.to_string().contains("overloaded, no JSON"), "{error}");
    assert!(error.to_string().contains("the event `error`"), "{error}");
}

#[tokio::test]
async fn a_failure_is_known_by_its_name_however_it_is_written_and_without_data() {
    for failure in [
        "event: Error\ndata: no\n\n",
        "event:  ERROR \ndata: no\n\n",
        "event: error\n\n",
        "event: error\nid: 1\n\n",
    ] {
        let body = format!("data: 1\n\n{failure}data: 2\n\n");
        let (seen, error) = read(Follow, &body).await;
        assert_eq!(seen, [event("message", "1")], "{failure:?}");
        assert_eq!(error.unwrap().kind(), ErrorKind::Service, "{failure:?}");
    }
    let (seen, error) = read(FollowToResult, "event: error\n\nevent: result\n\ndata: 1").await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, []);
}

/// It has the media type of a stream of events, and is something else.
#[tokio::test]
async fn a_body_that_is_no_stream_of_events_is_an_error() {
    for (body, kind) in [
        (
            r#"{"error":{"errorCode":"900","message":"m"}}"#,
            ErrorKind::Service,
        ),
        ("{\"status\":{\"code\":\"5\"}}\n", ErrorKind::Service),
        (
            "<error><errorCode>900</errorCode></error>",
            ErrorKind::Service,
        ),
        ("<html>\n<body>Sign in", ErrorKind::Decode),
        ("{\"a\":1}", ErrorKind::Decode),
        ("{\n\"a\":1}\n\n", ErrorKind::Decode),
        ("Bad Gateway\n", ErrorKind::Decode),
    ] {
        let (seen, error) = read(Follow, body).await;
        assert_eq!(seen, []);
        let error = error.expect(body);
        assert_eq!(error.kind(), kind, "{body}: {error}");
        assert_eq!(error.operation().as_deref(), Some("sample.Follow"));
        assert_eq!(error.attempts(), 1);
    }
    // Lines that nobody knows may stand beside some that are known.
    let (seen, error) = read(Follow, "x: 1\n: comment\nmore\n\n").await;
    assert!(error.is_none() && seen.is_empty(), "{error:?}");
}

/// What is told when the stream is over, is told of the call as everything else.
#[tokio::test]
async fn errors_at_the_end_of_a_stream_are_those_of_the_call() {
    let (_, error) = read(FollowToMark, "data: 1\n\n").await;
    assert_eq!(error.unwrap().operation().as_deref(), Some("sample.Follow"));

    let (client, memory) = client();
    let last = format!("event: {ACCESS_KEY}\ndata: [DONE\n\n");
    memory.expect_any(response(last));
    let mut events = client.events(FollowToKey).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.operation().as_deref(), Some("sample.Follow"));
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains(ACCESS_KEY), "{text}");
    }
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn what_is_no_failure_is_an_event() {
    let body = r#"data: {"status":{"code":"20000"}}

data: {"code":"7","message":"of the content"}

data: {"text":"\"status\" is a word"}

data: {"error":"a word"}

event: errors
data: {"error":{"errorCode":"1"},"more":1}

"#;
    let (seen, error) = read(Follow, body).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen.len(), 5);

    // Where failures have another name, this one is free.
    let body = "event: error\ndata: {}\n\nevent: result\ndata: 1\n\n";
    let (seen, error) = read(FollowToResult, body).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, [event("error", "{}"), event("result", "1")]);
    let (seen, error) = read(FollowToResult, "event: failed\ndata: {\"code\": 1}\n\n").await;
    assert_eq!((seen.len(), error.unwrap().code()), (0, Some("1")));
}

#[tokio::test]
async fn a_stream_that_ends_without_its_end_is_an_error() {
    for body in ["", "data: 1\n\n", "data: 1\n\n: [DONE]\n\n", "data: 1\n"] {
        let (_, error) = read(FollowToMark, body).await;
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
        assert!(
            error
                .to_string()
                .contains("without its end, the data `[DONE]`"),
            "{error}"
        );
        let (_, error) = read(FollowToResult, body).await;
        let error = error.unwrap();
        assert!(error.to_string().contains("the event `result`"), "{error}");
        assert!(read(Follow, body).await.1.is_none());
    }
    for body in [
        "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n",
        "data: 1\n\ndata: [DONE]",
    ] {
        let (seen, error) = read(FollowToMark, body).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(seen, [event("message", "1")]);
    }
    let (seen, error) = read(FollowToResult, "event: result\ndata: 1\n\nevent: fail").await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, [event("result", "1")]);
}

#[tokio::test]
async fn a_stream_that_ends_within_an_event_is_an_error() {
    for cut in [
        "data: {\"a\": 1",
        "data: {\"a\": 1}",
        "event: token\n",
        "id: 7\neve",
        "id: 7\r\n",
    ] {
        let (seen, error) = read(Follow, &format!("data: 1\n\n{cut}")).await;
        assert_eq!(seen, [event("message", "1")]);
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
        assert!(
            error.to_string().contains("ended within an event"),
            "{error}"
        );
    }
    // The same where the end of the connection is that of the body.
    let response = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: 1\n\ndata: {\"a";
    let (builder, _served) = server("\r\n\r\n", response).await;
    let client = builder.build().unwrap();
    let events: Vec<_> = client.events(Follow).await.unwrap().collect().await;
    assert_eq!(events.len(), 2);
    assert_eq!(events[1].as_ref().unwrap_err().kind(), ErrorKind::Lost);
}

#[tokio::test]
async fn pieces_may_end_anywhere() {
    let body = "\u{feff}event: a\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\r\rdata: 4\n\n";
    let expected = [
        event("a", "1\n2"),
        event("message", "3"),
        event("message", "4"),
    ];
    for length in 1..body.len() {
        let (client, memory) = client();
        let pieces: Vec<_> = body
            .as_bytes()
            .chunks(length)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        let response = Response::pieces(200, Chunks::new(stream::iter(pieces)));
        memory.expect_any(response.header("content-type", "text/event-stream"));
        let events: Vec<_> = client.events(Follow).await.unwrap().collect().await;
        let events: Vec<Event> = events.into_iter().map(Result::unwrap).collect();
        assert_eq!(events, expected, "in pieces of {length}");
    }
}

#[tokio::test]
async fn lines_and_events_have_a_longest_length() {
    let memory = Memory::new();
    let client = builder(&memory).response_limit(100).build().unwrap();
    let long = "x".repeat(101);
    for body in [
        format!("data: {long}\n\n"),
        format!("data: {long}"),
        format!("event: {long}"),
        format!(": {long}"),
        "data: 1234567890\n".repeat(11) + "\n",
    ] {
        for length in [10, 1000] {
            let pieces: Vec<_> = body
                .as_bytes()
                .chunks(length)
                .map(|piece| Ok(Bytes::copy_from_slice(piece)))
                .collect();
            let response = Response::pieces(200, Chunks::new(stream::iter(pieces)));
            memory.expect_any(response.header("content-type", "text/event-stream"));
            let events: Vec<_> = client.events(Follow).await.unwrap().collect().await;
            let error = events.last().unwrap().as_ref().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        }
    }
}

/// The time that an event of so many bytes takes, in pieces as of a network.
async fn time_of(client: &Client, memory: &Memory, length: usize, breaks: bool) -> Duration {
    let piece = Bytes::from(if breaks {
        b"data: 67890123\n".repeat(100)
    } else {
        vec![b'x'; 1400]
    });
    let count = length / piece.len();
    let pieces = stream::iter([Ok(Bytes::from("data: "))])
        .chain(stream::iter((0..count).map(move |_| Ok(piece.clone()))))
        .chain(stream::iter([Ok(Bytes::from("\n\n"))]));
    let response = Response::pieces(200, Chunks::new(pieces));
    memory.expect_any(response.header("content-type", "text/event-stream"));
    let mut events = client.events(Follow).await.unwrap();
    let begun = Instant::now();
    let (_, data) = events.next().await.unwrap().unwrap();
    assert!(data.len() > length / 3);
    begun.elapsed()
}

#[tokio::test]
async fn twice_the_length_takes_twice_the_time() {
    const MIB: usize = 1024 * 1024;
    let memory = Memory::new();
    let client = builder(&memory).response_limit(128 * MIB).build().unwrap();
    for breaks in [false, true] {
        // The best of three: the machine does other things meanwhile.
        let mut best = [Duration::MAX; 2];
        for _ in 0..3 {
            for (best, length) in best.iter_mut().zip([4 * MIB, 16 * MIB]) {
                *best = (*best).min(time_of(&client, &memory, length, breaks).await);
            }
        }
        let [short, long] = best;
        assert!(long < short * 10, "{short:?}, then {long:?}");
    }
}
