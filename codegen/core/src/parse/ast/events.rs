//! Answers that are streams of events.

use super::Type;
use crate::conventions::FAILURE_EVENT;
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

impl Events {
    /// Whether an event of this name is a failure.
    pub(crate) fn is_failure(&self, name: &str) -> bool {
        let failure = self.failure.as_ref();
        failure.map_or(FAILURE_EVENT, |failure| &failure.value) == name
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: Spanned<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
}
