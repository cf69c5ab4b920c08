//! Services, and what their error codes mean.

use core::time::Duration;

use super::address::Address;
use super::retry::Retry;

/// A service: a group of operations under one address.
#[derive(Debug)]
pub struct Service {
    /// Name of the module and of the feature, `organization`. Endpoint overrides and keys of services go by it.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Where its operations are, but those that say otherwise.
    pub address: Address,
    /// Error codes with a documented meaning.
    pub errors: &'static [ErrorCode],
}

impl Service {
    /// What is known of an error code of this service.
    pub(crate) fn error(&self, code: &str) -> Option<&'static ErrorCode> {
        self.errors.iter().find(|error| error.code == code)
    }
}

/// An error code of a service.
#[derive(Debug)]
pub struct ErrorCode {
    /// The code as it comes over the wire.
    pub code: &'static str,
    /// Which calls may be repeated after it. `None`: those that may be repeated after its status.
    pub retry: Option<Retry>,
    /// Whether it says that calls come too often.
    pub throttled: bool,
    /// Whether it says that what was asked for does not exist.
    pub not_found: bool,
    /// Least delay before the call is repeated.
    pub pause: Option<Duration>,
}
