//! Responses that are streams of events.

use super::Type;
use crate::source::{Span, Spanned};

/// A stream of events.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    pub(crate) span: Span,
    pub(crate) types: Vec<Event>,
    pub(crate) end: Option<String>,
    /// The event that is the last one.
    pub(crate) last: Option<Spanned<String>>,
    /// The event that is a failure, where it is not the usual one.
    pub(crate) failure: Option<Spanned<String>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: Spanned<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
}
