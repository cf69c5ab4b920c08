//! Pieces of a body that comes.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;

use crate::wire::failure::TransportError;

/// The pieces of a response's body, as a transport gives them.
///
/// The lock is never waited for: it is there because responses may be shared between threads, and streams may not.
pub struct Chunks(Mutex<Pieces>);

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

impl Chunks {
    /// Pieces as they come.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Mutex::new(Box::pin(pieces)))
    }
}

impl From<Bytes> for Chunks {
    /// A body that is there already.
    fn from(body: Bytes) -> Self {
        Self::new(stream::iter((!body.is_empty()).then_some(Ok(body))))
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut()
            .0
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
            .poll_next(context)
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks")
    }
}
