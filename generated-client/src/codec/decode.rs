//! How a response is read: leniently, and once. What is taken is told in [`decode`](crate::decode).

mod common_code;
mod error;
mod reader;
mod scalars;
#[cfg(feature = "xml")]
pub(crate) mod xml;

use core::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;

use http::header::HeaderMap;

pub use self::error::DecodeError;
pub use self::reader::Reader;
pub(crate) use self::reader::Scalar;
#[cfg(feature = "data")]
pub(crate) use self::reader::{PathStep, Unknown};
use crate::codec::json::{quoted, trimmed};
use crate::meta::{Envelope, ResponseBody};

/// A value that a response can hold.
///
/// Reading never stops half way: where something cannot be read, the reader keeps the fault and a stand-in takes its place.
/// [`from_slice`] gives the value only if there was no fault. That makes generated code one plain line a member; a way out
/// behind each was a fifth of what the compiler took to check a client.
pub trait Decode: Sized {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    fn decode(reader: &mut Reader<'_>) -> Self;
}

/// A format in which a `T` comes in a response.
pub trait DecodeAs<T> {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    fn decode_as(reader: &mut Reader<'_>) -> T;
}

/// Reads a value from JSON text, as a response is read. What is a header of a response is a member of the JSON.
///
/// # Errors
///
/// When the bytes are not JSON, or do not hold a `T`.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut parts = ResponseParts {
        flat: true,
        ..ResponseParts::default()
    };
    from_text(Some(trimmed(json)), None, &mut parts)
}

/// Reads a value from JSON text, as a response is read.
///
/// # Errors
///
/// When the text is not JSON, or does not hold a `T`.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_slice(json.as_bytes())
}

/// Reads a value from text that is no JSON.
pub(crate) fn from_plain<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let mut json = Vec::with_capacity(text.len() + 2);
    quoted(text, &mut json);
    from_text(Some(&json), None, &mut ResponseParts::default())
}

/// Reads what a response gives: the value of its text, or what there is in place of one that is missing, and what came
/// beside it.
pub(crate) fn from_text<T: Decode>(
    text: Option<&[u8]>,
    envelope: Option<&'static str>,
    parts: &mut ResponseParts,
) -> Result<T, DecodeError> {
    /// Places in it fit into 31 bits.
    const LONGEST: usize = (1 << 31) - 1;
    if text.is_some_and(|text| text.len() > LONGEST) {
        return Err(DecodeError::new("a body of less than 2 GiB", "more"));
    }
    let mut reader = Reader::new(text, core::mem::take(parts));
    let read = loop {
        let value = reader.enveloped(envelope);
        if let Some(settled) = reader.settle() {
            break settled.map(|()| value);
        }
    };
    *parts = reader.into_parts();
    read
}

/// What a response has beside the text of its body.
#[derive(Default)]
pub(crate) struct ResponseParts {
    pub(crate) headers: HeaderMap,
    /// A body that is not a value, of a type that whoever reads it knows.
    pub(crate) content: Option<Box<dyn Any + Send>>,
    /// There was no response: headers are members beside those of the body, or beside the member `body`.
    pub(crate) flat: bool,
    /// The value was XML, which cannot tell a list of one from its item, nor nothing from an object or a list without
    /// members.
    pub(crate) xml: bool,
}

/// The stand-in for a value: empty text, zero, nothing. It is the `Default` of what generated code reads.
#[must_use]
pub fn stand_in<T: Decode>() -> T {
    T::decode(&mut Reader::new(None, ResponseParts::default()))
}

/// The body of a response as the text of JSON. The root element of XML is a member where it is the envelope, else its
/// content is the value.
pub(crate) fn text_of(response: ResponseBody, body: &[u8]) -> Result<Cow<'_, [u8]>, DecodeError> {
    match response {
        ResponseBody::Xml(envelope) => text_of_xml(envelope, body).map(Cow::Owned),
        ResponseBody::Json(_)
        | ResponseBody::Empty
        | ResponseBody::Bytes
        | ResponseBody::Events => Ok(Cow::Borrowed(trimmed(body))),
    }
}

#[cfg(feature = "xml")]
fn text_of_xml(envelope: Envelope, body: &[u8]) -> Result<Vec<u8>, DecodeError> {
    match envelope {
        Envelope::Member(_) => xml::with_root(body),
        Envelope::None | Envelope::Optional(_) => xml::content(body),
    }
}

/// Such calls are not even sent.
#[cfg(not(feature = "xml"))]
fn text_of_xml(_: Envelope, _: &[u8]) -> Result<Vec<u8>, DecodeError> {
    Err(DecodeError::new("the feature `xml`", "a client without it"))
}

impl<T: Decode> Decode for Box<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(reader: &mut Reader<'_>) -> Self {
        Self::new(T::decode(reader))
    }
}

impl<T: Decode> Decode for Option<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(reader: &mut Reader<'_>) -> Self {
        if reader.is_absent(T::EMPTY_TEXT_IS_ABSENT) {
            return None;
        }
        let value = T::decode(reader);
        (!reader.was_none()).then_some(value)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Option<T>> for Option<F> {
    const EMPTY_TEXT_IS_ABSENT: bool = F::EMPTY_TEXT_IS_ABSENT;

    fn decode_as(reader: &mut Reader<'_>) -> Option<T> {
        if reader.is_absent(F::EMPTY_TEXT_IS_ABSENT) {
            return None;
        }
        let value = F::decode_as(reader);
        (!reader.was_none()).then_some(value)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.list(T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Vec<T>> for Vec<F> {
    fn decode_as(reader: &mut Reader<'_>) -> Vec<T> {
        reader.list(F::decode_as)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.map(T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<BTreeMap<String, T>> for BTreeMap<String, F> {
    fn decode_as(reader: &mut Reader<'_>) -> BTreeMap<String, T> {
        reader.map(F::decode_as)
    }
}
