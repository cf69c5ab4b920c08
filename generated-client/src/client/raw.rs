//! Answers as they came, and the way from them to values.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::header::HeaderMap;

use crate::classify::Payload;
use crate::decode::{Decode, DecodeError, from_value, parse, unwrap_envelope};
use crate::error::Error;
use crate::execute::Executed;
use crate::operation::Answer;
use crate::trace;
use crate::types::Json;

/// The answer to a call that succeeded, not yet read.
pub struct RawAnswer<T> {
    executed: Executed,
    output: PhantomData<fn() -> T>,
}

impl<T> RawAnswer<T> {
    pub(super) fn new(executed: Executed) -> Self {
        Self {
            executed,
            output: PhantomData,
        }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.executed.status.as_u16()
    }

    /// Headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.executed.headers
    }

    /// The identifier of the call that support asks for.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.executed.headers.get("x-ncp-trace-id")?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.executed.body
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.executed.attempts
    }
}

impl<T: Decode> RawAnswer<T> {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When it does not hold a `T`; kind [`Decode`](crate::ErrorKind::Decode).
    pub fn decode(self) -> Result<T, Error> {
        self.executed.decode()
    }
}

impl<T> fmt::Debug for RawAnswer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may hold personal data.
        f.debug_struct("RawAnswer")
            .field("operation", &self.executed.description.name)
            .field("status", &self.status())
            .field("body_length", &self.executed.body.len())
            .finish_non_exhaustive()
    }
}

impl Executed {
    pub(crate) fn decode<T: Decode>(mut self) -> Result<T, Error> {
        let decoded = match self.value() {
            Ok(Some(value)) => from_value(Some(value)).map_err(|error| match self.envelope() {
                Some(envelope) => error.within(envelope),
                None => error,
            }),
            Ok(None) => from_value(None).map_err(|_| DecodeError::new("JSON", "an empty body")),
            Err(error) => Err(error),
        };
        decoded.map_err(|error| self.undecodable(error))
    }

    /// The value out of its envelope, `None` for an empty body.
    fn value(&mut self) -> Result<Option<Json>, DecodeError> {
        let Answer::Json { envelope } = self.description.answer else {
            return Ok(Some(Json::Null));
        };
        let value = match core::mem::replace(&mut self.payload, Payload::Unread) {
            Payload::Json(value) => value,
            Payload::Unread if self.body.trim_ascii().is_empty() => return Ok(None),
            Payload::Unread => parse(&self.body)?,
        };
        match envelope {
            Some(envelope) => unwrap_envelope(value, envelope).map(Some),
            None => Ok(Some(value)),
        }
    }

    fn envelope(&self) -> Option<&'static str> {
        match self.description.answer {
            Answer::Json { envelope } => envelope,
            Answer::Empty => None,
        }
    }

    fn undecodable(&self, error: DecodeError) -> Error {
        let answer = (self.status, &self.headers, &self.body);
        let error = Error::decode(error, answer)
            .of(self.description)
            .after(self.attempts);
        trace::undecodable(&error);
        error
    }
}
