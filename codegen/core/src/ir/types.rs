//! What a value is.

use super::ShapeKind;
use crate::wire::{CivilFormat, TimeFormat};

/// A value without parts, as it goes over the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
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
    /// A number or a flag in quotes.
    Quoted(Quotable),
}

/// What is a number or a flag in JSON, and comes in quotes too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Quotable {
    Bool,
    I32,
    I64,
    F64,
}

impl Quotable {
    /// Everything that comes in quotes.
    pub const ALL: [Self; 4] = [Self::Bool, Self::I32, Self::I64, Self::F64];

    /// The same without quotes.
    #[must_use]
    pub const fn bare(self) -> Scalar {
        match self {
            Self::Bool => Scalar::Bool,
            Self::I32 => Scalar::I32,
            Self::I64 => Scalar::I64,
            Self::F64 => Scalar::F64,
        }
    }

    /// The type of the same without quotes.
    #[must_use]
    pub fn bare_type(self) -> &'static Type {
        match self {
            Self::Bool => &Type::Scalar(Scalar::Bool),
            Self::I32 => &Type::Scalar(Scalar::I32),
            Self::I64 => &Type::Scalar(Scalar::I64),
            Self::F64 => &Type::Scalar(Scalar::F64),
        }
    }
}

impl Scalar {
    /// Whether its values are text in JSON, whatever they look like. What is quoted is read without quotes too.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::String | Self::YesNo | Self::Civil(_) | Self::Base64 => true,
            Self::Timestamp(format) => format.is_text(),
            Self::Bool | Self::I32 | Self::I64 | Self::F64 | Self::Json | Self::Quoted(_) => false,
        }
    }

    /// Whether it is written in one of several forms, which its type in Rust does not tell.
    #[must_use]
    pub const fn is_formatted(self) -> bool {
        match self {
            Self::YesNo | Self::Timestamp(_) | Self::Civil(_) | Self::Base64 | Self::Quoted(_) => {
                true
            }
            Self::String | Self::Bool | Self::I32 | Self::I64 | Self::F64 | Self::Json => false,
        }
    }

    /// The scalar without quotes.
    #[must_use]
    pub const fn bare(self) -> Self {
        match self {
            Self::Quoted(quoted) => quoted.bare(),
            scalar => scalar,
        }
    }
}

/// A type, closed: every name in it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A value without parts.
    Scalar(Scalar),
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
    /// A type that the service defines, of this kind and name.
    Named(ShapeKind, String),
}

impl Type {
    /// The scalar that it is.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::Scalar(scalar) => Some(*scalar),
            _ => None,
        }
    }

    /// Whether its values are one text where there is no JSON.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            Self::Scalar(scalar) => *scalar != Scalar::Json,
            Self::Named(kind, _) => kind.is_text(),
            Self::CommonCode(_) | Self::List(_) | Self::Map(_) | Self::Bytes | Self::File => false,
        }
    }

    /// Whether a scalar in it is written in one of several forms, which its type in Rust does not tell.
    #[must_use]
    pub fn is_formatted(&self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar.is_formatted(),
            Self::List(inner) | Self::Map(inner) => inner.is_formatted(),
            _ => false,
        }
    }

    /// Whether it is a whole number or text, in quotes or without.
    #[must_use]
    pub fn is_number_or_text(&self) -> bool {
        let bare = self.scalar().map(Scalar::bare);
        matches!(bare, Some(Scalar::String | Scalar::I32 | Scalar::I64))
    }

    /// The name of the only definition inside.
    #[must_use]
    pub fn definition(&self) -> Option<&str> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::CommonCode(inner) => inner.definition(),
            Self::Named(_, name) => Some(name),
            Self::Scalar(_) | Self::Bytes | Self::File => None,
        }
    }
}
