//! What a response is: a success, an error of the gateway, an error of the service.

use std::borrow::Cow;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::codec::decode::text_of;
use crate::codec::json::{View, trimmed, whole};
use crate::meta::{Envelope, OperationMeta, ResponseBody, Retry, SuccessCode};
use crate::wire::download::{Sniffed, sniff};
use crate::wire::error::body::ErrorBody;
use crate::wire::error::{Classification, Error, ErrorKind};
use crate::wire::retry_class::{of_gateway, of_status};

/// Says which side responded: `APIGW` or `ENDPOINT`.
pub(crate) const ORIGIN: &str = "x-ncp-apigw-response-origin";

/// The body of a success.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Not looked into.
    Unread,
    /// XML, as the JSON that says the same, the envelope included.
    Converted(Vec<u8>),
}

/// Sorts a response.
pub(crate) fn classify(
    meta: &'static OperationMeta,
    status: StatusCode,
    headers: &HeaderMap,
    raw: &Bytes,
) -> Result<Payload, Error> {
    if !status.is_success() {
        return Err(refusal(meta, status, headers, raw, ErrorBody::parse(raw)));
    }
    let envelope = match meta.response {
        ResponseBody::Json(envelope) | ResponseBody::Xml(envelope) => envelope,
        ResponseBody::Empty | ResponseBody::Bytes | ResponseBody::Events => Envelope::None,
    };
    // What is neither wrapped nor has a code is looked into once, where its value is wanted.
    let text = if envelope == Envelope::None && meta.success.is_none() {
        None
    } else {
        text_of(meta.response, raw).ok()
    };
    let (payload, error) = match text {
        Some(text) => {
            let value = View::of(&text);
            let error = error_in(value, envelope, meta.success);
            // The gateway responds in XML where JSON is asked for, and a root may be what tells.
            let is_markup = matches!(text, Cow::Owned(_)) || !value.is_object();
            let error = error.or_else(|| is_markup.then(|| error_wrapper(raw)).flatten());
            let payload = match text {
                Cow::Borrowed(_) => Payload::Unread,
                Cow::Owned(converted) => Payload::Converted(converted),
            };
            (payload, error)
        }
        None => (Payload::Unread, error_wrapper(raw)),
    };
    match error {
        Some(body) => Err(refusal(meta, status, headers, raw, body)),
        None => Ok(payload),
    }
}

/// A failure that an event tells: one of the name that says so, or data that would be a failure as the body of a response.
pub(crate) fn failure_in_event(
    meta: &'static OperationMeta,
    (status, headers, raw): (StatusCode, &HeaderMap, &Bytes),
    named: bool,
) -> Option<Error> {
    let text = trimmed(raw);
    let value = whole(text).is_ok().then(|| View::of(text));
    let told = match value {
        Some(value) => error_in(value, Envelope::None, meta.success),
        None => error_wrapper(raw),
    };
    let body = match (told, value) {
        (Some(body), _) => body,
        (None, _) if !named => return None,
        (None, Some(value)) => match value.as_text() {
            Some(message) => ErrorBody {
                message: Some(message.into_owned()),
                ..ErrorBody::default()
            },
            None => ErrorBody::of_json(value),
        },
        (None, None) => ErrorBody::parse(raw),
    };
    Some(refusal(meta, status, headers, raw, body))
}

/// An error that comes with a status of success: a body that is nothing but an error wrapper. Its first bytes tell
/// nearly all others apart, which are then read once, where their value is wanted.
fn error_wrapper(raw: &[u8]) -> Option<ErrorBody> {
    let text = trimmed(raw);
    let suspicious = sniff(text, false) == Sniffed::Suspect;
    let may_be_wrapper = || !text.starts_with(b"{") || ErrorBody::may_be_wrapper(View::of(text));
    (suspicious && may_be_wrapper())
        .then(|| ErrorBody::parse(raw))
        .filter(|body| body.wrapper)
}

/// An error that comes with a status of success: a code that the specification does not list, a wrapper, or any code
/// where the envelope should be.
fn error_in(
    value: View<'_>,
    envelope: Envelope,
    success: Option<&SuccessCode>,
) -> Option<ErrorBody> {
    let code = success.and_then(|success| scalar(value, success.code));
    if let (Some(success), Some(code)) = (success, &code)
        && !success.values.contains(&code.as_str())
    {
        let body = ErrorBody::of_json(value);
        return Some(ErrorBody {
            message: scalar(value, success.message).or(body.message),
            code: Some(code.clone()),
            ..body
        });
    }
    let lacks_envelope = match envelope {
        Envelope::None | Envelope::Optional(_) => false,
        Envelope::Member(name) if has_value(value, name) => return None,
        Envelope::Member(_) => true,
    };
    // Nothing else tells of an error, and what follows looks at every member.
    if !lacks_envelope && !ErrorBody::may_be_wrapper(value) {
        return None;
    }
    let body = ErrorBody::of_json(value);
    let failed = body
        .code
        .as_deref()
        .is_some_and(|code| !matches!(code, "0" | "20000"));
    (body.wrapper || (lacks_envelope && code.is_none() && failed)).then_some(body)
}

/// Whether an object has a member that is not `null`. The last one of a name counts.
fn has_value(value: View<'_>, name: &str) -> bool {
    let first = value.members().next();
    if first.is_some_and(|(member, value)| member == name && !value.is_null()) {
        return true;
    }
    value.get(name).is_some_and(|value| !value.is_null())
}

/// What stands at the end of a way through members, as text: a number or a boolean as it is written.
fn scalar(value: View<'_>, path: &[&str]) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    path.iter()
        .try_fold(value, |value, member| value.get(member))?
        .scalar()
        .map(Cow::into_owned)
}

fn refusal(
    meta: &'static OperationMeta,
    status: StatusCode,
    headers: &HeaderMap,
    raw: &Bytes,
    body: ErrorBody,
) -> Error {
    let code = body.code.as_deref();
    let known = of_gateway(status, code);
    let origin = headers.get(ORIGIN).map(|origin| origin.as_bytes());
    let from_gateway = match origin {
        Some(b"APIGW") => true,
        Some(b"ENDPOINT") => false,
        _ => body.wrapper && known.is_some(),
    };
    let listed = code
        .and_then(|code| meta.service.error(code))
        .filter(|_| !from_gateway);

    let mut classification = Classification::default();
    match (known.filter(|_| from_gateway), listed) {
        (Some(error), _) => {
            classification.throttled = error.throttled;
            // A body that looks like the gateway's is no proof that the call was not handed on.
            classification.retry = match error.retry {
                Retry::Always if origin != Some(b"APIGW") => Retry::Reads,
                retry => retry,
            };
        }
        (None, listed) => {
            classification.retry = of_status(status);
            classification.throttled = status == StatusCode::TOO_MANY_REQUESTS;
            if let Some(error) = listed {
                // What is never to be repeated is a quota rather than a rate.
                classification.throttled &= error.retry != Some(Retry::Never);
                classification.throttled |= error.throttled;
                classification.retry = error.retry.unwrap_or(classification.retry);
                classification.not_found = error.not_found;
                classification.pause = error.pause.unwrap_or_default();
            }
        }
    }
    classification.not_found |= status == StatusCode::NOT_FOUND;
    let problem = if status == StatusCode::NOT_MODIFIED {
        "not modified: the content is still the one that the request names in `if-none-match` or `if-modified-since`; keep what you have of it"
    } else if status.is_redirection() {
        "redirections are not followed, as they would take the keys elsewhere; set the endpoint that responds"
    } else {
        match (from_gateway, status.as_u16(), code) {
            (true, 401, Some("200")) => {
                "check access key, secret key and the clock of this machine"
            }
            (true, 401, Some("210")) => {
                "subscribe to the service in the console and check the rights of the key"
            }
            (true, 429, Some("400")) => "the quota of the day or month is used up",
            _ => "",
        }
    };
    let kind = if from_gateway {
        ErrorKind::Gateway
    } else {
        ErrorKind::Service
    };
    Error::from_response(kind, problem, (status, headers, raw), body)
        .of(meta)
        .classification(classification)
}
