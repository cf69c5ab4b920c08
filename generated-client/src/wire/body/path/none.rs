//! Files where there are none: in a browser.

use std::io;
use std::path::Path;

use super::upload::Pieces;

pub(super) async fn open(path: &Path) -> io::Result<(Option<u64>, Pieces)> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        format!(
            "{}: a browser has no files; give the bytes, or a stream of them",
            path.display()
        ),
    ))
}
