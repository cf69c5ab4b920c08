//! The request and the response, for people.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderMap};
use ncloud::printable;
use ncloud::transport::{Failure as Sent, HttpRequest, SendFuture, Transport, TransportError};
use ncloud_codegen::ir::{Authorization, FileSample, Format, ParameterLocation, ParameterStyle};
use ncloud_tools::dynamic::{self, DynamicOperation, Secrets, Xml};
use percent_encoding::percent_decode_str;

use crate::printer::REDACTED;

/// Keeps the request that it is given, and sends nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<HttpRequest>>>);

impl Kept {
    pub(crate) fn take(&self) -> Option<HttpRequest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Transport for Kept {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(async {
            Err(TransportError::new(
                Sent::Refused,
                "it is shown, and not sent",
            ))
        })
    }
}

/// A request that was made of what can be shown, with keys that are good for nothing.
pub(crate) fn request(
    operation: &DynamicOperation<'_>,
    sent: &HttpRequest,
    shown: &dynamic::Request,
) -> String {
    let (origin, target) = split(&sent.url);
    let mut target = target.replace("%5Bredacted%5D", REDACTED);
    if operation.model().authorization == Authorization::ApiKeyInQuery {
        for name in Authorization::API_KEY_PARAMETERS {
            target = target.replace(&format!("{name}=redacted"), &format!("{name}={REDACTED}"));
        }
    }
    let mut text = format!("{} {target}\nhost: {origin}\n", sent.method.as_str());
    text.push_str(&headers(&sent.headers, |name| redacts(operation, name)));
    let body = body(operation, sent, shown);
    if !body.is_empty() {
        text.push_str(&format!("\n{body}\n"));
    }
    text
}

/// Whether a header says who the caller is.
fn redacts(operation: &DynamicOperation<'_>, name: &str) -> bool {
    let sent = operation.model().authorization.parameters();
    sent.iter()
        .any(|sent| sent.is(ParameterLocation::Header, name))
}

/// `https://host` and what comes behind it.
fn split(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or((rest, "/"), |at| rest.split_at(at))
}

fn headers(headers: &HeaderMap, redacts: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (name, value) in headers {
        let value = match value.to_str() {
            Ok(_) if value.is_sensitive() || redacts(name.as_str()) => REDACTED,
            Ok(value) => value,
            Err(_) => "(not text)",
        };
        text.push_str(&format!("{name}: {value}\n"));
    }
    text
}

fn body(operation: &DynamicOperation<'_>, sent: &HttpRequest, shown: &dynamic::Request) -> String {
    if operation.model().sends_parts() {
        return parts(operation, shown);
    }
    let Some(bytes) = sent.body.as_bytes() else {
        return "(a body that is streamed)".to_owned();
    };
    match std::str::from_utf8(bytes) {
        Ok(text) if operation.model().sends_form() => {
            let decoded = |piece: &str| percent_decode_str(piece).decode_utf8_lossy().into_owned();
            text.split('&').map(decoded).collect::<Vec<_>>().join("\n")
        }
        Ok(text) => dynamic::pretty(text).unwrap_or_else(|| text.to_owned()),
        Err(_) => format!("({} bytes)", bytes.len()),
    }
}

fn parts(operation: &DynamicOperation<'_>, shown: &dynamic::Request) -> String {
    let mut lines = Vec::new();
    for parameter in &operation.model().parameters {
        let name = &parameter.field.wire_name;
        let Some(value) = shown.given(Some(parameter.location), name) else {
            continue;
        };
        match (parameter.location, &parameter.style) {
            (ParameterLocation::Part, ParameterStyle::File) if parameter.field.sensitive => {
                lines.push(format!("{name}: {REDACTED}"))
            }
            (ParameterLocation::Part, ParameterStyle::File) => {
                lines.extend(FileSample::all(value).iter().map(|file| {
                    format!(
                        "{name}: {} ({}, {} bytes)",
                        file.name,
                        file.content_type,
                        file.content.len()
                    )
                }))
            }
            (ParameterLocation::Part, _) => lines.push(match value.as_str() {
                Some(text) => format!("{name}: {text}"),
                None => format!("{name}: {value}"),
            }),
            _ => {}
        }
    }
    lines.join("\n")
}

/// The first line of what is shown of a response.
fn status_line(status: u16, time: Duration, attempts: u32, trace_id: Option<&str>) -> String {
    let time = time.as_millis();
    let end = if attempts == 1 { "" } else { "s" };
    let trace = trace_id.map(|id| format!(", trace id {id}"));
    let trace = trace.unwrap_or_default();
    format!("{status} after {time} ms, {attempts} attempt{end}{trace}\n")
}

/// The status line and the headers of a success.
pub(crate) fn head(
    operation: &DynamicOperation<'_>,
    status: u16,
    time: Duration,
    attempts: u32,
    given: &HeaderMap,
) -> String {
    let trace = given.get("x-ncp-trace-id").and_then(|id| id.to_str().ok());
    status_line(status, time, attempts, trace)
        + &headers(given, |name| operation.redacts_header(name))
}

/// The body of a success.
pub(crate) fn response(
    operation: &DynamicOperation<'_>,
    body: &[u8],
    xml: Option<&Xml>,
    secrets: &dyn Secrets,
) -> String {
    if let Some(Ok((root, content))) = xml {
        let shown = operation
            .redacted_xml(root, content, secrets)
            .unwrap_or_default();
        return format!(
            "(XML in the root element `{root}`, as it is read:)\n{shown}",
            root = printable::line(root)
        );
    }
    match std::str::from_utf8(body) {
        Ok(text) if text.trim_ascii().is_empty() => String::new(),
        Ok(text) if operation.model().response.format == Format::Json => {
            operation.redacted_response(text, secrets)
        }
        _ => format!("({} bytes)", body.len()),
    }
}

/// A failure that came back, in which what was sent and the names of members tell what is sensitive.
pub(crate) fn failure(
    operation: &DynamicOperation<'_>,
    secrets: &dyn Secrets,
    time: Duration,
    error: &ncloud::Error,
) -> Option<String> {
    let (status, body) = (error.status()?.as_u16(), error.raw_body()?);
    let line = status_line(status, time, error.attempts(), error.trace_id());
    // A success that is not as it should be may hold anything that is sensitive.
    if error.is_decode() {
        return Some(line);
    }
    let body = match std::str::from_utf8(body) {
        Ok(text) if body.len() < ncloud::Error::KEPT_BODY => {
            operation.redacted_failure(text, secrets)
        }
        Ok(text) => cut_off(text, operation, secrets),
        // It may end within a character.
        Err(error) if error.error_len().is_none() => {
            cut_off(&String::from_utf8_lossy(body), operation, secrets)
        }
        Err(_) => format!("({} bytes)", body.len()),
    };
    Some(format!("{line}\n{body}"))
}

/// What is kept of a long failure: a secret may be cut off at its end, which is redacted where the text says that it was cut.
fn cut_off(text: &str, operation: &DynamicOperation<'_>, secrets: &dyn Secrets) -> String {
    const MARK: &str = "...";
    let shown = operation.redacted_failure(&format!("{text}{MARK}"), secrets);
    shown
        .strip_suffix(MARK)
        .map_or(shown.clone(), str::to_owned)
}

/// The media type of a body, for people.
pub(crate) fn media_type(headers: &HeaderMap) -> &str {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or("no media type")
}
