//! Responses that are a success, and how their values are read.

use core::any::Any;
use std::borrow::Cow;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::call::classify::Payload;
use crate::call::layer::Ending;
use crate::call::trace::{self, CallSpan};
use crate::codec::decode::{Decode, DecodeError, ResponseParts, from_text, text_of};
use crate::codec::json::{View, trimmed, whole};
use crate::meta::{Envelope, OperationMeta, ResponseBody};
use crate::wire::body::Chunks;
use crate::wire::download::{Incoming, Limits};
use crate::wire::error::Error;
#[cfg(feature = "mock")]
use crate::wire::request::Scripted;
use crate::wire::sent::Attempted;

/// A response that is a success.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) meta: &'static OperationMeta,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty where the body is still to come.
    pub(crate) body: Bytes,
    pub(crate) incoming: Option<Incoming>,
    pub(crate) payload: Payload,
    pub(crate) attempts: u32,
    /// What must not come back in what is printed of it.
    pub(crate) attempted: Attempted,
    /// What a test double gives in place of all this.
    #[cfg(feature = "mock")]
    pub(crate) scripted: Option<Scripted>,
    /// Tells the layers of the end of the call, where there are any.
    pub(crate) ending: Option<Box<Ending>>,
    pub(crate) span: CallSpan,
}

/// The text of a value that nothing is read from.
const NULL: &[u8] = b"null";

/// What a response holds.
enum Found<'a> {
    /// The text of a value, and the member that it is in.
    Value(Cow<'a, [u8]>, Option<&'static str>),
    /// No value, and what to say of it where there has to be one.
    Nothing(DecodeError),
}

impl Executed {
    /// The response of a test double.
    #[cfg(feature = "mock")]
    pub(crate) fn scripted(meta: &'static OperationMeta, scripted: Scripted) -> Self {
        Self {
            meta,
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            incoming: None,
            payload: Payload::Unread,
            attempts: 1,
            attempted: Attempted::nothing(meta),
            ending: None,
            span: CallSpan::none(),
            scripted: Some(scripted),
        }
    }

    /// Refuses to be looked at as a response that came over the wire.
    #[cfg(feature = "mock")]
    pub(crate) fn refuse_scripted(&self) -> Result<(), Error> {
        match self.scripted {
            None => Ok(()),
            Some(_) => Err(Error::configuration(
                "the test double responds with a value, which has neither status nor body; read it by `send`, or respond with `transport::memory`",
            )
            .of(self.meta)),
        }
    }

    pub(crate) fn decode<T: Decode + 'static>(self) -> Result<T, Error> {
        let span = self.span.clone();
        span.within(|| self.decoded())
    }

    fn decoded<T: Decode + 'static>(mut self) -> Result<T, Error> {
        #[cfg(feature = "mock")]
        if let Some(scripted) = self.scripted.take() {
            return scripted.take().ok_or_else(|| {
                Error::configuration(
                    "the test double responds with events; read them by `Client::events`",
                )
                .of(self.meta)
            });
        }
        let mut incoming = self.incoming.take();
        if self.meta.response == ResponseBody::Bytes {
            incoming.get_or_insert_with(|| self.collected());
        }
        let mut parts = ResponseParts {
            headers: core::mem::take(&mut self.headers),
            content: incoming.map(|incoming| Box::new(incoming) as Box<dyn Any + Send>),
            flat: false,
            xml: matches!(self.meta.response, ResponseBody::Xml(_)),
        };
        let decoded = match self.found() {
            Ok(Found::Value(text, envelope)) => from_text(Some(&text), envelope, &mut parts),
            Ok(Found::Nothing(error)) => {
                // No content is an empty list.
                let nothing = (self.status == StatusCode::NO_CONTENT).then_some(NULL);
                from_text(nothing, None, &mut parts).map_err(|_| error)
            }
            Err(error) => Err(error),
        };
        self.headers = parts.headers;
        decoded.map_err(|error| self.undecodable(error))
    }

    /// What an endpoint responds with of which nothing is known: a body without anything is `null`.
    pub(crate) fn or_null(mut self) -> Self {
        if trimmed(&self.body).is_empty() {
            self.body = Bytes::from_static(NULL);
        }
        self
    }

    /// The text of the value, and the envelope that it is in.
    fn found(&self) -> Result<Found<'_>, DecodeError> {
        let nothing = Found::Value(Cow::Borrowed(NULL), None);
        let (envelope, format) = match self.meta.response {
            ResponseBody::Json(envelope) => (envelope, "JSON"),
            ResponseBody::Xml(envelope) => (envelope, "XML"),
            ResponseBody::Empty | ResponseBody::Bytes | ResponseBody::Events => return Ok(nothing),
        };
        let text = match &self.payload {
            Payload::Converted(text) => Cow::Borrowed(text.as_slice()),
            Payload::Unread if trimmed(&self.body).is_empty() => {
                return Ok(Found::Nothing(DecodeError::new(format, "an empty body")));
            }
            Payload::Unread => text_of(self.meta.response, &self.body)?,
        };
        let value = View::of(&text);
        let (name, has_to_be) = match envelope {
            Envelope::None => return Ok(Found::Value(text, None)),
            Envelope::Member(name) => (name, true),
            Envelope::Optional(name) => (name, false),
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

    pub(crate) fn undecodable(&mut self, error: DecodeError) -> Error {
        let response = (self.status, &self.headers, &self.body);
        let error = Error::decode(error, response)
            .without_secrets(&self.attempted.redactor())
            .of(self.meta)
            .after(self.attempts);
        trace::undecodable(&error);
        self.span.failed(&error);
        if let Some(ending) = &mut self.ending {
            ending.failed(&error);
        }
        error
    }
}
