//! One of several types, and what tells which.

use serde_json::Value as Json;

use super::{Location, Notes, Type};

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// What tells the alternatives apart.
    pub tagging: Tagging,
    /// In the order of the spec.
    pub alternatives: Vec<Alternative>,
}

/// What tells the alternatives of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// The kind of JSON.
    Kind,
    /// A member of the object.
    Member {
        /// The member that says which alternative it is.
        tag: String,
        /// The member that holds the alternative; without it the alternative's own members stand beside the tag.
        content: Option<String>,
    },
}

/// An alternative of a union.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The value of the tag; where there is no tag the name of the variant.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its type.
    pub ty: Type,
    /// The kind of JSON that its values are. `None` for any.
    pub kind: Option<JsonKind>,
    /// Whether it is boxed, because its type contains the union.
    pub boxed: bool,
    /// Whether a value of its type tells that it is meant, because no other alternative has the type.
    pub converts: bool,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum JsonKind {
    Text,
    Number,
    Boolean,
    List,
    Object,
}

impl JsonKind {
    /// The kind of a value; `null` is of none.
    #[must_use]
    pub fn of(value: &Json) -> Option<Self> {
        match value {
            Json::Null => None,
            Json::Bool(_) => Some(Self::Boolean),
            Json::Number(_) => Some(Self::Number),
            Json::String(_) => Some(Self::Text),
            Json::Array(_) => Some(Self::List),
            Json::Object(_) => Some(Self::Object),
        }
    }
}
