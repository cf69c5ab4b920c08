//! What a value is.

use crate::{
    source::Spanned,
    wire::{CivilFormat, TimeFormat},
};

#[derive(Clone, Debug)]
pub(crate) enum Type {
    Scalar(Scalar),
    List(Box<Type>),
    Map(Box<Type>),
    /// A scalar in quotes.
    Quoted(Scalar),
    /// The pair of a code, of this type, and its name.
    Code(Box<Spanned<Type>>),
    /// A file; only a part of a body is one.
    File,
    Named(Spanned<String>),
}

/// The types that the language itself has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    String,
    Bool,
    I32,
    I64,
    F64,
    YesNo,
    Timestamp(TimeFormat),
    Civil(CivilFormat),
    Base64,
    Json,
}

impl Scalar {
    pub(crate) const ALL: [(&'static str, Self); 21] = [
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("f64", Self::F64),
        ("yn", Self::YesNo),
        ("timestamp(ms)", Self::Timestamp(TimeFormat::EpochMillis)),
        (
            "timestamp(ms-text)",
            Self::Timestamp(TimeFormat::EpochMillisText),
        ),
        ("timestamp(s)", Self::Timestamp(TimeFormat::EpochSeconds)),
        ("timestamp(iso)", Self::Timestamp(TimeFormat::Iso8601)),
        (
            "timestamp(basic)",
            Self::Timestamp(TimeFormat::BasicIso8601),
        ),
        (
            "datetime(yyyy-MM-dd HH:mm:ss)",
            Self::Civil(CivilFormat::SpacedDateTime),
        ),
        (
            "datetime(yyyy-MM-dd HH:mm)",
            Self::Civil(CivilFormat::SpacedDateTimeToMinute),
        ),
        (
            "datetime(yyyy-MM-ddTHH:mm:ss)",
            Self::Civil(CivilFormat::IsoDateTime),
        ),
        (
            "datetime(yyyyMMddHHmmss)",
            Self::Civil(CivilFormat::CompactDateTime),
        ),
        ("date(yyyy-MM-dd)", Self::Civil(CivilFormat::IsoDate)),
        ("date(yyyyMMdd)", Self::Civil(CivilFormat::CompactDate)),
        ("month(yyyy-MM)", Self::Civil(CivilFormat::IsoMonth)),
        ("month(yyyyMM)", Self::Civil(CivilFormat::CompactMonth)),
        ("base64", Self::Base64),
        ("json", Self::Json),
    ];

    /// Those that are numbers or flags in JSON, and come in quotes too.
    pub(crate) const QUOTABLE: [(&'static str, Self); 4] = [
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("f64", Self::F64),
    ];
}
