//! Specs and fixtures in folders. Paths are those of the package under test, where cargo starts its tests and its build script.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn is_spec(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml")
}

/// All that is in a folder, by name.
///
/// # Panics
///
/// If it cannot be read.
#[must_use]
pub fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = folder.as_ref();
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The specs of a folder that are one file each, by name.
///
/// # Panics
///
/// If there is none.
#[must_use]
pub fn specs(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut specs = entries(&folder);
    specs.retain(|path| is_spec(path));
    assert!(
        !specs.is_empty(),
        "no specs in {}",
        folder.as_ref().display()
    );
    specs
}

/// The specs of a folder, those of several files too, by name.
#[must_use]
pub fn specs_and_folders(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut specs = entries(folder);
    specs.retain(|path| path.is_dir() || is_spec(path));
    specs
}

/// The spec of a name in a folder: a file, or a folder of several.
#[must_use]
pub fn spec(folder: impl AsRef<Path>, name: &str) -> PathBuf {
    let path = folder.as_ref().join(name);
    if path.is_dir() {
        path
    } else {
        path.with_extension("yaml")
    }
}

/// Every file of the specs in a folder, parts included, by name.
#[must_use]
pub fn spec_files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let specs = specs_and_folders(folder).into_iter();
    specs
        .flat_map(|spec| {
            if spec.is_dir() {
                specs_and_folders(spec)
            } else {
                vec![spec]
            }
        })
        .collect()
}

/// The name of a file without its folder and its last extension.
///
/// # Panics
///
/// If it has none.
#[must_use]
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The name of a file without its folder.
///
/// # Panics
///
/// If it has none.
#[must_use]
pub fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}
