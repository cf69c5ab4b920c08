//! Files where there are none: in a browser.

use std::io;
use std::path::Path;

/// A file that nobody can begin.
pub(super) enum Saving {}

impl Saving {
    pub(super) async fn begin(_: &Path) -> io::Result<Self> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "a browser has no files; read the download with `chunk` or `bytes`",
        ))
    }

    pub(super) async fn write(&mut self, _: &[u8]) -> io::Result<()> {
        match *self {}
    }

    pub(super) async fn finish(self) -> io::Result<()> {
        match self {}
    }
}
