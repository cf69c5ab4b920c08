//! The body of a request, as HTTP libraries take it.

use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::{Failure, TransportError};
use crate::body::{Opened, Upload};

/// A body that is read while it is sent.
pub(crate) struct Outgoing(Opened);

impl Outgoing {
    /// Opens what is not in memory.
    pub(crate) async fn streamed(upload: &Upload) -> Result<Self, TransportError> {
        let opened = upload.open().await;
        opened
            .map(Self)
            .map_err(|error| TransportError::new(Failure::Unreadable, error))
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Pin::new(&mut self.get_mut().0)
            .poll_next(context)
            .map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
