//! Members of structs, and parameters.

use super::{Style, Type};
use crate::{
    ir::{FieldFacts, Notes},
    source::{Span, Spanned},
};

#[derive(Clone, Debug)]
pub struct Field {
    /// Without the question mark.
    pub name: Spanned<String>,
    pub(crate) optional: bool,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
    /// How a list is written, outermost first; empty where nothing is declared.
    pub(crate) style: Vec<Spanned<Style>>,
    pub(crate) doc: Option<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) sensitive: bool,
    /// Where `nullable: true` is declared: `null` is a value of its own.
    pub(crate) nullable: Option<Span>,
    pub(crate) facts: FieldFacts,
    /// Where it is declared when the field is required.
    pub(crate) required_when: Option<Span>,
    pub(crate) notes: Notes,
}
