//! The client for programs without an asynchronous run time.
//!
//! ```no_run
//! # fn main() -> Result<(), ncloud::Error> {
//! let client = ncloud::blocking::Client::from_env()?;
//! # let _ = client;
//! // let organization = client.send(&organization::GetOrganization::new())?;
//! # Ok(())
//! # }
//! ```

mod iterators;

use core::borrow::Borrow;
use core::fmt;
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Waker};
use core::time::Duration;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::consume_budget;

pub use self::iterators::{Chunks, Events, Items, Pages};
use crate::call::layer::Layer;
use crate::call::retry::RetryPolicy;
use crate::client::{Call, Calls, RawResponse, Sealed, ServiceName};
use crate::codec::decode::Decode;
use crate::codec::types::Json;
use crate::events::{EventData, Streaming};
use crate::meta::{Method, Region};
use crate::paginate::Paginated;
use crate::wait::{WaitOptions, Waiter};
use crate::wire::credentials::CredentialsProvider;
use crate::wire::download::Download;
use crate::wire::error::Error;
use crate::wire::request::{AnyRequest, Operation, ServiceOrAddress};
use crate::wire::service_key::ServiceKey;

/// A client whose verbs return when they are done.
///
/// Cheap to clone; clones may be used from several threads at once. It must not be used within the tasks of a tokio run time,
/// which it would hold up: calls there are an error, and a panic of tokio's where nothing tells a task from a thread that may block
/// (in `tokio::task::unconstrained`, and in what is dropped with a run time). `tokio::task::spawn_blocking` is the place for it
/// in such a program.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Owned>,
}

/// A run time that may be dropped anywhere: one that waits for its threads panics within another.
struct Owned(Option<Runtime>);

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Client {
    /// As [`Client::from_env`](crate::Client::from_env).
    ///
    /// # Errors
    ///
    /// Those of [`Client::from_env`](crate::Client::from_env), and when the system gives no means to wait.
    pub fn from_env() -> Result<Self, Error> {
        Self::new(crate::Client::from_env()?)
    }

    /// The twin of a client, with connections of its own.
    ///
    /// # Errors
    ///
    /// When the system gives no means to wait.
    pub fn new(client: crate::Client) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| {
                Error::configuration(format!("the run time cannot be built: {error}"))
            })?;
        Ok(Self {
            client,
            runtime: Arc::new(Owned(Some(runtime))),
        })
    }

    /// As [`Client::with_attempt_timeout`](crate::Client::with_attempt_timeout).
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.client = self.client.with_attempt_timeout(limit);
        self
    }

    /// As [`Client::with_call_timeout`](crate::Client::with_call_timeout).
    #[must_use]
    pub fn with_call_timeout(mut self, limit: Duration) -> Self {
        self.client = self.client.with_call_timeout(limit);
        self
    }

    /// As [`Client::with_least_rate`](crate::Client::with_least_rate).
    #[must_use]
    pub fn with_least_rate(mut self, bytes_per_second: u64) -> Self {
        self.client = self.client.with_least_rate(bytes_per_second);
        self
    }

    /// As [`Client::with_transfer_timeout`](crate::Client::with_transfer_timeout).
    #[must_use]
    pub fn with_transfer_timeout(mut self, limit: Duration) -> Self {
        self.client = self.client.with_transfer_timeout(limit);
        self
    }

    /// As [`Client::with_accept_encoding`](crate::Client::with_accept_encoding).
    ///
    /// # Errors
    ///
    /// When a header cannot carry them.
    pub fn with_accept_encoding(mut self, codings: impl AsRef<str>) -> Result<Self, Error> {
        self.client = self.client.with_accept_encoding(codings)?;
        Ok(self)
    }

    /// As [`Client::with_retry`](crate::Client::with_retry).
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.client = self.client.with_retry(policy);
        self
    }

    /// As [`Client::with_region`](crate::Client::with_region).
    #[must_use]
    pub fn with_region(mut self, region: impl Into<Region>) -> Self {
        self.client = self.client.with_region(region);
        self
    }

    /// As [`Client::without_region`](crate::Client::without_region).
    #[must_use]
    pub fn without_region(mut self) -> Self {
        self.client = self.client.without_region();
        self
    }

    /// As [`Client::with_endpoint`](crate::Client::with_endpoint).
    ///
    /// # Errors
    ///
    /// Those of [`Client::with_endpoint`](crate::Client::with_endpoint).
    pub fn with_endpoint(
        mut self,
        service: impl Into<ServiceName>,
        address: impl AsRef<str>,
    ) -> Result<Self, Error> {
        self.client = self.client.with_endpoint(service, address)?;
        Ok(self)
    }

    /// As [`Client::with_endpoint_for_all`](crate::Client::with_endpoint_for_all).
    ///
    /// # Errors
    ///
    /// Those of [`Client::with_endpoint_for_all`](crate::Client::with_endpoint_for_all).
    pub fn with_endpoint_for_all(mut self, address: impl AsRef<str>) -> Result<Self, Error> {
        self.client = self.client.with_endpoint_for_all(address)?;
        Ok(self)
    }

    /// As [`Client::with_credentials`](crate::Client::with_credentials).
    #[must_use]
    pub fn with_credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.client = self.client.with_credentials(provider);
        self
    }

    /// As [`Client::with_layer`](crate::Client::with_layer).
    #[must_use]
    pub fn with_layer(mut self, layer: impl Layer + 'static) -> Self {
        self.client = self.client.with_layer(layer);
        self
    }

    /// As [`Client::with_service_key`](crate::Client::with_service_key).
    ///
    /// # Errors
    ///
    /// Those of [`Client::with_service_key`](crate::Client::with_service_key).
    pub fn with_service_key(
        mut self,
        service: impl Into<ServiceName>,
        key: ServiceKey,
    ) -> Result<Self, Error> {
        self.client = self.client.with_service_key(service, key)?;
        Ok(self)
    }

    /// As [`Client::call`](crate::Client::call).
    pub fn call<O: Operation>(&self, request: O) -> Call<O, Self> {
        Call {
            client: self.clone(),
            request,
        }
    }

    /// As [`Client::request`](crate::Client::request).
    pub fn request(
        &self,
        method: Method,
        to: impl Into<ServiceOrAddress>,
        path: impl AsRef<str>,
    ) -> Call<AnyRequest, Self> {
        let Call { request, .. } = self.client.request(method, to, path);
        Call {
            client: self.clone(),
            request,
        }
    }

    /// As [`Client::send`](crate::Client::send).
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`](crate::Client::send).
    pub fn send<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.run(self.client.send(operation))
    }

    /// As [`Client::send_raw`](crate::Client::send_raw).
    ///
    /// # Errors
    ///
    /// Those of [`Client::send_raw`](crate::Client::send_raw).
    pub fn send_raw<O: Operation>(&self, operation: O) -> Result<RawResponse<O::Output>, Error> {
        self.run(self.client.send_raw(operation))
    }

    /// As [`Client::pages`](crate::Client::pages).
    pub fn pages<O: Paginated>(&self, request: O) -> Pages<O> {
        Pages {
            client: self.clone(),
            pages: self.client.pages(request),
            ended: false,
        }
    }

    /// As [`Client::items`](crate::Client::items).
    pub fn items<O: Paginated>(&self, request: O) -> Items<O> {
        Items {
            client: self.clone(),
            items: self.client.items(request),
            ended: false,
        }
    }

    /// As [`Client::wait`](crate::Client::wait).
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait`](crate::Client::wait).
    pub fn wait<W: Waiter>(
        &self,
        request: impl Borrow<W::Poll>,
        waiter: W,
    ) -> Result<W::Output, Error> {
        self.run(self.client.wait(request, waiter))
    }

    /// As [`Client::wait_with`](crate::Client::wait_with).
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait_with`](crate::Client::wait_with).
    pub fn wait_with<W: Waiter>(
        &self,
        request: impl Borrow<W::Poll>,
        waiter: W,
        options: WaitOptions,
    ) -> Result<W::Output, Error> {
        self.run(self.client.wait_with(request, waiter, options))
    }

    /// As [`Client::events`](crate::Client::events).
    ///
    /// # Errors
    ///
    /// Those of [`Client::events`](crate::Client::events).
    pub fn events<O: Streaming>(&self, operation: O) -> Result<Events<O::Event>, Error> {
        Ok(Events {
            events: self.run(self.client.events(operation))?,
            ended: false,
            client: self.clone(),
        })
    }

    /// As [`Download::bytes`].
    ///
    /// # Errors
    ///
    /// Those of [`Download::bytes`].
    pub fn bytes(&self, download: Download) -> Result<Bytes, Error> {
        self.run(download.bytes())
    }

    /// As [`Download::save_to`].
    ///
    /// # Errors
    ///
    /// Those of [`Download::save_to`].
    pub fn save_to(&self, download: Download, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.run(download.save_to(path))
    }

    /// The pieces of a download. The iterator ends after the last one or the first error.
    pub fn chunks(&self, download: Download) -> Chunks {
        Chunks {
            client: self.clone(),
            download: Some(download),
        }
    }

    fn run<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        if is_in_task() {
            return Err(Error::configuration(
                "the blocking client was called within a tokio run time, which it would hold up; use `ncloud::Client` there, or \
                 `tokio::task::spawn_blocking`",
            ));
        }
        let Some(runtime) = &self.runtime.0 else {
            return Err(Error::configuration(
                "the run time of the blocking client is gone",
            ));
        };
        runtime.block_on(call)
    }
}

/// Whether a run time polls what this thread does, so that waiting would hold it up, and tokio panics. Threads for what blocks
/// know their run time too. What tells them apart is that tasks have a budget of steps, after which they have to give way.
fn is_in_task() -> bool {
    const MORE_THAN_A_BUDGET: u32 = 1_024;
    if Handle::try_current().is_err() {
        return false;
    }
    let mut context = Context::from_waker(Waker::noop());
    (0..MORE_THAN_A_BUDGET).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client")
            .field(&self.client)
            .finish()
    }
}

impl Calls for Client {}

impl Sealed for Client {
    fn settings(&mut self) -> &mut crate::Client {
        &mut self.client
    }
}

impl<O: Operation> Call<O, Client> {
    /// As [`Client::send`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn send(self) -> Result<O::Output, Error> {
        self.client.send(self.request)
    }

    /// As [`Client::send_raw`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::send_raw`].
    pub fn send_raw(self) -> Result<RawResponse<O::Output>, Error> {
        self.client.send_raw(self.request)
    }

    /// As [`Client::wait`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait`].
    pub fn wait<W: Waiter<Poll = O>>(self, waiter: W) -> Result<W::Output, Error> {
        self.client.wait(self.request, waiter)
    }

    /// As [`Client::wait_with`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait_with`].
    pub fn wait_with<W: Waiter<Poll = O>>(
        self,
        waiter: W,
        options: WaitOptions,
    ) -> Result<W::Output, Error> {
        self.client.wait_with(self.request, waiter, options)
    }
}

impl<O: Paginated> Call<O, Client> {
    /// As [`Client::pages`].
    pub fn pages(self) -> Pages<O> {
        self.client.pages(self.request)
    }

    /// As [`Client::items`].
    pub fn items(self) -> Items<O> {
        self.client.items(self.request)
    }
}

impl<O: Streaming> Call<O, Client> {
    /// As [`Client::events`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::events`].
    pub fn events(self) -> Result<Events<O::Event>, Error> {
        self.client.events(self.request)
    }
}

impl Call<AnyRequest, Client> {
    /// As [`send`](Call::send) of the asynchronous client.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn send(self) -> Result<Json, Error> {
        self.send_as()
    }

    /// As [`send_as`](Call::send_as) of the asynchronous client.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn send_as<T: Decode + 'static>(self) -> Result<T, Error> {
        let (client, call) = self.apart();
        client.run(call.send_as())
    }

    /// As [`send_raw`](Call::send_raw) of the asynchronous client.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send_raw`].
    pub fn send_raw(self) -> Result<RawResponse<Json>, Error> {
        let (client, call) = self.apart();
        client.run(call.send_raw())
    }

    /// As [`download`](Call::download) of the asynchronous client.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub fn download(self) -> Result<Download, Error> {
        let (client, call) = self.apart();
        client.run(call.download())
    }

    /// As [`events`](Call::events) of the asynchronous client.
    ///
    /// # Errors
    ///
    /// Those of [`Client::events`].
    pub fn events(self) -> Result<Events<EventData>, Error> {
        let (client, call) = self.apart();
        Ok(Events {
            events: client.run(call.events())?,
            ended: false,
            client,
        })
    }

    /// What waits, and the same call by the asynchronous client.
    fn apart(self) -> (Client, Call<AnyRequest>) {
        let Self { client, request } = self;
        let call = Call {
            client: client.client.clone(),
            request,
        };
        (client, call)
    }
}
