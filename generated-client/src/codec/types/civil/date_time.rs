use core::fmt;
use core::str::FromStr;

use super::super::calendar::{Scanner, days_from_civil};
use super::super::timestamp::Timestamp;
use super::{CivilDate, TimeError};

/// A day and a time of that day, to the millisecond. It names no time zone.
///
/// Displayed as `2026-01-31T09:30:00`, with a fraction where there is one. Read from that and from the other forms that
/// NAVER Cloud Platform has: a space in place of `T`, no seconds, a fraction, `20260131093000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDateTime {
    date: CivilDate,
    hour: u8,
    minute: u8,
    second: u8,
    millisecond: u16,
}

impl CivilDateTime {
    pub(crate) const EXPECTED: &'static str = "a date and a time such as 2026-01-31T09:30:00";
    pub(crate) const EPOCH: Self = Self {
        date: CivilDate::EPOCH,
        hour: 0,
        minute: 0,
        second: 0,
        millisecond: 0,
    };

    /// A time of a day.
    ///
    /// # Errors
    ///
    /// When no day has that time: 23:59:59 is the last one.
    pub const fn new(date: CivilDate, hour: u8, minute: u8, second: u8) -> Result<Self, TimeError> {
        if hour > 23 || minute > 59 || second > 59 {
            return Err(TimeError::new(Self::EXPECTED));
        }
        Ok(Self {
            date,
            hour,
            minute,
            second,
            millisecond: 0,
        })
    }

    /// The day.
    #[must_use]
    pub const fn date(self) -> CivilDate {
        self.date
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The millisecond, 0 to 999. It is read, and never sent.
    #[must_use]
    pub const fn millisecond(self) -> u16 {
        self.millisecond
    }

    /// The point in time at which clocks show this, `east` minutes ahead of UTC: 540 in Korea.
    #[must_use]
    pub const fn to_timestamp(self, east: i16) -> Timestamp {
        let date = self.date;
        let days = days_from_civil(date.year() as i64, date.month() as i64, date.day() as i64);
        let minutes = (days * 24 + self.hour as i64) * 60 + self.minute as i64 - east as i64;
        let millis = (minutes * 60 + self.second as i64) * 1_000 + self.millisecond as i64;
        Timestamp::from_epoch_millis(millis)
    }

    pub(crate) fn with_millisecond(self, millisecond: u16) -> Option<Self> {
        (millisecond < 1_000).then_some(Self {
            millisecond,
            ..self
        })
    }

    pub(in super::super) fn scan(scanner: &mut Scanner<'_>) -> Option<Self> {
        let date = CivilDate::scan(scanner)?;
        scanner.one_of(b"Tt ");
        let hour = scanner.two_digits()?;
        let colon = scanner.one_of(b":").is_some();
        let minute = scanner.two_digits()?;
        let has_seconds = if colon {
            scanner.one_of(b":").is_some()
        } else {
            scanner.is_at_digit()
        };
        let (mut second, mut millisecond) = (0, 0);
        if has_seconds {
            second = scanner.two_digits()?;
            millisecond = scanner.milliseconds()?;
        }
        Self::new(date, hour, minute, second)
            .ok()?
            .with_millisecond(millisecond)
    }

    /// `2026-01-31 09:30`
    pub(crate) fn spaced_to_minute(self) -> String {
        format!("{} {:02}:{:02}", self.date, self.hour, self.minute)
    }

    /// `2026-01-31 09:30:00`
    pub(crate) fn spaced(self) -> String {
        format!("{}:{:02}", self.spaced_to_minute(), self.second)
    }

    /// `2026-01-31T09:30:00`
    pub(crate) fn iso(self) -> String {
        let Self {
            date,
            hour,
            minute,
            second,
            ..
        } = self;
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }

    /// `20260131093000`
    pub(crate) fn compact(self) -> String {
        let Self {
            date,
            hour,
            minute,
            second,
            ..
        } = self;
        format!("{}{hour:02}{minute:02}{second:02}", date.compact())
    }
}

impl FromStr for CivilDateTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Scanner::whole(text, Self::scan).ok_or(TimeError::new(Self::EXPECTED))
    }
}

impl fmt::Display for CivilDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())?;
        if self.millisecond > 0 {
            write!(f, ".{:03}", self.millisecond)?;
        }
        Ok(())
    }
}
