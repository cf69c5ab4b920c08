//! Types that the language itself has, and how they are written.

use super::{Vocabulary, vocabulary::words};
use crate::{
    ir::{Quotable, Scalar},
    wire::{CivilFormat, TimeFormat},
};

words! {
    /// Every scalar.
    pub const SCALARS: Scalar {
        "string" => Scalar::String, "Text.";
        "bool" => Scalar::Bool, "`true` or `false`.";
        "i32" => Scalar::I32, "A whole number of 32 bits.";
        "i64" => Scalar::I64, "A whole number of 64 bits.";
        "f64" => Scalar::F64, "A number with a fraction.";
        "yn" => Scalar::YesNo, "A flag that is written `Y` or `N`.";
        "json" => Scalar::Json, "JSON of any form.";
        "base64" => Scalar::Base64, "Bytes, as base64 text.";
        "timestamp(ms)" => Scalar::Timestamp(TimeFormat::EpochMillis), "A time: milliseconds since 1970, a number.";
        "timestamp(ms-text)" => Scalar::Timestamp(TimeFormat::EpochMillisText), "A time: milliseconds since 1970, in quotes.";
        "timestamp(s)" => Scalar::Timestamp(TimeFormat::EpochSeconds), "A time: seconds since 1970, a number.";
        "timestamp(iso)" => Scalar::Timestamp(TimeFormat::Iso8601), "A time with its zone, as in `2026-01-31T00:30:00Z`.";
        "timestamp(basic)" => Scalar::Timestamp(TimeFormat::BasicIso8601), "A time with its zone and without separators, as in `20260131T003000Z`.";
        "datetime(yyyy-MM-dd HH:mm:ss)" => Scalar::Civil(CivilFormat::SpacedDateTime), "A date and a time without a zone.";
        "datetime(yyyy-MM-dd HH:mm)" => Scalar::Civil(CivilFormat::SpacedDateTimeToMinute), "A date and a time without a zone, to the minute.";
        "datetime(yyyy-MM-ddTHH:mm:ss)" => Scalar::Civil(CivilFormat::IsoDateTime), "A date and a time without a zone, with a `T` between them.";
        "datetime(yyyyMMddHHmmss)" => Scalar::Civil(CivilFormat::CompactDateTime), "A date and a time without a zone and without separators.";
        "date(yyyy-MM-dd)" => Scalar::Civil(CivilFormat::IsoDate), "A date.";
        "date(yyyyMMdd)" => Scalar::Civil(CivilFormat::CompactDate), "A date without separators.";
        "month(yyyy-MM)" => Scalar::Civil(CivilFormat::IsoMonth), "A month.";
        "month(yyyyMM)" => Scalar::Civil(CivilFormat::CompactMonth), "A month without a separator.";
        "quoted<i64>" => Scalar::Quoted(Quotable::I64), "A whole number in quotes.";
        "quoted<i32>" => Scalar::Quoted(Quotable::I32), "A whole number of 32 bits in quotes.";
        "quoted<f64>" => Scalar::Quoted(Quotable::F64), "A number with a fraction in quotes.";
        "quoted<bool>" => Scalar::Quoted(Quotable::Bool), "`true` or `false` in quotes.";
    }

    /// Types that have others inside; each stands for all of its kind.
    pub const NESTED: () {
        "code" => (), "The pair of `code` and `codeName`.";
        "list<string>" => (), "A list, here of texts; its elements have any type.";
        "map<string>" => (), "An object with free keys, here of texts; its values have any type.";
    }

    /// What a body can be beside a type.
    pub const STREAMED: () {
        "bytes" => (), "Anything, streamed as it is.";
    }

    /// What a part can be beside a type.
    pub const FILES: () {
        "file" => (), "A file, with a name and a media type.";
        "list<file>" => (), "Several files of one name.";
    }
}

pub(super) static SIMPLE_TYPES: Vocabulary = Vocabulary {
    name: "simpleTypes",
    words: SCALARS.words,
};
pub(super) static NESTED_TYPES: Vocabulary = Vocabulary {
    name: "nestedTypes",
    words: NESTED.words,
};
pub(super) static STREAMED_TYPES: Vocabulary = Vocabulary {
    name: "bodyTypes",
    words: STREAMED.words,
};
pub(super) static FILE_TYPES: Vocabulary = Vocabulary {
    name: "partTypes",
    words: FILES.words,
};

/// A regular expression for types: the scalars, what is nested, names.
pub(super) fn expression() -> String {
    let mut names: Vec<String> = SCALARS
        .names()
        .map(|name| name.replace('(', r"\(").replace(')', r"\)"))
        .collect();
    names.extend(["code", "(list|map|code)<.+>", "[A-Z][A-Za-z0-9]*"].map(str::to_owned));
    format!("({})", names.join("|"))
}
