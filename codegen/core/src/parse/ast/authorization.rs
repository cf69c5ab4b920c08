//! How callers say who they are.

use crate::{
    ir,
    source::{Span, Spanned},
};

/// How callers say who they are.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) kind: ir::Authorization,
    /// The headers that it names, as they are written.
    pub(crate) headers: Vec<Spanned<String>>,
    pub(crate) span: Span,
}
