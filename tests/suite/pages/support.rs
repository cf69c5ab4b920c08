//! The files of the repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold what was built, or what others wrote.
const LEFT_OUT: [&str; 4] = [".git", "corpus", "fixtures", "target"];

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of the repository that ends so, by its path from the top. Links are not followed.
pub(crate) fn files(extensions: &[&str]) -> Vec<String> {
    let top = repository();
    let mut folders = vec![top.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let (kind, path) = (entry.file_type().unwrap(), entry.path());
            let name = entry.file_name().into_string().unwrap();
            if kind.is_dir() && !LEFT_OUT.contains(&name.as_str()) {
                folders.push(path);
            } else if kind.is_file()
                && extensions
                    .iter()
                    .any(|extension| name.ends_with(&format!(".{extension}")))
            {
                let path = path.strip_prefix(&top).unwrap();
                files.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

pub(crate) fn text(path: &str) -> String {
    let text = fs::read_to_string(repository().join(path));
    text.unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands in code spans of a line.
pub(crate) fn in_code(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}
