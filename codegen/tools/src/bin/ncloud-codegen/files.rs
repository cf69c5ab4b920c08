//! Where products go.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ncloud_codegen::printable;

use crate::failure::Failure;

/// A part of a document: printed, or put in its place in a file.
pub(crate) fn printed(
    text: String,
    into: Option<&Path>,
    replaced: impl Fn(&str, &str) -> Option<String>,
) -> Result<String, Failure> {
    let Some(file) = into else {
        return Ok(text);
    };
    let failed =
        |error: &dyn std::fmt::Display| Failure::Other(format!("{}: {error}", file.display()));
    let document = fs::read_to_string(file).map_err(|error| failed(&error))?;
    let document = replaced(&document, &text).ok_or_else(|| failed(&"has no markers for it"))?;
    fs::write(file, document).map_err(|error| failed(&error))?;
    Ok(format!("{}\n", shown(file)))
}

/// A path in a line of its own.
pub(crate) fn shown(path: &Path) -> String {
    printable::line(&path.display().to_string()).into_owned()
}

/// Writes files into a folder, and says which. Folders are made if they are not there.
pub(crate) fn write_all(
    folder: &Path,
    files: impl IntoIterator<Item = (PathBuf, String)>,
) -> Result<String, Failure> {
    let failed =
        |path: &Path, error: io::Error| Failure::Other(format!("{}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut written = String::new();
    for (path, text) in files {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
        }
        fs::write(&path, text).map_err(|error| failed(&path, error))?;
        written.push_str(&format!("{}\n", shown(&path)));
    }
    Ok(written)
}
