//! Answers that are streams of events.

use std::process::Output;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use ncloud_sandbox::Misbehaviour;

use crate::support::{call, gateway, printed, program, spec_of, text};

#[test]
fn events_are_printed_as_they_come() {
    let gateway = gateway("clova_studio.yaml");
    let mut command = program(&[
        "clova_studio.CompleteChat",
        "--example",
        "documented",
        "--events",
    ]);
    let output = command
        .args(["--endpoint", &gateway.url(), "--spec"])
        .arg(spec_of("clova_studio.yaml"))
        .env(
            "NCLOUD_SERVICE_KEY",
            ncloud_sandbox::sample_secret("authorization"),
        )
        .output()
        .unwrap();
    let shown = printed(&output);
    assert!(
        shown.contains("\ntoken: {\"message\": {\"role\": \"assistant\", \"content\": \"안\"}}\n"),
        "{shown}"
    );
    assert!(shown.contains("\nauthorization: [redacted]\n"), "{shown}");
    let (_, head) = shown.split_once("\n\n200 after ").unwrap();
    let (time, head) = head.split_once(" ms, 1 attempt, trace id ").unwrap();
    assert!(time.parse::<u32>().is_ok(), "{time}");
    let (head, _) = head.split_once("\n\n").unwrap();
    assert!(head.contains("\ncontent-type: text/event-stream"), "{head}");
}

/// What the spec finds in an answer that the gateway makes up, and what is shown of it.
fn answered(status: StatusCode, media_type: &'static str, body: &str) -> Output {
    let gateway = gateway("clova_studio.yaml");
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    gateway.misbehave(
        Misbehaviour::Respond {
            status,
            headers,
            body: body.to_owned().into(),
        },
        1,
    );
    let arguments = [
        "clova_studio.CompleteChat",
        "--example",
        "documented",
        "--events",
    ];
    call(&gateway, &spec_of("clova_studio.yaml"), &arguments)
}

#[test]
fn status_and_events_that_the_spec_lacks_are_found() {
    let output = answered(
        StatusCode::ACCEPTED,
        "text/event-stream",
        "event: pause\ndata: {}\n\n",
    );
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    let found: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    assert_eq!(
        found,
        [
            "warning[response-status]: 202 is no status that `status` lists",
            "warning[response-undeclared]: the event `pause` is not declared",
        ]
    );
}

#[test]
fn an_answer_that_is_no_stream_is_a_failure_and_is_not_shown() {
    let output = answered(StatusCode::OK, "application/json", r#"{"owner": "Hong"}"#);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    let (_, head) = shown.split_once("\n\n200 after ").unwrap();
    let (_, rest) = head.split_once(" ms, ").unwrap();
    assert_eq!(rest, "1 attempt\n\n");
    assert_eq!(
        text(&output.stderr),
        "error: clova_studio.CompleteChat: HTTP 200, but response: expected text/event-stream, got application/json\n"
    );
}
