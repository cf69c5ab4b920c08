//! Fixtures, and what every test does with them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ncloud_codegen::{Finding, Report, ir::Service};

/// A path below the package.
pub(crate) fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The specs of a folder that are one file each, by name.
pub(crate) fn specs(folder: &str) -> Vec<PathBuf> {
    let is_file = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    };
    let mut specs = specs_and_folders(folder);
    specs.retain(is_file);
    assert!(!specs.is_empty(), "no specs in {folder}");
    specs
}

/// The specs of a folder, those of several files too, by name.
pub(crate) fn specs_and_folders(folder: &str) -> Vec<PathBuf> {
    let mut specs: Vec<PathBuf> = fs::read_dir(path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.is_dir()
                || path
                    .extension()
                    .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    specs.sort();
    specs
}

/// Every file of the specs in a folder, parts included, by name.
pub(crate) fn spec_files(folder: &str) -> Vec<PathBuf> {
    specs_and_folders(folder)
        .into_iter()
        .flat_map(|spec| {
            if spec.is_dir() {
                specs_and_folders(spec.to_str().unwrap())
            } else {
                vec![spec]
            }
        })
        .collect()
}

/// The name of a file without its folder and its last extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

pub(crate) fn load(path: &Path) -> Vec<Service> {
    ncloud_codegen::load([path]).unwrap_or_else(|report| panic!("{report}"))
}

/// The only service of a text.
pub(crate) fn service(text: &str) -> Service {
    let mut services =
        ncloud_codegen::load_str("spec.yaml", text).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(services.len(), 1);
    services.remove(0)
}

/// The findings of a text.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    match ncloud_codegen::load_str("spec.yaml", text) {
        Ok(_) => Vec::new(),
        Err(report) => report.findings(),
    }
}

/// Settings of snapshots that stand in a folder of their own under their own names.
pub(crate) fn snapshots(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Every finding with the text that stands at its place, so that a reader sees whether the place is the right one.
pub(crate) fn described(report: &Report, text_of: impl Fn(&str) -> String) -> String {
    report
        .findings()
        .iter()
        .map(|finding| {
            let place = &finding.place;
            let mut text = format!(
                "{}:{} {}\n     at: {}\n",
                place.line,
                place.column,
                finding.message,
                excerpt(&text_of(&place.file), place.line, place.column),
            );
            for (place, label) in &finding.related {
                let excerpt = excerpt(&text_of(&place.file), place.line, place.column);
                text.push_str(&format!(
                    "   note: {label}, {}:{}: {excerpt}\n",
                    place.line, place.column
                ));
            }
            if let Some(hint) = &finding.hint {
                text.push_str(&format!("   help: {hint}\n"));
            }
            text
        })
        .collect()
}

/// The text from a place to the end of its line, cut at forty characters.
fn excerpt(text: &str, line: usize, column: usize) -> String {
    // A carriage return by itself breaks a line too.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let line = text.lines().nth(line - 1).unwrap_or_default();
    let excerpt: String = line.chars().skip(column - 1).take(40).collect();
    excerpt.trim_end().to_owned()
}
