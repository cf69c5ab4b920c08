//! How errors are made, and what is added to them on their way up.

use core::error::Error as StdError;
use core::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use super::body::ErrorBody;
use super::response::KeptResponse;
use super::{Classification, Error, ErrorKind, Parts};
#[cfg(feature = "data")]
use crate::codec::data::EncodeError;
use crate::codec::decode::DecodeError;
use crate::codec::types::TimeError;
use crate::meta::{OperationMeta, Retry, Safety};
use crate::wire::failure::{Failure, TransportError};
use crate::wire::retry_class::of_failure;
use crate::wire::time_limit::LONGEST;

impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            operation: None,
            problem: problem.into(),
            response: None,
            decode: None,
            source: None,
            classification: Classification::default(),
            safety: None,
            attempts: 0,
            #[cfg(feature = "dynamic")]
            redactor: None,
        }))
    }

    /// An error of the caller's own, so that functions that call and do more have one type of errors. It is not repeated, and of
    /// kind [`Other`](ErrorKind::Other).
    ///
    /// ```
    /// let error = ncloud::Error::other("no server is called web-1");
    /// assert_eq!(error.to_string(), "no server is called web-1");
    /// ```
    pub fn other(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let error = error.into();
        let mut this = Self::new(ErrorKind::Other, error.to_string());
        this.0.source = Some(error);
        this
    }

    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, problem)
    }

    pub(crate) fn credentials(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, problem)
    }

    pub(crate) fn request(operation: &'static OperationMeta, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, problem).of(operation)
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        let failure = error.failure();
        let (kind, problem, advice) = match failure {
            Failure::NotSent => (ErrorKind::Connect, "no connection", ""),
            Failure::Certificate => (
                ErrorKind::Connect,
                "no connection, as the certificate of the other side is not trusted",
                "; where a proxy puts certificates of its own in place, give its root by `ClientBuilder::root_certificates` or SSL_CERT_FILE, \
                 and check the address and the clock of this machine",
            ),
            Failure::Tls => (
                ErrorKind::Connect,
                "no connection, as there is no TLS that both sides speak",
                "; check the address, and give a certificate by `ClientBuilder::client_identity` where the other side asks for one",
            ),
            Failure::Proxy => (
                ErrorKind::Connect,
                "no connection, as the proxy takes nobody without a name and a password",
                "; write them into the address of the proxy, `http://name:password@host:port`",
            ),
            Failure::Lost => (
                ErrorKind::Lost,
                "the connection broke before the whole response came",
                "",
            ),
            Failure::Protocol => (
                ErrorKind::Protocol,
                "the response is not HTTP/1.1 that can be read",
                "; check the address, and what stands between",
            ),
            Failure::TooLarge => (ErrorKind::TooLarge, "the response is too large", ""),
            Failure::Refused => (
                ErrorKind::Request,
                "the transport does not send this request",
                "",
            ),
            Failure::Unreadable => (ErrorKind::Io, "what was to be sent cannot be read", ""),
        };
        let mut this = Self::new(kind, format!("{problem}: {error}{advice}"));
        this.0.classification.retry = of_failure(failure);
        this.0.source = Some(Box::new(error));
        this
    }

    pub(crate) fn timeout(problem: impl Into<String>) -> Self {
        let mut this = Self::new(ErrorKind::Timeout, problem);
        this.0.classification.retry = Retry::Reads;
        this
    }

    /// A response that is an error.
    pub(crate) fn from_response(
        kind: ErrorKind,
        problem: impl Into<String>,
        (status, headers, raw): (StatusCode, &HeaderMap, &Bytes),
        body: ErrorBody,
    ) -> Self {
        let mut this = Self::new(kind, problem);
        this.0.response = Some(KeptResponse::new(status, headers, raw, body, false));
        this
    }

    /// A response that is a success, but not the one that was expected.
    pub(crate) fn decode(
        error: DecodeError,
        (status, headers, raw): (StatusCode, &HeaderMap, &Bytes),
    ) -> Self {
        let mut this = Self::new(ErrorKind::Decode, "");
        this.0.response = Some(KeptResponse::new(
            status,
            headers,
            raw,
            ErrorBody::default(),
            true,
        ));
        this.0.decode = Some(error);
        this
    }

    pub(crate) fn of(mut self, operation: &'static OperationMeta) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Adds what this crate has to say.
    pub(crate) fn advised(mut self, advice: impl Into<String>) -> Self {
        self.0.problem = advice.into();
        self
    }

    /// Says that the body is in a coding, so that nothing in it can be printed.
    pub(crate) fn coded(mut self, coding: String) -> Self {
        if let Some(response) = &mut self.0.response {
            response.coding = Some(coding);
        }
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

    /// Keeps what came before it, unless it has a cause of its own.
    pub(crate) fn behind(mut self, earlier: Self) -> Self {
        self.0.source.get_or_insert_with(|| Box::new(earlier));
        self
    }

    pub(crate) fn classification(mut self, classification: Classification) -> Self {
        self.0.classification = classification;
        self
    }

    /// The response asks for a delay of its own.
    pub(crate) fn asking_for(mut self, delay: Duration) -> Self {
        let pause = &mut self.0.classification.pause;
        *pause = delay.max(*pause);
        self
    }

    /// Says why the call was not repeated, although it may be.
    pub(crate) fn not_in_time(mut self) -> Self {
        let pause = self.pause();
        if pause.is_zero() {
            return self;
        }
        let when = if pause > LONGEST {
            "after more than a year".to_owned()
        } else {
            format!("after {} s", pause.as_secs())
        };
        let problem = &mut self.0.problem;
        if !problem.is_empty() {
            problem.push_str("; ");
        }
        problem.push_str("it may be sent again ");
        problem.push_str(&when);
        problem.push_str(", which the time limit of the call does not leave");
        self
    }

    /// Says whether the call may be carried out twice.
    pub(crate) fn of_safety(mut self, safety: Safety) -> Self {
        self.0.safety = Some(safety);
        self
    }

    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }
}

impl From<TimeError> for Error {
    fn from(error: TimeError) -> Self {
        Self::other(error)
    }
}

#[cfg(feature = "data")]
impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::other(error)
    }
}
