//! Requests and responses as data: JSON of them and back, equality, unknown members, tables, serde.

mod kept;
#[cfg(feature = "serde")]
mod serde;
mod table;

use core::fmt::{self, Write as _};

pub use self::kept::Kept;
#[cfg(feature = "serde")]
pub use self::serde::{deserialize, serialize};
pub use self::table::Table;
use super::decode::{Decode, DecodeError, from_str};
use super::encode::{Encode, JsonWriter};
use super::printable::OneLine;
use super::types::Json;

/// A request, a response or a part of one, as JSON and back.
///
/// Every type that generated code has is one, but for requests that send files or bytes, for responses that are bytes, and for
/// events. Members have the names that they have on the wire; what is absent is left out.
///
/// A request is one object of all its parameters, wherever they go: `{"pageNo": 1, "x-ncp-lang": "ko-KR"}`. Where two of them share
/// a name, it stands behind its place: `path.id` and `body.id`. Reading one refuses names that the request does not have. Reading a
/// response is lenient, as it is for one that [comes over the wire](crate::decode); one that has headers is one object of
/// those and its members, or the member `body`.
pub trait Data: Encode + Decode {
    /// The value as JSON, in which nothing is left out or redacted: secrets too are in it.
    ///
    /// # Errors
    ///
    /// When JSON cannot hold a part of it: a number that is not finite, a time beyond the year 9999.
    fn to_json(&self) -> Result<Json, EncodeError>;

    /// The value of JSON.
    ///
    /// # Errors
    ///
    /// When the JSON does not hold one; of a request also when it has a member that the request does not have.
    fn from_json(json: &Json) -> Result<Self, DecodeError>;
}

impl<T: Encode + Decode> Data for T {
    fn to_json(&self) -> Result<Json, EncodeError> {
        to_json(self)
    }

    fn from_json(json: &Json) -> Result<Self, DecodeError> {
        from_str(json.text())
    }
}

/// The JSON of a value.
pub(crate) fn to_json<T: Encode + ?Sized>(value: &T) -> Result<Json, EncodeError> {
    written(value).map(|text| Json::of_valid(&text))
}

fn written<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut writer = JsonWriter::exact();
    value.encode(&mut writer);
    match writer.fault() {
        None => Ok(writer.into_bytes()),
        Some((member, problem)) => Err(EncodeError { member, problem }),
    }
}

/// Whether two values have the same JSON. What JSON cannot hold is equal to nothing, as a number that is none is.
#[must_use]
pub fn equal<T: Encode>(one: &T, other: &T) -> bool {
    match (written(one), written(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// What keeps a value from being written as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    member: &'static str,
    problem: &'static str,
}

impl EncodeError {
    /// The member that cannot be written, by its name on the wire; empty where the value has no members.
    #[must_use]
    pub fn member(&self) -> &str {
        self.member
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { member, problem } = self;
        if member.is_empty() {
            write!(f, "the value {problem}")
        } else {
            write!(OneLine(f), "`{member}` {problem}")
        }
    }
}

impl core::error::Error for EncodeError {}
