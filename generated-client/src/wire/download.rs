//! What comes as bytes.

mod disposition;
mod incoming;
mod look;
mod pace;
mod resume;
#[cfg_attr(target_family = "wasm", path = "download/save/none.rs")]
mod save;
mod sniff;

use core::fmt;
use std::io;
use std::path::Path;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};

pub(crate) use self::incoming::{Incoming, other_length};
pub(crate) use self::look::Look;
pub(crate) use self::pace::Limits;
pub(crate) use self::resume::{Resume, Resuming};
use self::save::Saving;
pub(crate) use self::sniff::{Sniffed, sniff, without_mark};
use crate::codec::decode::{Decode, Reader};
use crate::wire::body::{Observer, TransferProgress};
use crate::wire::error::{Error, ErrorKind};

/// The content of a response, which comes piece by piece. What is not read of it is not fetched.
///
/// The time limit of an attempt holds for every piece; see [`body`](crate::body).
///
/// What breaks off is taken up where it did, by `range` and `if-range`, where the service said `accept-ranges: bytes` and gave a strong `etag`:
/// as often in a row without a further byte as the [`RetryPolicy`](crate::RetryPolicy) has attempts. Nothing comes twice. That the content has
/// changed meanwhile is an error.
pub struct Download {
    headers: HeaderMap,
    incoming: Incoming,
}

impl Download {
    #[cfg(feature = "mock")]
    pub(crate) fn new(headers: HeaderMap, incoming: Incoming) -> Self {
        Self { headers, incoming }
    }

    /// Media type, `image/jpeg`, with its parameters where it has any.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The name that the service gives the content: a name alone, without a folder, whatever the response says.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        disposition::file_name(self.headers.get(CONTENT_DISPOSITION)?.as_bytes())
    }

    /// Length in bytes, where the response says it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// All headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The same, and `tell` is called with every piece that is read of it, in whatever way.
    #[must_use]
    pub fn on_progress(mut self, tell: impl Fn(TransferProgress) + Send + Sync + 'static) -> Self {
        let length = self.length();
        self.incoming = self.incoming.observed(Observer::new(tell), length);
        self
    }

    /// The next piece, `None` at the end.
    ///
    /// # Errors
    ///
    /// When the connection breaks, when the service falls silent or is slower than the
    /// [least rate](crate::ClientBuilder::least_rate), when fewer or more bytes come than were announced, and when the content is
    /// no content but a failure that the service says with a status of success. What can be taken up was, before an error comes.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.incoming.next().await
    }

    /// The pieces as a stream, which ends after the last one or the first error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send + Unpin {
        Box::pin(stream::try_unfold(self.incoming, async |mut incoming| {
            let piece = incoming.next().await?;
            Ok(piece.map(|piece| (piece, incoming)))
        }))
    }

    /// All of it in memory, up to the client's
    /// [`response_limit`](crate::ClientBuilder::response_limit).
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), and kind [`TooLarge`](crate::ErrorKind::TooLarge).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        self.incoming.collect().await
    }

    /// Writes it into a file, in place of one that may be there, and gives its length in bytes. The file appears when it
    /// is whole and on the disk; until then it is a temporary one beside it, with a name by chance, which is gone after a
    /// failure and when the future is dropped.
    ///
    /// A file that is replaced keeps its rights, and where the system lets, its owner and its group. A symbolic link stays
    /// one, and what it leads to is replaced. Of calls for the same path the last one wins, whole.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), and kind [`Io`](crate::ErrorKind::Io) when it cannot be written, or when the path is
    /// that of something that is no file. What was there before is then still there.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        match Saving::begin(path).await {
            Ok(saving) => self.save(saving, path).await,
            Err(error) => Err(self.unwritten(path, &error)),
        }
    }

    async fn save(&mut self, mut saving: Saving, path: &Path) -> Result<u64, Error> {
        let mut length = 0;
        while let Some(piece) = self.chunk().await? {
            if let Err(error) = saving.write(&piece).await {
                return Err(self.unwritten(path, &error));
            }
            length += piece.len() as u64;
        }
        match saving.finish().await {
            Ok(()) => Ok(length),
            Err(error) => Err(self.unwritten(path, &error)),
        }
    }

    fn unwritten(&mut self, path: &Path, error: &io::Error) -> Error {
        let problem = format!("{} cannot be written: {error}", path.display());
        self.incoming.failed(Error::new(ErrorKind::Io, problem))
    }
}

impl Decode for Download {
    fn decode(reader: &mut Reader<'_>) -> Self {
        let (headers, incoming) = reader
            .content()
            .unwrap_or_else(|| (HeaderMap::new(), Incoming::empty()));
        Self { headers, incoming }
    }
}

/// Without the content, which may be anything.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content_type = self.content_type().map(|it| self.incoming.redacted(it));
        f.debug_struct("Download")
            .field("content_type", &content_type)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
