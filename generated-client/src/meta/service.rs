//! Services, and what their error codes mean.

use core::time::Duration;

use super::address::Address;
use super::retry::Retry;

/// A service: a group of operations under one address.
///
/// ```
/// use ncloud::operation::{Address, Base, ErrorCode, Retry, Service};
///
/// static SERVICE: Service = Service::new(
///     "sample",
///     "Sample",
///     Address::Known(&[Base::new(ncloud::Site::Public, None, "https://sample.apigw.ntruss.com", &[])]),
/// )
/// .errors(&[ErrorCode::new("QUOTA").retry(Retry::Never)]);
/// # assert_eq!(SERVICE.name, "sample");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// Name of the module and of the feature, `organization`. Endpoint overrides and keys of services go by it.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Where its operations are, but those that say otherwise.
    pub address: Address,
    /// Error codes with a documented meaning.
    pub errors: &'static [ErrorCode],
    /// The parameter by which its operations are told a region, by its name on the wire.
    pub region_parameter: Option<&'static str>,
}

impl Service {
    /// A service without error codes.
    #[must_use]
    pub const fn new(name: &'static str, title: &'static str, address: Address) -> Self {
        Self {
            name,
            title,
            address,
            errors: &[],
            region_parameter: None,
        }
    }

    /// Sets [`errors`](Self::errors).
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }

    /// Sets [`region_parameter`](Self::region_parameter): the region of a client is sent in it by operations that write it in
    /// their query, form or headers, unless the request has a value of its own.
    #[must_use]
    pub const fn region_parameter(mut self, name: &'static str) -> Self {
        self.region_parameter = Some(name);
        self
    }

    /// What is known of an error code of this service.
    pub(crate) fn error(&self, code: &str) -> Option<&'static ErrorCode> {
        self.errors.iter().find(|error| error.code == code)
    }
}

/// An error code of a service.
#[derive(Debug)]
#[non_exhaustive]
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

impl ErrorCode {
    /// A code after which may be repeated what may be after its status.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self {
            code,
            retry: None,
            throttled: false,
            not_found: false,
            pause: None,
        }
    }

    /// Sets [`retry`](Self::retry).
    #[must_use]
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets [`throttled`](Self::throttled).
    #[must_use]
    pub const fn throttled(mut self) -> Self {
        self.throttled = true;
        self
    }

    /// Sets [`not_found`](Self::not_found).
    #[must_use]
    pub const fn not_found(mut self) -> Self {
        self.not_found = true;
        self
    }

    /// Sets [`pause`](Self::pause).
    #[must_use]
    pub const fn pause(mut self, pause: Duration) -> Self {
        self.pause = Some(pause);
        self
    }
}
