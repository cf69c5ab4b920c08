//! The program, a gateway that it calls, and a spec that is made for these tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ncloud_sandbox::{
    Gateway, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID, SAMPLE_SECRET_KEY,
};
use tempfile::TempDir;

pub(crate) const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A gateway that serves a spec of the repository.
pub(crate) fn gateway(spec: &str) -> Gateway {
    let services = ncloud_codegen::load([spec_of(spec)]).unwrap();
    Gateway::builder().specs(services).start_blocking().unwrap()
}

pub(crate) fn spec_of(spec: &str) -> PathBuf {
    Path::new(REPOSITORY).join("spec").join(spec)
}

pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ncloud"));
    command
        .args(["spec", "call"])
        .args(arguments)
        .env_clear()
        .env("NCLOUD_ACCESS_KEY_ID", SAMPLE_ACCESS_KEY)
        .env("NCLOUD_SECRET_ACCESS_KEY", SAMPLE_SECRET_KEY);
    command
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Calls the gateway with the spec at a path. No key is ever in what is printed.
pub(crate) fn call(gateway: &Gateway, spec: &Path, arguments: &[&str]) -> Output {
    let mut command = program(arguments);
    command
        .args(["--endpoint", &gateway.url(), "--spec"])
        .arg(spec)
        .env("NCLOUD_SERVICE_KEY_ID", SAMPLE_API_KEY_ID)
        .env("NCLOUD_SERVICE_KEY", SAMPLE_API_KEY);
    let output = command.output().unwrap();
    let all = text(&output.stdout) + &text(&output.stderr);
    for secret in [
        SAMPLE_ACCESS_KEY,
        SAMPLE_SECRET_KEY,
        SAMPLE_API_KEY_ID,
        SAMPLE_API_KEY,
    ] {
        assert!(!all.contains(secret), "{all}");
    }
    output
}

/// Invites a member with a message, whose name and address are sensitive.
pub(crate) fn invite(gateway: &Gateway, spec: &Path, message: &str, more: &[&str]) -> Output {
    let message = format!("inviteMessage={message}");
    let mut arguments = vec![
        "organization.InviteAccount",
        "-p",
        "loginId=gildong@example.com",
        "-p",
        "memberName=Hong Gil Dong",
        "-p",
        &message,
    ];
    arguments.extend(more);
    call(gateway, spec, &arguments)
}

/// What is printed on success, and no finding.
pub(crate) fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

/// A spec of a service that is made for these tests.
pub(crate) const LIBRARY: &str = "\
spec: 1
service: library
title: Library
docs: https://api.ncloud-docs.com/docs/library
url: https://library.apigw.ntruss.com/lib/v1

operations:
  GetBook:
    doc: Returns a book.
    docs: https://api.ncloud-docs.com/docs/library-book
    http: GET /books/{name}
    path:
      name: { type: string, doc: Name. }
    response: Book
    examples:
      documented:
        request: {name: dune}
        response: {\"title\": \"Dune\", \"pages\": 412, \"owner\": \"Hong Gil Dong\"}

types:
  Book:
    title: { type: string, doc: Title. }
    pages: { type: i32, doc: Number of pages. }
    owner: { type: string, doc: Who has it., sensitive: true }
";

/// A gateway with the spec, and a file with another form of it.
pub(crate) fn library(edited: &str) -> (Gateway, TempDir, PathBuf) {
    let services = ncloud_codegen::load_str("library.yaml", LIBRARY).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("library.yaml");
    fs::write(&file, edited).unwrap();
    (gateway, folder, file)
}

/// What is printed below the status and the headers of an answer.
pub(crate) fn after_head(output: &Output) -> String {
    let shown = text(&output.stdout);
    let (_, answer) = shown.split_once(" ms, ").unwrap();
    let (_, body) = answer.split_once("\n\n").unwrap();
    body.to_owned()
}
