//! Fixtures, and what every test does with them.

use std::path::{Path, PathBuf};

use ncloud_codegen::{Finding, Report, ir::Service};
pub(crate) use ncloud_test_support::files::{spec, spec_files, specs, specs_and_folders, stem};

/// A path below the package.
pub(crate) fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
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

/// Findings as the command line draws them, with the path of the file as the test gave it.
pub(crate) fn drawn(report: &Report) -> String {
    ncloud_tools::drawn(report, false)
}
