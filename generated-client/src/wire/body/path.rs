//! The file of a path, as it is read for sending.

use std::fs::{FileType, Metadata};
use std::io;
use std::path::Path;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{StreamExt as _, stream};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use super::measured::{NamedFile, measured};
use super::upload::Pieces;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 128 * 1024;

/// The pieces of the file, and what they come to where that is known.
pub(super) async fn open(path: &Path) -> io::Result<(Option<u64>, Pieces)> {
    let named = |error: io::Error| of(path, &error);
    // Asked before it is opened: to open a pipe is to wait for whoever writes to it.
    let metadata = tokio::fs::metadata(path).await.map_err(named)?;
    refuse_other(path, &metadata)?;
    let mut file = File::open(path).await.map_err(named)?;
    let metadata = file.metadata().await.map_err(named)?;
    refuse_other(path, &metadata)?;
    let length = metadata.len();
    if length > 0 {
        let pieces = Box::pin(read(file, path));
        let measured = measured(pieces, length, NamedFile(path.display().to_string()));
        return Ok((Some(length), Box::pin(measured)));
    }
    // It is empty, or its length is made when it is read, as that of the files of `/proc`.
    let mut first = BytesMut::with_capacity(PIECE);
    while first.len() < PIECE {
        if file.read_buf(&mut first).await.map_err(named)? == 0 {
            let length = first.len() as u64;
            return Ok((Some(length), Box::pin(stream::iter([Ok(first.freeze())]))));
        }
    }
    let rest = read(file, path);
    Ok((
        None,
        Box::pin(stream::iter([Ok(first.freeze())]).chain(rest)),
    ))
}

fn read(file: File, path: &Path) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    stream::try_unfold((file, path.to_owned()), |(mut file, path)| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = file.read_buf(&mut piece).await;
        Ok(match read.map_err(|error| of(&path, &error))? {
            0 => None,
            _ => Some((piece.freeze(), (file, path))),
        })
    })
}

fn of(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// What is no file has no length, cannot be read twice, or does not end.
fn refuse_other(path: &Path, metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let what = kind(metadata.file_type());
    let advice = if metadata.is_dir() {
        "name a file in it"
    } else {
        "open it and give what it holds as a stream, `Upload::from_stream(None, ..)`"
    };
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        format!("{}: it is {what} and no file; {advice}", path.display()),
    ))
}

#[cfg(unix)]
fn kind(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;

    if file_type.is_dir() {
        "a directory"
    } else if file_type.is_fifo() {
        "a pipe"
    } else if file_type.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind(file_type: FileType) -> &'static str {
    if file_type.is_dir() {
        "a directory"
    } else {
        "a device"
    }
}
