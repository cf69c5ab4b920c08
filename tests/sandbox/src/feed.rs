//! Answers whose body a test hands out piece by piece.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::record::OperationName;

/// The body of one answer, from [`Gateway::feed`](crate::Gateway::feed). Dropping it ends the body.
#[derive(Debug)]
pub struct Feed(mpsc::Sender<Piece>);

/// The other end of a [`Feed`].
pub(crate) type Fed = mpsc::Receiver<Piece>;

type Piece = Result<Bytes, io::Error>;

impl Feed {
    /// Sends a piece as soon as there is room, and says whether somebody may still read it: `false` when the client has
    /// hung up.
    pub async fn send(&self, piece: impl Into<Bytes>) -> bool {
        self.0.send(Ok(piece.into())).await.is_ok()
    }

    /// Returns when the client has hung up.
    pub async fn hung_up(&self) {
        self.0.closed().await;
    }

    /// Closes the connection in the middle of the body.
    pub async fn break_off(self) {
        // Without a client there is nothing to break off.
        let _ = self
            .0
            .send(Err(io::Error::other("told to break off")))
            .await;
    }
}

/// The feeds that wait for a request.
#[derive(Debug, Default)]
pub(crate) struct Feeds(Mutex<VecDeque<(String, Fed)>>);

impl Feeds {
    /// A feed for the next answer of an operation, written with its service or without.
    pub(crate) fn add(&self, operation: String) -> Feed {
        let (sender, receiver) = mpsc::channel(1);
        self.lock().push_back((operation, receiver));
        Feed(sender)
    }

    pub(crate) fn next(&self, operation: Option<&OperationName>) -> Option<Fed> {
        let mut feeds = self.lock();
        let operation = operation?;
        let position = feeds.iter().position(|(name, _)| operation.is(name))?;
        feeds.remove(position).map(|(_, fed)| fed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, Fed)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
