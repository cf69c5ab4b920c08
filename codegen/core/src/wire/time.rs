use serde_json::Value as Json;

use super::{civil::parts, whole};

/// How a point in time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Milliseconds since 1970-01-01T00:00:00Z, as a number.
    EpochMillis,
    /// The same in quotes.
    EpochMillisText,
    /// Seconds since 1970-01-01T00:00:00Z, as a number.
    EpochSeconds,
    /// `2026-01-31T00:30:00Z`, with a fraction where there is one; in responses with any distance from UTC.
    Iso8601,
    /// `20260131T003000Z`
    BasicIso8601,
}

impl TimeFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [
        Self::EpochMillis,
        Self::EpochMillisText,
        Self::EpochSeconds,
        Self::Iso8601,
        Self::BasicIso8601,
    ];

    /// What the run time calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EpochMillis => "EpochMillis",
            Self::EpochMillisText => "EpochMillisText",
            Self::EpochSeconds => "EpochSeconds",
            Self::Iso8601 => "Iso8601",
            Self::BasicIso8601 => "BasicIso8601",
        }
    }

    /// Whether its values are text in JSON.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::EpochMillisText | Self::Iso8601 | Self::BasicIso8601 => true,
            Self::EpochMillis | Self::EpochSeconds => false,
        }
    }

    /// Whether it can say a point in time to the millisecond.
    #[must_use]
    pub fn says(self, millis: i64) -> bool {
        match self {
            Self::EpochSeconds => millis % 1_000 == 0,
            Self::EpochMillis | Self::EpochMillisText | Self::Iso8601 | Self::BasicIso8601 => true,
        }
    }

    /// As messages call it, with an article.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::EpochMillis => "milliseconds since 1970, a whole number",
            Self::EpochMillisText => "milliseconds since 1970, a whole number in quotes",
            Self::EpochSeconds => "seconds since 1970, a whole number",
            Self::Iso8601 => "a time such as 2026-01-31T00:30:00Z",
            Self::BasicIso8601 => "a time such as 20260131T003000Z",
        }
    }

    /// The milliseconds since 1970-01-01T00:00:00Z that a value in a response stands for, in whatever form of the format.
    #[must_use]
    pub fn millis(self, value: &Json) -> Option<i64> {
        let number = || match value {
            Json::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
            Json::String(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| whole(text.parse().ok()?))
            }
            _ => None,
        };
        match self {
            Self::EpochMillis | Self::EpochMillisText => number(),
            Self::EpochSeconds => match value {
                Json::Number(number) => seconds(&number.to_string()),
                Json::String(text) => seconds(text),
                _ => None,
            },
            Self::Iso8601 | Self::BasicIso8601 => iso(value.as_str()?),
        }
    }

    /// The one form in which requests have a time, cut to what the format can say. `None` beyond the years 0 to 9999.
    #[must_use]
    pub fn written(self, millis: i64) -> Option<Json> {
        Some(match self {
            Self::EpochMillis => Json::from(millis),
            Self::EpochMillisText => Json::from(millis.to_string()),
            Self::EpochSeconds => Json::from(millis.div_euclid(1_000)),
            Self::Iso8601 => {
                let fraction = match millis.rem_euclid(1_000) {
                    0 => String::new(),
                    fraction => format!(".{fraction:03}"),
                };
                let [year, month, day, hour, minute, second] = civil(millis)?;
                Json::from(format!(
                    "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
                ))
            }
            Self::BasicIso8601 => {
                let [year, month, day, hour, minute, second] = civil(millis)?;
                Json::from(format!(
                    "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
                ))
            }
        })
    }

    /// The value as requests have it, if it is that already: `Ok`. Else what it should be, if it is a time at all.
    ///
    /// # Errors
    ///
    /// When the value has another form.
    pub fn as_sent(self, value: &Json) -> Result<(), Option<Json>> {
        let written = self.millis(value).and_then(|millis| self.written(millis));
        if written.as_ref() == Some(value) {
            Ok(())
        } else {
            Err(written)
        }
    }
}

/// `1669784186`, `1669784186.961`
fn seconds(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let fraction = thousandths(fraction)?;
    let millis = whole.parse::<i64>().ok()?.checked_mul(1_000)?;
    if whole.starts_with('-') {
        millis.checked_sub(fraction)
    } else {
        millis.checked_add(fraction)
    }
}

/// The digits of a fraction of a second, cut to the thousandth.
fn thousandths(fraction: &str) -> Option<i64> {
    let is_number = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let three: String = fraction.chars().chain(['0', '0']).take(3).collect();
    three.parse().ok().filter(|_| is_number)
}

/// `2026-01-31T09:30:00.5+09:00`, `20260131T003000Z`
fn iso(text: &str) -> Option<i64> {
    let (local, east) = match text.strip_suffix(['Z', 'z']) {
        Some(local) => (local, 0),
        None => {
            let sign = text.rfind(['+', '-']).filter(|index| *index > 8)?;
            let (local, offset) = text.split_at_checked(sign)?;
            let [_, _, _, hours, minutes, _] = ["HHmm", "HH:mm", "HH"]
                .into_iter()
                .find_map(|pattern| parts(pattern, offset.get(1..)?))?;
            let minutes = i64::from(hours * 60 + minutes);
            (
                local,
                if offset.starts_with('-') {
                    -minutes
                } else {
                    minutes
                },
            )
        }
    };
    let (whole, fraction) = local.split_once(['.', ',']).unwrap_or((local, "0"));
    let parts = ["yyyy-MM-ddTHH:mm:ss", "yyyyMMddTHHmmss"]
        .into_iter()
        .find_map(|pattern| parts(pattern, whole))?;
    let fraction = thousandths(fraction)?;
    let [year, month, day, hour, minute, second] = parts.map(i64::from);
    let minutes = days_before(year) + day_of_year(year, month) + day - 1;
    let minutes = (minutes * 24 + hour) * 60 + minute - east;
    Some((minutes * 60 + second) * 1_000 + fraction)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from 1970-01-01 to the first day of a year.
fn days_before(year: i64) -> i64 {
    let leap_days = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969)
}

/// Days from the first day of a year to that of a month.
fn day_of_year(year: i64, month: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let index = usize::try_from(month - 1).unwrap_or_default();
    let before = BEFORE.get(index).copied().unwrap_or_default();
    before + i64::from(month > 2 && is_leap(year))
}

fn civil(millis: i64) -> Option<[i64; 6]> {
    let seconds = millis.div_euclid(1_000);
    let days = seconds.div_euclid(86_400);
    // Within ten years of it, for years of four digits.
    let near = 1970 + days.div_euclid(365);
    let year = (near - 10..=near + 10)
        .rev()
        .find(|year| days_before(*year) <= days)
        .filter(|year| (0..=9999).contains(year))?;
    let day = days - days_before(year);
    let month = (1..=12)
        .rev()
        .find(|month| day_of_year(year, *month) <= day)?;
    let second = seconds.rem_euclid(86_400);
    Some([
        year,
        month,
        day - day_of_year(year, month) + 1,
        second / 3_600,
        second / 60 % 60,
        second % 60,
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::TimeFormat;

    #[test]
    fn every_form_is_read() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2023-01-02T12:04:05+0900", 1_672_628_645_000),
            ("2023-01-02T12:04:05.12+09:00", 1_672_628_645_120),
            ("2023-01-01T23:34:05-03:30", 1_672_628_645_000),
            ("2023-01-02T12:04:05,1239+09", 1_672_628_645_123),
            ("20230102T030405Z", 1_672_628_645_000),
            ("2023-01-02T03:04:05z", 1_672_628_645_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("2000-03-01T00:00:00Z", 951_868_800_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ] {
            assert_eq!(
                TimeFormat::Iso8601.millis(&json!(text)),
                Some(millis),
                "{text}"
            );
            assert_eq!(
                TimeFormat::Iso8601
                    .written(millis)
                    .map(|text| TimeFormat::Iso8601.millis(&text)),
                Some(Some(millis)),
                "{text}"
            );
        }
        for text in [
            "",
            "Z",
            "2023-01-02",
            "2023-01-02T03:04:05",
            "2023-02-29T00:00:00Z",
            "2023-01-02T03:04:05+9",
            "2023-01-02T03:04:05.Z",
            "x+0900",
        ] {
            assert_eq!(TimeFormat::Iso8601.millis(&json!(text)), None, "{text}");
        }
        for (value, millis) in [
            (json!("5"), Some(5_000)),
            (json!(-5), Some(-5_000)),
            (json!(1_669_784_186.961), Some(1_669_784_186_961)),
            (json!("-1.5"), Some(-1_500)),
            (json!("5."), None),
            (json!("five"), None),
        ] {
            assert_eq!(TimeFormat::EpochSeconds.millis(&value), millis, "{value}");
        }
        assert_eq!(TimeFormat::Iso8601.written(i64::MAX), None);
        assert_eq!(TimeFormat::Iso8601.written(i64::MIN), None);
    }

    #[test]
    fn requests_have_one_form() {
        let sent = json!("2023-01-02T03:04:05Z");
        assert_eq!(TimeFormat::Iso8601.as_sent(&sent), Ok(()));
        assert_eq!(
            TimeFormat::Iso8601.as_sent(&json!("2023-01-02T12:04:05+0900")),
            Err(Some(sent))
        );
        assert_eq!(TimeFormat::Iso8601.as_sent(&json!("soon")), Err(None));
        assert_eq!(TimeFormat::EpochMillisText.as_sent(&json!("5")), Ok(()));
        assert_eq!(
            TimeFormat::EpochMillisText.as_sent(&json!(5)),
            Err(Some(json!("5")))
        );
        assert_eq!(
            TimeFormat::BasicIso8601.as_sent(&json!("20230102T030405Z")),
            Ok(())
        );
    }
}
