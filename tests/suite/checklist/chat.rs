//! Answers that come as events.

use futures_util::{StreamExt as _, TryStreamExt as _};
use ncloud::ErrorKind;
use ncloud_sandbox::Misbehaviour;
use ncloud_tests::chat::{
    CompleteChat, CompleteChatEvent, FollowLog, FollowLogEvent, Message, Problem, Summarize,
    SummarizeEvent,
};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/chat.yaml";

fn request() -> CompleteChat {
    CompleteChat::new("HCX-1", [Message::new("hello")])
}

#[tokio::test]
async fn events() {
    let wire = Wire::of(SPEC).await;
    let events: Vec<CompleteChatEvent> = wire
        .client
        .events(request())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    let sent = wire.request();
    assert_eq!(sent.line, "POST /v1/chat/HCX-1");
    assert_eq!(sent.header("accept"), Some("text/event-stream"));
    assert_eq!(sent.body, r#"{"messages":[{"content":"hello"}]}"#);

    assert_eq!(events.len(), 8);
    let CompleteChatEvent::Token(token) = &events[0] else {
        panic!("{:?}", events[0])
    };
    assert_eq!(token.message.content, "안");
    assert_eq!(token.index, Some(0));
    assert!(matches!(&events[3], CompleteChatEvent::Note(note) if note == "text, no JSON"));
    let CompleteChatEvent::Unknown(unknown) = &events[5] else {
        panic!("{:?}", events[5])
    };
    assert_eq!(
        (unknown.name(), unknown.data()),
        ("something-new", "anything")
    );
    assert!(!format!("{unknown:?}").contains("anything"));
    let CompleteChatEvent::Result(result) = &events[7] else {
        panic!("{:?}", events[7])
    };
    assert_eq!(result.message.content, "안녕");
}

#[tokio::test]
async fn json_when_not_streaming() {
    let wire = Wire::of(SPEC).await;
    let completion = wire.client.send(request()).await.unwrap();
    assert_eq!(wire.request().header("accept"), Some("application/json"));
    assert_eq!(completion.message.content, "hi");
}

#[tokio::test]
async fn an_event_arrives_before_the_stream_ends() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("CompleteChat").unwrap();
    let mut events = wire.client.events(request()).await.unwrap();

    // Nothing more is sent before the first event was read.
    for index in 0..3 {
        let piece = format!(
            "event: token\ndata: {{\"message\": {{\"content\": \"a\"}}, \"index\": {index}}}\n\n"
        );
        assert!(feed.send(piece).await);
        let Some(CompleteChatEvent::Token(token)) = events.try_next().await.unwrap() else {
            panic!("no token")
        };
        assert_eq!(token.index, Some(index));
    }
    // Nor does the stream wait for the connection to end once it is told that it has ended.
    assert!(feed.send("data: [DONE]\n\n").await);
    assert!(events.try_next().await.unwrap().is_none());
    feed.hung_up().await;
}

#[tokio::test]
async fn a_stream_that_is_dropped_hangs_up() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("chat.CompleteChat").unwrap();
    let events = wire.client.events(request()).await.unwrap();
    drop(events);
    feed.hung_up().await;
    assert!(!feed.send("data: 1\n\n").await);
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_stream_with_an_error() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("CompleteChat").unwrap();
    let mut events = wire.client.events(request()).await.unwrap();
    assert!(
        feed.send("event: note\ndata: a\n\nevent: note\ndata: cut")
            .await
    );
    let first = events.next().await.unwrap().unwrap();
    assert!(matches!(first, CompleteChatEvent::Note(note) if note == "a"));
    feed.break_off().await;
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost);
    assert_eq!(error.operation().as_deref(), Some("chat.CompleteChat"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_an_error_and_the_next_one_is_read() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("CompleteChat").unwrap();
    let mut events = wire.client.events(request()).await.unwrap();
    assert!(
        feed.send("event: token\ndata: {\"index\": 1}\n\nevent: note\ndata: a\n\n")
            .await
    );
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.decode_error().unwrap().path(), "token.message");
    assert!(events.next().await.unwrap().is_ok());
}

#[tokio::test]
async fn a_failure_in_place_of_events_is_an_error() {
    let wire = Wire::of(SPEC).await;
    let request = CompleteChat::new("HCX-1", [] as [Message; 0]);
    let error = wire.client.events(request).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.code(), Some("40001"));

    // With a status of success, and without events.
    let json = |body: &'static str| Misbehaviour::Respond {
        status: http::StatusCode::OK,
        headers: [(
            http::header::CONTENT_TYPE,
            "application/json".parse().unwrap(),
        )]
        .into_iter()
        .collect(),
        body: bytes::Bytes::from(body),
    };
    wire.gateway
        .misbehave(json(r#"{"error": {"errorCode": "9", "message": "no"}}"#), 1);
    let error = wire.client.events(self::request()).await.unwrap_err();
    assert_eq!(error.code(), Some("9"));
    wire.gateway.misbehave(json(r#"{"result": {}}"#), 1);
    let error = wire.client.events(self::request()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let fault = error.decode_error().unwrap();
    assert_eq!(
        (fault.expected(), fault.got()),
        ("text/event-stream", "application/json")
    );
}

#[tokio::test]
async fn an_operation_that_answers_events_alone_is_not_sent_otherwise() {
    let wire = Wire::of(SPEC).await;
    let error = wire.client.send(FollowLog::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("Client::events"), "{error}");
    assert_eq!(wire.requests().len(), 0);

    let events: Vec<FollowLogEvent> = wire
        .client
        .events(FollowLog::new())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    let texts: Vec<&str> = events
        .iter()
        .map(|event| match event {
            FollowLogEvent::Message(text) => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["first", "last, and no empty line behind it"]);
}

#[tokio::test]
async fn a_failure_is_an_error() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("CompleteChat").unwrap();
    let mut events = wire.client.events(request()).await.unwrap();
    assert!(
        feed.send("event: note\ndata: a\n\nevent: error\ndata: {\"status\": {\"code\": \"50000\", \"message\": \"Internal Server Error\"}}\n\nevent: note\ndata: b\n\n")
            .await
    );
    assert!(events.next().await.unwrap().is_ok());
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.code(), Some("50000"));
    assert_eq!(error.message(), Some("Internal Server Error"));
    assert_eq!(error.operation().as_deref(), Some("chat.CompleteChat"));
    assert!(events.next().await.is_none());
    feed.hung_up().await;
}

#[tokio::test]
async fn a_failure_has_the_name_that_the_spec_gives() {
    let wire = Wire::of(SPEC).await;
    let feed = wire.gateway.feed("Summarize").unwrap();
    let mut events = wire.client.events(Summarize::new()).await.unwrap();
    let problem = r#"{"status": {"code": "40000", "message": "too long"}}"#;
    let stream = format!("event: error\ndata: none\n\nevent: problem\ndata: {problem}\n\n");
    assert!(feed.send(stream).await);
    let first = events.next().await.unwrap().unwrap();
    assert!(matches!(first, SummarizeEvent::Error(text) if text == "none"));
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("40000"), Some("too long"))
    );
    let problem: Problem = ncloud::decode::from_slice(error.raw_body().unwrap()).unwrap();
    assert_eq!(problem.status.code, "40000");
    assert!(events.next().await.is_none());

    // A code that is none of success says the same, whatever the event is called.
    let feed = wire.gateway.feed("Summarize").unwrap();
    let mut events = wire.client.events(Summarize::new()).await.unwrap();
    assert!(
        feed.send("event: result\ndata: {\"status\": {\"code\": \"50000\"}}\n\n")
            .await
    );
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("50000"));
}

#[tokio::test]
async fn a_stream_without_the_end_that_the_spec_names_is_an_error() {
    for (operation, events, expected) in [
        (
            "CompleteChat",
            "event: note\ndata: a\n\n",
            "the data `[DONE]`",
        ),
        (
            "Summarize",
            "event: progress\ndata: 50\n\n",
            "the event `result`",
        ),
    ] {
        let wire = Wire::of(SPEC).await;
        wire.gateway.misbehave(
            Misbehaviour::Respond {
                status: http::StatusCode::OK,
                headers: [(
                    http::header::CONTENT_TYPE,
                    "text/event-stream".parse().unwrap(),
                )]
                .into_iter()
                .collect(),
                body: bytes::Bytes::from(events),
            },
            1,
        );
        let seen: Vec<Result<(), ncloud::Error>> = match operation {
            "Summarize" => {
                let events = wire.client.events(Summarize::new()).await.unwrap();
                events.map(|event| event.map(drop)).collect().await
            }
            _ => {
                let events = wire.client.events(request()).await.unwrap();
                events.map(|event| event.map(drop)).collect().await
            }
        };
        assert_eq!(seen.len(), 2);
        let error = seen[1].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert!(error.to_string().contains(expected), "{error}");
    }
}
