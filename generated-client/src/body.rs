//! Bodies that are more than a value: what is sent from a file or a stream, and what comes as one.
//!
//! An [`Upload`] is the content of a request, or of a [`File`] in it. A [`Download`] is the content of an answer. Neither
//! is ever in memory as a whole unless it was or is asked to be.
//!
//! ```no_run
//! use ncloud::body::{Download, File, Upload};
//!
//! # async fn example(download: Download) -> Result<(), ncloud::Error> {
//! // Read when it is sent, and again when the call is repeated.
//! let recording = Upload::from_path("recording.wav");
//! let picture = File::from_path("receipt.jpg").content_type("image/jpeg");
//! # let _ = (recording, picture);
//!
//! let name = download.file_name().unwrap_or_else(|| "download".to_owned());
//! download.save_to(name).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Time limits
//!
//! A body that is streamed takes as long as it takes, so that a limit for the whole of it would cut off what is large or
//! slow. The limit of an attempt then holds for every piece: it ends when for so long nothing was sent of the request,
//! no header came, or no piece of the answer. The limit of a call decides whether another attempt begins.

mod disposition;
mod download;
mod file;
mod incoming;
pub(crate) mod multipart;
mod progress;
mod upload;

pub use self::download::Download;
pub use self::file::File;
pub use self::incoming::Chunks;
pub(crate) use self::incoming::Incoming;
pub(crate) use self::progress::Progress;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) use self::upload::Unreadable;
pub use self::upload::{Opened, Upload};
