//! Bodies that are more than a value: what is sent from a file or a stream, and what comes as one.
//!
//! An [`Upload`] is the content of a request, or of a [`File`] in it. A [`Download`] is the content of a response. Neither
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
//! no header came, or no piece of the response. The limit of a call decides whether another attempt begins.
//!
//! What moves, but next to nothing, is ended by a [least rate](crate::ClientBuilder::least_rate), 128 bytes per second by
//! default: it is measured over ten times the limit of an attempt, five minutes by default, and of a download only while somebody
//! waits for a piece. A stream of [events](crate::events) may be slow; of it, the rate holds for an event that has begun. A limit
//! for the whole of a transfer is [`transfer_timeout`](crate::ClientBuilder::transfer_timeout), which there is none of by default.
//!
//! # Nothing is cut
//!
//! What is announced and what is sent or received agree, or the call fails: a stream that is shorter or longer than it was said,
//! a file that changes while it is read, a download that is not as long as its `content-length`. So does a part of the content that
//! nobody asked for (HTTP 206, unless the specification says that it comes unasked), and a content coding that nobody asked for
//! (`content-encoding: gzip`); see [`Client::with_accept_encoding`](crate::Client::with_accept_encoding).
//!
//! A service may say a failure with a status of success. Before a download is handed out, in whatever way, its beginning is
//! looked at: the wrappers of NAVER Cloud Platform for failures, in JSON (alone or beside a `requestId`) or XML and up to 64 KiB, are an
//! [`Error`](crate::Error), and so is a page of HTML (of a portal, of a proxy) that has no header of NAVER Cloud Platform beside
//! it. All other JSON, XML and HTML is content. A response that has to have no content may have any JSON, XML or plain text, or a
//! few words of anything; a page of HTML or other content in its place is an error.

pub use crate::wire::body::{Chunks, File, Opened, TransferProgress, Upload};
pub use crate::wire::download::Download;
