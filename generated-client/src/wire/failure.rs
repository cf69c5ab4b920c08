//! Requests that have no response.

use core::fmt::{self, Write as _};

use crate::codec::printable::{InOneLine, OneLine};
use crate::codec::redact::Redactor;

/// How far a request came that has no response. It decides what may be repeated, as the table of
/// [`RetryPolicy`](crate::RetryPolicy) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// It never left: no address, no connection, one that broke while TLS was agreed on.
    NotSent,
    /// It never left, for the certificate of the other side is not trusted.
    Certificate,
    /// It never left, for the other side speaks no TLS, or none that this one speaks.
    Tls,
    /// It never left, for the proxy wants a name and a password.
    Proxy,
    /// It may have head.
    Lost,
    /// It may have arrived, and what came back is no response of HTTP/1.1, or has a head without end.
    Protocol,
    /// A response came, with more than [`HttpRequest::response_limit`](crate::transport::HttpRequest::response_limit).
    TooLarge,
    /// The transport cannot send such a request.
    Refused,
    /// What was to be sent cannot be read: a file that is not there, a stream that failed.
    Unreadable,
}

/// A request without a response.
pub struct TransportError {
    failure: Failure,
    source: Box<dyn core::error::Error + Send + Sync>,
}

impl TransportError {
    /// A failure with its cause, which must hold neither headers nor query.
    pub fn new(
        failure: Failure,
        source: impl Into<Box<dyn core::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            failure,
            source: source.into(),
        }
    }

    /// The same without secrets, which a transport of somebody else may have put into it.
    pub(crate) fn without_secrets(self, redactor: &Redactor) -> Self {
        if redactor.is_in(&format!("{self}{self:?}")) {
            Self::new(self.failure, redactor.text(&self.to_string()))
        } else {
            self
        }
    }

    /// How far the request came.
    #[must_use]
    pub fn failure(&self) -> Failure {
        self.failure
    }
}

impl fmt::Display for TransportError {
    /// The cause and its causes: libraries say "error sending request" and keep the reason one level down.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = &mut OneLine(f);
        write!(line, "{}", self.source)?;
        let mut cause = self.source.source();
        while let Some(inner) = cause {
            write!(line, ": {inner}")?;
            cause = inner.source();
        }
        Ok(())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = format!("{:?}", self.source);
        f.debug_struct("TransportError")
            .field("failure", &self.failure)
            .field("source", &format_args!("{}", InOneLine(&source)))
            .finish()
    }
}

impl core::error::Error for TransportError {}
