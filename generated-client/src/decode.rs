//! How an answer is read.
//!
//! NAVER Cloud Platform documents one type and sends another often enough that scalars are read leniently:
//!
//! | type | also taken |
//! | --- | --- |
//! | `String`, open enums | a number or a boolean, as it is written (a number with a fraction in its shortest form) |
//! | `i32`, `i64` | digits in quotes; a number whose fraction is zero |
//! | `f64` | a number in quotes |
//! | `bool` | `"true"`, `"false"` |
//! | `Vec<T>`, `BTreeMap<String, T>` | `null`: empty |
//! | `Option<T>` | a missing member, `null`, and `""` unless `T` is `String` or [`Json`]: `None` |
//!
//! Everything else is a [`DecodeError`] that names the place: `[3].modYmdt: expected epoch milliseconds, got "soon"`.

use core::fmt;
use std::collections::BTreeMap;

use crate::types::Json;

/// A value that an answer can hold.
pub trait Decode: Sized {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the JSON does not hold one.
    fn decode(value: Json) -> Result<Self, DecodeError>;

    /// The value of a member that is missing, where that is allowed.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// A format in which a `T` comes in an answer.
pub trait DecodeAs<T> {
    /// Whether an optional value that comes as `""` is absent.
    const EMPTY_TEXT_IS_ABSENT: bool = true;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the JSON does not hold one.
    fn decode_as(value: Json) -> Result<T, DecodeError>;

    /// The value of a member that is missing, where that is allowed.
    #[must_use]
    fn absent_as() -> Option<T> {
        None
    }
}

/// Reads a value from JSON text, as an answer is read.
///
/// # Errors
///
/// When the bytes are not JSON, or do not hold a `T`.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    T::decode(parse(json)?)
}

/// Reads a value from JSON text, as an answer is read.
///
/// # Errors
///
/// When the text is not JSON, or does not hold a `T`.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_slice(json.as_bytes())
}

pub(crate) fn parse(json: &[u8]) -> Result<Json, DecodeError> {
    serde_json::from_slice(json).map_err(|error| DecodeError::new("JSON", error.to_string()))
}

/// Reads text. Open enums are read by it.
///
/// # Errors
///
/// When the JSON holds no text, number or boolean.
pub fn text(value: Json) -> Result<String, DecodeError> {
    match value {
        Json::String(text) => Ok(text),
        Json::Number(number) => Ok(number.to_string()),
        Json::Bool(boolean) => Ok(boolean.to_string()),
        other => Err(DecodeError::unexpected("text", &other)),
    }
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

/// The members of an object, and the first of them that cannot be read.
///
/// Reading goes on behind a member that cannot be read, with the default in its place, so that generated code is one plain
/// line a member: a way out behind each made a fifth of what the compiler took to check a client. [`finish`](Self::finish)
/// gives the value only if every member was read.
pub struct Object {
    members: serde_json::Map<String, Json>,
    fault: Option<DecodeError>,
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be ones that must not be printed.
        f.debug_tuple("Object").field(&self.members.len()).finish()
    }
}

impl Object {
    /// Takes the object apart.
    ///
    /// # Errors
    ///
    /// When the value is not an object.
    pub fn new(value: Json) -> Result<Self, DecodeError> {
        match value {
            Json::Object(members) => Ok(Self {
                members,
                fault: None,
            }),
            other => Err(DecodeError::unexpected("an object", &other)),
        }
    }

    /// Reads a member, once: a second time it is `null`. The default where it cannot be read, which is a fault unless a
    /// `T` may be missing.
    pub fn field<T: Decode + Default>(&mut self, name: &'static str) -> T {
        let read = match self.take(name) {
            Some(value) => T::decode(value),
            None => return T::absent().unwrap_or_else(|| self.missing(name)),
        };
        read.unwrap_or_else(|error| self.unread(name, error))
    }

    /// Reads a member that comes in a format, as [`field`](Self::field) does.
    pub fn field_as<F: DecodeAs<T>, T: Default>(&mut self, name: &'static str) -> T {
        let read = match self.take(name) {
            Some(value) => F::decode_as(value),
            None => return F::absent_as().unwrap_or_else(|| self.missing(name)),
        };
        read.unwrap_or_else(|error| self.unread(name, error))
    }

    /// The value that was put together of the members.
    ///
    /// # Errors
    ///
    /// The first member that could not be read.
    pub fn finish<T>(self, value: T) -> Result<T, DecodeError> {
        match self.fault {
            None => Ok(value),
            Some(fault) => Err(fault),
        }
    }

    fn missing<T: Default>(&mut self, name: &'static str) -> T {
        self.fault.get_or_insert_with(|| DecodeError::missing(name));
        T::default()
    }

    fn unread<T: Default>(&mut self, name: &'static str, error: DecodeError) -> T {
        self.fault.get_or_insert_with(|| error.within(name));
        T::default()
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        self.members.get_mut(name).map(Json::take)
    }
}

/// Takes the value out of the member that wraps it.
pub(crate) fn unwrap_envelope(value: Json, envelope: &'static str) -> Result<Json, DecodeError> {
    let mut object = Object::new(value)?;
    object
        .take(envelope)
        .ok_or_else(|| DecodeError::missing(envelope))
}

fn is_absent(value: &Json, empty_text_is_absent: bool) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => empty_text_is_absent && text.is_empty(),
        _ => false,
    }
}

impl Decode for String {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(value: Json) -> Result<Self, DecodeError> {
        text(value)
    }
}

impl Decode for Json {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(value: Json) -> Result<Self, DecodeError> {
        Ok(value)
    }
}

impl Decode for () {
    fn decode(_: Json) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn absent() -> Option<Self> {
        Some(())
    }
}

impl Decode for bool {
    fn decode(value: Json) -> Result<Self, DecodeError> {
        match &value {
            Json::Bool(boolean) => Ok(*boolean),
            Json::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Json::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            other => Err(DecodeError::unexpected("true or false", other)),
        }
    }
}

impl Decode for i64 {
    fn decode(value: Json) -> Result<Self, DecodeError> {
        integer(&value, "an integer of 64 bits")
    }
}

impl Decode for i32 {
    fn decode(value: Json) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "an integer of 32 bits";
        Self::try_from(integer(&value, EXPECTED)?)
            .map_err(|_| DecodeError::unexpected(EXPECTED, &value))
    }
}

impl Decode for f64 {
    fn decode(value: Json) -> Result<Self, DecodeError> {
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
    }
}

impl<T: Decode> Decode for Box<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(value: Json) -> Result<Self, DecodeError> {
        T::decode(value).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<T: Decode> Decode for Option<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(value: Json) -> Result<Self, DecodeError> {
        if is_absent(&value, T::EMPTY_TEXT_IS_ABSENT) {
            Ok(None)
        } else {
            T::decode(value).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Option<T>> for Option<F> {
    const EMPTY_TEXT_IS_ABSENT: bool = F::EMPTY_TEXT_IS_ABSENT;

    fn decode_as(value: Json) -> Result<Option<T>, DecodeError> {
        if is_absent(&value, F::EMPTY_TEXT_IS_ABSENT) {
            Ok(None)
        } else {
            F::decode_as(value).map(Some)
        }
    }

    fn absent_as() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Json) -> Result<Self, DecodeError> {
        list(value, T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Vec<T>> for Vec<F> {
    fn decode_as(value: Json) -> Result<Vec<T>, DecodeError> {
        list(value, F::decode_as)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: Json) -> Result<Self, DecodeError> {
        map(value, T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<BTreeMap<String, T>> for BTreeMap<String, F> {
    fn decode_as(value: Json) -> Result<BTreeMap<String, T>, DecodeError> {
        map(value, F::decode_as)
    }
}

fn list<T>(value: Json, decode: fn(Json) -> Result<T, DecodeError>) -> Result<Vec<T>, DecodeError> {
    let items = match value {
        Json::Array(items) => items,
        Json::Null => Vec::new(),
        other => return Err(DecodeError::unexpected("a list", &other)),
    };
    let mut list = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        list.push(decode(item).map_err(|error| error.within_item(index))?);
    }
    Ok(list)
}

fn map<T>(
    value: Json,
    decode: fn(Json) -> Result<T, DecodeError>,
) -> Result<BTreeMap<String, T>, DecodeError> {
    let members = match value {
        Json::Object(members) => members,
        Json::Null => serde_json::Map::new(),
        other => return Err(DecodeError::unexpected("an object", &other)),
    };
    let mut map = BTreeMap::new();
    for (key, member) in members {
        match decode(member) {
            Ok(value) => map.insert(key, value),
            Err(error) => return Err(error.within(&key)),
        };
    }
    Ok(map)
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

    fn missing(name: &'static str) -> Self {
        Self::new("a value", "no such member").within(name)
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
