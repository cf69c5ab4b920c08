//! Answers as they came, and the way from them to values.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::body::{Chunks, Incoming, Limits};
use crate::classify::Payload;
use crate::decode::{Beside, Decode, DecodeError, from_answer, parse_answer, unwrap_envelope};
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

    /// What knows the secrets of the call, for whoever prints the answer.
    #[cfg(feature = "cli")]
    #[doc(hidden)]
    #[must_use]
    pub fn redactor(&self) -> crate::redact::Redactor {
        self.executed.attempted.redactor()
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
        let mut beside = Beside {
            headers: core::mem::take(&mut self.headers),
            incoming: self.incoming.take(),
            xml: matches!(self.description.answer, Answer::Xml { .. }),
        };
        let decoded = match self.value(&mut beside) {
            Ok(Found::Value(value)) => from_answer(Some(value), &mut beside),
            Ok(Found::Wrapped(value, envelope)) => {
                from_answer(Some(value), &mut beside).map_err(|error| error.within(envelope))
            }
            Ok(Found::Nothing(error)) => {
                // No content is an empty list.
                let nothing = (self.status == StatusCode::NO_CONTENT).then_some(Json::Null);
                from_answer(nothing, &mut beside).map_err(|_| error)
            }
            Err(error) => Err(error),
        };
        self.headers = beside.headers;
        decoded.map_err(|error| self.undecodable(error))
    }

    /// The value out of its envelope.
    fn value(&mut self, beside: &mut Beside) -> Result<Found, DecodeError> {
        let (envelope, format) = match self.description.answer {
            Answer::Json { envelope } => (envelope, "JSON"),
            Answer::Xml { envelope } => (envelope, "XML"),
            Answer::Bytes => {
                beside.incoming.get_or_insert_with(|| self.collected());
                return Ok(Found::Value(Json::Null));
            }
            Answer::Empty | Answer::Events => return Ok(Found::Value(Json::Null)),
        };
        let value = match core::mem::replace(&mut self.payload, Payload::Unread) {
            Payload::Value(value) => value,
            Payload::Unread if self.body.trim_ascii().is_empty() => {
                return Ok(Found::Nothing(DecodeError::new(format, "an empty body")));
            }
            Payload::Unread => parse_answer(self.description.answer, &self.body)?,
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

    /// The body as one that is still to come.
    fn collected(&self) -> Incoming {
        let chunks = Chunks::from(self.body.clone());
        Incoming::new(chunks, self.attempted.clone(), Limits::NONE, usize::MAX)
    }

    pub(crate) fn undecodable(&self, error: DecodeError) -> Error {
        let answer = (self.status, &self.headers, &self.body);
        let error = Error::decode(error, answer)
            .without_secrets(&self.attempted.redactor())
            .of(self.description)
            .after(self.attempts);
        trace::undecodable(&error);
        error
    }
}
