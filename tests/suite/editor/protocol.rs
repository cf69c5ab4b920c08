//! The language server protocol over the standard streams of a server: JSON in frames with a length.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use serde_json::{Value as Json, json};

/// The time in which a server has to have answered everything. After it the server is killed, which ends all waiting.
const LIMIT: Duration = Duration::from_secs(240);

pub(crate) struct Connection {
    server: Arc<Mutex<Child>>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: u64,
    settings: Json,
    settings_given: bool,
    /// The findings that were published last, by document.
    findings: BTreeMap<String, Json>,
    /// Ends the watch when it is dropped.
    _watch: mpsc::Sender<()>,
}

impl Connection {
    /// Starts a server, and answers what it asks for its settings.
    pub(crate) fn start(program: &Path, settings: Json) -> Self {
        let mut server = Command::new("node")
            .arg(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let output = BufReader::new(server.stdout.take().unwrap());
        let server = Arc::new(Mutex::new(server));
        let (watch, ended) = mpsc::channel();
        let watched = Arc::clone(&server);
        thread::spawn(move || {
            if ended.recv_timeout(LIMIT) == Err(RecvTimeoutError::Timeout) {
                end(&watched);
            }
        });
        Self {
            server,
            input,
            output,
            requests: 0,
            settings,
            settings_given: false,
            findings: BTreeMap::new(),
            _watch: watch,
        }
    }

    pub(crate) fn request(&mut self, method: &str, parameters: Json) -> Json {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let mut message = self.receive();
            if message.get("method").is_none() && message["id"] == id {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    pub(crate) fn notify(&mut self, method: &str, parameters: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// Waits until the server has asked for its settings.
    pub(crate) fn wait_for_settings(&mut self) {
        while !self.settings_given {
            self.receive();
        }
    }

    /// Waits for the findings of a document that was opened.
    pub(crate) fn findings(&mut self, uri: &str) -> Json {
        loop {
            if let Some(findings) = self.findings.remove(uri) {
                return findings;
            }
            self.receive();
        }
    }

    fn send(&mut self, message: &Json) {
        let message = message.to_string();
        write!(
            self.input,
            "Content-Length: {}\r\n\r\n{message}",
            message.len()
        )
        .and_then(|()| self.input.flush())
        .expect("the server has ended, or was ended as it took too long");
    }

    /// The next message. What asks something of the editor is answered, what tells it of findings is kept.
    fn receive(&mut self) -> Json {
        let message = self.frame();
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = message["params"]["uri"].as_str().unwrap().to_owned();
                self.findings
                    .insert(uri, message["params"]["diagnostics"].clone());
            }
            Some(method) if message.get("id").is_some() => {
                let result = self.answer(method, &message["params"]);
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
            }
            _ => {}
        }
        message
    }

    fn answer(&mut self, method: &str, parameters: &Json) -> Json {
        if method != "workspace/configuration" {
            return Json::Null;
        }
        self.settings_given = true;
        let items = parameters["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| match item["section"].as_str() {
                Some("yaml") => self.settings.clone(),
                _ => Json::Null,
            })
            .collect()
    }

    fn frame(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap();
            assert!(
                read > 0,
                "the server has ended, or was ended as it took too long"
            );
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut content = vec![0; length];
        self.output.read_exact(&mut content).unwrap();
        serde_json::from_slice(&content).unwrap()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        end(&self.server);
    }
}

/// Ends the server and lets go of it. One that has ended already is no fault.
fn end(server: &Mutex<Child>) {
    if let Ok(mut server) = server.lock() {
        let _ = server.kill();
        let _ = server.wait();
    }
}
