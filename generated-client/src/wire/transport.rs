//! What carries a request over the wire. Everything else (signing, repeating, time limits, reading errors) is done before
//! and after, so that a transport is small: reqwest or hyper behind the features of these names, [`memory`] for tests, or your own.

#[cfg(feature = "mock")]
pub mod cassette;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod causes;
mod collected;
#[cfg(all(feature = "reqwest", target_family = "wasm"))]
mod fetch;
#[cfg(feature = "hyper")]
mod hyper;
pub mod memory;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod origins;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod outgoing;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod proxy;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod reqwest;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod run_times;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod setup;
#[cfg(all(
    any(
        feature = "hyper",
        all(
            feature = "reqwest",
            any(feature = "rustls-aws-lc-rs", feature = "rustls-ring")
        )
    ),
    not(target_family = "wasm")
))]
mod tls;
#[cfg(feature = "tower")]
pub mod tower;
pub(crate) mod turns;

#[cfg(all(feature = "hyper", target_family = "wasm"))]
compile_error!(
    "the transport `hyper` needs sockets, which a browser has none of; turn on `reqwest`"
);

#[cfg(all(
    feature = "hyper",
    feature = "native-tls",
    not(any(
        feature = "reqwest",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    ))
))]
compile_error!(
    "`native-tls` is for the transport `reqwest` alone; turn on `rustls-ring` or `rustls-aws-lc-rs` for `hyper`"
);

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

#[cfg(all(feature = "reqwest", target_family = "wasm"))]
pub use self::fetch::Fetch;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
pub use self::setup::{Http, HttpBuilder, TransportKind};
use crate::meta::Method;
use crate::wire::body::{Chunks, Upload};
pub use crate::wire::failure::{Failure, TransportError};

/// The response of a [`Transport`].
pub type SendFuture<'a> =
    Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// The response of a [`Transport`], of which the body is still to come.
pub type OpenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<StreamedResponse, TransportError>> + Send + 'a>>;

/// Carries requests.
///
/// An implementation sends what it is given as it is: no redirects, no repeating, no headers but those that HTTP itself
/// needs, and path and query byte for byte, because they are signed. When its future is dropped it gives up.
///
/// It may keep connections. Before every request that comes after a gap, the client gives the run time a turn, in which it
/// sees those that were closed meanwhile. A client may be used in several run times, and a connection in the one that opened
/// it alone.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request and reads the whole response, or fails when its body is longer than
    /// [`HttpRequest::response_limit`].
    fn send(&self, request: HttpRequest) -> SendFuture<'_>;

    /// Sends one request, and gives the response as soon as its headers are there. The body comes piece by piece, of any
    /// length.
    ///
    /// A transport that does not say how collects the body first, as [`send`](Self::send) does.
    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        let sending = self.send(request);
        Box::pin(async move {
            let HttpResponse {
                status,
                headers,
                body,
            } = sending.await?;
            Ok(StreamedResponse::new(status, headers, Chunks::from(body)))
        })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        (**self).send(request)
    }

    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        (**self).open(request)
    }
}

/// A request, signed.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Whole address. Nothing in it needs encoding.
    pub url: String,
    /// Headers, those of the signature included and marked as sensitive. A method that is expected to have a body and has
    /// none here says so: `content-length: 0`.
    pub headers: HeaderMap,
    /// Body, empty where there is none. What [`as_bytes`](Upload::as_bytes) does not give is streamed.
    pub body: Upload,
    /// Longest body of a response that is collected, in bytes.
    pub response_limit: usize,
    /// The address as it may be printed, where path parameters are sensitive.
    pub(crate) redacted_address: Option<Arc<str>>,
    /// What makes the redactor of the attempt.
    #[cfg(feature = "mock")]
    pub(crate) secrets: Secrets,
}

/// Makes what knows the secrets of an attempt, for whoever writes it down. It takes work.
#[cfg(feature = "mock")]
pub(crate) type Secrets = Arc<dyn Fn() -> crate::codec::redact::Redactor + Send + Sync>;

impl HttpRequest {
    /// What knows the secrets of the attempt.
    #[cfg(feature = "mock")]
    pub(crate) fn redactor(&self) -> crate::codec::redact::Redactor {
        (self.secrets)()
    }

    /// The address as it may be printed: without its query, and without path parameters that are sensitive.
    pub(crate) fn redacted_address(&self) -> &str {
        match &self.redacted_address {
            Some(redacted) => redacted,
            None => self
                .url
                .split_once('?')
                .map_or(self.url.as_str(), |(path, _)| path),
        }
    }
}

/// Without headers, query and body, and without path parameters that are sensitive.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.redacted_address())
            .finish_non_exhaustive()
    }
}

/// A response, whole.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl HttpResponse {
    /// Puts a response together.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }
}

/// A response whose body is still to come.
#[derive(Debug)]
#[non_exhaustive]
pub struct StreamedResponse {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Chunks,
}

impl StreamedResponse {
    /// Puts a response together.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Chunks) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }
}
