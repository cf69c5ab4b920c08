//! Answers that are streams of events.

use super::Type;
use crate::source::{Span, Spanned};

/// A stream of events.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    pub(crate) span: Span,
    pub(crate) types: Vec<Event>,
    pub(crate) end: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: Spanned<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
}
