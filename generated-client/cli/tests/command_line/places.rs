//! Values whose place or beginning has to be said, and readers that go away.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use ncloud_sandbox::Gateway;
use tempfile::TempDir;

use crate::support::{call, printed, program, text};

/// An operation with a name in the path, the query, a header and the body.
const ODD: &str = "\
spec: 1
service: odd
title: Odd
docs: https://api.ncloud-docs.com/docs/odd
url: https://odd.apigw.ntruss.com/odd/v1

operations:
  RenameQueue:
    doc: Renames a queue.
    docs: https://api.ncloud-docs.com/docs/odd-rename
    http: PUT /queues/{name}
    path:
      name: { type: string, doc: Name. }
    body:
      name: { type: string, name: new_name, doc: New name. }
    response:
      id: { type: i64, doc: Number. }
    examples:
      documented:
        request: { name: old }
        body: {\"name\": \"new\"}
        response: {\"id\": 1}

  Move:
    doc: Moves a thing.
    docs: https://api.ncloud-docs.com/docs/odd-move
    http: PUT /things/{name}
    path:
      name: { type: string, doc: Name. }
    query:
      name?: { type: string, name: query_name, doc: Name. }
    headers:
      name?: { type: string, name: header_name, doc: Name. }
    body:
      name: { type: Size, name: body_name, doc: Name. }
      tags?: { type: list<string>, doc: Tags. }
    response:
      id: { type: i64, doc: Number. }
    examples:
      documented:
        request: { path.name: p, query.name: q, header.name: h }
        body: {\"name\": {\"width\": 1}}
        response: {\"id\": 1}
      other:
        request: { path.name: q, query.name: p, header.name: h }
        body: {\"name\": {\"width\": 1}}
        response: {\"id\": 2}

types:
  Size:
    width: { type: i32, doc: Width. }
    note?: { type: string, doc: Note. }
";

fn odd() -> (Gateway, TempDir) {
    let services = ncloud_codegen::load_str("odd.yaml", ODD).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("odd.yaml"), ODD).unwrap();
    (gateway, folder)
}

/// Target, header and body of a call, and the number that is answered.
fn sent(arguments: &[&str]) -> (String, String, String, bool) {
    let (gateway, folder) = odd();
    let shown = printed(&call(&gateway, folder.path(), arguments));
    let requests = gateway.requests();
    let request = requests.first().unwrap();
    let header = request
        .headers
        .get("name")
        .map(|it| it.to_str().unwrap().to_owned());
    (
        request.target.clone(),
        header.unwrap_or_default(),
        text(&request.body),
        shown.contains("\"id\": 2"),
    )
}

fn expected(
    target: &str,
    header: &str,
    body: &str,
    is_other: bool,
) -> (String, String, String, bool) {
    (
        target.to_owned(),
        header.to_owned(),
        body.to_owned(),
        is_other,
    )
}

#[test]
fn an_example_gives_every_place_its_own_value() {
    assert_eq!(
        sent(&["odd.RenameQueue", "--example", "documented"]),
        expected("/odd/v1/queues/old", "", r#"{"name":"new"}"#, false)
    );
    assert_eq!(
        sent(&["odd.Move", "--example", "documented"]),
        expected(
            "/odd/v1/things/p?name=q",
            "h",
            r#"{"name":{"width":1}}"#,
            false
        )
    );
    // The gateway tells the two apart as well.
    assert_eq!(
        sent(&["odd.Move", "--example", "other"]),
        expected(
            "/odd/v1/things/q?name=p",
            "h",
            r#"{"name":{"width":1}}"#,
            true
        )
    );
}

#[test]
fn a_place_says_which_parameter_is_meant() {
    assert_eq!(
        sent(&[
            "odd.RenameQueue",
            "--example",
            "documented",
            "-p",
            "body.name=newer"
        ]),
        expected("/odd/v1/queues/old", "", r#"{"name":"newer"}"#, false)
    );
    assert_eq!(
        sent(&["odd.RenameQueue", "-p", "path.name=a", "-p", "body.name=b"]),
        expected("/odd/v1/queues/a", "", r#"{"name":"b"}"#, false)
    );
    assert_eq!(
        sent(&[
            "odd.Move",
            "-p",
            "path.name=a",
            "-p",
            "query.name=b",
            "-p",
            "header.name=c",
            "-p",
            "body.name.width=4",
            "-p",
            "body.name.note=@@d",
            "-p",
            "tags=@@e",
            "-p",
            "body.tags=f",
        ]),
        expected(
            "/odd/v1/things/a?name=b",
            "c",
            r#"{"name":{"note":"@d","width":4},"tags":["@e","f"]}"#,
            false
        )
    );
}

#[test]
fn a_name_in_several_places_is_asked_about() {
    let (gateway, folder) = odd();
    for (arguments, said) in [
        (
            vec!["odd.RenameQueue", "-p", "name=a"],
            "error: `name` is in several places of `RenameQueue`; write `path.name` or `body.name`\n",
        ),
        (
            vec!["odd.Move", "-p", "name.width=1"],
            "error: `name` is in several places of `Move`; write `path.name` or `query.name` or `header.name` or `body.name`\n",
        ),
    ] {
        let output = call(&gateway, folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stderr), said);
    }
    let output = call(
        &gateway,
        folder.path(),
        &["odd.RenameQueue", "-p", "body.name=a"],
    );
    let said = text(&output.stderr);
    assert!(
        said.contains("`path.name` is required, and not given"),
        "{said}"
    );
    assert!(said.contains("add `--param path.name=..`"), "{said}");
    assert!(gateway.requests().is_empty());
}

#[test]
fn what_is_given_twice_or_too_deep_is_refused() {
    let (gateway, folder) = odd();
    let deep = format!("body.name{}=1", ".a".repeat(60_000));
    for (given, said) in [
        (
            ["body.name.width=1", "body.name.width=2"],
            "error: `name.width` is given twice\n",
        ),
        (
            ["body.name.width=1", "body.name.width.a=2"],
            "error: `name.width.a` is given twice\n",
        ),
        (
            ["path.name=a", &deep],
            "error: the way into `body.name` has 60000 steps, where 100 are the most: give it as JSON, `body.name=..`\n",
        ),
    ] {
        let output = call(
            &gateway,
            folder.path(),
            &["odd.Move", "-p", given[0], "-p", given[1]],
        );
        assert_eq!(text(&output.stderr), said);
        assert_eq!(output.status.code(), Some(2));
    }
    assert!(gateway.requests().is_empty());
}

#[test]
fn an_exchange_is_recorded_with_places_where_it_takes_them() {
    let (gateway, folder) = odd();
    let arguments = [
        "odd.Move",
        "--example",
        "documented",
        "-p",
        "query.name=r",
        "--record",
        "seen",
    ];
    printed(&call(&gateway, folder.path(), &arguments));
    let spec = fs::read_to_string(folder.path().join("odd.yaml")).unwrap();
    assert!(
        spec.contains("      seen:\n        recorded: From a call.\n        request: { path.name: p, header.name: h, query.name: r }\n"),
        "{spec}"
    );
}

#[test]
fn a_text_that_begins_with_the_mark_of_a_file_has_another_one_before_it() {
    let (gateway, folder) = odd();
    let output = call(
        &gateway,
        folder.path(),
        &[
            "odd.RenameQueue",
            "-p",
            "path.name=@example",
            "-p",
            "body.name=b",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: `path.name`: example: No such file or directory (os error 2); the text `@example` is written `@@example`\n"
    );
    for (given, name) in [
        ("@@example", "@example"),
        ("@@@x", "@@x"),
        ("a@b", "a@b"),
        ("@@", "@"),
    ] {
        let body = format!("body.name={given}");
        assert_eq!(
            sent(&["odd.RenameQueue", "-p", "path.name=a", "-p", &body]).2,
            format!(r#"{{"name":"{name}"}}"#)
        );
    }
    let output = call(
        &gateway,
        folder.path(),
        &["odd.RenameQueue", "-p", "path.name=a", "--body", "@@{}"],
    );
    assert!(
        text(&output.stderr).starts_with("error: `--body` is not JSON:"),
        "{}",
        text(&output.stderr)
    );
    let help = text(&program(&["--help"]).output().unwrap().stdout);
    assert!(help.contains("`@@text`"), "{help}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let (gateway, folder) = odd();
    let start = |closed: &str| {
        let mut command = program(&["odd.RenameQueue", "--example", "documented"]);
        command
            .args(["--endpoint", &gateway.url(), "--spec"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        match closed {
            "stdout" => drop(child.stdout.take()),
            _ => drop(child.stderr.take()),
        }
        let mut said = String::new();
        if let Some(stderr) = &mut child.stderr {
            stderr.read_to_string(&mut said).unwrap();
        }
        (child.wait().unwrap().code(), said)
    };
    assert_eq!(start("stdout"), (Some(0), String::new()));
    // The call was made all the same.
    assert_eq!(gateway.requests().len(), 1);
    assert_eq!(start("stderr").0, Some(0));

    let mut failing = program(&["odd.Nothing", "--spec"]);
    failing.arg(folder.path()).stderr(Stdio::piped());
    let mut child = failing.spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let (gateway, folder) = odd();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = program(&[
        "odd.RenameQueue",
        "--example",
        "documented",
        "--endpoint",
        &gateway.url(),
        "--spec",
    ])
    .arg(folder.path())
    .stdout(full)
    .output()
    .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).starts_with("error: standard output: "),
        "{}",
        text(&output.stderr)
    );
}
