//! Codes of failure, and what they allow.

use std::time::Duration;

use super::{Location, Notes};

/// A code that a service puts into its error responses.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// As it goes over the wire.
    pub code: String,
    /// The name of its constant.
    pub rust_name: String,
    /// The documented HTTP status.
    pub status: Option<u16>,
    /// What it means.
    pub doc: String,
    /// Which operations may be repeated after it. `None`: those that may be repeated after its status.
    pub retry: Option<Retry>,
    /// Whether it says that the caller calls too often.
    pub throttled: bool,
    /// Whether it says that what was asked for does not exist.
    pub not_found: bool,
    /// The least time to wait before the call is repeated.
    pub pause: Option<Duration>,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// Which operations may be repeated after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// None.
    Never,
    /// Those that only read.
    Reads,
    /// All: the call was refused before it was carried out.
    Always,
}
