//! Content that has to come to the length that is announced for it.

use core::fmt;
use std::io;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::{self, Fuse};

use super::upload::Pieces;

/// What says in errors which content it is, and what to do.
pub(super) trait Source: Send + 'static {
    /// It ended after so many bytes.
    fn short(&self, came: u64, announced: u64) -> String;

    /// It goes on behind what was announced.
    fn long(&self, announced: u64) -> String;
}

struct Measuring<S> {
    pieces: Fuse<Pieces>,
    source: S,
    announced: u64,
    came: u64,
}

/// The pieces, or an error in place of the one with which they differ from the announced length.
///
/// The piece that completes the length is kept until it is known that no other follows: whoever sends stops there, and would
/// never learn that something was cut off.
pub(super) fn measured<S: Source>(
    pieces: Pieces,
    announced: u64,
    source: S,
) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let measuring = Measuring {
        pieces: pieces.fuse(),
        source,
        announced,
        came: 0,
    };
    stream::try_unfold(measuring, |mut measuring| async move {
        let Some(piece) = measuring.next().await? else {
            return if measuring.came < measuring.announced {
                Err(measuring.short())
            } else {
                Ok(None)
            };
        };
        measuring.came = measuring.came.saturating_add(piece.len() as u64);
        let goes_on = measuring.came > measuring.announced
            || (measuring.came == measuring.announced && measuring.next().await?.is_some());
        if goes_on {
            return Err(measuring.long());
        }
        Ok(Some((piece, measuring)))
    })
}

impl<S: Source> Measuring<S> {
    /// The next piece that is not empty.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        while let Some(piece) = self.pieces.next().await.transpose()? {
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    fn short(&self) -> io::Error {
        let problem = self.source.short(self.came, self.announced);
        io::Error::new(io::ErrorKind::UnexpectedEof, problem)
    }

    fn long(&self) -> io::Error {
        io::Error::other(self.source.long(self.announced))
    }
}

/// A stream of the caller's.
pub(super) struct CallersStream;

impl Source for CallersStream {
    fn short(&self, came: u64, announced: u64) -> String {
        format!(
            "the stream ended after {came} of the {announced} bytes that `Upload::from_stream` was told; tell it what the pieces come to, or `None`"
        )
    }

    fn long(&self, announced: u64) -> String {
        format!(
            "the stream goes on behind the {announced} bytes that `Upload::from_stream` was told; tell it what the pieces come to, or `None`"
        )
    }
}

/// A file, named as messages show it.
#[cfg_attr(
    target_family = "wasm",
    expect(dead_code, reason = "a browser has no files")
)]
pub(super) struct NamedFile<N>(pub(super) N);

impl<N: fmt::Display + Send + 'static> Source for NamedFile<N> {
    fn short(&self, came: u64, announced: u64) -> String {
        format!(
            "{}: it became shorter while it was read: {came} of {announced} bytes; send it when nobody writes to it, or read it and send the bytes",
            self.0
        )
    }

    fn long(&self, announced: u64) -> String {
        format!(
            "{}: it became longer than {announced} bytes while it was read; send it when nobody writes to it, or read it and send the bytes",
            self.0
        )
    }
}
