//! `~/.ncloud/configure`: keys that stand in the file, or an error that shows none.

use std::{cell::OnceCell, fs};

use ncloud::credentials::configure_file;
use tempfile::NamedTempFile;

use super::call::assert_shown;

pub(super) const WORDS: &[&str] = &[
    "ncloud_access_key_id",
    "ncloud_secret_access_key",
    " = ",
    "=",
    "[DEFAULT]\n",
    "[project]\n",
    "[",
    "]",
    "#",
    "\n",
    "\r\n",
    "\u{feff}",
    "FUZZACCESSKEY0000001",
];

pub(super) fn run(input: &[u8]) {
    thread_local! {
        static FILE: OnceCell<NamedTempFile> = const { OnceCell::new() };
    }
    FILE.with(|file| {
        let file = file.get_or_init(|| NamedTempFile::new().expect("a file"));
        fs::write(file.path(), input).expect("a file that can be written");
        for profile in [None, Some("project"), Some("")] {
            match configure_file::read(file.path(), profile) {
                Ok(keys) => assert_eq!(format!("{keys:?}").find("KEY0000"), None),
                Err(error) => {
                    assert_shown(&error);
                    // Mutants have words of messages as keys too.
                    let text = String::from_utf8_lossy(input);
                    let values = text.lines().filter_map(|line| line.split_once('='));
                    let values =
                        values.filter(|(name, _)| name.trim() == "ncloud_secret_access_key");
                    for (_, value) in values {
                        let value = value.trim();
                        let is_key = value.contains("a-real-secret");
                        let shown = error.to_string();
                        assert!(!is_key || !shown.contains(value), "{shown}");
                    }
                }
            }
        }
    });
}
