//! Revisions of a repository: one that is made for the test, and the one here.

use std::{fs, path::Path};

use super::command_line::{git, run, stderr, stdout};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A repository whose `spec` is committed in these states, one after the other.
fn repository(states: &[&Path]) -> tempfile::TempDir {
    let repository = tempfile::tempdir().unwrap();
    let top = repository.path();
    git(top, &["init", "--quiet"]).unwrap();
    for state in states {
        copy(state, &top.join("spec"));
        git(top, &["add", "."]).unwrap();
        git(top, &["commit", "--quiet", "--message", "A state"]).unwrap();
    }
    repository
}

/// A file, named after its service, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    if from.is_file() {
        fs::copy(from, to.join("sample.yaml")).unwrap();
        return;
    }
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn a_change_of_the_past_is_found_in_the_history() {
    let fixture = Path::new(REPOSITORY).join("tests/fixtures/diff/error-code-added");
    let repository = repository(&[&fixture.join("old.yaml"), &fixture.join("new.yaml")]);
    let arguments = ["HEAD~1", "HEAD", "--released", "1.2.3"];
    let output = run(repository.path(), &arguments);
    assert_eq!(stderr(&output), "");
    assert_eq!(
        stdout(&output),
        "HEAD:spec/sample.yaml:16:3: minor [error-code-added] `sample::error_code::E2` is new\n\n\
         1 change, 0 breaking; version step: minor, 1.2.3 -> 1.3.0\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_spec_is_the_same_in_a_revision_as_in_a_folder() {
    let specs = Path::new(REPOSITORY).join("spec");
    let repository = repository(&[&specs]);
    let arguments = ["HEAD", "spec", "--released", "1.2.3"];
    let output = run(repository.path(), &arguments);
    assert_eq!(stderr(&output), "");
    assert_eq!(
        stdout(&output),
        "0 changes, 0 breaking; version step: none, 1.2.3 -> 1.2.3\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

/// What changed since is not known here; that it adds up is.
#[test]
fn the_last_revision_is_compared_with_the_folder() {
    let top = Path::new(REPOSITORY);
    if git(top, &["rev-parse", "--verify", "--quiet", "HEAD:spec"]).is_none() {
        eprintln!("skipped: this is no repository; another test has made one");
        return;
    }
    let output = run(top, &["HEAD", "spec", "--format", "json"]);
    assert_eq!(stderr(&output), "");
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    let breaks = report["breaking"] != 0;
    assert_eq!(output.status.code(), Some(i32::from(breaks)));
    assert_eq!(
        report["changes"].as_array().unwrap().is_empty(),
        report["step"] == "none"
    );
}
