//! What an editor does: it opens documents, asks what can stand at a place and what stands there, and shows findings.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::{install, protocol::Connection};

/// Where the cursor is in a text.
pub(crate) const CURSOR: char = '¦';

pub(crate) struct Editor {
    connection: Connection,
    specs: PathBuf,
    opened: usize,
}

/// A finding, as it is underlined: lines and columns from 0, the end not included.
#[derive(Debug, PartialEq)]
pub(crate) struct Squiggle {
    pub(crate) line: u64,
    pub(crate) columns: (u64, u64),
    pub(crate) message: String,
}

/// What can be put at the cursor.
#[derive(Debug, PartialEq)]
pub(crate) struct Proposal {
    pub(crate) label: String,
    pub(crate) inserted: String,
    pub(crate) documentation: String,
}

impl Editor {
    /// An editor, `None` where its language server cannot be installed.
    pub(crate) fn start() -> Option<Self> {
        let program = match install::server() {
            Ok(program) => program,
            Err(reason) => {
                eprintln!("left out, as the language server could not be installed: {reason}");
                return None;
            }
        };
        let specs = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../spec")
            .canonicalize()
            .unwrap();
        // Without these the server asks the network for schemas of well-known files.
        let settings = json!({
            "validate": true,
            "hover": true,
            "completion": true,
            "schemaStore": { "enable": false },
            "kubernetesCRDStore": { "enable": false },
        });
        let mut connection = Connection::start(program, settings);
        let markdown = json!(["markdown"]);
        connection.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": uri(&specs),
                "capabilities": {
                    "workspace": { "configuration": true },
                    "textDocument": {
                        "completion": { "completionItem": { "documentationFormat": markdown, "snippetSupport": true } },
                        "hover": { "contentFormat": markdown },
                    },
                },
            }),
        );
        connection.notify("initialized", json!({}));
        connection.wait_for_settings();
        Some(Self {
            connection,
            specs,
            opened: 0,
        })
    }

    /// What can stand at the cursor.
    pub(crate) fn proposals(&mut self, text: &str) -> Vec<Proposal> {
        let answer = self.at_cursor("textDocument/completion", text);
        let items = answer["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| Proposal {
                label: item["label"].as_str().unwrap().to_owned(),
                inserted: item["insertText"].as_str().unwrap_or_default().to_owned(),
                documentation: item["documentation"]["value"]
                    .as_str()
                    .or_else(|| item["documentation"].as_str())
                    .unwrap_or_default()
                    .to_owned(),
            })
            .collect()
    }

    /// What is said of that which is at the cursor, without the link to the schema.
    pub(crate) fn hover(&mut self, text: &str) -> String {
        let answer = self.at_cursor("textDocument/hover", text);
        let text = answer["contents"]["value"].as_str().unwrap_or_default();
        let (said, _) = text.split_once("\n\nSource: [").unwrap_or((text, ""));
        said.trim_end().to_owned()
    }

    /// What is underlined in a spec.
    pub(crate) fn squiggles(&mut self, text: &str) -> Vec<Squiggle> {
        let uri = self.open(text);
        self.published(&uri)
    }

    /// What is underlined in a file.
    pub(crate) fn squiggles_of_file(&mut self, file: &Path) -> Vec<Squiggle> {
        let uri = uri(&file.canonicalize().unwrap());
        self.open_as(&uri, &std::fs::read_to_string(file).unwrap());
        self.published(&uri)
    }

    fn published(&mut self, uri: &str) -> Vec<Squiggle> {
        let findings = self.connection.findings(uri);
        let mut squiggles: Vec<Squiggle> = findings
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                let (start, end) = (&finding["range"]["start"], &finding["range"]["end"]);
                assert_eq!(start["line"], end["line"], "{finding}");
                Squiggle {
                    line: start["line"].as_u64().unwrap(),
                    columns: (
                        start["character"].as_u64().unwrap(),
                        end["character"].as_u64().unwrap(),
                    ),
                    message: finding["message"].as_str().unwrap().to_owned(),
                }
            })
            .collect();
        squiggles.sort_by_key(|squiggle| (squiggle.line, squiggle.columns));
        squiggles
    }

    fn at_cursor(&mut self, method: &str, text: &str) -> Json {
        let (before, after) = text.split_once(CURSOR).unwrap();
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let uri = self.open(&format!("{before}{after}"));
        self.connection.request(
            method,
            json!({
                "textDocument": { "uri": uri },
                "position": { "line": line, "character": column },
            }),
        )
    }

    /// A document beside the specs, which is in no file. Each has a name of its own: servers keep what they know of a name.
    fn open(&mut self, text: &str) -> String {
        self.opened += 1;
        let uri = uri(&self.specs.join(format!("draft_{}.yaml", self.opened)));
        self.open_as(&uri, text);
        uri
    }

    fn open_as(&mut self, uri: &str, text: &str) {
        self.connection.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
        );
    }
}

fn uri(path: &Path) -> String {
    let encoded: String = path
        .to_str()
        .unwrap()
        .bytes()
        .map(|byte| match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("file://{encoded}")
}
