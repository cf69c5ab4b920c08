//! The client: what all calls share, and the verbs.

mod builder;
mod call;
#[cfg(feature = "dynamic")]
mod described;
mod raw;

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use http::header::HeaderValue;

pub use self::builder::ClientBuilder;
#[cfg(feature = "blocking")]
pub(crate) use self::call::Sealed;
pub use self::call::{Call, Calls};
pub use self::raw::RawResponse;
use crate::call::context::Context;
use crate::call::execute::Executing;
pub use crate::call::known::ServiceName;
use crate::call::layer::Layer;
use crate::call::response_head::Reading;
use crate::call::retry::RetryPolicy;
use crate::meta::{Region, ResponseBody};
#[cfg(feature = "mock")]
use crate::mock::Mock;
use crate::wire::credentials::CredentialsProvider;
use crate::wire::error::Error;
use crate::wire::request::{Encoded, Operation};
use crate::wire::service_key::ServiceKey;
use crate::wire::time_limit::LONGEST;

/// A client for every service.
///
/// Cheap to clone, and meant to be: clones share connections, credentials, the corrected clock and the budget for
/// repeated calls. Calls need a tokio run time with its clock (and with the features `reqwest` and `hyper` its network) turned on.
///
/// One client may be used in several run times, at once or one after the other, as a static one is by tests: each run time
/// has connections of its own, which end with it. Only the 32 run times that used it last keep theirs.
#[derive(Clone)]
pub struct Client {
    context: Context,
    /// Responds in place of the services.
    #[cfg(feature = "mock")]
    double: Option<Mock>,
}

/// The header `accept-encoding`, or what is wrong with it.
fn accept_encoding(codings: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(codings)
        .ok()
        .filter(|value| !value.is_empty() && value.to_str().is_ok())
        .ok_or_else(|| {
            Error::configuration("accept_encoding is no list of content codings; write `gzip, br`")
        })
}

impl Client {
    /// A client with default settings and the credentials that [`credentials`](crate::credentials) finds.
    ///
    /// # Errors
    ///
    /// When keys that are found cannot be used. That none are found comes up at the first call, as the last source
    /// has to be asked over the network.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A client that a test double responds for, with default settings. It needs no keys, and looks for none.
    ///
    /// # Errors
    ///
    /// Those of [`ClientBuilder::build`].
    #[cfg(feature = "mock")]
    pub fn mocked(double: &Mock) -> Result<Self, Error> {
        Self::builder().mock(double.clone()).build()
    }

    /// A client with settings of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// This client with another time limit for every attempt, at most a year.
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.context.settings.attempt_timeout = limit.min(LONGEST);
        self
    }

    /// This client with another time limit for every call, its repetitions and the delays between them
    /// included, at most a year.
    #[must_use]
    pub fn with_call_timeout(mut self, limit: Duration) -> Self {
        self.context.settings.call_timeout = limit.min(LONGEST);
        self
    }

    /// This client with another least rate for bodies that are streamed, in bytes per second, as
    /// [`ClientBuilder::least_rate`] takes it; 0 for none.
    #[must_use]
    pub fn with_least_rate(mut self, bytes_per_second: u64) -> Self {
        self.context.settings.least_rate = bytes_per_second;
        self
    }

    /// This client with a time limit for the whole of every body that is streamed, at most a year, as
    /// [`ClientBuilder::transfer_timeout`] takes it.
    #[must_use]
    pub fn with_transfer_timeout(mut self, limit: Duration) -> Self {
        self.context.settings.transfer_timeout = Some(limit.min(LONGEST));
        self
    }

    /// This client with other content codings that downloads may come in, `gzip`, as [`ClientBuilder::accept_encoding`] takes
    /// them.
    ///
    /// # Errors
    ///
    /// When a header cannot carry them.
    pub fn with_accept_encoding(mut self, codings: impl AsRef<str>) -> Result<Self, Error> {
        self.context.settings.accept_encoding = accept_encoding(codings.as_ref())?;
        Ok(self)
    }

    /// This client with another retry policy. The budget stays the one that it shares.
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.context.settings.retry = policy;
        self
    }

    /// This client for a region, [`Region::SGN`] or `"SGN"`. Services that have another address in it are called there; to services
    /// that take the region as a parameter it is sent, unless the request has a value of its own.
    ///
    /// An unknown region, one that a service is not in, and one for a service that cannot be told a region, such as one that is the
    /// same everywhere, is an error of the call, before anything is sent. A service whose address is given by
    /// [`with_endpoint`](Self::with_endpoint) is called there, whatever the region is.
    #[must_use]
    pub fn with_region(mut self, region: impl Into<Region>) -> Self {
        Arc::make_mut(&mut self.context.destinations).region = Some(region.into());
        self
    }

    /// This client without a region: for services that cannot be told one.
    #[must_use]
    pub fn without_region(mut self) -> Self {
        Arc::make_mut(&mut self.context.destinations).region = None;
        self
    }

    /// This client with another address for a service, as [`ClientBuilder::endpoint`] takes it.
    ///
    /// # Errors
    ///
    /// When it is not an address, or not one that requests may go to, and when no service has the name.
    pub fn with_endpoint(
        mut self,
        service: impl Into<ServiceName>,
        address: impl AsRef<str>,
    ) -> Result<Self, Error> {
        let service = service.into();
        self.known(&service, "with_endpoint")?;
        Arc::make_mut(&mut self.context.destinations)
            .override_address(service.into_text(), address.as_ref())?;
        Ok(self)
    }

    /// This client with one address for all services, as [`ClientBuilder::endpoint_for_all`] takes it.
    ///
    /// # Errors
    ///
    /// When it is not an address, or not one that requests may go to.
    pub fn with_endpoint_for_all(mut self, address: impl AsRef<str>) -> Result<Self, Error> {
        Arc::make_mut(&mut self.context.destinations).override_all(address.as_ref())?;
        Ok(self)
    }

    /// This client with other keys, or with another source of them, as [`ClientBuilder::credentials`] takes it.
    #[must_use]
    pub fn with_credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.context.credentials = Arc::new(provider);
        self
    }

    /// This client with a [layer](crate::layer) more, within those that it has.
    #[must_use]
    pub fn with_layer(mut self, layer: impl Layer + 'static) -> Self {
        Arc::make_mut(&mut self.context.layers).push(Arc::new(layer));
        self
    }

    /// This client with another key for a service, as [`ClientBuilder::service_key`] takes it.
    ///
    /// # Errors
    ///
    /// When no service has the name.
    pub fn with_service_key(
        mut self,
        service: impl Into<ServiceName>,
        key: ServiceKey,
    ) -> Result<Self, Error> {
        let service = service.into();
        let known = Arc::make_mut(&mut self.context.known);
        known.declare(&service);
        known.check_service(&service, "with_service_key")?;
        Arc::make_mut(&mut self.context.service_keys).insert(service.into_text(), key);
        Ok(self)
    }

    fn known(&mut self, service: &ServiceName, setting: &str) -> Result<(), Error> {
        let known = Arc::make_mut(&mut self.context.known);
        known.declare(service);
        known.check(service, setting)
    }

    pub(crate) fn region(&self) -> Option<&Region> {
        self.context.destinations.region.as_ref()
    }

    /// Encodes an operation for the region of this client.
    pub(crate) fn encode<O: Operation>(&self, operation: &O) -> Result<Encoded, Error> {
        #[cfg(not(feature = "mock"))]
        return Encoded::within(self.region(), operation);
        #[cfg(feature = "mock")]
        {
            let mut encoded = Encoded::within(self.region(), operation)?;
            if let Some(double) = &self.double {
                encoded.scripted = Some(double.respond(operation)?);
            }
            Ok(encoded)
        }
    }

    /// Sends a request and reads its response.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind). What the caller can be blamed for is found before anything is sent.
    pub async fn send<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        let reading = match O::META.response {
            ResponseBody::Bytes => Reading::Pieces,
            _ => Reading::Whole,
        };
        self.execute(self.encode(&operation), reading)
            .await?
            .decode()
    }

    /// Sends a request and gives its response as it came: status, headers and body. A body that [`send`](Self::send) would
    /// give piece by piece is collected here.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send) but the ones of reading the body, which is done by [`RawResponse::decode`].
    pub async fn send_raw<O: Operation>(
        &self,
        operation: O,
    ) -> Result<RawResponse<O::Output>, Error> {
        let executed = self
            .execute(self.encode(&operation), Reading::Whole)
            .await?;
        #[cfg(feature = "mock")]
        executed.refuse_scripted()?;
        Ok(RawResponse::new(executed))
    }

    pub(crate) fn execute(
        &self,
        encoded: Result<Encoded, Error>,
        reading: Reading,
    ) -> Executing<'_> {
        self.context.execute(encoded, reading)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("destinations", &self.context.destinations)
            .field("service_keys", &self.context.service_keys)
            .field("settings", &self.context.settings)
            .field("layers", &self.context.layers)
            .finish_non_exhaustive()
    }
}
