//! Bodies that are sent, and the pieces of one that comes.

mod chunks;
mod file;
mod measured;
pub(crate) mod multipart;
#[cfg_attr(target_family = "wasm", path = "body/path/none.rs")]
mod path;
mod progress;
mod transfer;
mod upload;

pub use self::chunks::Chunks;
pub use self::file::File;
pub(crate) use self::progress::Progress;
pub(crate) use self::transfer::Observer;
pub use self::transfer::TransferProgress;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
pub(crate) use self::upload::Unreadable;
pub use self::upload::{Opened, Upload};
