//! The body of a request, as HTTP libraries take it.

use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::{Failure, TransportError};
use crate::wire::body::{Opened, Upload};

/// A body that is in memory, or read while it is sent.
pub(crate) enum Outgoing {
    /// Empty from the start, or after it was taken.
    #[cfg_attr(
        not(feature = "hyper"),
        expect(dead_code, reason = "reqwest has a body of its own for it")
    )]
    Whole(Bytes),
    Streamed(Opened),
}

impl Outgoing {
    /// Opens what is not in memory.
    pub(crate) async fn streamed(upload: &Upload) -> Result<Self, TransportError> {
        let opened = upload.open().await;
        opened
            .map(Self::Streamed)
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
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(core::mem::take(bytes))))),
            Self::Streamed(opened) => Pin::new(opened).poll_next(context).map_ok(Frame::data),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Streamed(opened) => opened
                .length()
                .map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}
