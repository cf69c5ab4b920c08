//! Waits for a state.

use std::time::Duration;

use super::{Location, Notes, PathStep};

/// A wait for a state.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// `ServerRunning`.
    pub name: String,
    /// What it waits for.
    pub doc: String,
    /// The operation that is asked again and again.
    pub poll: String,
    /// The fields from its response to the state.
    pub state: Vec<PathStep>,
    /// States on the way. Where they are given, a state that is in no set ends the wait badly; else it is waited out.
    pub pending: Option<Vec<String>>,
    /// States that end the wait well.
    pub success: Vec<String>,
    /// States that end it badly.
    pub failure: Vec<String>,
    /// What it means when the thing is gone.
    pub not_found: NotFound,
    /// The time between two questions.
    pub every: Duration,
    /// The time after which the wait is given up.
    pub deadline: Duration,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// What it means for a wait when the thing is gone: the operation says that it is not found, or responds with no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// The wait ends badly.
    Failure,
    /// The wait ends well, without a response.
    Success,
    /// The thing is not there yet.
    Pending,
}
