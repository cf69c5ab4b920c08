//! Members of structs, and parameters.

use super::{Style, Type};
use crate::{
    ir::Notes,
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
    pub(crate) default: Option<String>,
    pub(crate) size: Option<u64>,
    /// Where `nullable: true` is declared: `null` is a value of its own.
    pub(crate) nullable: Option<Span>,
    pub(crate) required_when: Option<Spanned<String>>,
    pub(crate) notes: Notes,
}
