//! Answers as they came, and the way from them to values.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::classify::Payload;
use crate::decode::{Decode, DecodeError, from_value, parse, unwrap_envelope};
use crate::error::Error;
use crate::execute::Executed;
use crate::operation::{Answer, Envelope};
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

/// What an answer holds.
enum Found {
    Value(Json),
    /// A value, and the member that it was in.
    Wrapped(Json, &'static str),
    /// No value, and what to say of it where there has to be one.
    Nothing(DecodeError),
}

impl Executed {
    pub(crate) fn decode<T: Decode>(mut self) -> Result<T, Error> {
        let decoded = match self.value() {
            Ok(Found::Value(value)) => from_value(Some(value)),
            Ok(Found::Wrapped(value, envelope)) => {
                from_value(Some(value)).map_err(|error| error.within(envelope))
            }
            Ok(Found::Nothing(error)) => {
                // No content is an empty list.
                let nothing = (self.status == StatusCode::NO_CONTENT).then_some(Json::Null);
                from_value(nothing).map_err(|_| error)
            }
            Err(error) => Err(error),
        };
        decoded.map_err(|error| self.undecodable(error))
    }

    /// The value out of its envelope.
    fn value(&mut self) -> Result<Found, DecodeError> {
        let Answer::Json { envelope } = self.description.answer else {
            return Ok(Found::Value(Json::Null));
        };
        let value = match core::mem::replace(&mut self.payload, Payload::Unread) {
            Payload::Json(value) => value,
            Payload::Unread if self.body.trim_ascii().is_empty() => {
                return Ok(Found::Nothing(DecodeError::new("JSON", "an empty body")));
            }
            Payload::Unread => parse(&self.body)?,
        };
        let (name, otherwise) = match envelope {
            Envelope::None => return Ok(Found::Value(value)),
            Envelope::Member(name) => (name, false),
            Envelope::Perhaps(name) => (name, true),
        };
        if otherwise && value.get(name).is_none() {
            return Ok(Found::Value(value));
        }
        let is_missing = value.is_object() && value.get(name).is_none();
        match unwrap_envelope(value, name) {
            Ok(value) => Ok(Found::Wrapped(value, name)),
            Err(error) if is_missing => Ok(Found::Nothing(error)),
            Err(error) => Err(error),
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
