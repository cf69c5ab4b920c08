//! What is sent.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::{self, TryStreamExt as _};

use super::measured::{CallersStream, measured};
use super::path;
use super::progress::Progress;

pub(super) type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// What is sent as a body, or as a file in one: bytes, a file on disk, or a stream.
///
/// Cheap to clone. Bytes and files can be sent any number of times, so that a call can be repeated; a stream is sent
/// once, and with it the call.
#[derive(Clone)]
pub struct Upload(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Path(Arc<Path>),
    Stream(Arc<Once>),
    /// One after the other.
    Parts(Arc<[Upload]>),
    /// Tells of every piece.
    Watched(Arc<Upload>, Progress),
    /// Tells the caller how far it is.
    Told(Arc<Upload>, Arc<Tell>),
}

type Tell = dyn Fn(u64) + Send + Sync;

/// The longest piece of what tells how far it is.
const TOLD: usize = 64 * 1024;

/// A stream until it is read.
struct Once {
    pieces: Mutex<Option<Pieces>>,
    length: Option<u64>,
}

impl Upload {
    /// The file of that path. It is opened when the call is sent, and again for every repetition.
    ///
    /// What is sent is the file as it was when it was opened: if it grows or shrinks while it is read, the call fails with
    /// kind [`Io`](crate::ErrorKind::Io). So it does for what is no file: a directory, a pipe, a device. A file that says no
    /// length, as those of `/proc`, is read to its end.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self(Content::Path(path.into().into()))
    }

    /// A stream of pieces. `length` is what they come to in bytes; without it the body is sent in chunks, which not every
    /// service takes.
    ///
    /// The stream has to end behind them: one that is shorter or longer than `length` fails the call with kind
    /// [`Io`](crate::ErrorKind::Io), before its last byte is sent.
    ///
    /// A call with it is not repeated once a piece was read.
    pub fn from_stream(
        length: Option<u64>,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        Self(Content::Stream(Arc::new(Once {
            pieces: Mutex::new(Some(Box::pin(pieces))),
            length,
        })))
    }

    /// The same, and `tell` is called with the number of bytes that were handed to the connection so far, piece by piece. It begins anew
    /// where the call is repeated, for which this is as good as what it is made of.
    #[must_use]
    pub fn on_progress(self, tell: impl Fn(u64) + Send + Sync + 'static) -> Self {
        Self(Content::Told(Arc::new(self), Arc::new(tell)))
    }

    pub(crate) fn from_parts(parts: Vec<Self>) -> Self {
        Self(Content::Parts(parts.into()))
    }

    /// The same, and `progress` is told of every piece that is read.
    pub(crate) fn watched(&self, progress: &Progress) -> Self {
        Self(Content::Watched(Arc::new(self.clone()), progress.clone()))
    }

    /// The whole of it, where it is in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Watched(inner, _) => inner.as_bytes(),
            Content::Path(_) | Content::Stream(_) | Content::Parts(_) | Content::Told(..) => None,
        }
    }

    /// What of it is in memory, piece by piece.
    pub(crate) fn pieces_in_memory(&self) -> Vec<Bytes> {
        match &self.0 {
            Content::Parts(parts) => parts.iter().flat_map(Self::pieces_in_memory).collect(),
            Content::Told(inner, _) => inner.pieces_in_memory(),
            _ => self.as_bytes().cloned().into_iter().collect(),
        }
    }

    /// Whether it can be sent as often as it takes, or once more.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        match &self.0 {
            Content::Bytes(_) | Content::Path(_) => true,
            Content::Stream(once) => once.lock().is_some(),
            Content::Parts(parts) => parts.iter().all(Self::is_repeatable),
            Content::Watched(inner, _) | Content::Told(inner, _) => inner.is_repeatable(),
        }
    }

    /// Opens its files, to read it once.
    ///
    /// # Errors
    ///
    /// When a file cannot be opened; the error names it.
    pub async fn open(&self) -> io::Result<Opened> {
        Ok(match &self.0 {
            Content::Bytes(bytes) => Opened::of(bytes.clone()),
            Content::Path(path) => {
                let (length, pieces) = path::open(path).await?;
                Opened {
                    length,
                    pieces: Mutex::new(pieces),
                }
            }
            Content::Stream(once) => Once::open(once).await?,
            Content::Parts(parts) => {
                let mut opened = Vec::with_capacity(parts.len());
                for part in parts.iter() {
                    // Boxed: parts are uploads, and could have parts themselves.
                    opened.push(Box::pin(part.open()).await?);
                }
                Opened::joined(opened)
            }
            Content::Told(inner, tell) => Box::pin(inner.open()).await?.told(tell),
            Content::Watched(inner, progress) => match Box::pin(inner.open()).await {
                Ok(opened) => opened.watched(progress),
                Err(error) => {
                    progress.failed(&error);
                    return Err(error);
                }
            },
        })
    }
}

impl Once {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Pieces>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pieces, as many bytes as are announced. Where these are none, whoever sends asks for no piece: it is asked here.
    async fn open(this: &Arc<Self>) -> io::Result<Opened> {
        let mut pieces = Self::pieces(this);
        if let Some(length) = this.length {
            pieces = Box::pin(measured(pieces, length, CallersStream));
            if length == 0 {
                pieces.try_next().await?;
                return Ok(Opened::of(Bytes::new()));
            }
        }
        Ok(Opened {
            length: this.length,
            pieces: Mutex::new(pieces),
        })
    }

    /// The pieces. They are taken with the first one that is read: a request that never left can be sent again.
    fn pieces(this: &Arc<Self>) -> Pieces {
        let this = Arc::clone(this);
        Box::pin(
            stream::once(async move {
                this.lock().take().ok_or_else(|| {
                    io::Error::other("the stream was read before, and can be sent only once")
                })
            })
            .try_flatten(),
        )
    }
}

/// An [`Upload`] that is being read: a stream of its pieces.
pub struct Opened {
    length: Option<u64>,
    /// Never locked: it is there because a transport may have to share it between threads.
    pieces: Mutex<Pieces>,
}

impl Opened {
    fn of(bytes: Bytes) -> Self {
        Self {
            length: Some(bytes.len() as u64),
            pieces: Mutex::new(Box::pin(stream::iter([Ok(bytes)]))),
        }
    }

    /// The same, and `progress` is told of every piece that is read.
    fn watched(self, progress: &Progress) -> Self {
        let Self { length, pieces } = self;
        let progress = progress.clone();
        let mut left = length;
        if left == Some(0) {
            progress.ended();
        }
        let pieces = pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
        let end = {
            let progress = progress.clone();
            stream::once(async move { progress.ended() }).filter_map(async |()| None)
        };
        let pieces = pieces.inspect(move |piece| match piece {
            Ok(piece) => {
                progress.came(piece.len());
                // Whoever sends may not ask for another one.
                left = left.map(|left| left.saturating_sub(piece.len() as u64));
                if left == Some(0) {
                    progress.ended();
                }
            }
            Err(error) => progress.failed(error),
        });
        Self {
            length,
            pieces: Mutex::new(Box::pin(pieces.chain(end))),
        }
    }

    /// The same in pieces that are short, and `tell` is told how many bytes were read.
    fn told(self, tell: &Arc<Tell>) -> Self {
        let Self { length, pieces } = self;
        let tell = Arc::clone(tell);
        let mut read = 0_u64;
        let pieces = pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
        let pieces = pieces.map_ok(|mut piece| {
            let short = std::iter::from_fn(move || {
                let length = piece.len().min(TOLD);
                (length > 0).then(|| Ok(piece.split_to(length)))
            });
            stream::iter(short)
        });
        let pieces = pieces.try_flatten().inspect_ok(move |piece: &Bytes| {
            read += piece.len() as u64;
            tell(read);
        });
        Self {
            length,
            pieces: Mutex::new(Box::pin(pieces)),
        }
    }

    fn joined(parts: Vec<Self>) -> Self {
        let length = parts
            .iter()
            .map(|part| part.length)
            .try_fold(0_u64, |sum, length| sum.checked_add(length?));
        Self {
            length,
            pieces: Mutex::new(Box::pin(stream::iter(parts).flatten())),
        }
    }

    /// What the pieces come to, in bytes, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl Stream for Opened {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut()
            .pieces
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
            .poll_next(context)
            .map_err(|error| io::Error::other(Unreadable(error)))
    }
}

/// Why the pieces ended too early. Transports hand it on as the cause of their own error, which is how it is told from
/// a connection that broke.
#[derive(Debug)]
pub(crate) struct Unreadable(io::Error);

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl Unreadable {
    /// Finds it among the causes of an error.
    pub(crate) fn among_causes<'a>(
        error: &'a (dyn core::error::Error + 'static),
    ) -> Option<&'a Self> {
        let mut here = Some(error);
        while let Some(error) = here {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            // An error of `io` is passed over by its own `source`.
            if let Some(found) = error
                .downcast_ref::<io::Error>()
                .and_then(|error| error.get_ref()?.downcast_ref())
            {
                return Some(found);
            }
            here = error.source();
        }
        None
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for Unreadable {}

impl Default for Upload {
    /// Nothing.
    fn default() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }
}

macro_rules! from_bytes {
    ($($type:ty)*) => {$(
        impl From<$type> for Upload {
            fn from(content: $type) -> Self {
                Self(Content::Bytes(Bytes::from(content)))
            }
        }
    )*};
}

from_bytes!(Bytes Vec<u8> String &'static [u8] &'static str);

/// Without the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "Upload({} bytes)", bytes.len()),
            Content::Path(path) => write!(f, "Upload({path:?})"),
            Content::Stream(_) => f.write_str("Upload(stream)"),
            Content::Parts(parts) => write!(f, "Upload({} parts)", parts.len()),
            Content::Watched(inner, _) | Content::Told(inner, _) => inner.fmt(f),
        }
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
