use core::fmt;
use core::str::FromStr;

use super::super::calendar::{Scanner, days_in_month};
use super::{CivilDateTime, CivilMonth, TimeError};

/// A day of the calendar, of the years 0 to 9999. It names no time zone.
///
/// Displayed as `2026-01-31`, and read from that and from `20260131`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    month: CivilMonth,
    day: u8,
}

impl CivilDate {
    pub(crate) const EXPECTED: &'static str = "a date such as 2026-01-31";
    pub(crate) const EPOCH: Self = Self {
        month: CivilMonth::EPOCH,
        day: 1,
    };

    /// A day.
    ///
    /// # Errors
    ///
    /// When the month has no such day, or the year no such month, or the year has more than four digits.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, TimeError> {
        let error = Err(TimeError::new(Self::EXPECTED));
        let Ok(month) = CivilMonth::new(year, month) else {
            return error;
        };
        if day == 0 || day > days_in_month(year, month.month()) {
            return error;
        }
        Ok(Self { month, day })
    }

    /// A time of the day.
    ///
    /// # Errors
    ///
    /// When no day has that time.
    pub const fn at(self, hour: u8, minute: u8, second: u8) -> Result<CivilDateTime, TimeError> {
        CivilDateTime::new(self, hour, minute, second)
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.month.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    pub(in super::super) fn scan(scanner: &mut Scanner<'_>) -> Option<Self> {
        let year = scanner.digits(4)?;
        let hyphen = scanner.one_of(b"-");
        let month = scanner.two_digits()?;
        if hyphen.is_some() {
            scanner.one_of(b"-")?;
        }
        let day = scanner.two_digits()?;
        Self::new(year, month, day).ok()
    }

    /// `20260131`
    pub(crate) fn compact(self) -> String {
        format!("{}{:02}", self.month.compact(), self.day)
    }
}

impl FromStr for CivilDate {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Scanner::whole(text, Self::scan).ok_or(TimeError::new(Self::EXPECTED))
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}
