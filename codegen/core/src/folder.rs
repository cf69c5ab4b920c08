//! Which files a path of specs stands for: itself, or the files of a folder and of the folders in it.
//!
//! A path that is given is followed wherever it leads. What lies in a folder is not: a link there could lead in circles or out
//! of the folder, a pipe could hold up the reader for ever. Both are named, and the rest is read.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// A file that is to be read, or why there is none.
#[derive(Debug)]
pub struct Found {
    pub path: PathBuf,
    pub(crate) fault: Option<Fault>,
}

/// Why something in a folder of specs is not read.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) why: String,
    pub(crate) hint: &'static str,
}

impl Found {
    fn faulty(path: PathBuf, why: impl Into<String>, hint: &'static str) -> Self {
        let why = why.into();
        Self {
            path,
            fault: Some(Fault { why, hint }),
        }
    }
}

const UNLISTED: &str = "check the permissions of the folder";

/// The files of a path, in the order of their names.
pub fn specs(path: &Path) -> Vec<Found> {
    specs_where(path, &|_| true)
}

/// The files of a path; in a folder, those of the files and folders whose name without its extension is chosen.
pub(crate) fn specs_where(path: &Path, is_chosen: &dyn Fn(&OsStr) -> bool) -> Vec<Found> {
    let path = match resolved(path) {
        Ok(path) => path,
        Err(fault) => {
            return vec![Found {
                path: path.to_owned(),
                fault: Some(fault),
            }];
        }
    };
    let mut found = Vec::new();
    match fs::metadata(&path) {
        Err(error) => found.push(Found::faulty(
            path,
            format!("cannot be read: {error}"),
            "give the path of a spec or of a folder of specs",
        )),
        Ok(metadata) if metadata.is_dir() => {
            in_folder(&path, Depth::Services, is_chosen, &mut found)
        }
        // What a shell hands over, `<(..)` or standard input, stands below these.
        Ok(metadata)
            if metadata.is_file() || path.starts_with("/dev") || path.starts_with("/proc") =>
        {
            found.push(Found { path, fault: None });
        }
        Ok(metadata) => found.push(not_a_file(path, metadata.file_type())),
    }
    found
}

/// Where a path leads. Git writes the text of a symbolic link where it may not make one, as it is on Windows: a small file that
/// holds nothing but the way to a folder stands for that folder.
pub(crate) fn resolved(path: &Path) -> Result<PathBuf, Fault> {
    /// Longer than any path.
    const LONGEST: u64 = 4096;
    let is_small =
        |metadata: fs::Metadata| metadata.is_file() && (1..=LONGEST).contains(&metadata.len());
    if is_yaml(path) || !fs::metadata(path).is_ok_and(is_small) {
        return Ok(path.to_owned());
    }
    let Ok(text) = fs::read_to_string(path) else {
        return Ok(path.to_owned());
    };
    let target = text.trim_end_matches(['\r', '\n']);
    let is_path = !target.is_empty()
        && !target.contains([':', '{', '"'])
        && !target.contains(char::is_control);
    if !is_path || Path::new(target).is_absolute() {
        return Ok(path.to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("")).join(target);
    if folder.is_dir() {
        Ok(folder)
    } else if target.starts_with("../") || target.starts_with("./") {
        Err(Fault {
            why: format!(
                "is a file that holds `{target}`, as git writes a symbolic link where it may not make one, and there is no such folder"
            ),
            hint: "check out with `git -c core.symlinks=true checkout`, or give the folder of the specs itself",
        })
    } else {
        Ok(path.to_owned())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Services,
    /// Of a service in several files.
    Parts,
}

fn in_folder(
    folder: &Path,
    depth: Depth,
    is_chosen: &dyn Fn(&OsStr) -> bool,
    found: &mut Vec<Found>,
) {
    let entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let why = format!("cannot be listed: {error}");
            found.push(Found::faulty(folder.to_owned(), why, UNLISTED));
            return;
        }
    };
    for path in entries {
        if !path.file_stem().is_some_and(is_chosen) {
            continue;
        }
        let kind = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => {
                if is_yaml(&path) {
                    let why = format!("cannot be read: {error}");
                    found.push(Found::faulty(
                        path,
                        why,
                        "check that the file exists and may be read",
                    ));
                }
                continue;
            }
        };
        if kind.is_symlink() {
            let is_meant = is_yaml(&path) || path.is_dir();
            if is_meant {
                found.push(Found::faulty(
                    path,
                    "is a link, which is not followed in a folder of specs",
                    "put what it leads to in its place, or give that as a path of its own",
                ));
            }
        } else if kind.is_dir() && depth == Depth::Services {
            in_folder(&path, Depth::Parts, &|_| true, found);
        } else if kind.is_dir() {
            if let Some(fault) = below_parts(&path) {
                found.push(fault);
            }
        } else if is_yaml(&path) {
            found.push(if kind.is_file() {
                Found { path, fault: None }
            } else {
                not_a_file(path, kind)
            });
        }
    }
}

/// A folder of a service has no folders with specs.
fn below_parts(folder: &Path) -> Option<Found> {
    match entries(folder) {
        Ok(entries) if !entries.iter().any(|path| is_yaml(path)) => None,
        Ok(_) => Some(Found::faulty(
            folder.to_owned(),
            "is a folder with specs too deep: they are read in a folder, and in the folders in it",
            "move its files up, into the folder of the service",
        )),
        Err(error) => {
            let why = format!("cannot be listed: {error}");
            Some(Found::faulty(folder.to_owned(), why, UNLISTED))
        }
    }
}

/// What a folder has, by name. Names that begin with a dot are of others: of git, and of editors, which mark files that are being
/// changed so.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn not_a_file(path: PathBuf, kind: fs::FileType) -> Found {
    let why = format!("is {}, not a file", name_of(kind));
    Found::faulty(path, why, "put a file in its place")
}

#[cfg(unix)]
fn name_of(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn name_of(_: fs::FileType) -> &'static str {
    "something else"
}

/// Whether the name is that of a spec.
pub fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    })
}

/// A path as messages show it, with `/` between folders.
pub(crate) fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}
