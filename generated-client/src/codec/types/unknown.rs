use core::fmt;

use crate::codec::types::Json;

/// A value that the specification does not list. It is sent back as it came.
///
/// Nobody but this crate can take it apart in a pattern, so that listing the value later breaks no caller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Keeps a value.
    #[must_use]
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with a value that has to be a known one, as the `FromStr` of enums has it.
impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is none of the known values", self.as_str())
    }
}

impl core::error::Error for UnknownValue {}

/// A number that the specification does not list. It is sent back as it came, as [`UnknownValue`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// Keeps a number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number as it goes over the wire.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// JSON that is none of the alternatives of a union. It is sent back as it came, as [`UnknownValue`] is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownJson(Box<Json>);

impl UnknownJson {
    /// Keeps JSON.
    #[must_use]
    pub fn new(json: Json) -> Self {
        Self(Box::new(json))
    }

    /// The JSON as it goes over the wire.
    #[must_use]
    pub fn as_json(&self) -> &Json {
        &self.0
    }
}
