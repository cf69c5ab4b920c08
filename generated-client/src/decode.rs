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

mod shapes;
#[cfg(feature = "xml")]
pub(crate) mod xml;

use core::fmt;
use std::collections::BTreeMap;

use http::header::HeaderMap;

pub use self::shapes::Kind;
use crate::body::{Download, Incoming};
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
    let mut reader = Reader {
        value,
        fault: None,
        beside: core::mem::take(beside),
    };
    let value = T::decode(&mut reader);
    *beside = reader.beside;
    match reader.fault {
        None => Ok(value),
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
    T::decode(&mut Reader {
        value: None,
        fault: None,
        beside: Beside::default(),
    })
}

pub(crate) fn parse(json: &[u8]) -> Result<Json, DecodeError> {
    serde_json::from_slice(json).map_err(|error| DecodeError::new("JSON", error.to_string()))
}

/// A value of an answer, on its way to a type, and the first fault in it.
pub struct Reader {
    /// `None` for a member that is missing.
    value: Option<Json>,
    fault: Option<DecodeError>,
    beside: Beside,
}

/// What a reader comes back to from a value inside.
struct Outside {
    value: Option<Json>,
    faulty: bool,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be ones that must not be printed.
        f.debug_struct("Reader")
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Reads a member of an object, once: a second time it is `null`.
    pub fn field<T: Decode>(&mut self, name: &'static str) -> T {
        let outside = self.enter(name);
        let value = T::decode(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// Reads a member that comes in a format, as [`field`](Self::field) does.
    pub fn field_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        let outside = self.enter(name);
        let value = F::decode_as(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// Reads a header of the answer.
    pub fn header<T: Decode>(&mut self, name: &'static str) -> T {
        let text = self.header_text(name);
        self.read_header(name, text, T::decode)
    }

    /// Reads a header of the answer in a format.
    pub fn header_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        let text = self.header_text(name);
        self.read_header(name, text, F::decode_as)
    }

    /// Reads the headers whose names begin with `prefix`, but for those of other fields: a map by what follows the
    /// prefix, in lower case.
    pub fn header_family<T: Decode>(&mut self, prefix: &'static str, others: &[&str]) -> T {
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, T::decode)
    }

    /// Reads a family of headers whose values are in a format, as [`header_family`](Self::header_family) does.
    pub fn header_family_as<F: DecodeAs<T>, T>(
        &mut self,
        prefix: &'static str,
        others: &[&str],
    ) -> T {
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, F::decode_as)
    }

    fn header_text(&self, name: &str) -> Option<Json> {
        self.beside
            .headers
            .get(name)
            .map(|value| lossy(value.as_bytes()))
    }

    fn header_members(&self, prefix: &str, others: &[&str]) -> Option<Json> {
        let members: serde_json::Map<String, Json> = self
            .beside
            .headers
            .iter()
            .filter(|(name, _)| !others.contains(&name.as_str()))
            .filter_map(|(name, value)| {
                let key = name.as_str().strip_prefix(prefix)?;
                Some((key.to_owned(), lossy(value.as_bytes())))
            })
            .collect();
        // A family without a member is an empty map, or absent where it may be.
        Some(if members.is_empty() {
            Json::Null
        } else {
            Json::Object(members)
        })
    }

    fn read_header<T>(&mut self, name: &str, value: Option<Json>, decode: fn(&mut Self) -> T) -> T {
        let outside = self.enter_value(value);
        let value = decode(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// The body of an answer that is bytes.
    pub(crate) fn download(&mut self) -> Option<Download> {
        let Some(incoming) = self.beside.incoming.take() else {
            self.fault
                .get_or_insert_with(|| DecodeError::new("bytes", "a value"));
            return None;
        };
        Some(Download::new(self.beside.headers.clone(), incoming))
    }

    /// An object of which no member is read.
    pub fn empty_object(&mut self) {
        self.members();
    }

    /// Text, or a number or a boolean as it is written. Open enums are read by it.
    pub fn text(&mut self) -> String {
        self.read(|value| match value {
            Json::String(text) => Ok(text),
            Json::Number(number) => Ok(number.to_string()),
            Json::Bool(boolean) => Ok(boolean.to_string()),
            other => Err(DecodeError::unexpected("text", &other)),
        })
        .unwrap_or_default()
    }

    /// Takes the value out and reads it in some other way. `None` where it is missing or cannot be read, which is a
    /// fault: what stands in then is never seen.
    pub fn read<T>(&mut self, read: impl FnOnce(Json) -> Result<T, DecodeError>) -> Option<T> {
        let fault = match self.value.take().map(read) {
            Some(Ok(value)) => return Some(value),
            Some(Err(fault)) => fault,
            None => DecodeError::missing(),
        };
        self.fault.get_or_insert(fault);
        None
    }

    fn is_absent(&self, empty_text_is_absent: bool) -> bool {
        match &self.value {
            None | Some(Json::Null) => true,
            Some(Json::String(text)) => empty_text_is_absent && text.is_empty(),
            Some(_) => false,
        }
    }

    fn members(&mut self) -> Option<&mut serde_json::Map<String, Json>> {
        if self.beside.xml && self.value.as_ref().is_some_and(|value| value == "") {
            self.value = Some(Json::Object(serde_json::Map::new()));
        }
        match &mut self.value {
            Some(Json::Object(members)) => return Some(members),
            Some(other) => {
                self.fault
                    .get_or_insert_with(|| DecodeError::unexpected("an object", other));
            }
            None => {
                self.fault.get_or_insert_with(DecodeError::missing);
            }
        }
        None
    }

    fn enter(&mut self, name: &str) -> Outside {
        let member = self
            .members()
            .and_then(|members| members.get_mut(name).map(Json::take));
        self.enter_value(member)
    }

    fn enter_value(&mut self, value: Option<Json>) -> Outside {
        Outside {
            value: core::mem::replace(&mut self.value, value),
            faulty: self.fault.is_some(),
        }
    }

    fn leave(&mut self, outside: Outside, place: impl FnOnce(DecodeError) -> DecodeError) {
        self.value = outside.value;
        if !outside.faulty {
            self.fault = self.fault.take().map(place);
        }
    }

    fn list<T>(&mut self, decode: fn(&mut Self) -> T) -> Vec<T> {
        let xml = self.beside.xml;
        let items = self.read(|value| match value {
            Json::Array(items) => Ok(items),
            Json::Null => Ok(Vec::new()),
            Json::String(text) if xml && text.is_empty() => Ok(Vec::new()),
            item if xml => Ok(vec![item]),
            other => Err(DecodeError::unexpected("a list", &other)),
        });
        let items = items.unwrap_or_default();
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let outside = self.enter_value(Some(item));
            list.push(decode(self));
            self.leave(outside, |fault| fault.within_item(index));
        }
        list
    }

    fn map<T>(&mut self, decode: fn(&mut Self) -> T) -> BTreeMap<String, T> {
        let xml = self.beside.xml;
        let members = self.read(|value| match value {
            Json::Object(members) => Ok(members),
            Json::String(text) if xml && text.is_empty() => Ok(serde_json::Map::new()),
            Json::Null => Ok(serde_json::Map::new()),
            other => Err(DecodeError::unexpected("an object", &other)),
        });
        let mut map = BTreeMap::new();
        for (key, member) in members.unwrap_or_default() {
            let outside = self.enter_value(Some(member));
            let value = decode(self);
            self.leave(outside, |fault| fault.within(&key));
            map.insert(key, value);
        }
        map
    }
}

fn lossy(text: &[u8]) -> Json {
    Json::String(String::from_utf8_lossy(text).into_owned())
}

/// Reads an integer.
pub(crate) fn integer(value: &Json, expected: &'static str) -> Result<i64, DecodeError> {
    /// Beyond 2^53 a number with a fraction no longer tells neighbouring integers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let integer = match value {
        Json::Number(number) => number.as_i64().or_else(|| {
            let number = number.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "integral and within 2^53")]
            (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
        }),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    integer.ok_or_else(|| DecodeError::unexpected(expected, value))
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

impl Decode for String {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader) -> Self {
        reader.text()
    }
}

impl Decode for Json {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader) -> Self {
        reader.read(Ok).unwrap_or_default()
    }
}

impl Decode for () {
    fn decode(_: &mut Reader) -> Self {}
}

impl Decode for bool {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| match &value {
                Json::Bool(boolean) => Ok(*boolean),
                Json::String(text) => match text.to_ascii_lowercase().as_str() {
                    "true" | "y" => Ok(true),
                    "false" | "n" => Ok(false),
                    _ => Err(DecodeError::unexpected("true or false", &value)),
                },
                other => Err(DecodeError::unexpected("true or false", other)),
            })
            .unwrap_or_default()
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| integer(&value, "an integer of 64 bits"))
            .unwrap_or_default()
    }
}

impl Decode for i32 {
    fn decode(reader: &mut Reader) -> Self {
        const EXPECTED: &str = "an integer of 32 bits";
        reader
            .read(|value| {
                Self::try_from(integer(&value, EXPECTED)?)
                    .map_err(|_| DecodeError::unexpected(EXPECTED, &value))
            })
            .unwrap_or_default()
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| {
                let number = match &value {
                    Json::Number(number) => number.as_f64(),
                    Json::String(text) => text
                        .trim()
                        .parse()
                        .ok()
                        .filter(|number: &Self| number.is_finite()),
                    _ => None,
                };
                number.ok_or_else(|| DecodeError::unexpected("a number", &value))
            })
            .unwrap_or_default()
    }
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

/// What an answer holds instead of what was expected, and where.
///
/// What was found is printed with at most 40 characters of text. Fields of type `String` take every scalar, so that
/// free text (names, addresses) does not come up here unless an answer holds text in place of a number.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Mismatch>);

#[derive(Clone, PartialEq, Eq)]
struct Mismatch {
    /// Grows at its front while the error goes up.
    path: String,
    expected: &'static str,
    got: String,
}

/// Longest text of an answer that an error quotes, in characters.
const QUOTED: usize = 40;

impl DecodeError {
    /// An error at this place: what a [`Decode`] written by hand expected, and what it found.
    #[must_use]
    pub fn new(expected: &'static str, got: impl Into<String>) -> Self {
        Self(Box::new(Mismatch {
            path: String::new(),
            expected,
            got: got.into(),
        }))
    }

    /// An error at this place: what was expected, and the value that was found.
    #[must_use]
    pub fn unexpected(expected: &'static str, got: &Json) -> Self {
        let got = match got {
            Json::Null => "null".to_owned(),
            Json::Bool(boolean) => boolean.to_string(),
            Json::Number(number) => number.to_string(),
            Json::String(text) => match text.char_indices().nth(QUOTED) {
                Some((end, _)) => format!("{:?}...", text.get(..end).unwrap_or_default()),
                None => format!("{text:?}"),
            },
            Json::Array(items) => format!("a list of {}", items.len()),
            Json::Object(members) => format!("an object of {}", members.len()),
        };
        Self::new(expected, got)
    }

    fn missing() -> Self {
        Self::new("a value", "no such member")
    }

    /// Puts the name of a member before the path.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        let plain = member
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'));
        let name = if plain && !member.is_empty() {
            member.to_owned()
        } else {
            format!("[{member:?}]")
        };
        self.prepend(&name);
        self
    }

    fn within_item(mut self, index: usize) -> Self {
        self.prepend(&format!("[{index}]"));
        self
    }

    fn prepend(&mut self, step: &str) {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, step);
    }

    /// The place, `[3].modYmdt`; empty for the whole answer.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected there.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.0.expected
    }

    /// What was found there.
    #[must_use]
    pub fn got(&self) -> &str {
        &self.0.got
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch {
            path,
            expected,
            got,
        } = &*self.0;
        let place = if path.is_empty() { "answer" } else { path };
        write!(f, "{place}: expected {expected}, got {got}")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.0.path)
            .field("expected", &self.0.expected)
            .field("got", &self.0.got)
            .finish()
    }
}

impl core::error::Error for DecodeError {}
