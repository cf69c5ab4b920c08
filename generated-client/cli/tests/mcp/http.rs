//! Streamable HTTP: who is let in.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use ncloud_sandbox::Gateway;

use crate::support::{gateway, program};

struct Served {
    program: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

fn served(gateway: &Gateway, options: &str) -> Served {
    let mut program = program(gateway, &format!("--http 127.0.0.1:0 {options}"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let said = program.stderr.take().unwrap();
    BufReader::new(said).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap();
    let address = address.strip_suffix("/mcp").unwrap().to_owned();
    Served { program, address }
}

/// The status, and what comes behind it, of the greeting.
fn greet(served: &Served, host: &str, more: &str) -> (u16, String) {
    let body = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#;
    let mut stream = TcpStream::connect(&served.address).unwrap();
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\ncontent-length: {}\r\n{more}\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut text = String::new();
    let mut piece = [0; 1024];
    while !text.contains("\r\n\r\n") || (text.contains(" 200 ") && !text.contains("serverInfo")) {
        let length = stream.read(&mut piece).unwrap();
        if length == 0 {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    (status, text)
}

#[test]
fn clients_of_this_machine_are_let_in_and_pages_of_others_are_not() {
    let gateway = gateway("vpc");
    let served = served(&gateway, "--allow-origin https://app.example.com:443");
    let own = served.address.clone();
    let (status, text) = greet(&served, &own, "");
    assert_eq!(status, 200, "{text}");
    assert!(text.contains(r#""name":"ncloud""#), "{text}");
    let origin = |origin: &str| greet(&served, &own, &format!("origin: {origin}\r\n")).0;
    assert_eq!(origin("https://evil.example.com"), 403);
    assert_eq!(origin("null"), 403);
    assert_eq!(origin("https://app.example.com"), 200);
    assert_eq!(greet(&served, "evil.example.com", "").0, 403);
}

#[test]
fn an_address_that_others_reach_needs_the_name_that_they_call() {
    let gateway = gateway("vpc");
    let output = program(&gateway, "--http 0.0.0.0:0").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: other machines reach 0.0.0.0:0, and nobody who calls is asked for a key: take 127.0.0.1, or name the host that they call with `--allow-host` and put a proxy before it that asks\n"
    );
    let served = served(&gateway, "--allow-host mcp.example.com");
    assert_eq!(greet(&served, "mcp.example.com", "").0, 200);
}

#[test]
fn a_name_that_may_be_written_to_has_to_be_known() {
    let gateway = gateway("vpc");
    let output = program(&gateway, "--allow-writes=vpc.DeletVpc")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: `vpc` has no operation `DeletVpc`; did you mean `delete-vpc`?\n"
    );
}
