//! Parameters: those that callers give, and those that are always the same.

use super::Field;
use crate::{ir::Place, source::Spanned};

#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters {
    pub(crate) path: Vec<Field>,
    pub(crate) query: Vec<Field>,
    pub(crate) headers: Vec<Field>,
    pub(crate) form: Vec<Field>,
    /// Parts of a body; services have none.
    pub(crate) parts: Vec<Field>,
    pub(crate) constants: Vec<Constant>,
}

#[derive(Clone, Debug)]
pub(crate) struct Constant {
    pub(crate) place: Place,
    /// How many parameters of callers stand before it.
    pub(crate) position: usize,
    pub(crate) name: Spanned<String>,
    pub(crate) value: Spanned<String>,
}
