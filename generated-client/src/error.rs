//! What goes wrong, as one type.

pub(crate) mod body;
mod display;

use core::error::Error as StdError;
use core::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use self::body::ErrorBody;
use crate::decode::DecodeError;
use crate::operation::{Description, Retry};
use crate::transport::{Failure, TransportError};

/// A call that failed, or a client that cannot be built.
///
/// `Display` says all of it in one line:
///
/// ```text
/// organization.GetOrganization: HTTP 401, gateway code 210: Permission Denied: A subscription to the API is required.; trace id 6cc1hc8q6ce1j68cj264sj6p9n
/// ```
///
/// Keys, signatures, queries and the text of successful answers are in none of its parts that are printed, but for the state
/// that a waiter met. [`raw_body`](Self::raw_body) and [`DecodeError::raw`] have what came, for who asks for it.
pub struct Error(Box<Parts>);

struct Parts {
    kind: ErrorKind,
    operation: Option<&'static Description>,
    /// What this crate has to say.
    problem: String,
    answer: Option<Answered>,
    decode: Option<DecodeError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    meaning: Meaning,
    attempts: u32,
}

/// What an error means for whoever would call again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning {
    /// Which calls may be repeated after it.
    pub(crate) retry: Retry,
    /// Calls come too often.
    pub(crate) throttled: bool,
    /// What was asked for does not exist.
    pub(crate) not_found: bool,
    /// The least delay before the call is repeated.
    pub(crate) pause: Duration,
}

impl Default for Meaning {
    fn default() -> Self {
        Self {
            retry: Retry::Never,
            throttled: false,
            not_found: false,
            pause: Duration::ZERO,
        }
    }
}

/// What the other side said.
struct Answered {
    status: StatusCode,
    body: ErrorBody,
    trace_id: Option<String>,
    request_id: Option<String>,
    raw: Bytes,
    /// The body is that of a success and is not shown.
    success: bool,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up with something unusable: an endpoint, a time limit, a proxy.
    Configuration,
    /// There are no usable keys.
    Credentials,
    /// A parameter cannot be sent. Nothing went over the wire.
    Request,
    /// What was to be sent cannot be read, or what came cannot be written: a file that is not there, a full disk, a
    /// stream that failed.
    Io,
    /// There was no connection: name resolution, connecting or TLS failed. The call was not carried out.
    Connect,
    /// The connection broke after the request was sent. The call may have been carried out.
    Lost,
    /// A time limit ended. The call may have been carried out.
    Timeout,
    /// The answer is larger than the client was told to take.
    TooLarge,
    /// The API gateway answered in place of the service.
    Gateway,
    /// The service answered with an error.
    Service,
    /// The answer is a success, but does not hold what was expected.
    Decode,
    /// A list gives the same page again and again.
    Pages,
    /// What was waited for ended otherwise, or did not come in time.
    Wait,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            operation: None,
            problem: problem.into(),
            answer: None,
            decode: None,
            source: None,
            meaning: Meaning::default(),
            attempts: 0,
        }))
    }

    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, problem)
    }

    pub(crate) fn credentials(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, problem)
    }

    pub(crate) fn request(operation: &'static Description, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, problem).of(operation)
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        let (kind, retry, problem) = match error.failure() {
            Failure::NotSent => (ErrorKind::Connect, Retry::Always, "no connection"),
            Failure::Lost => (
                ErrorKind::Lost,
                Retry::Reads,
                "the connection broke before the whole answer came",
            ),
            Failure::TooLarge => (ErrorKind::TooLarge, Retry::Never, "the answer is too large"),
            Failure::Refused => (
                ErrorKind::Request,
                Retry::Never,
                "the transport does not send this request",
            ),
            Failure::Unreadable => (
                ErrorKind::Io,
                Retry::Never,
                "what was to be sent cannot be read",
            ),
        };
        let mut this = Self::new(kind, format!("{problem}: {error}"));
        this.0.meaning.retry = retry;
        this.0.source = Some(Box::new(error));
        this
    }

    pub(crate) fn timeout(problem: impl Into<String>) -> Self {
        let mut this = Self::new(ErrorKind::Timeout, problem);
        this.0.meaning.retry = Retry::Reads;
        this
    }

    /// An answer that is an error.
    pub(crate) fn answered(
        kind: ErrorKind,
        problem: impl Into<String>,
        (status, headers, raw): (StatusCode, &HeaderMap, &Bytes),
        body: ErrorBody,
    ) -> Self {
        let mut this = Self::new(kind, problem);
        this.0.answer = Some(Answered::new(status, headers, raw, body, false));
        this
    }

    /// An answer that is a success, but not the one that was expected.
    pub(crate) fn decode(
        error: DecodeError,
        (status, headers, raw): (StatusCode, &HeaderMap, &Bytes),
    ) -> Self {
        let mut this = Self::new(ErrorKind::Decode, "");
        this.0.answer = Some(Answered::new(
            status,
            headers,
            raw,
            ErrorBody::default(),
            true,
        ));
        this.0.decode = Some(error);
        this
    }

    pub(crate) fn of(mut self, operation: &'static Description) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Names the setting that the problem is with.
    pub(crate) fn about(mut self, setting: &str) -> Self {
        self.0.problem = format!("{setting}: {}", self.0.problem);
        self
    }

    pub(crate) fn caused_by(mut self, cause: Self) -> Self {
        self.0.source = Some(Box::new(cause));
        self
    }

    pub(crate) fn meaning(mut self, meaning: Meaning) -> Self {
        self.0.meaning = meaning;
        self
    }

    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn retry(&self) -> Retry {
        self.0.meaning.retry
    }

    /// The least delay before the call is repeated.
    pub(crate) fn pause(&self) -> Duration {
        self.0.meaning.pause
    }

    /// The kind of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Service and operation, `organization.GetOrganization`.
    #[must_use]
    pub fn operation(&self) -> Option<String> {
        self.0
            .operation
            .map(|description| format!("{}.{}", description.service.name, description.name))
    }

    /// HTTP status of the answer, where one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// Error code of the answer. Those of the gateway (`200`, `410`) are not HTTP statuses.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.body_part(|body| &body.code)
    }

    /// Message of the answer.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.body_part(|body| &body.message)
    }

    /// Details that the answer adds to its message.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        self.body_part(|body| &body.details)
    }

    fn body_part(&self, part: impl FnOnce(&ErrorBody) -> &Option<String>) -> Option<&str> {
        self.0
            .answer
            .as_ref()
            .and_then(|answer| part(&answer.body).as_deref())
    }

    /// The identifier of the call that support asks for, header `x-ncp-trace-id`.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.trace_id.as_deref()
    }

    /// The identifier that the service gave the request, from the body or the header `x-ncp-apigw-request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let answer = self.0.answer.as_ref()?;
        answer
            .body
            .request_id
            .as_deref()
            .or(answer.request_id.as_deref())
    }

    /// How much of an answer [`raw_body`](Self::raw_body) has, in bytes.
    pub const KEPT_BODY: usize = 1024;

    /// The first [`KEPT_BODY`](Self::KEPT_BODY) bytes of the answer. That of a success (kind [`Decode`](ErrorKind::Decode)) may hold personal data.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.raw)
    }

    /// What in the answer was not as expected, and where.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed later and cannot be carried out twice by it. The client has then already
    /// repeated it as often as its policy allows.
    #[must_use]
    pub fn retryable(&self) -> bool {
        self.0
            .operation
            .is_some_and(|description| self.0.meaning.retry.allows(description.safety))
    }

    /// Whether calls come too often: the rate limits of the gateway, and codes that a specification marks so. Call less
    /// often; a used up quota is [`is_quota_exceeded`](Self::is_quota_exceeded).
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.0.meaning.throttled
    }

    /// Whether the quota of the day or month is used up. Repeating the call is of no use before the next.
    #[must_use]
    pub fn is_quota_exceeded(&self) -> bool {
        self.0.kind == ErrorKind::Gateway
            && self.status() == Some(429)
            && self.code() == Some("400")
    }

    /// Whether the request was not taken as that of a known key. Check both keys; the clock was already corrected.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.0.kind == ErrorKind::Credentials
            || (self.status() == Some(401) && !self.is_permission_denied())
    }

    /// Whether the key is known but has no right: a policy, or a subscription of the service that lacks.
    #[must_use]
    pub fn is_permission_denied(&self) -> bool {
        let gateway = self.0.kind == ErrorKind::Gateway;
        match self.status() {
            Some(401) => gateway && self.code() == Some("210"),
            Some(403) => !self.0.meaning.throttled,
            _ => false,
        }
    }

    /// Whether what was asked for does not exist: status 404, which the path itself may be the reason of, and codes that a
    /// specification marks so.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.meaning.not_found
    }

    /// Whether time ran out, here or at the gateway.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
            || (self.0.kind == ErrorKind::Gateway && self.code() == Some("510"))
    }

    /// Whether there was no connection, so that the call was not carried out.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Whether the answer did not hold what was expected; see [`decode_error`](Self::decode_error).
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// Whether something that the caller gave cannot be used, so that nothing was sent.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Configuration | ErrorKind::Credentials | ErrorKind::Request
        )
    }
}

impl Answered {
    fn new(
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
        Self {
            status,
            body,
            trace_id: header("x-ncp-trace-id"),
            request_id: header("x-ncp-apigw-request-id"),
            // A copy, so that an error that is kept does not hold on to megabytes.
            raw: Bytes::copy_from_slice(raw.get(..Error::KEPT_BODY).unwrap_or(raw)),
            success,
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.0.source, &self.0.decode) {
            (Some(source), _) => Some(&**source),
            (None, Some(decode)) => Some(decode),
            (None, None) => None,
        }
    }
}
