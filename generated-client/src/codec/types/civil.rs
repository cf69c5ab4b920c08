//! Dates, times and months that name no time zone: the page of an operation says which one is meant, mostly that of Korea.

mod date;
mod date_time;
mod month;

use core::fmt;

pub use self::date::CivilDate;
pub use self::date_time::CivilDateTime;
pub use self::month::CivilMonth;

/// A text or numbers that are no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeError {
    expected: &'static str,
}

impl TimeError {
    pub(super) const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl core::error::Error for TimeError {}
