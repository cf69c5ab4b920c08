//! A file whose text is replaced as a whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Puts a text in place of another, with the rights of the file and behind links to it; `false` where the file no longer holds what it
/// should.
///
/// The text goes to a file beside it first, so that whoever reads sees the one or the other.
pub(crate) fn replace(path: &str, before: &str, after: &str) -> io::Result<bool> {
    let target = fs::canonicalize(path)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    // With a dot in front, which keeps it from being read as a spec.
    let mut temporary = tempfile::Builder::new()
        .prefix(".ncloud-")
        .tempfile_in(folder)?;
    temporary.write_all(after.as_bytes())?;
    temporary
        .as_file()
        .set_permissions(fs::metadata(&target)?.permissions())?;
    temporary.as_file().sync_all()?;
    if fs::read(&target)? != before.as_bytes() {
        return Ok(false);
    }
    temporary.persist(&target).map_err(|error| error.error)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_what_is_known_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        fs::write(&file, "one").unwrap();
        let path = file.to_str().unwrap();
        assert!(!replace(path, "other", "two").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        assert!(replace(path, "one", "two").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn rights_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
        fs::write(&file, "one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.yaml", &link).unwrap();
        assert!(replace(link.to_str().unwrap(), "one", "two").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
