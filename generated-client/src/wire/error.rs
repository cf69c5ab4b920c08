//! What goes wrong, as one type.

pub(crate) mod body;
mod construct;
mod display;
mod redacted;
mod response;

use core::error::Error as StdError;
use core::time::Duration;

use http::StatusCode;

use self::body::ErrorBody;
use self::response::KeptResponse;
use crate::codec::decode::DecodeError;
#[cfg(feature = "dynamic")]
use crate::codec::redact::Redactor;
use crate::meta::{OperationMeta, Retry, Safety};

/// Header of a response with the identifier of the call that support asks for.
pub(crate) const TRACE_ID: &str = "x-ncp-trace-id";

/// A call that failed, or a client that cannot be built.
///
/// `Display` says all of it in one line:
///
/// ```text
/// organization.GetOrganization: HTTP 401, gateway code 210: Permission Denied: A subscription to the API is required.; trace id 6cc1hc8q6ce1j68cj264sj6p9n
/// ```
///
/// Keys, signatures, queries and the text of successful responses are in none of its parts that are printed, but for the state
/// that a waiter met. What the call was sent with and what the specification calls sensitive is `[redacted]` where the other side
/// repeats it, in any encoding: in `Display`, in `Debug`, in [`source`](StdError::source) and in what the accessors give.
/// [`raw_body`](Self::raw_body) and [`DecodeError::raw`] alone have what came, for who asks for it.
///
/// `Display` and `Debug` escape what a terminal would obey: controls, and marks that turn the direction of writing.
pub struct Error(Box<Parts>);

struct Parts {
    kind: ErrorKind,
    operation: Option<&'static OperationMeta>,
    /// What this crate has to say.
    problem: String,
    response: Option<KeptResponse>,
    decode: Option<DecodeError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    classification: Classification,
    /// Whether the call may be carried out twice, where that is not as its operation has it.
    safety: Option<Safety>,
    attempts: u32,
    /// For the program `ncloud`, which prints raw bodies.
    #[cfg(feature = "dynamic")]
    redactor: Option<Redactor>,
}

/// What an error means for whoever would call again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Classification {
    /// Which calls may be repeated after it.
    pub(crate) retry: Retry,
    /// Calls come too often.
    pub(crate) throttled: bool,
    /// What was asked for does not exist.
    pub(crate) not_found: bool,
    /// The least delay before the call is repeated.
    pub(crate) pause: Duration,
}

impl Default for Classification {
    fn default() -> Self {
        Self {
            retry: Retry::Never,
            throttled: false,
            not_found: false,
            pause: Duration::ZERO,
        }
    }
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
    /// There was no connection: name resolution, connecting or TLS failed, a certificate is not trusted, a proxy wants a
    /// password. The call was not carried out.
    Connect,
    /// The connection broke after the request was sent, or what came is not the whole response: fewer or more bytes than it
    /// announced, a stream of events without its end. The call may have been carried out.
    Lost,
    /// What came back is no response of HTTP/1.1 that can be read: another protocol, a malformed head, one without end, chunks
    /// that are none. The call may have been carried out.
    Protocol,
    /// A time limit ended. The call may have been carried out.
    Timeout,
    /// The response is larger than the client was told to take.
    TooLarge,
    /// The API gateway responded in place of the service.
    Gateway,
    /// The service responded with an error.
    Service,
    /// The response is a success, but does not hold what was expected: a value of another shape, a part or a coding of the
    /// content that nobody asked for, the page of a portal.
    Decode,
    /// A list gives the same page again and again.
    Pages,
    /// What was waited for ended otherwise, or did not come in time.
    Wait,
    /// An error that is not of a call: of a time or of JSON, or of the caller's own.
    Other,
    /// A [layer](crate::layer) held the call back: what it held was not sent.
    Held,
}

impl Error {
    pub(crate) fn retry(&self) -> Retry {
        self.0.classification.retry
    }

    pub(crate) fn pause(&self) -> Duration {
        self.0.classification.pause
    }

    /// The error by which a [layer](crate::layer) ends a call, of kind [`Held`](ErrorKind::Held); `reason` is what it says of why.
    #[must_use]
    pub fn held_back(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Held, reason)
    }

    /// What went wrong as telemetry names it: the HTTP status of a failure, or else the kind.
    #[cfg(any(feature = "opentelemetry", feature = "tracing"))]
    pub(crate) fn telemetry_type(&self) -> String {
        match (self.0.kind, self.status()) {
            (ErrorKind::Gateway | ErrorKind::Service, Some(status)) => status.as_str().to_owned(),
            (kind, _) => format!("{kind:?}"),
        }
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
            .map(|meta| format!("{}.{}", meta.service.name, meta.name))
    }

    /// HTTP status of the response, where one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// Error code of the response. Those of the gateway (`200`, `410`) are not HTTP statuses.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.body_part(|body| &body.code)
    }

    /// Message of the response. As of all its parts, 16 KiB of it are kept.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.body_part(|body| &body.message)
    }

    /// Details that the response adds to its message.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        self.body_part(|body| &body.details)
    }

    fn body_part(&self, part: impl FnOnce(&ErrorBody) -> &Option<String>) -> Option<&str> {
        self.0
            .response
            .as_ref()
            .and_then(|response| part(&response.body).as_deref())
    }

    /// The identifier of the call that support asks for, header `x-ncp-trace-id`.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.response.as_ref()?.trace_id.as_deref()
    }

    /// The identifier that the service gave the request, from the body or the header `x-ncp-apigw-request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let response = self.0.response.as_ref()?;
        response
            .body
            .request_id
            .as_deref()
            .or(response.request_id.as_deref())
    }

    /// How much of a response [`raw_body`](Self::raw_body) has, in bytes.
    pub const KEPT_BODY: usize = 1024;

    /// The first [`KEPT_BODY`](Self::KEPT_BODY) bytes of the response, as they came: nothing in them is escaped, and nothing redacted. They
    /// may repeat what was sent, keys among it, and those of a success (kind [`Decode`](ErrorKind::Decode)) may hold personal data. Do not
    /// print them where others read.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.0.response.as_ref().map(|response| &*response.raw)
    }

    /// What knows the secrets of the call, for whoever prints the raw body.
    #[cfg(feature = "dynamic")]
    #[doc(hidden)]
    #[must_use]
    pub fn redactor(&self) -> Option<&Redactor> {
        self.0.redactor.as_ref()
    }

    /// What in the response was not as expected, and where.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The least delay before the call is sent again, where the response (header `Retry-After`) or the specification says one.
    /// It says nothing of whether that is safe; see [`retryable`](Self::retryable).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        Some(self.pause()).filter(|pause| !pause.is_zero())
    }

    /// Whether the same call may succeed later and cannot be carried out twice by it. The client has then already
    /// repeated it as often as its policy allows.
    #[must_use]
    pub fn retryable(&self) -> bool {
        let safety = self.0.operation.map(|meta| meta.safety);
        self.0
            .safety
            .or(safety)
            .is_some_and(|safety| self.0.classification.retry.allows(safety))
    }

    /// Whether calls come too often: the rate limits of the gateway, and codes that a specification marks so. Call less
    /// often; a used up quota is [`is_quota_exceeded`](Self::is_quota_exceeded).
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.0.classification.throttled
    }

    /// Whether the quota of the day or month is used up. Repeating the call is of no use before the next.
    #[must_use]
    pub fn is_quota_exceeded(&self) -> bool {
        self.0.kind == ErrorKind::Gateway
            && self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
            && self.code() == Some("400")
    }

    /// Whether the request was not taken as that of a known key. Check both keys; the clock was already corrected.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.0.kind == ErrorKind::Credentials
            || (self.status() == Some(StatusCode::UNAUTHORIZED) && !self.is_permission_denied())
    }

    /// Whether the key is known but has no right: a policy, or a subscription of the service that lacks.
    #[must_use]
    pub fn is_permission_denied(&self) -> bool {
        let gateway = self.0.kind == ErrorKind::Gateway;
        match self.status() {
            Some(StatusCode::UNAUTHORIZED) => gateway && self.code() == Some("210"),
            Some(StatusCode::FORBIDDEN) => !self.0.classification.throttled,
            _ => false,
        }
    }

    /// Whether what was asked for does not exist: status 404, which the path itself may be the reason of, and codes that a
    /// specification marks so.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.classification.not_found
    }

    /// Whether the content is the one that the request's `if-none-match` or `if-modified-since` names: status 304, which is
    /// the response to such a request and no failure of it.
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.status() == Some(StatusCode::NOT_MODIFIED)
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

    /// Whether the response did not hold what was expected; see [`decode_error`](Self::decode_error).
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

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.0.source, &self.0.decode) {
            (Some(source), _) => Some(&**source),
            (None, Some(decode)) => Some(decode),
            (None, None) => None,
        }
    }
}
