//! Any JSON.

use core::fmt;
use std::borrow::Cow;

use crate::codec::json::{Items, Kind, Members, View, compact, integer, quoted};

/// Any JSON value.
///
/// It is kept as its text, so that it takes no more memory than that: members stay in their order, numbers as they are
/// written. Blanks are left out, and texts are written in one way. Two values are equal if their texts are; to
/// compare without regard to the order of members, compare with a [`serde_json::Value`].
///
/// ```
/// use ncloud::types::Json;
///
/// let json: Json = r#"{"b": 1.50, "a": ["x", null]}"#.parse()?;
/// assert_eq!(json.to_string(), r#"{"b":1.50,"a":["x",null]}"#);
/// assert_eq!(json.get("b").and_then(|b| b.as_f64()), Some(1.5));
/// assert_eq!(json.get("a").and_then(|a| a.at(0)?.as_str()).as_deref(), Some("x"));
/// # Ok::<(), ncloud::decode::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

/// A value inside of a [`Json`]. It has the accessors that [`Json`] has.
#[derive(Clone, Copy)]
pub struct JsonRef<'a>(View<'a>);

impl Json {
    /// `null`.
    #[must_use]
    pub fn null() -> Self {
        Self("null".into())
    }

    /// Of text that is known to be JSON.
    pub(crate) fn of_valid(text: &[u8]) -> Self {
        Self(compact(text).into())
    }

    pub(crate) fn view(&self) -> View<'_> {
        View::of(self.0.as_bytes())
    }

    /// The value as one inside of another is.
    #[must_use]
    pub fn as_ref(&self) -> JsonRef<'_> {
        JsonRef(self.view())
    }

    /// The text, without blanks.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_ref().is_null()
    }

    /// The kind; `None` for `null`.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.as_ref().kind()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        self.as_ref().as_bool()
    }

    /// A number that is an integer of 64 bits, in whatever form it is written: `12`, `12.0`, `1.2e1`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_ref().as_i64()
    }

    /// A number, as near as it gets.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_ref().as_f64()
    }

    /// A number, as it is written.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        self.as_ref().as_number()
    }

    /// Text.
    #[must_use]
    pub fn as_str(&self) -> Option<Cow<'_, str>> {
        self.as_ref().as_str()
    }

    /// A member of an object; the last one if the name comes several times.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<JsonRef<'_>> {
        self.as_ref().get(name)
    }

    /// An item of a list.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<JsonRef<'_>> {
        self.as_ref().at(index)
    }

    /// The members of an object, in their order; none of anything else.
    pub fn members(&self) -> impl Iterator<Item = (Cow<'_, str>, JsonRef<'_>)> {
        self.as_ref().members()
    }

    /// The items of a list, in their order; none of anything else.
    pub fn items(&self) -> impl Iterator<Item = JsonRef<'_>> {
        self.as_ref().items()
    }
}

impl<'a> JsonRef<'a> {
    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// The kind; `None` for `null`.
    #[must_use]
    pub fn kind(self) -> Option<Kind> {
        self.0.kind()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        self.0.as_bool()
    }

    /// A number that is an integer of 64 bits, in whatever form it is written.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        integer(self.as_number()?).ok()
    }

    /// A number, as near as it gets.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        self.as_number()?.parse().ok()
    }

    /// A number, as it is written.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        self.0.as_number()
    }

    /// Text.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        self.0.as_text()
    }

    /// A member of an object; the last one if the name comes several times.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Self> {
        self.0.get(name).map(Self)
    }

    /// An item of a list.
    #[must_use]
    pub fn at(self, index: usize) -> Option<Self> {
        self.items().nth(index)
    }

    /// The members of an object, in their order; none of anything else.
    pub fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> + use<'a> {
        let members: Members<'a> = self.0.members();
        members.map(|(name, value)| (name, Self(value)))
    }

    /// The items of a list, in their order; none of anything else.
    pub fn items(self) -> impl Iterator<Item = Self> + use<'a> {
        let items: Items<'a> = self.0.items();
        items.map(Self)
    }

    fn text(self) -> &'a str {
        core::str::from_utf8(self.0.written()).unwrap_or_default()
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

/// The text of JSON.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text of JSON.
impl fmt::Display for JsonRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for JsonRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl PartialEq for JsonRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.written() == other.0.written()
    }
}

impl Eq for JsonRef<'_> {}

impl From<JsonRef<'_>> for Json {
    fn from(value: JsonRef<'_>) -> Self {
        Self(value.text().into())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self::from(&value)
    }
}

impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<Json> for serde_json::Value {
    fn from(json: Json) -> Self {
        Self::from(&json)
    }
}

/// A number that `serde_json` does not hold as it is written becomes the nearest one of 64 bits, and one beyond those its
/// text.
impl From<&Json> for serde_json::Value {
    fn from(json: &Json) -> Self {
        value(json.as_ref())
    }
}

/// Not deeper than text is read.
fn value(json: JsonRef<'_>) -> serde_json::Value {
    match json.kind() {
        None => serde_json::Value::Null,
        Some(Kind::Boolean) => json.as_bool().into(),
        Some(Kind::Text) => json.as_str().into(),
        Some(Kind::Number) => {
            let text = json.as_number().unwrap_or_default();
            text.parse::<serde_json::Number>()
                .map_or_else(|_| text.into(), serde_json::Value::Number)
        }
        Some(Kind::List) => json.items().map(value).collect(),
        Some(Kind::Object) => json
            .members()
            .map(|(name, member)| (name.into_owned(), value(member)))
            .collect(),
    }
}

impl PartialEq<serde_json::Value> for Json {
    fn eq(&self, other: &serde_json::Value) -> bool {
        let value = serde_json::Value::from(self);
        value == *other
    }
}

macro_rules! equal_plain {
    ($($type:ty: $value:ident => $read:expr;)*) => {$(
        impl PartialEq<$type> for JsonRef<'_> {
            fn eq(&self, other: &$type) -> bool {
                let $value = *self;
                $read == Some(*other)
            }
        }

        impl PartialEq<$type> for Json {
            fn eq(&self, other: &$type) -> bool {
                self.as_ref() == *other
            }
        }
    )*};
}

equal_plain! {
    bool: value => value.as_bool();
    i32: value => value.as_i64().and_then(|number| number.try_into().ok());
    i64: value => value.as_i64();
    f64: value => value.as_f64();
    &str: value => value.as_str().as_deref();
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        let mut json = Vec::with_capacity(text.len() + 2);
        quoted(text, &mut json);
        Self(String::from_utf8(json).unwrap_or_default().into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

macro_rules! from_plain {
    ($($type:ty)*) => {$(
        impl From<$type> for Json {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

from_plain!(bool i32 i64 u32 u64);

/// One that is not finite, which JSON cannot hold, becomes `null`.
impl From<f64> for Json {
    fn from(number: f64) -> Self {
        Self::from(serde_json::Value::from(number))
    }
}

impl<T: Into<Self>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::null, Into::into)
    }
}

/// A list.
impl<T: Into<Self>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut text = String::from("[");
        for item in items {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&item.into().0);
        }
        text.push(']');
        Self(text.into())
    }
}

/// An object.
impl<K: Into<String>, T: Into<Self>> FromIterator<(K, T)> for Json {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(members: I) -> Self {
        let mut text = String::from("{");
        for (name, value) in members {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&Self::from(name.into()).0);
            text.push(':');
            text.push_str(&value.into().0);
        }
        text.push('}');
        Self(text.into())
    }
}
