//! What an error keeps of the response.

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use super::body::ErrorBody;
use super::{Error, TRACE_ID};

/// What the other side said.
pub(super) struct KeptResponse {
    pub(super) status: StatusCode,
    pub(super) body: ErrorBody,
    pub(super) trace_id: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) raw: Bytes,
    /// The beginning of the body of a failure that has no message, for people. What came as a success is not printed.
    pub(super) excerpt: Option<String>,
    /// The coding that the body is in, where it is in one.
    pub(super) coding: Option<String>,
}

/// How much of a body is looked at for what is printed of it, and kept of each of its parts, in bytes: secrets are redacted before
/// it is cut further.
const EXCERPT_FROM: usize = 16 * 1024;

/// What an error keeps of a text: people read no more, and every secret is looked for in it.
fn kept(mut text: String) -> String {
    if text.len() > EXCERPT_FROM {
        let end = (0..=EXCERPT_FROM)
            .rev()
            .find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or_default());
        text.push_str("...");
        text.shrink_to_fit();
    }
    text
}

impl KeptResponse {
    pub(super) fn new(
        status: StatusCode,
        headers: &HeaderMap,
        raw: &Bytes,
        body: ErrorBody,
        success: bool,
    ) -> Self {
        let header = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let excerpt = (body.message.is_none() && !success).then(|| {
            let beginning = raw.get(..EXCERPT_FROM).unwrap_or(raw);
            let cut = if beginning.len() < raw.len() {
                "..."
            } else {
                ""
            };
            format!("{}{cut}", String::from_utf8_lossy(beginning).trim())
        });
        let body = ErrorBody {
            code: body.code.map(kept),
            message: body.message.map(kept),
            details: body.details.map(kept),
            request_id: body.request_id.map(kept),
            ..body
        };
        Self {
            excerpt,
            status,
            body,
            trace_id: header(TRACE_ID),
            request_id: header("x-ncp-apigw-request-id"),
            // A copy, so that an error that is kept does not hold on to megabytes.
            raw: Bytes::copy_from_slice(raw.get(..Error::KEPT_BODY).unwrap_or(raw)),
            coding: None,
        }
    }
}
