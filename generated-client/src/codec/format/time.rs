//! Times as text and as numbers.

use std::borrow::Cow;

use crate::codec::decode::{DecodeAs, Reader, Scalar};
use crate::codec::encode::{EncodeAs, EncodeTextAs, JsonWriter};
use crate::codec::json::{integer, thousandths, unescaped};
use crate::codec::types::{CivilDate, CivilDateTime, CivilMonth, Timestamp};

/// A time as milliseconds since 1970-01-01T00:00:00Z. In responses digits in quotes are taken too.
#[derive(Debug)]
pub enum EpochMillis {}

/// The same in quotes. In responses a number is taken too.
#[derive(Debug)]
pub enum EpochMillisText {}

/// A time as seconds since 1970-01-01T00:00:00Z, without a fraction. In responses a fraction and quotes are taken too.
#[derive(Debug)]
pub enum EpochSeconds {}

impl EncodeAs<Timestamp> for EpochMillis {
    fn encode_as(value: &Timestamp, writer: &mut JsonWriter) {
        writer.integer(value.epoch_millis());
    }
}

impl EncodeAs<Timestamp> for EpochMillisText {
    fn encode_as(value: &Timestamp, writer: &mut JsonWriter) {
        writer.text(&value.epoch_millis().to_string());
    }
}

impl EncodeAs<Timestamp> for EpochSeconds {
    fn encode_as(value: &Timestamp, writer: &mut JsonWriter) {
        let millis = value.epoch_millis();
        if writer.is_exact() && millis % 1_000 != 0 {
            let sign = if millis < 0 { "-" } else { "" };
            let (seconds, fraction) =
                (millis.unsigned_abs() / 1_000, millis.unsigned_abs() % 1_000);
            writer.text(&format!("{sign}{seconds}.{fraction:03}"));
        } else {
            writer.integer(seconds(*value));
        }
    }
}

impl EncodeTextAs<Timestamp> for EpochMillis {
    fn encode_text_as(value: &Timestamp) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(value.epoch_millis().to_string()))
    }
}

impl EncodeTextAs<Timestamp> for EpochMillisText {
    fn encode_text_as(value: &Timestamp) -> Option<Cow<'_, str>> {
        EpochMillis::encode_text_as(value)
    }
}

impl EncodeTextAs<Timestamp> for EpochSeconds {
    fn encode_text_as(value: &Timestamp) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(seconds(*value).to_string()))
    }
}

impl DecodeAs<Timestamp> for EpochMillis {
    fn decode_as(reader: &mut Reader<'_>) -> Timestamp {
        let millis = reader.integer("epoch milliseconds");
        Timestamp::from_epoch_millis(millis.unwrap_or_default())
    }
}

impl DecodeAs<Timestamp> for EpochMillisText {
    fn decode_as(reader: &mut Reader<'_>) -> Timestamp {
        EpochMillis::decode_as(reader)
    }
}

impl DecodeAs<Timestamp> for EpochSeconds {
    fn decode_as(reader: &mut Reader<'_>) -> Timestamp {
        let millis = read(reader, "epoch seconds", thousandths);
        Timestamp::from_epoch_millis(millis.unwrap_or_default())
    }
}

fn seconds(time: Timestamp) -> i64 {
    time.epoch_millis().div_euclid(1_000)
}

/// Reads text, or digits that stand without quotes.
fn read<T>(
    reader: &mut Reader<'_>,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Option<T> {
    let read = match reader.scalar() {
        Some(Scalar::Text { raw, escaped }) => parse(unescaped(raw, escaped).trim()),
        Some(Scalar::Number(text)) => parse(text).or_else(|| {
            // Digits that were taken for a number on the way: `2.0260131e7`.
            parse(&integer(text).ok()?.to_string())
        }),
        Some(Scalar::Boolean(_)) | None => None,
    };
    if read.is_none() {
        reader.refuse(expected);
    }
    read
}

/// What `time` is in a format that has no more than four digits for the year.
type Written = Result<String, &'static str>;

const BEYOND_FOUR_DIGITS: &str = "is beyond the years 0 to 9999; give it another time";

fn utc(time: Timestamp) -> Result<CivilDateTime, &'static str> {
    time.to_civil(0).ok_or(BEYOND_FOUR_DIGITS)
}

fn iso(time: Timestamp) -> Written {
    let time = utc(time)?;
    Ok(match time.millisecond() {
        0 => format!("{}Z", time.iso()),
        fraction => format!("{}.{fraction:03}Z", time.iso()),
    })
}

fn basic_iso(time: Timestamp) -> Written {
    let time = utc(time)?.compact();
    let (date, time) = time.split_at_checked(8).unwrap_or_default();
    Ok(format!("{date}T{time}Z"))
}

macro_rules! text_formats {
    ($($(#[$doc:meta])* $format:ident: $type:ident, $stand_in:expr, $write:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $format {}

        impl EncodeAs<$type> for $format {
            fn encode_as(value: &$type, writer: &mut JsonWriter) {
                let write: fn($type) -> Written = $write;
                match write(*value) {
                    // The service is told less than is known; whoever keeps the value is not.
                    Ok(text) if writer.is_exact() && text.parse() != Ok(*value) => {
                        writer.text(&value.to_string());
                    }
                    Ok(text) => writer.text(&text),
                    Err(problem) => writer.refuse(problem),
                }
            }
        }

        impl EncodeTextAs<$type> for $format {
            fn encode_text_as(value: &$type) -> Option<Cow<'_, str>> {
                let write: fn($type) -> Written = $write;
                write(*value).ok().map(Cow::Owned)
            }

            fn fault_as(value: &$type) -> Option<&'static str> {
                let write: fn($type) -> Written = $write;
                write(*value).err()
            }
        }

        impl DecodeAs<$type> for $format {
            fn decode_as(reader: &mut Reader<'_>) -> $type {
                read(reader, $type::EXPECTED, |text| text.parse().ok()).unwrap_or($stand_in)
            }
        }
    )*};
}

text_formats! {
    /// A time as `2026-01-31T00:30:00Z`, with a fraction where it has one. In responses every form that [`Timestamp`] is
    /// read from is taken.
    Iso8601: Timestamp, Timestamp::default(), iso;
    /// A time as `20260131T003000Z`, without a fraction. In responses every form that [`Timestamp`] is read from is taken.
    BasicIso8601: Timestamp, Timestamp::default(), basic_iso;
    /// `2026-01-31 09:30:00`. In responses every form that [`CivilDateTime`] is read from is taken.
    SpacedDateTime: CivilDateTime, CivilDateTime::EPOCH, |time| Ok(time.spaced());
    /// `2026-01-31 09:30`. In responses every form that [`CivilDateTime`] is read from is taken.
    SpacedDateTimeToMinute: CivilDateTime, CivilDateTime::EPOCH, |time| Ok(time.spaced_to_minute());
    /// `2026-01-31T09:30:00`. In responses every form that [`CivilDateTime`] is read from is taken.
    IsoDateTime: CivilDateTime, CivilDateTime::EPOCH, |time| Ok(time.iso());
    /// `20260131093000`. In responses every form that [`CivilDateTime`] is read from is taken.
    CompactDateTime: CivilDateTime, CivilDateTime::EPOCH, |time| Ok(time.compact());
    /// `2026-01-31`. In responses `20260131` is taken too.
    IsoDate: CivilDate, CivilDate::EPOCH, |date| Ok(date.to_string());
    /// `20260131`. In responses `2026-01-31` is taken too.
    CompactDate: CivilDate, CivilDate::EPOCH, |date| Ok(date.compact());
    /// `2026-01`. In responses `202601` is taken too.
    IsoMonth: CivilMonth, CivilMonth::EPOCH, |month| Ok(month.to_string());
    /// `202601`. In responses `2026-01` is taken too.
    CompactMonth: CivilMonth, CivilMonth::EPOCH, |month| Ok(month.compact());
}
