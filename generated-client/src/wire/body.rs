//! Bodies that are sent, and the pieces of one that comes.

mod chunks;
mod file;
mod measured;
pub(crate) mod multipart;
mod path;
mod progress;
mod upload;

pub use self::chunks::Chunks;
pub use self::file::File;
pub(crate) use self::progress::Progress;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) use self::upload::Unreadable;
pub use self::upload::{Opened, Upload};
