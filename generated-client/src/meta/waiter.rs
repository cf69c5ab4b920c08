//! Waiters.

use core::time::Duration;

/// The part of a waiter that is data.
#[derive(Debug)]
#[non_exhaustive]
pub struct WaiterMeta {
    /// Name of the waiter.
    pub name: &'static str,
    /// States on the way. Where they are given, a state that is in none of the sets ends the waiting; else it is waited out.
    pub pending: Option<&'static [&'static str]>,
    /// States that are waited for.
    pub success: &'static [&'static str],
    /// States from which the ones that are waited for are never reached.
    pub failure: &'static [&'static str],
    /// What it means when the thing is gone.
    pub not_found: NotFound,
    /// Delay between two questions.
    pub every: Duration,
    /// Longest time to wait.
    pub deadline: Duration,
}

/// What it means for a wait when the thing is gone: an error of the service says so ([`Error::is_not_found`](crate::Error::is_not_found)), or the response
/// has no state. A gateway that knows no such address ends the wait with its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// What is waited for will not be reached.
    Failure,
    /// It is what is waited for.
    Success,
    /// It is not there yet.
    Pending,
}

impl WaiterMeta {
    /// A waiter that waits out every state but those of success, and fails when the thing is gone.
    #[must_use]
    pub const fn new(
        name: &'static str,
        success: &'static [&'static str],
        every: Duration,
        deadline: Duration,
    ) -> Self {
        Self {
            name,
            pending: None,
            success,
            failure: &[],
            not_found: NotFound::Failure,
            every,
            deadline,
        }
    }

    /// Sets [`pending`](Self::pending).
    #[must_use]
    pub const fn pending(mut self, states: &'static [&'static str]) -> Self {
        self.pending = Some(states);
        self
    }

    /// Sets [`failure`](Self::failure).
    #[must_use]
    pub const fn failure(mut self, states: &'static [&'static str]) -> Self {
        self.failure = states;
        self
    }

    /// Sets [`not_found`](Self::not_found).
    #[must_use]
    pub const fn not_found(mut self, meaning: NotFound) -> Self {
        self.not_found = meaning;
        self
    }
}
