//! What is sent.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::{self, TryStreamExt as _};
use tokio::io::AsyncReadExt as _;

use super::progress::Progress;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 128 * 1024;

type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

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
}

/// A stream until it is read.
struct Once {
    pieces: Mutex<Option<Pieces>>,
    length: Option<u64>,
}

impl Upload {
    /// The file of that path. It is opened when the call is sent, and again for every repetition.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self(Content::Path(path.into().into()))
    }

    /// A stream of pieces. `length` is what they come to in bytes; without it the body is sent in chunks, which not every
    /// service takes.
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
            Content::Path(_) | Content::Stream(_) | Content::Parts(_) => None,
        }
    }

    /// Whether it can be sent as often as it takes, or once more.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        match &self.0 {
            Content::Bytes(_) | Content::Path(_) => true,
            Content::Stream(once) => once.lock().is_some(),
            Content::Parts(parts) => parts.iter().all(Self::is_repeatable),
            Content::Watched(inner, _) => inner.is_repeatable(),
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
            Content::Path(path) => open_file(path).await?,
            Content::Stream(once) => Opened {
                length: once.length,
                pieces: Mutex::new(Once::pieces(once)),
            },
            Content::Parts(parts) => {
                let mut opened = Vec::with_capacity(parts.len());
                for part in parts.iter() {
                    // Boxed: parts are uploads, and could have parts themselves.
                    opened.push(Box::pin(part.open()).await?);
                }
                Opened::joined(opened)
            }
            Content::Watched(inner, progress) => {
                let Opened { length, pieces } = Box::pin(inner.open()).await?;
                let progress = progress.clone();
                let pieces = pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
                Opened {
                    length,
                    pieces: Mutex::new(Box::pin(pieces.inspect(move |_| progress.touch()))),
                }
            }
        })
    }
}

impl Once {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Pieces>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
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

async fn open_file(path: &Path) -> io::Result<Opened> {
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let file = tokio::fs::File::open(path).await.map_err(named)?;
    let length = file.metadata().await.map_err(named)?.len();
    // What is announced is what is sent, even if the file grows.
    let file = file.take(length);
    let pieces = stream::try_unfold((file, path.to_owned()), |(mut file, path)| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        Ok(match file.read_buf(&mut piece).await.map_err(named)? {
            0 if file.limit() > 0 => {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    format!("{}: it became shorter while it was read", path.display()),
                ));
            }
            0 => None,
            _ => Some((piece.freeze(), (file, path))),
        })
    });
    Ok(Opened {
        length: Some(length),
        pieces: Mutex::new(Box::pin(pieces)),
    })
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
            Content::Watched(inner, _) => inner.fmt(f),
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
