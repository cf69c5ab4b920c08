//! What spec authors see in their editors: the language server of the YAML extensions reads the schema, and offers, explains and
//! underlines.
//!
//! It is installed from npm into a folder of the build; where that is not possible the tests say so and end.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod server;

use std::{
    fs,
    path::{Path, PathBuf},
};

use ncloud_codegen::emit::schema::schema;
use serde_json::Value as Json;

use crate::server::{Position, Server};

const HEAD: &str = "\
# yaml-language-server: $schema=ncloud-spec.schema.json
spec: 1
service: sample
title: Sample
docs: https://api.ncloud-docs.com/docs/en/sample
url: https://sample.apigw.ntruss.com
";

const OPERATION: &str = "\
operations:
  GetUser:
    doc: Returns a user.
    docs: https://api.ncloud-docs.com/docs/en/sample-get
    http: GET /users
";

fn server() -> Option<Server> {
    match Server::start() {
        Ok(server) => Some(server),
        Err(reason) => {
            eprintln!("left out, as the language server could not be installed: {reason}");
            None
        }
    }
}

fn specs() -> PathBuf {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    specs.canonicalize().unwrap()
}

/// Texts that are open, each under a name of its own beside the specs, where the schema is found.
struct Editor {
    server: Server,
    opened: usize,
}

/// A text that is open, the place of its mark, and what is wrong with it.
struct Opened {
    path: PathBuf,
    mark: Position,
    wrong: Vec<Json>,
}

impl Editor {
    fn start() -> Option<Self> {
        let server = server()?;
        Some(Self { server, opened: 0 })
    }

    /// Opens a text; `|` marks a place.
    fn open(&mut self, marked: &str) -> Opened {
        let (before, after) = marked.split_once('|').unwrap_or((marked, ""));
        let mark = Position {
            line: before.matches('\n').count(),
            character: before.lines().last().unwrap_or_default().len(),
        };
        self.opened += 1;
        let path = specs().join(format!("opened-{}.yaml", self.opened));
        let text = format!("{before}{after}");
        let wrong = self.server.open(&path, &text);
        Opened { path, mark, wrong }
    }

    /// What is offered at the mark: label, documentation.
    fn offered(&mut self, marked: &str) -> Vec<(String, String)> {
        let opened = self.open(marked);
        let items = self.server.complete(&opened.path, opened.mark);
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let mut offered: Vec<(String, String)> = items
            .iter()
            .map(|item| {
                let documentation = match &item["documentation"] {
                    Json::Object(markup) => text(&markup["value"]),
                    plain => text(plain),
                };
                (text(&item["label"]), documentation)
            })
            .collect();
        offered.sort();
        offered
    }

    fn labels(&mut self, marked: &str) -> Vec<String> {
        let offered = self.offered(marked);
        offered.into_iter().map(|(label, _)| label).collect()
    }

    fn hover(&mut self, marked: &str) -> String {
        let opened = self.open(marked);
        self.server.hover(&opened.path, opened.mark)
    }

    /// What is underlined: `line:column..line:column`, counted from 1, and what is said of it.
    fn underlined(&mut self, text: &str) -> Vec<String> {
        let opened = self.open(text);
        opened.wrong.iter().map(underlined).collect()
    }
}

fn underlined(wrong: &Json) -> String {
    let place = |end: &str| {
        let place = &wrong["range"][end];
        let number = |name: &str| place[name].as_u64().unwrap() + 1;
        format!("{}:{}", number("line"), number("character"))
    };
    let message = wrong["message"].as_str().unwrap();
    format!("{}..{}: {message}", place("start"), place("end"))
}

#[test]
fn no_spec_is_underlined() {
    let Some(mut server) = server() else {
        return;
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(specs()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let parts = fs::read_dir(path).unwrap();
            files.extend(parts.map(|part| part.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    assert!(files.len() > 50);
    for file in files {
        let wrong = server.open(&file, &fs::read_to_string(&file).unwrap());
        assert_eq!(wrong, Vec::<Json>::new(), "{}", file.display());
    }
}

#[test]
fn keys_and_words_are_offered() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let types = [
        "base64",
        "bool",
        "code",
        "date(yyyy-MM-dd)",
        "datetime(yyyy-MM-dd HH:mm:ss)",
        "f64",
        "i32",
        "i64",
        "json",
        "list<string>",
        "map<string>",
        "month(yyyyMM)",
        "quoted<i64>",
        "string",
        "timestamp(basic)",
        "timestamp(iso)",
        "timestamp(ms)",
        "timestamp(ms-text)",
        "timestamp(s)",
        "yn",
    ];
    let mut body_types = types.to_vec();
    body_types.insert(2, "bytes");
    for (place, labels) in [
        (
            "auth: |\n",
            vec!["api_key", "api_key_in_query", "bearer", "none", "signature"],
        ),
        ("protocol: |\n", vec!["form", "json"]),
        ("sites:\n  |\n", vec!["financial", "government"]),
        ("query:\n  locale: |\n", types.to_vec()),
        ("query:\n  locale:\n    type: |\n", types.to_vec()),
        (
            "errors:\n  E1:\n    status: 400\n    doc: Failed.\n    retry: |\n",
            vec!["always", "never", "reads"],
        ),
        (
            "types:\n  User:\n    |\n",
            vec!["enum", "fields", "one_of", "property", "tuple"],
        ),
        (
            "success:\n  code: returnCode\n  values: [SUCCESS]\n  |\n",
            vec!["message"],
        ),
    ] {
        assert_eq!(editor.labels(&format!("{HEAD}{place}")), labels, "{place}");
    }
    for (place, labels) in [
        ("    response: |\n", body_types),
        ("    safe: |\n", vec!["false", "true"]),
        (
            "    pages:\n      |\n",
            vec![
                "first",
                "items",
                "key",
                "last",
                "marker",
                "more",
                "next",
                "number",
                "offset",
                "size",
                "token",
                "total",
                "total_pages",
            ],
        ),
        (
            "    query:\n      locale: { type: string, d| }\n",
            vec![
                "allow",
                "const",
                "default",
                "defect",
                "doc",
                "name",
                "required_when",
                "sensitive",
                "size",
                "style",
                "unconfirmed",
            ],
        ),
    ] {
        let text = format!("{HEAD}{OPERATION}{place}");
        assert_eq!(editor.labels(&text), labels, "{place}");
    }
}

#[test]
fn what_is_offered_is_explained() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let offered = editor.offered(&format!("{HEAD}{OPERATION}    |\n"));
    let (_, safe) = offered.iter().find(|(label, _)| label == "safe").unwrap();
    assert!(
        safe.starts_with(
            "Whether the operation only reads, so that it may be repeated when its answer is lost."
        ),
        "{safe}"
    );
    assert!(safe.ends_with("\n\n`safe: true`"), "{safe}");
    let silent: Vec<&String> = offered
        .iter()
        .filter(|(_, documentation)| documentation.is_empty())
        .map(|(label, _)| label)
        .collect();
    assert_eq!(silent, Vec::<&String>::new());

    let words = editor.offered(&format!("{HEAD}errors:\n  E1:\n    retry: |\n"));
    assert_eq!(
        words[0],
        (
            "always".to_owned(),
            "Every operation may be repeated: the call was refused before it was carried out."
                .to_owned()
        )
    );
    let types = editor.offered(&format!("{HEAD}query:\n  locale: |\n"));
    let yn = ("yn".to_owned(), "Y or N; true or false in Rust.".to_owned());
    assert!(types.contains(&yn));
}

#[test]
fn mistakes_are_underlined() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    assert_eq!(
        editor.underlined(&format!("{HEAD}{OPERATION}")),
        Vec::<String>::new()
    );
    for (text, expected) in [
        (
            format!("{HEAD}{}", OPERATION.replace("    http:", "    htpp:")),
            vec!["11:5..11:9: Property htpp is not allowed."],
        ),
        (
            format!("{HEAD}{OPERATION}    safe: maybe\n"),
            vec!["12:11..12:16: Incorrect type. Expected \"boolean\"."],
        ),
        (
            format!("{HEAD}errors:\n  E1: {{ status: 400, doc: Failed., retry: sometimes }}\n"),
            vec![
                "8:43..8:52: Value is not accepted. Valid values: \"never\", \"reads\", \"always\".",
            ],
        ),
        (
            HEAD.replace("title: Sample\n", ""),
            vec!["2:1..2:2: Missing property \"title\"."],
        ),
    ] {
        assert_eq!(editor.underlined(&text), expected, "{text}");
    }
}

/// Where a form's keys are written, in a text that has nothing else.
const PLACES: [(&str, &str); 19] = [
    (
        "alternative",
        "types:\n  T:\n    one_of:\n      A:\n        ",
    ),
    ("authorization", "auth:\n  "),
    ("enumValue", "types:\n  T:\n    enum:\n      A:\n        "),
    ("error", "errors:\n  E:\n    "),
    ("events", "operations:\n  O:\n    events:\n      "),
    (
        "example",
        "operations:\n  O:\n    examples:\n      documented:\n        ",
    ),
    (
        "exampleError",
        "operations:\n  O:\n    examples:\n      documented:\n        error:\n          ",
    ),
    (
        "field",
        "operations:\n  O:\n    body:\n      name:\n        ",
    ),
    (
        "multipartField",
        "operations:\n  O:\n    multipart:\n      name:\n        ",
    ),
    ("operation", "operations:\n  O:\n    "),
    ("pages", "operations:\n  O:\n    pages:\n      "),
    ("parameter", "query:\n  name:\n    "),
    ("part", "part_of: sample\n"),
    ("service", ""),
    ("site", "sites:\n  government:\n    "),
    ("sites", "sites:\n  "),
    ("success", "success:\n  "),
    (
        "type",
        "types:\n  T:\n    numbers: true\n    enum: { A: Small. }\n    ",
    ),
    ("waiter", "waiters:\n  W:\n    "),
];

#[test]
fn every_key_of_every_form_is_explained_with_an_example_and_its_words() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    let forms = schema["definitions"].as_object().unwrap();
    let known: Vec<&str> = PLACES.iter().map(|(form, _)| *form).collect();
    assert_eq!(forms.keys().collect::<Vec<_>>(), known);
    for (form, place) in PLACES {
        for (key, property) in forms[form]["properties"].as_object().unwrap() {
            let explanation = property["markdownDescription"].as_str().unwrap();
            let (_, example) = explanation.rsplit_once("\n\n`").unwrap();
            let example = example.strip_suffix('`').unwrap();
            assert!(example.starts_with(&format!("{key}: ")), "{form}.{key}");
            // The key that the place has already is not written again.
            let indent = place.rsplit('\n').next().unwrap_or_default();
            let above: String = place
                .lines()
                .filter(|line| !line.trim().is_empty())
                .filter(|line| {
                    !line
                        .strip_prefix(indent)
                        .is_some_and(|line| line.starts_with(&format!("{key}:")))
                })
                .map(|line| format!("{line}\n"))
                .collect();
            let (first, rest) = example.split_at(1);
            let shown = editor.hover(&format!(
                "# yaml-language-server: $schema=ncloud-spec.schema.json\n{above}{indent}{first}|{rest}\n"
            ));
            assert!(shown.starts_with(explanation), "{form}.{key}: {shown}");
            for (word, meaning) in words(property) {
                assert!(
                    shown.contains(&format!("`{word}`: {meaning}")),
                    "{form}.{key}: {shown}"
                );
            }
        }
    }
}

/// The words that a key takes, where it takes no other, and what they mean.
fn words(property: &Json) -> Vec<(&str, &str)> {
    let texts = |name: &str| {
        let texts = property[name]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        texts.iter().filter_map(Json::as_str)
    };
    texts("enum").zip(texts("enumDescriptions")).collect()
}
