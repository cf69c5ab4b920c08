//! What an answer is: a success, an error of the gateway, an error of the service.

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::decode::parse_answer;
use crate::error::body::ErrorBody;
use crate::error::{Error, ErrorKind, Meaning};
use crate::operation::{Answer, Description, Envelope, Retry, Success};
use crate::retry::classes::{of_gateway, of_status};
use crate::types::Json;

/// Says which side answered: `APIGW` or `ENDPOINT`.
pub(crate) const ORIGIN: &str = "x-ncp-apigw-response-origin";

/// The body of a success.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Not looked into.
    Unread,
    /// Read, the envelope included.
    Value(Json),
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
    // What is neither wrapped nor has a code is read once, where its value is wanted.
    let value = if envelope == Envelope::None && description.success.is_none() {
        None
    } else {
        parse_answer(description.answer, raw).ok()
    };
    let (payload, error) = match value {
        Some(value) => {
            let error = error_in(&value, envelope, description.success);
            (Payload::Value(value), error)
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
    let suspicious = match raw.trim_ascii_start().split_first() {
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
fn error_in(value: &Json, envelope: Envelope, success: Option<&Success>) -> Option<ErrorBody> {
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
    let wrapped = |name| value.get(name).is_some_and(|value| !value.is_null());
    let lacks_envelope = match envelope {
        Envelope::None | Envelope::Perhaps(_) => false,
        Envelope::Member(name) if wrapped(name) => return None,
        Envelope::Member(_) => true,
    };
    let body = ErrorBody::of_json(value);
    let failed = body
        .code
        .as_deref()
        .is_some_and(|code| !matches!(code, "0" | "20000"));
    (body.wrapper || (lacks_envelope && code.is_none() && failed)).then_some(body)
}

/// What stands at the end of a way through members, as text: a number or a boolean as it is written.
fn scalar(value: &Json, path: &[&str]) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    match path
        .iter()
        .try_fold(value, |value, member| value.get(member))?
    {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(boolean) => Some(boolean.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn refusal(
    description: &'static Description,
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
        .and_then(|code| description.service.error(code))
        .filter(|_| !from_gateway);

    let mut meaning = Meaning::default();
    match (known.filter(|_| from_gateway), listed) {
        (Some(error), _) => {
            meaning.throttled = error.throttled;
            // A body that looks like the gateway's is no proof that the call was not handed on.
            meaning.retry = match error.retry {
                Retry::Always if origin != Some(b"APIGW") => Retry::Reads,
                retry => retry,
            };
        }
        (None, Some(error)) => {
            meaning = Meaning {
                retry: error.retry,
                throttled: error.throttled,
                not_found: error.not_found,
                pause: error.pause.unwrap_or_default(),
            };
        }
        (None, None) => {
            meaning.retry = of_status(status);
            meaning.throttled = status == StatusCode::TOO_MANY_REQUESTS;
        }
    }
    meaning.not_found |= status == StatusCode::NOT_FOUND;
    let problem = if status == StatusCode::NOT_MODIFIED {
        "not modified: the content is still the one that the request names in `if-none-match` or `if-modified-since`; keep what you have of it"
    } else if status.is_redirection() {
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
