//! Types that generated code shares.

use core::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Any JSON value.
pub use serde_json::Value as Json;

/// A point in time, to the millisecond.
///
/// Displayed as RFC 3339 in UTC: `2022-11-28T21:03:06.961Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// 9999-12-31T23:59:59.999Z: RFC 3339 has four digits for the year.
const LAST_RFC3339_MILLIS: i64 = 253_402_300_799_999;

impl Timestamp {
    /// From milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_epoch_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn epoch_millis(self) -> i64 {
        self.0
    }

    /// As the standard library's time, where the platform can hold it.
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_millis(self.0.unsigned_abs());
        if self.0 < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        }
    }
}

impl From<SystemTime> for Timestamp {
    /// Cuts to the millisecond; a time beyond the 64 bits of milliseconds becomes the nearest that fits.
    fn from(time: SystemTime) -> Self {
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis)
            }
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_system_time() {
            Some(time) if (0..=LAST_RFC3339_MILLIS).contains(&self.0) => {
                humantime::format_rfc3339_millis(time).fmt(f)
            }
            _ => write!(f, "{} ms since 1970-01-01T00:00:00Z", self.0),
        }
    }
}

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

/// Stands for a value that must not be printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
