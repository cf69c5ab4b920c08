//! Parameters: those that callers give, and those that are always the same.

use super::Field;
use crate::{ir::Place, source::Spanned};

#[derive(Clone, Debug, Default)]
pub struct Parameters {
    pub path: Vec<Field>,
    pub query: Vec<Field>,
    pub headers: Vec<Field>,
    pub form: Vec<Field>,
    /// Parts of a body; services have none.
    pub(crate) parts: Vec<Field>,
    pub constants: Vec<Constant>,
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub place: Place,
    /// How many parameters of callers stand before it.
    pub(crate) position: usize,
    pub name: Spanned<String>,
    pub(crate) value: Spanned<String>,
}
