//! Answers as they came, and the way from them to values.

use core::fmt;
use core::marker::PhantomData;
use std::borrow::Cow;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::call::classify::Payload;
use crate::call::execute::Executed;
use crate::call::trace;
use crate::codec::decode::{Beside, Decode, DecodeError, from_text, text_of};
use crate::codec::json::{View, trimmed, whole};
use crate::meta::operation::{Answer, Envelope};
use crate::wire::body::{Chunks, Incoming, Limits};
use crate::wire::error::Error;

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
    pub fn redactor(&self) -> crate::codec::redact::Redactor {
        self.executed.attempted.redactor()
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.executed.attempts
    }
}

/// The text of a value that nothing is read from.
const NULL: &[u8] = b"null";

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

/// What a response holds.
enum Found<'a> {
    /// The text of a value, and the member that it is in.
    Value(Cow<'a, [u8]>, Option<&'static str>),
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
        let decoded = match self.found(&mut beside) {
            Ok(Found::Value(text, envelope)) => from_text(Some(&text), envelope, &mut beside),
            Ok(Found::Nothing(error)) => {
                // No content is an empty list.
                let nothing = (self.status == StatusCode::NO_CONTENT).then_some(NULL);
                from_text(nothing, None, &mut beside).map_err(|_| error)
            }
            Err(error) => Err(error),
        };
        self.headers = beside.headers;
        decoded.map_err(|error| self.undecodable(error))
    }

    /// The text of the value, and the envelope that it is in.
    fn found(&self, beside: &mut Beside) -> Result<Found<'_>, DecodeError> {
        let nothing = Found::Value(Cow::Borrowed(NULL), None);
        let (envelope, format) = match self.description.answer {
            Answer::Json { envelope } => (envelope, "JSON"),
            Answer::Xml { envelope } => (envelope, "XML"),
            Answer::Bytes => {
                beside.incoming.get_or_insert_with(|| self.collected());
                return Ok(nothing);
            }
            Answer::Empty | Answer::Events => return Ok(nothing),
        };
        let text = match &self.payload {
            Payload::Converted(text) => Cow::Borrowed(text.as_slice()),
            Payload::Unread if trimmed(&self.body).is_empty() => {
                return Ok(Found::Nothing(DecodeError::new(format, "an empty body")));
            }
            Payload::Unread => text_of(self.description.answer, &self.body)?,
        };
        let value = View::of(&text);
        let (name, has_to_be) = match envelope {
            Envelope::None => return Ok(Found::Value(text, None)),
            Envelope::Member(name) => (name, true),
            Envelope::Perhaps(name) => (name, false),
        };
        if value.members().any(|(member, _)| member == name) {
            return Ok(Found::Value(text, Some(name)));
        }
        if !has_to_be {
            return Ok(Found::Value(text, None));
        }
        // What is broken is told as that, and not as something that it lacks.
        whole(&text).map_err(|flaw| DecodeError::no_json(&text, flaw))?;
        if value.is_object() {
            return Ok(Found::Nothing(DecodeError::missing().within(name)));
        }
        Err(DecodeError::found("an object", value))
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
