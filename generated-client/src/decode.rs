//! How an answer is read.
//!
//! NAVER Cloud Platform documents one type and sends another often enough that scalars are read leniently:
//!
//! | type | also taken |
//! | --- | --- |
//! | `String`, open enums | a number or a boolean, as it is written (a number with a fraction in its shortest form) |
//! | `i32`, `i64` | digits in quotes; a number whose fraction is zero |
//! | `f64` | a number in quotes |
//! | `bool` | `"true"`, `"false"`, `"Y"`, `"N"`, in capitals or not |
//! | `Vec<T>`, `BTreeMap<String, T>` | `null`: empty |
//! | `Option<T>` | a missing member, `null`, and `""` unless `T` is `String` or [`Json`]: `None` |
//!
//! An answer in XML is read as the JSON that says the same: elements and attributes are members, and a lone element is
//! also a list of one. Headers are read as text.
//!
//! Everything else is a [`DecodeError`] that names the place: `[3].modYmdt: expected epoch milliseconds, got "soon"`.

mod error;
mod reader;
mod scalars;
#[cfg(feature = "xml")]
pub(crate) mod xml;

use std::collections::BTreeMap;

use http::header::HeaderMap;

pub use self::error::DecodeError;
pub use self::reader::{Kind, Reader};
pub(crate) use self::scalars::integer;
use crate::body::Incoming;
use crate::operation::{Answer, Envelope};
use crate::types::Json;

/// A value that an answer can hold.
///
/// Reading never stops half way: where something cannot be read, the reader keeps the fault and a stand-in takes its place.
/// [`from_slice`] gives the value only if there was no fault. That makes generated code one plain line a member; a way out
/// behind each was a fifth of what the compiler took to check a client.
pub trait Decode: Sized {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    fn decode(reader: &mut Reader) -> Self;
}

/// A format in which a `T` comes in an answer.
pub trait DecodeAs<T> {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    fn decode_as(reader: &mut Reader) -> T;
}

/// Reads a value from JSON text, as an answer is read.
///
/// # Errors
///
/// When the bytes are not JSON, or do not hold a `T`.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    from_value(Some(parse(json)?))
}

/// Reads a value from JSON text, as an answer is read.
///
/// # Errors
///
/// When the text is not JSON, or does not hold a `T`.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_slice(json.as_bytes())
}

/// Reads a value, or what there is in place of one that is missing.
pub(crate) fn from_value<T: Decode>(value: Option<Json>) -> Result<T, DecodeError> {
    from_answer(value, &mut Beside::default())
}

/// Reads what an answer gives: the value of its body, and what came beside it.
pub(crate) fn from_answer<T: Decode>(
    value: Option<Json>,
    beside: &mut Beside,
) -> Result<T, DecodeError> {
    let mut reader = Reader::new(value, core::mem::take(beside));
    let decoded = T::decode(&mut reader);
    let fault;
    (*beside, fault) = reader.into_rest();
    match fault {
        None => Ok(decoded),
        Some(fault) => Err(fault),
    }
}

/// What an answer has beside the value of its body.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) headers: HeaderMap,
    /// A body that is not a value.
    pub(crate) incoming: Option<Incoming>,
    /// The value was XML, which cannot tell a list of one from its item, nor nothing from an object or a list without
    /// members.
    pub(crate) xml: bool,
}

/// The stand-in for a value: empty text, zero, nothing. It is the `Default` of what generated code reads.
#[must_use]
pub fn stand_in<T: Decode>() -> T {
    T::decode(&mut Reader::new(None, Beside::default()))
}

pub(crate) fn parse(json: &[u8]) -> Result<Json, DecodeError> {
    serde_json::from_slice(json).map_err(|error| DecodeError::new("JSON", error.to_string()))
}

/// Takes the value out of the member that wraps it.
pub(crate) fn unwrap_envelope(value: Json, envelope: &'static str) -> Result<Json, DecodeError> {
    match value {
        Json::Object(mut members) => members
            .get_mut(envelope)
            .map(Json::take)
            .ok_or_else(|| DecodeError::missing().within(envelope)),
        other => Err(DecodeError::unexpected("an object", &other)),
    }
}

/// Reads the body of an answer that is a value, its envelope included. The root element of XML is a member where it is the
/// envelope, else its content is the value.
pub(crate) fn parse_answer(answer: Answer, body: &[u8]) -> Result<Json, DecodeError> {
    match answer {
        Answer::Xml { envelope } => parse_xml(envelope, body),
        Answer::Json { .. } | Answer::Empty | Answer::Bytes | Answer::Events => parse(body),
    }
}

#[cfg(feature = "xml")]
fn parse_xml(envelope: Envelope, body: &[u8]) -> Result<Json, DecodeError> {
    let (root, content) = xml::parse(body)?;
    Ok(match envelope {
        Envelope::Member(_) => Json::Object(serde_json::Map::from_iter([(root, content)])),
        Envelope::None | Envelope::Perhaps(_) => content,
    })
}

/// Such calls are not even sent.
#[cfg(not(feature = "xml"))]
fn parse_xml(_: Envelope, _: &[u8]) -> Result<Json, DecodeError> {
    Err(DecodeError::new("the feature `xml`", "a client without it"))
}

impl<T: Decode> Decode for Box<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(reader: &mut Reader) -> Self {
        Self::new(T::decode(reader))
    }
}

impl<T: Decode> Decode for Option<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(reader: &mut Reader) -> Self {
        (!reader.is_absent(T::EMPTY_TEXT_IS_ABSENT)).then(|| T::decode(reader))
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Option<T>> for Option<F> {
    const EMPTY_TEXT_IS_ABSENT: bool = F::EMPTY_TEXT_IS_ABSENT;

    fn decode_as(reader: &mut Reader) -> Option<T> {
        (!reader.is_absent(F::EMPTY_TEXT_IS_ABSENT)).then(|| F::decode_as(reader))
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader) -> Self {
        reader.list(T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Vec<T>> for Vec<F> {
    fn decode_as(reader: &mut Reader) -> Vec<T> {
        reader.list(F::decode_as)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(reader: &mut Reader) -> Self {
        reader.map(T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<BTreeMap<String, T>> for BTreeMap<String, F> {
    fn decode_as(reader: &mut Reader) -> BTreeMap<String, T> {
        reader.map(F::decode_as)
    }
}
