//! What a value is.

use crate::{ir::Scalar, source::Spanned};

#[derive(Clone, Debug)]
pub(crate) enum Type {
    Scalar(Scalar),
    List(Box<Type>),
    Map(Box<Type>),
    /// The pair of a code, of this type, and its name.
    Code(Box<Spanned<Type>>),
    /// A file; only a part of a body is one.
    File,
    Named(Spanned<String>),
}
