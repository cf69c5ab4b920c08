//! The saved pages, and drafts of them.

use std::{fs, path::PathBuf};

use ncloud_tools::draft::{self, Options, Page};

use crate::support;

const PAGES: &str = "fixtures/pages";

pub(super) fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(support::path(PAGES))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let extension = path.extension().unwrap();
            extension != "expected" && !path.ends_with("README.md")
        })
        .collect();
    pages.sort();
    pages
}

pub(super) fn read(page: &str) -> String {
    fs::read_to_string(support::path(PAGES).join(page)).unwrap()
}

pub(super) fn drafted(page: &str, options: &Options) -> String {
    let text = read(page);
    let pages = [Page {
        name: page,
        text: &text,
    }];
    draft::draft(&pages, options).unwrap().text
}
