//! What `ncloud spec call` shows and records of an answer: nothing of what is sensitive, wherever in the body it stands.

use std::{cell::OnceCell, path::Path};

use ncloud::redact::Redactor;
use ncloud_tools::dynamic::{Request, Response, Secrets, Specs};
use serde_json::{Value, json};

use super::plain::{assert_line, assert_lines};

pub(super) const WORDS: &[&str] = &[
    "\"token\":",
    "\"keys\":",
    "\"user\":",
    "\"session\":",
    "\"data\":",
    "[",
    "]",
    "{",
    "}",
    "null",
    "\"\\u202e\"",
    "\"\\ud83d\"",
    "{\"token\": \"a\", \"user\": \"b\"}",
    "\"{\\\"token\\\": 1}\"",
];

/// What is sensitive: it is put into the input wherever something sensitive can be.
const CANARY: &str = "CANARY7f3a9c";

struct Known(Redactor);

impl Secrets for Known {
    fn redacted(&self, text: &str) -> String {
        self.0.text(text).into_owned()
    }

    fn are_in(&self, text: &str) -> bool {
        self.0.is_in(text)
    }
}

pub(super) fn run(input: &[u8]) {
    thread_local! {
        static SPECS: OnceCell<Specs> = const { OnceCell::new() };
    }
    SPECS.with(|specs| {
        let specs = specs.get_or_init(|| {
            Specs::load([Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")]).expect("the spec")
        });
        with(specs, input);
    });
}

fn with(specs: &Specs, input: &[u8]) {
    let operation = specs.operation("fuzzed.Login").expect("the operation");
    let mut redactor = Redactor::new("<hidden>");
    operation
        .sensitive_names()
        .into_iter()
        .for_each(|name| redactor.name(name));
    let known = Known(redactor);
    let text = String::from_utf8_lossy(input);
    // Whatever it is, JSON or not: what is sensitive is in its place.
    let _ = operation.redacted_failure(&text, &known);
    let _ = operation.redacted_response(&text, &known);
    assert_line(&operation.redacted_event("token", &text, &known));
    let findings = operation.response_findings(Response {
        status: 200,
        headers: &[],
        body: Some(input),
        xml: None,
    });
    assert_lines(&ncloud_tools::drawn(&findings, false));
    // A string is any value here, so that hostile ones are under sensitive names too.
    let mut value = serde_json::from_str::<Value>(&text)
        .unwrap_or_else(|_| json!({ "data": [{ "token": text }] }));
    let count = planted(&mut value, false);
    let body = value.to_string();
    for shown in [
        operation.redacted_response(&body, &known),
        operation.redacted_failure(&body, &known),
        operation.redacted_event("any", &body, &known),
    ] {
        assert_lines(&shown);
        assert!(
            count == 0 || !shown.contains(CANARY),
            "{body} is shown as {shown}"
        );
    }
    let recorded = operation.recorded(
        "recorded",
        &Request {
            arguments: Vec::new(),
            body: Some(json!({ "user": "u", "password": CANARY })),
        },
        Response {
            status: 200,
            headers: &[],
            body: Some(body.as_bytes()),
            xml: None,
        },
        None,
        &known,
    );
    match recorded {
        Ok(recorded) => assert!(!recorded.text.contains(CANARY), "{body}"),
        Err(error) => assert!(!error.to_string().contains(CANARY), "{body}: {error}"),
    }
}

/// Puts the canary in place of every value under a sensitive name.
fn planted(value: &mut Value, is_sensitive: bool) -> usize {
    match value {
        Value::Array(values) => values
            .iter_mut()
            .map(|value| planted(value, is_sensitive))
            .sum(),
        Value::Object(members) => members
            .iter_mut()
            .map(|(name, value)| {
                let sensitive = is_sensitive || matches!(name.as_str(), "token" | "keys");
                planted(value, sensitive)
            })
            .sum(),
        scalar if is_sensitive => {
            *scalar = Value::from(CANARY);
            1
        }
        _ => 0,
    }
}
