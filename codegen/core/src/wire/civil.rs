use std::fmt::Write as _;

/// How a time without a zone is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CivilFormat {
    /// `2026-01-31 09:30:00`
    SpacedDateTime,
    /// `2026-01-31 09:30`
    SpacedDateTimeToMinute,
    /// `2026-01-31T09:30:00`
    IsoDateTime,
    /// `20260131093000`
    CompactDateTime,
    /// `2026-01-31`
    IsoDate,
    /// `20260131`
    CompactDate,
    /// `2026-01`
    IsoMonth,
    /// `202601`
    CompactMonth,
}

/// What a time without a zone names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CivilKind {
    /// A day and a time of it.
    DateTime,
    /// A day.
    Date,
    /// A month.
    Month,
}

/// Year, month, day, hour, minute, second.
type Parts = [u32; 6];

impl CivilFormat {
    /// Every format.
    pub const ALL: [Self; 8] = [
        Self::SpacedDateTime,
        Self::SpacedDateTimeToMinute,
        Self::IsoDateTime,
        Self::CompactDateTime,
        Self::IsoDate,
        Self::CompactDate,
        Self::IsoMonth,
        Self::CompactMonth,
    ];

    /// What the run time calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SpacedDateTime => "SpacedDateTime",
            Self::SpacedDateTimeToMinute => "SpacedDateTimeToMinute",
            Self::IsoDateTime => "IsoDateTime",
            Self::CompactDateTime => "CompactDateTime",
            Self::IsoDate => "IsoDate",
            Self::CompactDate => "CompactDate",
            Self::IsoMonth => "IsoMonth",
            Self::CompactMonth => "CompactMonth",
        }
    }

    /// As documentation pages write it: `yyyy-MM-dd HH:mm:ss`.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::SpacedDateTime => "yyyy-MM-dd HH:mm:ss",
            Self::SpacedDateTimeToMinute => "yyyy-MM-dd HH:mm",
            Self::IsoDateTime => "yyyy-MM-ddTHH:mm:ss",
            Self::CompactDateTime => "yyyyMMddHHmmss",
            Self::IsoDate => "yyyy-MM-dd",
            Self::CompactDate => "yyyyMMdd",
            Self::IsoMonth => "yyyy-MM",
            Self::CompactMonth => "yyyyMM",
        }
    }

    /// What a text in the format names.
    #[must_use]
    pub const fn kind(self) -> CivilKind {
        match self {
            Self::SpacedDateTime
            | Self::SpacedDateTimeToMinute
            | Self::IsoDateTime
            | Self::CompactDateTime => CivilKind::DateTime,
            Self::IsoDate | Self::CompactDate => CivilKind::Date,
            Self::IsoMonth | Self::CompactMonth => CivilKind::Month,
        }
    }

    /// The same time as ISO 8601 writes it: `2026-01-31T09:30:00`, `2026-01-31`, `2026-01`. `None` where the text is not one
    /// of the format.
    #[must_use]
    pub fn normal(self, text: &str) -> Option<String> {
        let [year, month, day, hour, minute, second] = parts(self.pattern(), text)?;
        let mut normal = format!("{year:04}-{month:02}");
        if self.kind() != CivilKind::Month {
            // A `String` takes whatever is written to it.
            let _ = write!(normal, "-{day:02}");
        }
        if self.kind() == CivilKind::DateTime {
            let _ = write!(normal, "T{hour:02}:{minute:02}:{second:02}");
        }
        Some(normal)
    }

    /// What [`normal`](Self::normal) is for a text of a response: in any format of the same kind, days with a fraction of the
    /// second or without seconds too. A fraction has three digits, and is left out where it is zero.
    #[must_use]
    pub fn read(self, text: &str) -> Option<String> {
        let of_its_kind = Self::ALL
            .into_iter()
            .filter(|other| other.kind() == self.kind());
        if let Some(normal) = of_its_kind.clone().find_map(|other| other.normal(text)) {
            return Some(normal);
        }
        if self.kind() != CivilKind::DateTime {
            return None;
        }
        if let Some((whole, fraction)) = text.split_once('.') {
            let digits = fraction.bytes().all(|digit| digit.is_ascii_digit());
            let thousandths: String = fraction.chars().chain(['0', '0']).take(3).collect();
            let normal = Self::IsoDateTime
                .normal(whole)
                .filter(|_| digits && !fraction.is_empty())?;
            return Some(match thousandths.as_str() {
                "000" => normal,
                thousandths => format!("{normal}.{thousandths}"),
            });
        }
        Self::IsoDateTime.normal(&format!("{text}:00"))
    }

    /// The text of a time of this kind that every response can have.
    #[must_use]
    pub const fn sample(self) -> &'static str {
        match self {
            Self::SpacedDateTime => "2026-01-31 09:30:00",
            Self::SpacedDateTimeToMinute => "2026-01-31 09:30",
            Self::IsoDateTime => "2026-01-31T09:30:00",
            Self::CompactDateTime => "20260131093000",
            Self::IsoDate => "2026-01-31",
            Self::CompactDate => "20260131",
            Self::IsoMonth => "2026-01",
            Self::CompactMonth => "202601",
        }
    }
}

/// Reads a text by its pattern: letters stand for digits, everything else for itself.
pub(super) fn parts(pattern: &str, text: &str) -> Option<Parts> {
    let mut parts = [0, 1, 1, 0, 0, 0];
    let mut before = None;
    let mut texts = text.chars();
    for letter in pattern.chars() {
        let character = texts.next()?;
        let index = match letter {
            'y' => 0,
            'M' => 1,
            'd' => 2,
            'H' => 3,
            'm' => 4,
            's' => 5,
            separator if separator == character => continue,
            _ => return None,
        };
        let part = parts.get_mut(index)?;
        if before != Some(letter) {
            *part = 0;
        }
        before = Some(letter);
        *part = *part * 10 + character.to_digit(10)?;
    }
    (texts.next().is_none() && exists(parts)).then_some(parts)
}

fn exists([year, month, day, hour, minute, second]: Parts) -> bool {
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60
}

#[cfg(test)]
mod tests {
    use super::CivilFormat;

    #[test]
    fn samples_are_of_their_formats_and_of_no_other() {
        for format in CivilFormat::ALL {
            for other in CivilFormat::ALL {
                let fits = other.normal(format.sample()).is_some();
                assert_eq!(fits, format == other, "{format:?} {other:?}");
            }
        }
        assert_eq!(
            CivilFormat::CompactDateTime.normal("20240229235959"),
            Some("2024-02-29T23:59:59".to_owned())
        );
        for text in ["20230229000000", "20230132000000", "20230131240000", ""] {
            assert_eq!(CivilFormat::CompactDateTime.normal(text), None, "{text}");
        }
        assert_eq!(CivilFormat::CompactMonth.normal("202600"), None);
        for (text, read) in [
            ("20260131093000", Some("2026-01-31T09:30:00")),
            ("2026-01-31T09:30", Some("2026-01-31T09:30:00")),
            ("2026-01-31T09:30:00.12345", Some("2026-01-31T09:30:00.123")),
            ("2026-01-31T09:30:00.0", Some("2026-01-31T09:30:00")),
            ("2026-01-31T09:30:00.", None),
            ("2026-01-31", None),
        ] {
            let normal = CivilFormat::SpacedDateTime.read(text);
            assert_eq!(normal.as_deref(), read, "{text}");
        }
        assert_eq!(
            CivilFormat::IsoDate.read("20260131").as_deref(),
            Some("2026-01-31")
        );
    }
}
