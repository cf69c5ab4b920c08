//! Types that a service names.

use super::{Alternative, Field, JsonKind, Location, Notes, Type, Union, Usage};

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// `User`.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The operation whose inline response it is.
    pub response_of: Option<String>,
    /// Remarks.
    pub notes: Notes,
    /// Its fields or values.
    pub shape: Shape,
    /// How its values go over the wire.
    pub usage: Usage,
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

/// The kind of a shape: what can be said of a named type without looking at its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ShapeKind {
    Struct,
    Tuple,
    Enum,
    NumberEnum,
    Union,
}

impl ShapeKind {
    /// `an enum`, for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struct => "a struct",
            Self::Tuple => "a tuple",
            Self::Enum => "an enum",
            Self::NumberEnum => "an enum of numbers",
            Self::Union => "a union",
        }
    }

    /// What its values are, in sentences; what tells the types of a union apart comes on top.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Struct => "An object. Other members may come.",
            Self::Tuple => "A list with these elements, in this order.",
            Self::Enum => "Text. Other values may come.",
            Self::NumberEnum => "A whole number. Other values may come.",
            Self::Union => "One of several types. Others may come.",
        }
    }

    /// The kind of JSON that every value is; `None` of a union, where it depends on the definition.
    #[must_use]
    pub const fn json(self) -> Option<JsonKind> {
        match self {
            Self::Struct => Some(JsonKind::Object),
            Self::Tuple => Some(JsonKind::List),
            Self::Enum => Some(JsonKind::Text),
            Self::NumberEnum => Some(JsonKind::Number),
            Self::Union => None,
        }
    }

    /// Whether its values are one text where there is no JSON.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::Enum | Self::NumberEnum => true,
            Self::Struct | Self::Tuple | Self::Union => false,
        }
    }
}

impl Shape {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ShapeKind {
        match self {
            Self::Struct(_) => ShapeKind::Struct,
            Self::Tuple(_) => ShapeKind::Tuple,
            Self::Enum(_) => ShapeKind::Enum,
            Self::NumberEnum(_) => ShapeKind::NumberEnum,
            Self::Union(_) => ShapeKind::Union,
        }
    }

    /// The members of an object, which have names on the wire; `None` of what is no object.
    #[must_use]
    pub fn members(&self) -> Option<&[Field]> {
        match self {
            Self::Struct(fields) => Some(fields),
            Self::Tuple(_) | Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => None,
        }
    }

    /// The members of an object, or the elements of a tuple.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(fields) | Self::Tuple(fields) => fields,
            Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => &[],
        }
    }

    /// The known values of an enum.
    #[must_use]
    pub fn values(&self) -> &[EnumValue] {
        match self {
            Self::Enum(values) | Self::NumberEnum(values) => values,
            Self::Struct(_) | Self::Tuple(_) | Self::Union(_) => &[],
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

    /// Whether each of its fields or alternatives is boxed, in the order of [`types`](Self::types).
    pub(crate) fn boxed_mut(&mut self) -> impl Iterator<Item = &mut bool> {
        let (fields, alternatives): (&mut [Field], &mut [Alternative]) = match self {
            Self::Struct(fields) | Self::Tuple(fields) => (fields, &mut []),
            Self::Union(union) => (&mut [], &mut union.alternatives),
            Self::Enum(_) | Self::NumberEnum(_) => (&mut [], &mut []),
        };
        let fields = fields.iter_mut().map(|field| &mut field.boxed);
        let alternatives = alternatives.iter_mut();
        fields.chain(alternatives.map(|alternative| &mut alternative.boxed))
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
