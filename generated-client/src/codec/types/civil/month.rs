use core::fmt;
use core::str::FromStr;

use super::super::calendar::Scanner;
use super::TimeError;

/// A month of the calendar, of the years 0 to 9999.
///
/// Displayed as `2026-01`, and read from that and from `202601`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilMonth {
    year: u16,
    month: u8,
}

impl CivilMonth {
    pub(crate) const EXPECTED: &'static str = "a month such as 202601";
    pub(crate) const EPOCH: Self = Self {
        year: 1970,
        month: 1,
    };

    /// A month.
    ///
    /// # Errors
    ///
    /// When the year has no such month, or more than four digits.
    pub const fn new(year: u16, month: u8) -> Result<Self, TimeError> {
        if year > 9999 || month == 0 || month > 12 {
            return Err(TimeError::new(Self::EXPECTED));
        }
        Ok(Self { year, month })
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// `202601`
    pub(crate) fn compact(self) -> String {
        format!("{:04}{:02}", self.year, self.month)
    }
}

impl FromStr for CivilMonth {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let scan = |scanner: &mut Scanner<'_>| {
            let year = scanner.digits(4)?;
            scanner.one_of(b"-");
            let month = scanner.two_digits()?;
            Self::new(year, month).ok()
        };
        Scanner::whole(text, scan).ok_or(TimeError::new(Self::EXPECTED))
    }
}

impl fmt::Display for CivilMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
