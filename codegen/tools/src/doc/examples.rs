//! Samples of exchanges: what goes out, what comes back.

use std::fmt::Write as _;

use ncloud_codegen::{
    emit::{
        markdown::{code, prose},
        words,
    },
    ir::{Example, ExampleError, Format, Operation, ParameterLocation, Service},
};
use serde_json::Value as Json;

use super::Page;

pub(super) fn print(page: &mut Page, service: &Service, operation: &Operation) {
    for example in &operation.examples {
        let exchange = Exchange::of(service, operation, example);
        page.paragraph(&exchange.title);
        page.code("text", &exchange.request);
        page.paragraph(&exchange.outcome);
        page.code(exchange.language, &exchange.response);
    }
}

/// What goes out and what comes back. Title and outcome are Markdown.
pub(super) struct Exchange {
    pub(super) title: String,
    pub(super) request: String,
    pub(super) outcome: String,
    pub(super) language: &'static str,
    pub(super) response: String,
}

impl Exchange {
    pub(super) fn of(service: &Service, operation: &Operation, example: &Example) -> Self {
        let failure = example.error.as_ref().map(failure).unwrap_or_default();
        let (language, response) = response(operation, example);
        Self {
            title: format!("**Example** {}, {}", code(&example.name), origin(example)),
            request: request(service, operation, example),
            outcome: format!("gets a response with status {}{failure}:", example.status),
            language,
            response,
        }
    }
}

fn origin(example: &Example) -> String {
    if let Some(recorded) = &example.recorded {
        return format!("recorded: {}", prose(recorded));
    }
    match (&example.made, example.is_documented()) {
        (None, true) => "as the documentation has it:".to_owned(),
        (Some(made), true) => format!("of the documentation, but partly made: {}", prose(made)),
        (Some(made), false) => format!("made: {}", prose(made)),
        (None, false) => "made:".to_owned(),
    }
}

/// The request line, headers, and after an empty line the body.
fn request(service: &Service, operation: &Operation, example: &Example) -> String {
    let mut text = match &example.sent {
        Some(sent) => sent.clone(),
        None => words::request_line(service, operation),
    };
    // Without a request line that is known, every value that it has is worth a line.
    for line in lines(example, |location| {
        location == ParameterLocation::Header
            || (example.sent.is_none()
                && matches!(location, ParameterLocation::Path | ParameterLocation::Query))
    }) {
        let _ = write!(text, "\n{line}");
    }
    let body = match (&example.body, &example.sent_form) {
        (Some(body), _) => shown(body),
        (None, Some(form)) => form.clone(),
        (None, None) => lines(example, |location| {
            matches!(location, ParameterLocation::Form | ParameterLocation::Part)
        })
        .join("\n"),
    };
    if !body.is_empty() {
        let _ = write!(text, "\n\n{body}");
    }
    text
}

/// `name: value`, of what the example gives in some places.
fn lines(example: &Example, is_shown: impl Fn(ParameterLocation) -> bool) -> Vec<String> {
    let given = example.request.iter();
    given
        .filter(|given| is_shown(given.location))
        .map(|given| match &given.value {
            Json::String(text) => format!("{}: {text}", given.name),
            value => format!("{}: {value}", given.name),
        })
        .collect()
}

/// Headers that are shown and the body, and the language of it.
fn response(operation: &Operation, example: &Example) -> (&'static str, String) {
    let mut text = String::new();
    for (name, value) in &example.response_headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    let body = match (&example.response, &example.text) {
        (Some(response), _) => shown(response),
        (None, Some(body)) => body.clone(),
        (None, None) => String::new(),
    };
    if text.is_empty() {
        let language = match (&example.response, operation.response.format) {
            (Some(_), _) => "json",
            (None, Format::Xml) => "xml",
            (None, _) => "text",
        };
        let body = if body.is_empty() { "(no body)" } else { &body };
        (language, body.to_owned())
    } else {
        ("text", format!("{text}\n{body}"))
    }
}

fn failure(error: &ExampleError) -> String {
    let code_of = error
        .code
        .as_deref()
        .map(|known| format!(" {}", code(known)));
    let message = error.message.as_deref();
    let message = message.map(|message| format!(", \"{}\"", prose(message)));
    format!(
        ", the error{}{}",
        code_of.unwrap_or_default(),
        message.unwrap_or_default()
    )
}

fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => Json::from(text.as_str()).to_string(),
        value => format!("{value:#}"),
    }
}
