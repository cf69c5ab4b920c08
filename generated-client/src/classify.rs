//! What an answer is: a success, an error of the gateway, an error of the service.

use core::time::Duration;
use std::borrow::Cow;
use std::time::SystemTime;

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};

use crate::decode::text_of;
use crate::error::body::ErrorBody;
use crate::error::{Error, ErrorKind, Meaning};
use crate::json::{View, trimmed};
use crate::operation::{Answer, Description, Envelope, Retry, Success};

/// Errors of the gateway: HTTP status, code, which calls may be repeated, whether it is a rate limit. The code is not the
/// HTTP status, even where it looks like one.
///
/// <https://api.ncloud-docs.com/docs/common-ncpapi>
const GATEWAY: [(u16, &str, Retry, bool); 12] = [
    (400, "100", Retry::Never, false),
    (401, "200", Retry::Never, false),
    (401, "210", Retry::Never, false),
    (403, "230", Retry::Never, false),
    (404, "300", Retry::Never, false),
    (413, "430", Retry::Never, false),
    // The quota of the day or month: waiting within a call is of no use.
    (429, "400", Retry::Never, false),
    (429, "410", Retry::Always, true),
    (429, "420", Retry::Always, true),
    (500, "900", Retry::Reads, false),
    (503, "500", Retry::Reads, false),
    (504, "510", Retry::Reads, false),
];

/// Says which side answered: `APIGW` or `ENDPOINT`.
pub(crate) const ORIGIN: &str = "x-ncp-apigw-response-origin";

/// The body of a success.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Not looked into.
    Unread,
    /// XML, as the JSON that says the same, the envelope included.
    Converted(Vec<u8>),
}

/// Sorts an answer.
pub(crate) fn classify(
    description: &'static Description,
    status: StatusCode,
    headers: &HeaderMap,
    raw: &Bytes,
) -> Result<Payload, Error> {
    if !status.is_success() {
        return Err(refusal(
            description,
            status,
            headers,
            raw,
            ErrorBody::parse(raw),
        ));
    }
    let envelope = match description.answer {
        Answer::Json { envelope } | Answer::Xml { envelope } => envelope,
        Answer::Empty | Answer::Bytes | Answer::Events => Envelope::None,
    };
    // What is neither wrapped nor has a code is looked into once, where its value is wanted.
    let text = if envelope == Envelope::None && description.success.is_none() {
        None
    } else {
        text_of(description.answer, raw).ok()
    };
    let (payload, error) = match text {
        Some(text) => {
            let error = error_in(View::of(&text), envelope, description.success);
            let payload = match text {
                Cow::Borrowed(_) => Payload::Unread,
                Cow::Owned(converted) => Payload::Converted(converted),
            };
            (payload, error)
        }
        None => (Payload::Unread, error_wrapper(raw)),
    };
    match error {
        Some(body) => Err(refusal(description, status, headers, raw, body)),
        None => Ok(payload),
    }
}

/// An error that comes with a status of success: a body that is nothing but an error wrapper. Its first bytes tell
/// nearly all others apart, which are then read once, where their value is wanted.
fn error_wrapper(raw: &[u8]) -> Option<ErrorBody> {
    let suspicious = match trimmed(raw).split_first() {
        Some((b'{', rest)) => {
            let rest = rest.trim_ascii_start();
            rest.starts_with(b"\"error\"") || rest.starts_with(b"\"responseError\"")
        }
        Some((b'<', _)) => true,
        _ => false,
    };
    suspicious
        .then(|| ErrorBody::parse(raw))
        .filter(|body| body.wrapper)
}

/// An error that comes with a status of success: a code that the specification does not list, a wrapper, or any code
/// where the envelope should be.
fn error_in(value: View<'_>, envelope: Envelope, success: Option<&Success>) -> Option<ErrorBody> {
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
        Envelope::None | Envelope::Perhaps(_) => false,
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
    description: &'static Description,
    status: StatusCode,
    headers: &HeaderMap,
    raw: &Bytes,
    body: ErrorBody,
) -> Error {
    let code = body.code.as_deref();
    let known = GATEWAY
        .iter()
        .find(|(known, text, ..)| status == *known && code == Some(text));
    let from_gateway = match headers.get(ORIGIN).map(|origin| origin.as_bytes()) {
        Some(b"APIGW") => true,
        Some(b"ENDPOINT") => false,
        _ => body.wrapper && known.is_some(),
    };
    let listed = code
        .and_then(|code| description.service.error(code))
        .filter(|_| !from_gateway);

    let mut meaning = Meaning::default();
    match (known.filter(|_| from_gateway), listed) {
        (Some((_, _, retry, throttled)), _) => {
            (meaning.retry, meaning.throttled) = (*retry, *throttled);
        }
        (None, Some(error)) => {
            meaning = Meaning {
                retry: error.retry,
                throttled: error.throttled,
                not_found: error.not_found,
                pause: error.pause.unwrap_or_default(),
            };
        }
        // Nobody says whether an unlisted refusal came before the call was carried out.
        (None, None) if status == StatusCode::TOO_MANY_REQUESTS => {
            (meaning.retry, meaning.throttled) = (Retry::Reads, true);
        }
        (None, None) if status.is_server_error() => meaning.retry = Retry::Reads,
        (None, None) => {}
    }
    meaning.not_found |= status == StatusCode::NOT_FOUND;
    meaning.pause = meaning.pause.max(retry_after(headers));
    let problem = if status.is_redirection() {
        "redirections are not followed, as they would take the keys elsewhere; set the endpoint that answers"
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
    Error::answered(kind, problem, (status, headers, raw), body)
        .of(description)
        .meaning(meaning)
}

/// The delay that an answer asks for, in seconds or until a date. NAVER Cloud Platform documents no such header.
fn retry_after(headers: &HeaderMap) -> Duration {
    let Some(value) = headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
    else {
        return Duration::ZERO;
    };
    if let Ok(seconds) = value.trim().parse() {
        return Duration::from_secs(seconds);
    }
    // Measured by the clock of the answer where it has one: that of this machine may be wrong.
    let now = headers
        .get(http::header::DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok())
        .unwrap_or_else(SystemTime::now);
    httpdate::parse_http_date(value)
        .ok()
        .and_then(|until| until.duration_since(now).ok())
        .unwrap_or_default()
}
