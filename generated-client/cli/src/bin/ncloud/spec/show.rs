//! The response, for people.

use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderMap};
use ncloud::printable;
use ncloud_cli::preview::headers;
use ncloud_codegen::ir::Format;
use ncloud_tools::dynamic::{DynamicOperation, Secrets, Xml};

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

/// A failure that was answered, in which what was sent and the names of members tell what is sensitive.
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

/// What is kept of a long failure: a secret may be cut off at its end, which is hidden where the text says that it was cut.
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
