use core::fmt;
use core::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::{Scanner, civil_from_days};
use super::civil::{CivilDate, CivilDateTime, TimeError};

/// A point in time, to the millisecond.
///
/// Displayed as RFC 3339 in UTC: `2022-11-28T21:03:06.961Z`. Read from that and from the other forms of ISO 8601 that
/// NAVER Cloud Platform has: without a fraction, `+0900` or `+09:00` in place of `Z`, `20161027T171340Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const MILLIS_PER_MINUTE: i64 = 60_000;
const MILLIS_PER_DAY: i64 = 86_400_000;

impl Timestamp {
    pub(crate) const EXPECTED: &'static str =
        "a time with its distance from UTC, such as 2026-01-31T09:30:00+0900";

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

    /// What clocks show, `east` minutes ahead of UTC: 540 in Korea. `None` beyond the years 0 to 9999.
    #[must_use]
    pub fn to_civil(self, east: i16) -> Option<CivilDateTime> {
        let millis = self.0.checked_add(i64::from(east) * MILLIS_PER_MINUTE)?;
        let (year, month, day) = civil_from_days(millis.div_euclid(MILLIS_PER_DAY));
        let of_day = millis.rem_euclid(MILLIS_PER_DAY);
        let part = |unit: i64, count: i64| u8::try_from(of_day / unit % count).ok();
        CivilDate::new(
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        )
        .ok()?
        .at(
            part(3_600_000, 24)?,
            part(MILLIS_PER_MINUTE, 60)?,
            part(1_000, 60)?,
        )
        .ok()?
        .with_millisecond(u16::try_from(of_day % 1_000).ok()?)
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

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let scan = |scanner: &mut Scanner<'_>| {
            let local = CivilDateTime::scan(scanner)?;
            let east = offset(scanner)?;
            Some(local.to_timestamp(east))
        };
        Scanner::whole(text, scan).ok_or(TimeError::new(Self::EXPECTED))
    }
}

/// The minutes that a clock is ahead of UTC: of `Z`, `+0900`, `+09:00`, `+09`.
fn offset(scanner: &mut Scanner<'_>) -> Option<i16> {
    let sign = match scanner.one_of(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = scanner.digits(2)?;
    let has_minutes = scanner.one_of(b":").is_some() || scanner.is_at_digit();
    let minutes = if has_minutes { scanner.digits(2)? } else { 0 };
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(sign * i16::try_from(hours * 60 + minutes).ok()?)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_civil(0) {
            Some(time) => write!(f, "{}.{:03}Z", time.iso(), time.millisecond()),
            None => write!(f, "{} ms since 1970-01-01T00:00:00Z", self.0),
        }
    }
}
