//! What `diff` prints, where it reads, and its exit status.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ncloud-codegen"))
        .arg("diff")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// What is printed with an exit status, and nothing beside it.
fn printed(folder: &Path, arguments: &[&str], status: i32) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    stdout(&output).to_owned()
}

/// What is said of a failure that is no answer.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output).to_owned()
}

/// A spec with these parameters in the query.
fn spec(query: &str) -> String {
    format!(
        "spec: 1
service: sample
title: Sample
docs: https://docs.example.com/sample
url: https://sample.example.com/v1
operations:
  Get:
    doc: Gets.
    docs: https://docs.example.com/get
    http: GET /things
    query:
      from: i64
{query}"
    )
}

const REMOVED: &str = "      to?: i64\n";
const ADDED: &str = "      at?: string\n";

/// A folder with `old.yaml`, `more.yaml` (with another parameter) and `less.yaml` (without one).
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("old.yaml", REMOVED.to_owned()),
        ("more.yaml", format!("{REMOVED}{ADDED}")),
        ("less.yaml", String::new()),
    ];
    for (file, query) in files {
        fs::write(folder.path().join(file), spec(&query)).unwrap();
    }
    folder
}

#[test]
fn the_exit_status_says_whether_something_breaks() {
    let folder = folder();
    let folder = folder.path();
    assert_eq!(
        printed(folder, &["old.yaml", "old.yaml", "--released", "1.2.3"], 0),
        "0 changes, 0 breaking; version step: none, 1.2.3 -> 1.2.3\n"
    );
    assert_eq!(
        printed(folder, &["old.yaml", "more.yaml", "--released", "1.2.3"], 0),
        "more.yaml:14:7: minor [optional-parameter-added] `sample::Get::at` is new\n\n\
         1 change, 0 breaking; version step: minor, 1.2.3 -> 1.3.0\n"
    );
    assert_eq!(
        printed(folder, &["old.yaml", "less.yaml", "--released", "1.2.3"], 1),
        "old.yaml:13:7: major, breaking [parameter-removed] `sample::Get::to` is gone\n\n\
         1 change, 1 breaking; version step: major, 1.2.3 -> 2.0.0\n"
    );
}

#[test]
fn below_one_a_break_is_a_minor_step() {
    let folder = folder();
    assert_eq!(
        printed(
            folder.path(),
            &["more.yaml", "less.yaml", "--released", "0.4.2"],
            1
        ),
        "more.yaml:13:7: minor, breaking [parameter-removed] `sample::Get::to` is gone\n\
         more.yaml:14:7: minor, breaking [parameter-removed] `sample::Get::at` is gone\n\n\
         2 changes, 2 breaking; version step: minor, 0.4.2 -> 0.5.0\n"
    );
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = folder();
    let text = printed(
        folder.path(),
        &[
            "old.yaml",
            "less.yaml",
            "--released",
            "1.2.3",
            "--format",
            "json",
        ],
        1,
    );
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        report,
        serde_json::json!({
            "breaking": 1,
            "step": "major",
            "released": "1.2.3",
            "next": "2.0.0",
            "changes": [{
                "rule": "parameter-removed",
                "breaking": true,
                "step": "major",
                "subject": "sample::Get::to",
                "message": "is gone",
                "side": "old",
                "file": "old.yaml",
                "line": 13,
                "column": 7,
            }],
        })
    );
}

#[test]
fn what_cannot_be_compared_is_another_failure() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("faulty.yaml"), "spec: 1\n").unwrap();
    fs::create_dir(folder.join("empty")).unwrap();
    let findings = refused(folder, &["old.yaml", "faulty.yaml"]);
    assert!(findings.contains("error[missing-key]"), "{findings}");
    assert_eq!(
        refused(folder, &["old.yaml", "empty"]),
        "error: no specs (*.yaml) in empty\n"
    );
    let unknown = refused(folder, &["missing.yaml", "old.yaml"]);
    assert!(
        unknown.starts_with(
            "error: `missing.yaml` is no file, no folder, and no revision with specs: "
        ),
        "{unknown}"
    );
    for version in ["1.0", "v1.0.0", ""] {
        let said = refused(folder, &["old.yaml", "old.yaml", "--released", version]);
        assert!(said.contains("a version is three numbers"), "{said}");
    }
}

/// Runs git in a folder, as nobody in particular and without the settings of whoever runs the test.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=nobody",
            "-c",
            "user.email=nobody@example.com",
        ])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .current_dir(folder)
        .output()
        .ok()?;
    let said = String::from_utf8(output.stdout).unwrap();
    output.status.success().then(|| said.trim().to_owned())
}

#[test]
fn revisions_are_read_from_the_repository_around() {
    let repository = tempfile::tempdir().unwrap();
    let top = repository.path();
    let below = top.join("client");
    fs::create_dir_all(below.join("spec/parts")).unwrap();
    let commit = || {
        git(top, &["add", "."]).unwrap();
        git(top, &["commit", "--quiet", "--message", "A state"]).unwrap();
    };
    git(top, &["init", "--quiet"]).unwrap();
    fs::write(below.join("spec/sample.yaml"), spec(REMOVED)).unwrap();
    fs::write(below.join("spec/notes.md"), "no spec").unwrap();
    commit();
    fs::write(below.join("spec/sample.yaml"), spec("")).unwrap();
    commit();
    // What is not committed is read from the folder alone.
    fs::write(below.join("spec/sample.yaml"), spec(ADDED)).unwrap();

    let gone = "HEAD~1:client/spec/sample.yaml:13:7: minor, breaking [parameter-removed] \
                `sample::Get::to` is gone\n\n\
                1 change, 1 breaking; version step: minor, 0.1.0 -> 0.2.0\n";
    let released = ["--released", "0.1.0"];
    let compared = |folder: &Path, old: &str, new: &str, status: i32| {
        printed(folder, &[&[old, new], released.as_slice()].concat(), status)
    };
    assert_eq!(
        compared(top, "HEAD~1:client/spec", "HEAD:client/spec", 1),
        gone
    );
    assert_eq!(compared(&below, "HEAD~1:client/spec", "HEAD", 1), gone);
    assert_eq!(
        compared(&below, "HEAD~1", "HEAD:./spec/", 1),
        gone.replace("client/", "")
    );
    assert_eq!(
        compared(top, "HEAD~1:client/spec/sample.yaml", "HEAD:client", 1),
        gone
    );
    assert_eq!(
        compared(&below, "HEAD", "spec", 0),
        "spec/sample.yaml:13:7: patch [optional-parameter-added] `sample::Get::at` is new\n\n\
         1 change, 0 breaking; version step: patch, 0.1.0 -> 0.1.1\n"
    );

    for unknown in ["HEAD~9", "HEAD:no-folder", "--all", "HEAD:"] {
        let said = refused(&below, &["spec", "--", unknown]);
        assert!(said.starts_with("error: "), "{unknown}: {said}");
    }
}

#[test]
fn rules_of_changes_are_explained() {
    let explain = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_ncloud-codegen"))
            .arg("explain")
            .args(arguments)
            .output()
            .unwrap()
    };
    insta::assert_snapshot!(stdout(&explain(&["parameter-required"])), @r"
    parameter-required (breaking)

    A parameter that was optional must be given.

    It is an argument of `new` more, its setter is gone, and its field is no `Option` any more.
    ");
    assert_eq!(
        stderr(&explain(&["paramter-required"])),
        "error: there is no rule `paramter-required`; did you mean `parameter-required`?\n"
    );
}
