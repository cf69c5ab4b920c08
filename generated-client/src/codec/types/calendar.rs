//! The proleptic Gregorian calendar, and texts of digits as times are written in.

/// The number of days from 1970-01-01, negative before it.
pub(super) const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March put the leap day at their end; 400 of them are an era of 146097 days.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days from 1970-01-01.
pub(super) const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

pub(super) const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Reads a text from its start.
pub(super) struct Scanner<'text> {
    rest: &'text [u8],
}

impl<'text> Scanner<'text> {
    /// What `scan` makes of a text, if nothing is left of it.
    pub(super) fn whole<T>(
        text: &'text str,
        scan: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let mut scanner = Self {
            rest: text.as_bytes(),
        };
        scan(&mut scanner).filter(|_| scanner.rest.is_empty())
    }

    pub(super) fn is_at_digit(&self) -> bool {
        self.rest.first().is_some_and(u8::is_ascii_digit)
    }

    /// A number of exactly `count` digits.
    pub(super) fn digits(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let mut number: u16 = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            number = number
                .checked_mul(10)?
                .checked_add(u16::from(digit - b'0'))?;
        }
        self.rest = rest;
        Some(number)
    }

    /// The same, where one byte holds it.
    pub(super) fn two_digits(&mut self) -> Option<u8> {
        self.digits(2)?.try_into().ok()
    }

    /// The next character, if it is one of these.
    pub(super) fn one_of(&mut self, signs: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        if !signs.contains(first) {
            return None;
        }
        self.rest = rest;
        Some(*first)
    }

    /// What follows a decimal sign, cut to the thousandth; 0 where there is none.
    pub(super) fn milliseconds(&mut self) -> Option<u16> {
        if self.one_of(b".,").is_none() {
            return Some(0);
        }
        let length = self
            .rest
            .iter()
            .take_while(|digit| digit.is_ascii_digit())
            .count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        let first_three = digits.iter().copied().chain([b'0', b'0']).take(3);
        (length > 0)
            .then(|| first_three.fold(0, |number, digit| number * 10 + u16::from(digit - b'0')))
    }
}
