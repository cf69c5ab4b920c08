//! Errors that a test wants to happen.

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use serde_json::json;

use crate::call::classify::{ORIGIN, classify};
use crate::codec::decode::DecodeError;
use crate::meta::OperationMeta;
use crate::wire::error::{Error, ErrorKind, TRACE_ID};
use crate::wire::failure::{Failure, TransportError};
use crate::wire::request::Operation;

/// An error that is to happen in place of a response.
///
/// It becomes an [`Error`] of the operation that is answered, and means what it would mean over the wire: predicates such as
/// [`is_not_found`](Error::is_not_found) and [`is_throttled`](Error::is_throttled) say what the specification says of its code.
///
/// ```
/// use core::time::Duration;
/// use ncloud::mock::Fault;
///
/// let busy = Fault::throttled().retry_after(Duration::from_secs(7)).trace_id("6cc1hc8q");
/// let unknown = Fault::service(400, "1100001", "No such server.").details("serverInstanceNo");
/// # let _ = (busy, unknown);
/// ```
pub struct Fault(Cause);

enum Cause {
    /// A response of the gateway or of the service that is an error.
    Response(Box<ErrorResponse>),
    Error(Error),
    Undecodable(DecodeError),
}

struct ErrorResponse {
    /// `APIGW` or `ENDPOINT`.
    origin: &'static str,
    status: u16,
    code: String,
    message: String,
    details: Option<String>,
    trace_id: Option<String>,
    retry_after: Option<Duration>,
}

impl Fault {
    /// The service responds with an error: the HTTP status, the code and the message.
    #[must_use]
    pub fn service(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::response("ENDPOINT", status, code.into(), message.into())
    }

    /// The API gateway responds with an error in place of the service, 401 with code `210` for one.
    #[must_use]
    pub fn gateway(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::response("APIGW", status, code.into(), message.into())
    }

    /// Calls come too often: 429 of the gateway with code `410`.
    #[must_use]
    pub fn throttled() -> Self {
        Self::gateway(429, "410", "Rate Limited")
    }

    /// The key has no right to the operation: 401 of the gateway with code `210`.
    #[must_use]
    pub fn permission_denied() -> Self {
        Self::gateway(401, "210", "Permission Denied")
    }

    /// A time limit ended.
    #[must_use]
    pub fn timeout() -> Self {
        Self(Cause::Error(Error::timeout(
            "no response in time, as the test double has it",
        )))
    }

    /// The transport fails: no connection ([`Failure::NotSent`]), a connection that breaks ([`Failure::Lost`]).
    #[must_use]
    pub fn transport(failure: Failure) -> Self {
        let error = TransportError::new(failure, "as the test double has it");
        Self(Cause::Error(Error::transport(error)))
    }

    pub(super) fn configuration(problem: &str) -> Self {
        Self(Cause::Error(Error::configuration(problem)))
    }

    fn response(origin: &'static str, status: u16, code: String, message: String) -> Self {
        Self(Cause::Response(Box::new(ErrorResponse {
            origin,
            status,
            code,
            message,
            details: None,
            trace_id: None,
            retry_after: None,
        })))
    }

    /// The same response with details beside its message. What is no response stays as it is, here and below.
    #[must_use]
    pub fn details(self, details: impl Into<String>) -> Self {
        self.with(|response| response.details = Some(details.into()))
    }

    /// The same response with the identifier that support asks for.
    #[must_use]
    pub fn trace_id(self, trace_id: impl Into<String>) -> Self {
        self.with(|response| response.trace_id = Some(trace_id.into()))
    }

    /// The same response with a delay that it asks for, whole seconds of it.
    #[must_use]
    pub fn retry_after(self, delay: Duration) -> Self {
        self.with(|response| response.retry_after = Some(delay))
    }

    fn with(mut self, change: impl FnOnce(&mut ErrorResponse)) -> Self {
        if let Cause::Response(response) = &mut self.0 {
            change(response);
        }
        self
    }

    /// The error as a call of the operation gives it: to test what handles errors without a client.
    #[must_use]
    pub fn into_error<O: Operation>(self) -> Error {
        self.of(O::META)
    }

    pub(crate) fn of(self, meta: &'static OperationMeta) -> Error {
        let error = match self.0 {
            Cause::Response(response) => response.into_error(meta),
            Cause::Error(error) => error,
            Cause::Undecodable(error) => {
                let response = (StatusCode::OK, &HeaderMap::new(), &Bytes::new());
                Error::decode(error, response)
                    .advised("the test double was to give it; correct its text")
            }
        };
        error.of(meta).after(1)
    }
}

impl ErrorResponse {
    /// Reads the error from a body that says it, as it is read over the wire.
    fn into_error(self, meta: &'static OperationMeta) -> Error {
        let Some(status) = StatusCode::from_u16(self.status)
            .ok()
            .filter(|status| !status.is_success())
        else {
            return Error::configuration(format!(
                "{} is no HTTP status of an error; a fault has one",
                self.status
            ));
        };
        let body = json!({
            "error": { "errorCode": self.code, "message": self.message, "details": self.details }
        });
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, HeaderValue::from_static(self.origin));
        let trace_id = self.trace_id.as_deref().map(HeaderValue::from_str);
        match trace_id {
            None => {}
            Some(Ok(trace_id)) => {
                headers.insert(TRACE_ID, trace_id);
            }
            Some(Err(_)) => {
                return Error::configuration("a header cannot carry the trace id of the fault");
            }
        }
        if let Some(delay) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(delay.as_secs()));
        }
        let body = Bytes::from(body.to_string());
        match classify(meta, status, &headers, &body) {
            Err(error) => error.asking_for(self.retry_after.unwrap_or_default()),
            Ok(_) => Error::new(ErrorKind::Service, self.message),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self(Cause::Error(error))
    }
}

impl From<DecodeError> for Fault {
    fn from(error: DecodeError) -> Self {
        Self(Cause::Undecodable(error))
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Fault");
        match &self.0 {
            Cause::Response(response) => shown
                .field("status", &response.status)
                .field("code", &response.code),
            Cause::Error(error) => shown.field("error", error),
            Cause::Undecodable(error) => shown.field("error", error),
        }
        .finish_non_exhaustive()
    }
}
