//! What a value is.

use crate::wire::{CivilFormat, TimeFormat};

/// A type, closed: every name in it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A number with a fraction.
    F64,
    /// `Y` or `N`.
    YesNo,
    /// A point in time.
    Timestamp(TimeFormat),
    /// A time, a day or a month without a zone.
    Civil(CivilFormat),
    /// Bytes, as base64 text.
    Base64,
    /// Any JSON.
    Json,
    /// A number or a boolean in quotes.
    Quoted(Box<Type>),
    /// The object of a code, of this type, and its name.
    CommonCode(Box<Type>),
    /// A list.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
    /// What is sent as it is. Only a whole body is of this type.
    Bytes,
    /// A file. Only a part of a body is one, or a list of them.
    File,
    /// A struct of the service.
    Struct(String),
    /// A tuple of the service.
    Tuple(String),
    /// An enum of the service.
    Enum(String),
    /// An enum of the service whose values are numbers.
    NumberEnum(String),
    /// A union of the service.
    Union(String),
}

impl Type {
    /// Whether its values are one text where there is no JSON. Of a name that is not defined nobody knows.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            Self::String
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F64
            | Self::YesNo
            | Self::Timestamp(_)
            | Self::Civil(_)
            | Self::Base64
            | Self::Quoted(_)
            | Self::Enum(_)
            | Self::NumberEnum(_) => true,
            Self::Json
            | Self::CommonCode(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Bytes
            | Self::File
            | Self::Struct(_)
            | Self::Tuple(_)
            | Self::Union(_) => false,
        }
    }

    /// Whether it is a scalar whose values are text in JSON, whatever they look like.
    #[must_use]
    pub fn is_text_in_json(&self) -> bool {
        match self {
            Self::String | Self::YesNo | Self::Civil(_) | Self::Base64 => true,
            Self::Timestamp(format) => match format {
                TimeFormat::EpochMillisText | TimeFormat::Iso8601 | TimeFormat::BasicIso8601 => {
                    true
                }
                TimeFormat::EpochMillis | TimeFormat::EpochSeconds => false,
            },
            _ => false,
        }
    }

    /// Whether a value is written in one of several forms, which its type in Rust does not tell.
    #[must_use]
    pub fn is_formatted(&self) -> bool {
        match self {
            Self::Quoted(_) | Self::YesNo | Self::Base64 | Self::Timestamp(_) | Self::Civil(_) => {
                true
            }
            Self::List(inner) | Self::Map(inner) => inner.is_formatted(),
            _ => false,
        }
    }

    /// A whole number or text, in quotes or without.
    #[must_use]
    pub fn is_number_or_text(&self) -> bool {
        match self {
            Self::String | Self::I32 | Self::I64 => true,
            Self::Quoted(inner) => inner.is_number_or_text(),
            _ => false,
        }
    }

    /// The name of the only definition inside.
    #[must_use]
    pub fn definition(&self) -> Option<&str> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::CommonCode(inner) => inner.definition(),
            Self::Struct(name)
            | Self::Tuple(name)
            | Self::Enum(name)
            | Self::NumberEnum(name)
            | Self::Union(name) => Some(name),
            Self::String
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F64
            | Self::YesNo
            | Self::Timestamp(_)
            | Self::Civil(_)
            | Self::Base64
            | Self::Json
            | Self::Bytes
            | Self::File
            | Self::Quoted(_) => None,
        }
    }
}
