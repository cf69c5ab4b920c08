//! Bodies that are sent, and the pieces of one that comes.

mod chunks;
mod file;
mod measured;
pub(crate) mod multipart;
mod path;
mod progress;
mod transfer;
mod upload;

pub use self::chunks::Chunks;
pub use self::file::File;
pub(crate) use self::progress::Progress;
pub(crate) use self::transfer::Observer;
pub use self::transfer::TransferProgress;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) use self::upload::Unreadable;
pub use self::upload::{Opened, Upload};
