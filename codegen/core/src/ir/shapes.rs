//! Types that a service names.

use super::{Alternative, Field, Location, Notes, Type, Union};

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// `User`.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The operation whose inline answer it is.
    pub answer_of: Option<String>,
    /// Remarks.
    pub notes: Notes,
    /// Its fields or values.
    pub shape: Shape,
    /// Whether a JSON body carries it.
    pub sent: bool,
    /// Whether a query or a form carries it, indexed.
    pub sent_indexed: bool,
    /// Whether it is part of a parameter that is joined to one text.
    pub sent_joined: bool,
    /// Whether an answer carries it.
    pub received: bool,
    /// Where it is declared.
    pub location: Location,
}

/// What a named type holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A JSON object with known members.
    Struct(Vec<Field>),
    /// A JSON list of fixed length with named elements.
    Tuple(Vec<Field>),
    /// Text with known values, open to others.
    Enum(Vec<EnumValue>),
    /// Whole numbers with known values, open to others.
    NumberEnum(Vec<EnumValue>),
    /// One of several types, open to others.
    Union(Union),
}

impl Shape {
    /// The members of an object, or the elements of a tuple.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(fields) | Self::Tuple(fields) => fields,
            Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => &[],
        }
    }

    /// The alternatives of a union.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        match self {
            Self::Union(union) => &union.alternatives,
            Self::Struct(_) | Self::Tuple(_) | Self::Enum(_) | Self::NumberEnum(_) => &[],
        }
    }

    /// The types of its fields or alternatives.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let fields = self.fields().iter().map(|field| &field.ty);
        let alternatives = self.alternatives().iter();
        fields.chain(alternatives.map(|alternative| &alternative.ty))
    }
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// As it goes over the wire.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// What it means.
    pub doc: String,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}
