//! The history of the specs here.

use std::path::Path;

use super::command_line::{git, run, stderr, stdout};

/// Error codes of two services came and changed in it.
const REVISION: &str = "eb9b0a4817530e42bbac9d835bb3dc315280cdb3";

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Whether the repository is here with a revision; where it is not, the test says so.
fn has(revision: &str) -> bool {
    let found = git(
        Path::new(REPOSITORY),
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            &format!("{revision}:spec"),
        ],
    );
    if found.is_none() {
        eprintln!("skipped: there is no {revision} here, as in a shallow clone");
    }
    found.is_some()
}

#[test]
fn a_change_of_the_past_is_found_in_the_history() {
    let old = format!("{REVISION}~1");
    if !has(&old) || !has(REVISION) {
        return;
    }
    let output = run(
        Path::new(REPOSITORY),
        &[&old, &format!("{REVISION}:spec"), "--released", "0.1.0"],
    );
    if stderr(&output).contains("`ncloud-codegen explain RULE`") {
        eprintln!("skipped: rules of today refuse the specs of that time");
        return;
    }
    assert_eq!(stderr(&output), "");
    insta::assert_snapshot!(stdout(&output).replace(REVISION, "eb9b0a4"), @r"
    eb9b0a4:spec/vpc/service.yaml:89:3: patch [error-code-added] `vpc::error_code::CODE_1000` is new
    eb9b0a4:spec/vserver/service.yaml:109:3: patch [error-code-changed] `vserver::error_code::CODE_1002035` means something else for what callers do next
    eb9b0a4:spec/vserver/service.yaml:109:3: patch [documentation-changed] `vserver::error_code::CODE_1002035` is described differently

    3 changes, 0 breaking; version step: patch, 0.1.0 -> 0.1.1
    ");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_last_revision_is_compared_with_the_folder() {
    if !has("HEAD") {
        return;
    }
    let output = run(Path::new(REPOSITORY), &["HEAD", "spec", "--format", "json"]);
    assert_eq!(stderr(&output), "");
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    let breaks = report["breaking"] != 0;
    assert_eq!(output.status.code(), Some(i32::from(breaks)));
    assert_eq!(
        report["changes"].as_array().unwrap().is_empty(),
        report["step"] == "none"
    );
}
