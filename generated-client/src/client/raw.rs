//! Responses as they came, and the way from them to values.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::call::response::Executed;
use crate::codec::decode::Decode;
use crate::wire::error::{Error, TRACE_ID};

/// The response to a call that succeeded, not yet read.
pub struct RawResponse<T> {
    executed: Executed,
    output: PhantomData<fn() -> T>,
}

impl<T> RawResponse<T> {
    pub(super) fn new(mut executed: Executed) -> Self {
        // The call ends here, whether its body is read or not.
        drop(executed.ending.take());
        Self {
            executed,
            output: PhantomData,
        }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.executed.status
    }

    /// Headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.executed.headers
    }

    /// The identifier of the call that support asks for.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.executed.headers.get(TRACE_ID)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.executed.body
    }

    /// What knows the secrets of the call, for whoever prints the response.
    #[cfg(feature = "dynamic")]
    #[doc(hidden)]
    #[must_use]
    pub fn redactor(&self) -> crate::codec::redact::Redactor {
        self.executed.attempted.redactor()
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.executed.attempts
    }
}

impl<T: Decode + 'static> RawResponse<T> {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When it does not hold a `T`; kind [`Decode`](crate::ErrorKind::Decode).
    pub fn decode(self) -> Result<T, Error> {
        self.executed.decode()
    }

    /// Reads the body, and keeps the members that the specification does not know.
    ///
    /// # Errors
    ///
    /// When it does not hold a `T`; kind [`Decode`](crate::ErrorKind::Decode).
    #[cfg(feature = "data")]
    pub fn decode_kept(self) -> Result<crate::codec::data::Kept<T>, Error> {
        self.executed.decode()
    }
}

impl<T> fmt::Debug for RawResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may hold personal data.
        f.debug_struct("RawResponse")
            .field("operation", &self.executed.meta.name)
            .field("status", &self.status())
            .field("body_length", &self.executed.body.len())
            .finish_non_exhaustive()
    }
}
