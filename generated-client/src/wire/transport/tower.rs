//! Transports as services of tower, and the other way round: whatever is made for such services stands between the client and the
//! network.
//!
//! A service takes an [`HttpRequest`], signed, and responds with a [`StreamedResponse`]. It is called once for each attempt:
//! repeating is the client's, so that a layer which repeats would send requests whose signature is old.
//!
//! [`ClientBuilder::tower_layer`](crate::ClientBuilder::tower_layer) puts a layer around the transport of a client.

use core::fmt;
use core::future::{Future, poll_fn};
use core::task::{Context, Poll};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::TryStreamExt as _;
use tower_service::Service;

use super::collected::Collected;
use super::{
    Failure, HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport,
    TransportError,
};

type BoxError = Box<dyn core::error::Error + Send + Sync>;

/// A transport as a service.
#[derive(Clone, Debug)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// The service that sends with a transport.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<HttpRequest> for TransportService {
    type Response = StreamedResponse;
    type Error = TransportError;
    type Future = OpenFuture<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.open(request).await })
    }
}

/// A service as a transport. Every request is sent by a clone of the service.
///
/// What a layer fails with is a [`TransportError`] where it is one, or has one as its cause. Else it is
/// [`NotSent`](Failure::NotSent) as long as the service was not ready, and [`Lost`](Failure::Lost) afterwards, as the request may have
/// been sent.
pub struct TowerTransport<S>(Mutex<S>);

impl<S> TowerTransport<S> {
    /// The transport that sends with a service.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TowerTransport")
    }
}

impl<S> TowerTransport<S>
where
    S: Service<HttpRequest, Response = StreamedResponse, Error: Into<BoxError>> + Clone,
{
    fn response(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<StreamedResponse, TransportError>> + use<S> {
        let service = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| failed(Failure::NotSent, error.into()))?;
            let sent = service.call(request).await;
            sent.map_err(|error| failed(Failure::Lost, error.into()))
        }
    }
}

impl<S> Transport for TowerTransport<S>
where
    S: Service<HttpRequest, Response = StreamedResponse, Error: Into<BoxError>>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
{
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let limit = request.response_limit;
        let sent = self.response(request);
        Box::pin(async move {
            let mut response = sent.await?;
            let mut body = Collected::new(limit, None)?;
            while let Some(piece) = response.body.try_next().await? {
                body.push(piece)?;
            }
            Ok(HttpResponse::new(
                response.status,
                response.headers,
                body.into_bytes(),
            ))
        })
    }

    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        Box::pin(self.response(request))
    }
}

fn failed(otherwise: Failure, error: BoxError) -> TransportError {
    let error = match error.downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<TransportError>() {
            return TransportError::new(inner.failure(), error);
        }
        cause = inner.source();
    }
    TransportError::new(otherwise, error)
}
