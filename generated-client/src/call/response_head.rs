//! What a transport gives first: a whole response, or its head.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::wire::body::Chunks;
use crate::wire::transport::{
    HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport, TransportError,
};

/// How the body of a success is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// In memory.
    Whole,
    /// Piece by piece.
    Pieces,
    /// Piece by piece if it is a stream of events.
    Events,
}

/// A response to an attempt, whole or with its body still to come. A layer that responds itself makes one of an [`HttpResponse`] or a
/// [`StreamedResponse`].
#[non_exhaustive]
pub struct ResponseHead {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    pub(crate) body: Result<Bytes, Chunks>,
}

impl ResponseHead {
    /// The body, where it came whole; `None` where it comes piece by piece.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.body.as_ref().ok()
    }
}

/// Without headers and body.
impl fmt::Debug for ResponseHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHead")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl From<HttpResponse> for ResponseHead {
    fn from(response: HttpResponse) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            body: Ok(response.body),
        }
    }
}

impl From<StreamedResponse> for ResponseHead {
    fn from(response: StreamedResponse) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            body: Err(response.body),
        }
    }
}

/// A request on its way. A type rather than a block, which would hold the request besides what the transport holds of it.
pub(crate) enum ResponseFuture<'a> {
    Whole(SendFuture<'a>),
    Head(OpenFuture<'a>),
}

impl<'a> ResponseFuture<'a> {
    pub(crate) fn new(
        transport: &'a dyn Transport,
        request: HttpRequest,
        reading: Reading,
    ) -> Self {
        match reading {
            Reading::Whole => Self::Whole(transport.send(request)),
            Reading::Pieces | Reading::Events => Self::Head(transport.open(request)),
        }
    }
}

impl Future for ResponseFuture<'_> {
    type Output = Result<ResponseHead, TransportError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Whole(sending) => sending.as_mut().poll(context).map_ok(ResponseHead::from),
            Self::Head(opening) => opening.as_mut().poll(context).map_ok(ResponseHead::from),
        }
    }
}
