//! A YAML language server, and the side of the protocol that an editor speaks.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use serde_json::{Value as Json, json};

/// How long the server may be silent where it owes an answer. Nothing waits that long but a test that fails.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    process: Child,
    to: ChildStdin,
    from: Receiver<Json>,
    requests: u64,
}

/// A position as the protocol counts it: from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) character: usize,
}

/// The program, installed once, or why it is not.
fn installed() -> Result<PathBuf, String> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    INSTALLED.get_or_init(install).clone()
}

/// Lets npm install the program into a folder of the build.
fn install() -> Result<PathBuf, String> {
    let pinned = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/yaml-language-server");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("yaml-language-server");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let lock = "package-lock.json";
    let is_there = fs::read(folder.join("installed")).ok() == fs::read(pinned.join(lock)).ok();
    if !is_there {
        for name in ["package.json", lock] {
            fs::copy(pinned.join(name), folder.join(name)).map_err(|error| error.to_string())?;
        }
        let output = Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            .output()
            .map_err(|error| format!("npm: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        fs::copy(folder.join(lock), folder.join("installed")).map_err(|error| error.to_string())?;
    }
    Ok(folder.join("node_modules/yaml-language-server/bin/yaml-language-server"))
}

impl Server {
    /// A server that is ready, or why there is none.
    pub(crate) fn start() -> Result<Self, String> {
        let program = installed()?;
        let mut process = Command::new("node")
            .arg(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("node: {error}"))?;
        let to = process.stdin.take().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (sender, from) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            process,
            to,
            from,
            requests: 0,
        };
        server.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "capabilities": {
                    "textDocument": {
                        "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
                        "hover": { "contentFormat": ["markdown"] },
                    },
                    "workspace": { "configuration": true },
                },
            }),
        );
        server.notify("initialized", json!({}));
        // Before it has its settings it would look for schemas in the network.
        while server.next()["method"] != "workspace/configuration" {}
        Ok(server)
    }

    /// What is wrong with a text, at the places that it is wrong at.
    pub(crate) fn open(&mut self, path: &Path, text: &str) -> Vec<Json> {
        let uri = uri(path);
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
        );
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == *uri
            {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// What is offered at a place of an open text.
    pub(crate) fn complete(&mut self, path: &Path, position: Position) -> Vec<Json> {
        let answer = self.request("textDocument/completion", place(path, position));
        answer["items"].as_array().unwrap().clone()
    }

    /// What is said of a place of an open text; nothing where nothing is known.
    pub(crate) fn hover(&mut self, path: &Path, position: Position) -> String {
        let answer = self.request("textDocument/hover", place(path, position));
        answer["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn request(&mut self, method: &str, parameters: Json) -> Json {
        self.requests += 1;
        let id = self.requests;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let mut message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                assert_eq!(message.get("error"), None, "{method}");
                return message["result"].take();
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: Json) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// The next message; what the server asks is answered.
    fn next(&mut self) -> Json {
        let message = self.from.recv_timeout(PATIENCE).unwrap();
        if let (Some(id), Some(method)) = (message.get("id"), message.get("method")) {
            let answer = if method == "workspace/configuration" {
                settings(&message["params"]["items"])
            } else {
                Json::Null
            };
            self.write(&json!({ "jsonrpc": "2.0", "id": id, "result": answer }));
        }
        message
    }

    fn write(&mut self, message: &Json) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn settings(sections: &Json) -> Json {
    let sections = sections.as_array().unwrap().iter();
    sections
        .map(|item| match item["section"].as_str() {
            Some("yaml") => json!({
                "completion": true,
                "hover": true,
                "validate": true,
                "schemaStore": { "enable": false },
            }),
            _ => Json::Null,
        })
        .collect()
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn place(path: &Path, position: Position) -> Json {
    json!({
        "textDocument": { "uri": uri(path) },
        "position": { "line": position.line, "character": position.character },
    })
}

/// Reads a message; nothing at the end.
fn message(output: &mut impl BufRead) -> Option<Json> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None if length > 0 => break,
            None => return None,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
