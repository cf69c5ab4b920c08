//! The program as a person runs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/specs");

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ncloud-sandbox"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn output(arguments: &[&str]) -> (Output, String) {
    let output = program(arguments).output().unwrap();
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    (output, message)
}

/// A program that is stopped when the test ends, whichever way.
struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = program(arguments).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert_ne!(
            self.lines.read_line(&mut line).unwrap(),
            0,
            "it has stopped"
        );
        line.trim_end().to_owned()
    }
}

fn ask(address: &str, request_line: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{request_line} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn tells_what_it_serves_and_what_it_sees() {
    let mut running = Running::start(&["--spec", SPECS, "--misbehave", "close", "--times", "1"]);
    let first = running.line();
    let address = first.strip_prefix("Listening on http://").unwrap();
    let mut overview = Vec::new();
    loop {
        match running.line() {
            line if line == "Ctrl-C stops it. Requests:" => break,
            line => overview.push(line),
        }
    }
    for expected in [
        "Library (library)".to_owned(),
        "  GetBook        GET    /lib/v1/books/{name}".to_owned(),
        "  NCLOUD_ACCESS_KEY_ID=SANDBOXACCESSKEY0001".to_owned(),
        "  NCLOUD_SECRET_ACCESS_KEY=SandboxSecretKeyThatIsNoSecretAtAll00001".to_owned(),
        format!("      .endpoint(\"search\", \"http://{address}\")"),
        format!("      .endpoint(\"pictures\", \"http://{address}/custom/v1/1234/abcd\")"),
        format!("      .endpoint(\"pictures.GetSize\", \"http://{address}\")"),
        "      .service_key(\"pictures\", ncloud::ServiceKey::named([(\"x-picture-secret\", \"sandbox-no-secret-of-x-picture-secret\")])?)".to_owned(),
    ] {
        assert!(
            overview.contains(&expected),
            "{expected:?} is not in {overview:#?}"
        );
    }

    assert_eq!(ask(address, "GET /lib/v1/books/a%20b?x=1"), "");
    assert_eq!(
        running.line(),
        "GET /lib/v1/books/a%20b?x=1  library.GetBook: refused with 401/200 Authentication Failed: \
         x-ncp-apigw-timestamp is missing or empty; connection closed without an answer"
    );
    assert!(ask(address, "GET /nowhere").starts_with("HTTP/1.1 401 Unauthorized\r\n"));
    assert_eq!(
        running.line(),
        "GET /nowhere  refused with 401/200 Authentication Failed: x-ncp-apigw-timestamp is missing or empty"
    );
}

#[test]
fn titles_are_shown_without_what_a_terminal_obeys() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("books.yaml");
    let text = "spec: 1\nservice: books\ntitle: \"B\\e[31m\\x9b31m\\u202Eooks\\r\\nListening\"\n\
                docs: https://api.ncloud-docs.com/docs/books\nurl: https://books.apigw.ntruss.com\noperations:\n  \
                GetBook: { doc: Gets., docs: https://api.ncloud-docs.com/docs/books, http: GET /book, response: { a: { type: string, doc: A. } } }\n";
    std::fs::write(&spec, text).unwrap();
    let mut running = Running::start(&["--spec", spec.to_str().unwrap()]);
    assert!(running.line().starts_with("Listening on "));
    assert_eq!(running.line(), "");
    assert_eq!(
        running.line(),
        "B\\u{1b}[31m\\u{9b}31m\\u{202e}ooks\\r\\nListening (books)"
    );
    assert_eq!(running.line(), "  GetBook  GET    /book");
}

#[test]
fn tells_programs_where_it_is_and_serves_what_they_ask_for() {
    let mut running = Running::start(&[
        "--spec",
        SPECS,
        "--announce",
        "json",
        "--service",
        "pictures",
    ]);
    let announced: serde_json::Value = serde_json::from_str(&running.line()).unwrap();
    let url = announced.get("url").unwrap().as_str().unwrap();
    assert_eq!(
        announced,
        serde_json::json!({
            "url": url,
            "access_key": "SANDBOXACCESSKEY0001",
            "secret_key": "SandboxSecretKeyThatIsNoSecretAtAll00001",
            "services": [{
                "service": "pictures",
                "endpoints": {
                    "pictures": format!("{url}/custom/v1/1234/abcd"),
                    "pictures.GetSize": url,
                },
                "pair": null,
                "named": { "x-picture-secret": "sandbox-no-secret-of-x-picture-secret" },
            }],
        })
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it() {
    let mut running = Running::start(&["--spec", SPECS]);
    while running.line() != "Ctrl-C stops it. Requests:" {}
    let process = running.child.id().to_string();
    let sent = Command::new("kill")
        .args(["-INT", &process])
        .status()
        .unwrap();
    assert!(sent.success());
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
}

#[test]
fn faults_of_specs_are_printed_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.yaml");
    std::fs::write(&file, "spec: 1\nservice: broken\nsurprise: yes\n").unwrap();
    let (output, message) = output(&["--spec", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let place = format!("{}:3:1: error[unknown-key]", file.display());
    assert!(message.contains(&place), "{message}");
    assert!(output.stdout.is_empty());
}

#[test]
fn port_that_is_taken_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let port = address.port().to_string();
    let (output, message) = output(&["--spec", SPECS, "--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let beginning = format!("cannot listen on {address}; another program may hold the port");
    assert!(message.starts_with(&beginning), "{message}");
}

#[test]
fn wrong_arguments_are_told() {
    assert!(Path::new(SPECS).is_dir());
    for (arguments, words) in [
        (
            ["--misbehave", "sulk"],
            "no misbehaviour is written \"sulk\"",
        ),
        (["--access-key", "X"], "--secret-key <KEY>"),
        (["--times", "1"], "--misbehave <KIND[:ARG]>"),
    ] {
        let (output, message) = output(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn all_services_are_served_and_their_twins_told_apart() {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    let mut running = Running::start(&["--spec", specs, "--announce", "json"]);
    let announcement: serde_json::Value = serde_json::from_str(&running.line()).unwrap();
    let url = announcement["url"].as_str().unwrap();
    let endpoint = |service: &str| {
        let mut services = announcement["services"].as_array().unwrap().iter();
        let found = services.find(|it| it["service"] == service).unwrap();
        found["endpoints"][service].as_str().unwrap().to_owned()
    };
    assert_eq!(endpoint("vpc"), url);
    assert_eq!(endpoint("source_build"), format!("{url}/~source_build"));
}

#[test]
fn a_program_that_keeps_state_says_so_of_each_request() {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kept");
    let mut running = Running::start(&["--spec", specs, "--state", "--announce", "json"]);
    let announcement: serde_json::Value = serde_json::from_str(&running.line()).unwrap();
    let address = announcement["url"].as_str().unwrap();
    let address = address.strip_prefix("http://").unwrap();
    // Without a signature, as the operation takes none.
    ask(address, "GET /shop/v1/carts");
    assert_eq!(
        running.line(),
        "GET /shop/v1/carts  shop.ListCarts: accepted, answer from what is kept"
    );
    ask(address, "GET /shop/v1/prices");
    assert_eq!(
        running.line(),
        "GET /shop/v1/prices  shop.ListPrices: accepted, answer made from the types; not kept: the spec does not tell what it does to what"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    // Before anybody knows where it is, there is nothing to go on for.
    let mut child = program(&["--spec", SPECS]).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(
        (child.wait().unwrap().code(), said),
        (Some(0), String::new())
    );

    // Afterwards the gateway is there for its answers.
    let mut child = program(&["--spec", SPECS]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    drop(lines);
    let address = first
        .trim_end()
        .strip_prefix("Listening on http://")
        .unwrap();
    for _ in 0..3 {
        assert!(ask(address, "GET /nowhere").starts_with("HTTP/1.1 401 Unauthorized\r\n"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
