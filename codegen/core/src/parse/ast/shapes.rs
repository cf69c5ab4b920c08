//! Types that a service names.

use super::{Field, Union};
use crate::{
    ir::{Notes, ShapeKind},
    source::Spanned,
};

#[derive(Clone, Debug)]
pub(crate) struct TypeDefinition {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: Option<String>,
    pub(crate) shape: Shape,
    pub(crate) notes: Notes,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Struct(Vec<Field>),
    /// The elements of a list of fixed length.
    Tuple(Vec<Field>),
    Enum(Vec<EnumValue>),
    /// An enum whose values are numbers on the wire.
    NumberEnum(Vec<EnumValue>),
    Union(Union),
}

impl Shape {
    pub(crate) const fn kind(&self) -> ShapeKind {
        match self {
            Self::Struct(_) => ShapeKind::Struct,
            Self::Tuple(_) => ShapeKind::Tuple,
            Self::Enum(_) => ShapeKind::Enum,
            Self::NumberEnum(_) => ShapeKind::NumberEnum,
            Self::Union(_) => ShapeKind::Union,
        }
    }

    /// The members of an object, or the elements of a tuple.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(fields) | Self::Tuple(fields) => fields,
            Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => &[],
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) notes: Notes,
}
