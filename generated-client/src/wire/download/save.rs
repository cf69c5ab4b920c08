//! How a download becomes a file: beside its place, and then in it.

use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::iter::repeat_with;
use std::path::{Path, PathBuf, absolute};

use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use tokio::task::spawn_blocking;

/// A file on its way to its place. It is removed when this is dropped.
pub(super) struct Saving {
    file: File,
    temporary: Temporary,
    place: Place,
}

/// Where a file is to be.
struct Place {
    /// No link.
    path: PathBuf,
    /// Of the file that is there.
    replaced: Option<Metadata>,
}

impl Saving {
    pub(super) async fn begin(path: &Path) -> io::Result<Self> {
        let path = path.to_owned();
        let (file, temporary, place) = blocking(move || {
            let place = Place::of(path)?;
            let (file, temporary) = Temporary::create(&place)?;
            Ok((file, temporary, place))
        })
        .await?;
        Ok(Self {
            file: File::from_std(file),
            temporary,
            place,
        })
    }

    pub(super) async fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece).await
    }

    /// Puts the file into its place when it is on the disk.
    pub(super) async fn finish(self) -> io::Result<()> {
        let Self {
            mut file,
            temporary,
            place,
        } = self;
        file.flush().await?;
        let file = file.into_std().await;
        blocking(move || {
            if let Some(replaced) = &place.replaced {
                keep_rights(&file, replaced)?;
            }
            file.sync_all()?;
            drop(file);
            temporary.move_to(&place.path)?;
            sync_folder(&place.path)
        })
        .await
    }
}

impl Place {
    fn of(path: PathBuf) -> io::Result<Self> {
        let path = behind_links(path)?;
        let replaced = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => Some(metadata),
            Ok(metadata) if metadata.is_dir() => {
                return Err(io::Error::new(
                    io::ErrorKind::IsADirectory,
                    "it is a directory; name a file in it",
                ));
            }
            Ok(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "it is no file, and would be replaced by one; read the download with `chunk` and write it there",
                ));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { path, replaced })
    }

    fn folder(&self) -> &Path {
        folder(&self.path)
    }
}

/// Most links that are followed, as systems do.
const MOST_LINKS: usize = 40;

/// What symbolic links lead to, whether it is there or not.
fn behind_links(mut path: PathBuf) -> io::Result<PathBuf> {
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                path = folder(&path).join(target);
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("links lead to links, too many of them"))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A new file beside its place, under a name by chance. It is removed when this is dropped.
struct Temporary {
    /// `None`: it is in its place.
    path: Option<PathBuf>,
}

impl Temporary {
    fn create(place: &Place) -> io::Result<(fs::File, Self)> {
        /// More names than anybody has taken by chance.
        const MOST_NAMES: usize = 1000;
        // Whoever changes the working directory in the meantime does not change what is removed.
        let folder = absolute(place.folder())?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        restrict(&mut options, place.replaced.is_some());
        for _ in 0..MOST_NAMES {
            let chance: String = repeat_with(fastrand::alphanumeric).take(12).collect();
            let path = folder.join(format!(".ncloud-{chance}.part"));
            match options.open(&path) {
                Ok(file) => return Ok((file, Self { path: Some(path) })),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "every name for a temporary file is taken",
        ))
    }

    fn move_to(mut self, place: &Path) -> io::Result<()> {
        if let Some(path) = &self.path {
            fs::rename(path, place)?;
        }
        self.path = None;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // Nobody is left to be told; it may be gone already.
            let _ = fs::remove_file(path);
        }
    }
}

/// Nobody else may read what will replace a file that nobody else may read: its rights come when it is whole. Of a file that replaces
/// none, the mask of the process takes its part.
#[cfg(unix)]
fn restrict(options: &mut OpenOptions, replaces: bool) {
    use std::os::unix::fs::OpenOptionsExt as _;

    options.mode(if replaces { 0o600 } else { 0o666 });
}

#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions, _: bool) {}

#[cfg(unix)]
fn keep_rights(file: &fs::File, replaced: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let own = file.metadata()?;
    let differs = |own: u32, replaced: u32| (own != replaced).then_some(replaced);
    let (owner, group) = (
        differs(own.uid(), replaced.uid()),
        differs(own.gid(), replaced.gid()),
    );
    // Only the system's administrator may give files away. To a group, its members may.
    let given = owner.is_some() && fchown(file, owner, group).is_ok();
    if !given && group.is_some() {
        let _ = fchown(file, None, group);
    }
    // Behind the owner, as a change of that one takes rights away.
    file.set_permissions(replaced.permissions())
}

#[cfg(not(unix))]
fn keep_rights(file: &fs::File, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}

/// The name of a file is in its folder, and lost with it when the machine stops.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    // A folder that may be written and not be read cannot be opened, and some file systems sync none.
    let Ok(folder) = fs::File::open(folder(path)) else {
        return Ok(());
    };
    match folder.sync_all() {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Runs work on files where it holds up nobody.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
