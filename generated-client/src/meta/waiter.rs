//! Waiters.

use core::time::Duration;

/// The part of a waiter that is data.
#[derive(Debug)]
pub struct Description {
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

/// What it means for a wait when the thing is gone: an error of the service says so ([`Error::is_not_found`](crate::Error::is_not_found)), or the answer
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
