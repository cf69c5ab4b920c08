//! What goes out with a call.

use std::fmt;

use super::{Field, Use};

/// A parameter outside the body.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it goes.
    pub location: ParameterLocation,
    /// Its name and type.
    pub field: Field,
    /// How it is written.
    pub style: ParameterStyle,
}

/// How a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// One value: `name=a`.
    Single,
    /// A list or a struct as several parameters: `name.1=a&name.2=b`, `name.1.member=a`.
    Indexed,
    /// A list as several parameters: `name=a&name=b`.
    Repeated,
    /// A list as one value, its elements joined: `name=a,b`; of lists in lists the separators of each level, outermost first.
    Joined(Vec<char>),
    /// A map as several headers, whose names begin with the wire name up to its asterisk.
    Family,
    /// JSON, in a part of a body.
    Json,
    /// A file or several, each in a part of its own.
    File,
}

impl ParameterStyle {
    /// Whether its value is JSON. Others are text, in one piece or several.
    #[must_use]
    pub const fn is_json(&self) -> bool {
        match self {
            Self::Json => true,
            Self::Single
            | Self::Indexed
            | Self::Repeated
            | Self::Joined(_)
            | Self::Family
            | Self::File => false,
        }
    }

    /// How it sends the values of types that it has inside.
    #[must_use]
    pub const fn uses(&self) -> &'static [Use] {
        match self {
            Self::Indexed => &[Use::SentIndexed],
            Self::Joined(_) => &[Use::Sent, Use::SentJoined],
            Self::Single | Self::Repeated | Self::Family | Self::Json | Self::File => &[Use::Sent],
        }
    }
}

/// For people: `repeated`.
impl fmt::Display for ParameterStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Single => "one value",
            Self::Indexed => "indexed",
            Self::Repeated => "repeated",
            Self::Family => "a family of headers",
            Self::Json => "JSON",
            Self::File => "a file",
            Self::Joined(separators) => {
                for (level, separator) in separators.iter().enumerate() {
                    let before = if level == 0 { "joined by" } else { " and" };
                    write!(f, "{before} `{separator}`")?;
                }
                return Ok(());
            }
        })
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    /// A body of type `application/x-www-form-urlencoded`.
    Form,
    /// A part of a body of type `multipart/form-data`.
    Part,
}

impl ParameterLocation {
    /// `query`, for people and in names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Form => "form",
            Self::Part => "part",
        }
    }
}

/// A parameter that every call of an operation carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Where it goes.
    pub location: ParameterLocation,
    /// The index of the parameter that it goes before, if that is sent.
    pub before: usize,
    /// Its name on the wire; of a header in lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum Body {
    /// A JSON object whose members are fields of the request struct.
    Object(Vec<Field>),
    /// One value of any type, in the field `body` of the request struct: JSON, or [`Type::Bytes`](super::Type::Bytes).
    Value(Box<Field>),
}
