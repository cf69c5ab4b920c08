//! What tells how a stream of events ends.

use super::{EventData, Streaming};

/// What tells how a stream of events ends: well, or by a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Data that ends the stream, `[DONE]`. It is not handed out.
    pub end: Option<&'static str>,
    /// Name of the event that is the last one, `result`. It is handed out.
    pub last: Option<&'static str>,
    /// Name of the event that is a failure.
    pub failure: &'static str,
}

impl Marks {
    pub(crate) const fn of<O: Streaming>() -> Self {
        Self {
            end: O::END,
            last: O::LAST,
            failure: O::FAILURE,
        }
    }

    /// Of a stream of which nothing is known.
    pub(super) const fn none() -> Self {
        Self {
            end: None,
            last: None,
            failure: "error",
        }
    }

    pub(super) fn is_end(&self, event: &EventData) -> bool {
        self.end.is_some_and(|end| event.data.trim() == end)
    }

    pub(super) fn is_last(&self, event: &EventData) -> bool {
        self.names_last(&event.name)
    }

    pub(super) fn names_last(&self, name: &str) -> bool {
        self.last == Some(name)
    }

    pub(super) fn is_failure(&self, event: &EventData) -> bool {
        self.names_failure(&event.name)
    }

    /// In any case, with blanks around it.
    pub(super) fn names_failure(&self, name: &str) -> bool {
        name.trim().eq_ignore_ascii_case(self.failure)
    }

    /// What a stream has to end with, as messages show it.
    pub(super) fn expected(&self) -> Option<String> {
        match (self.end, self.last) {
            (Some(end), _) => Some(format!("the data `{end}`")),
            (None, Some(last)) => Some(format!("the event `{last}`")),
            (None, None) => None,
        }
    }
}
