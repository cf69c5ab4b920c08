//! The body of an answer that comes piece by piece.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::{Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{StreamExt as _, stream};

use crate::error::Error;
use crate::sent::Attempted;
use crate::transport::{Failure, TransportError};

/// The pieces of an answer's body, as a transport gives them.
///
/// The lock is never waited for: it is there because answers may be shared between threads, and streams may not.
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

/// A body on its way, with what is known and asked of it.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// `None` after the end, and after an error.
    chunks: Option<Chunks>,
    /// `None` for what stands in for a body.
    attempted: Option<Attempted>,
    /// The longest time without a piece.
    idle_limit: Duration,
    /// How much of it may be collected, in bytes.
    pub(crate) limit: usize,
}

impl Incoming {
    pub(crate) fn new(
        chunks: Chunks,
        attempted: Attempted,
        idle_limit: Duration,
        limit: usize,
    ) -> Self {
        Self {
            chunks: Some(chunks),
            attempted: Some(attempted),
            idle_limit,
            limit,
        }
    }

    /// A body without anything in it.
    pub(crate) fn empty() -> Self {
        Self {
            chunks: None,
            attempted: None,
            idle_limit: Duration::ZERO,
            limit: 0,
        }
    }

    /// The next piece, never empty; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        while let Some(chunks) = &mut self.chunks {
            let error = match tokio::time::timeout(self.idle_limit, chunks.next()).await {
                Ok(Some(Ok(piece))) if piece.is_empty() => continue,
                Ok(Some(Ok(piece))) => return Ok(Some(piece)),
                Ok(Some(Err(error))) => Error::transport(error),
                Ok(None) => {
                    self.chunks = None;
                    return Ok(None);
                }
                Err(_) => Error::timeout(format!(
                    "no piece of the answer within {} ms, the time limit of an attempt",
                    self.idle_limit.as_millis()
                )),
            };
            return Err(self.failed(error));
        }
        Ok(None)
    }

    /// All of it.
    pub(crate) async fn collect(&mut self) -> Result<Bytes, Error> {
        let first = self.next().await?.unwrap_or_default();
        self.refuse_beyond(first.len())?;
        // Most bodies come in one piece, which needs no copy.
        let Some(second) = self.next().await? else {
            return Ok(first);
        };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        loop {
            self.refuse_beyond(all.len())?;
            match self.next().await? {
                Some(piece) => all.extend_from_slice(&piece),
                None => return Ok(all.freeze()),
            }
        }
    }

    pub(crate) fn refuse_beyond(&mut self, length: usize) -> Result<(), Error> {
        if length <= self.limit {
            return Ok(());
        }
        let problem = format!("it is longer than {} bytes", self.limit);
        let error = Error::transport(TransportError::new(Failure::TooLarge, problem));
        Err(self.failed(error))
    }

    /// The error as one of the operation; nothing comes after it.
    pub(crate) fn failed(&mut self, error: Error) -> Error {
        self.chunks = None;
        self.of_call(error)
    }

    /// The error as one of the call, without what was sent with it.
    pub(crate) fn of_call(&self, error: Error) -> Error {
        match &self.attempted {
            Some(attempted) => error
                .without_secrets(&attempted.redactor())
                .of(attempted.sent.description),
            None => error,
        }
    }
}
