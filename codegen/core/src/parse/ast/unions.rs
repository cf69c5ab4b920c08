//! One of several types, and what tells which.

use super::Type;
use crate::{ir::Notes, source::Spanned};

/// One of several types.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The member that says which; without it the kinds of JSON tell the alternatives apart.
    pub(crate) tag: Option<Spanned<String>>,
    /// The member that holds the value; without it the value's own members stand beside the tag.
    pub(crate) content: Option<Spanned<String>>,
    pub(crate) alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The value of the tag; without a tag the name of the variant.
    pub(crate) name: Spanned<String>,
    pub(crate) ty: Option<Spanned<Type>>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
    pub(crate) notes: Notes,
}
