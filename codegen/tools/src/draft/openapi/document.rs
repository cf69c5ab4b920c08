//! The document: its text, its version, and what its references lead to.

use std::collections::BTreeSet;

use ncloud_codegen::{
    parse::{node, yaml},
    source::Sources,
};

use crate::{
    draft::quote,
    json::{self, Json},
};

/// A form of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V2,
    V3,
}

#[derive(Debug)]
pub(super) struct Document {
    pub(super) root: Json,
    pub(super) version: Version,
}

/// References that lead to references are followed so many times.
const LONGEST_CHAIN: usize = 32;

/// Members of the document that are read, or say nothing that a spec could hold.
const READ: [&str; 17] = [
    "openapi",
    "swagger",
    "info",
    "servers",
    "host",
    "basePath",
    "schemes",
    "paths",
    "components",
    "definitions",
    "parameters",
    "responses",
    "security",
    "securityDefinitions",
    "externalDocs",
    "consumes",
    "produces",
];

/// Those that tools write for themselves, and that change no call.
const IDLE: [&str; 3] = ["jsonSchemaDialect", "x-ncloud-service", "x-ncloud-lenient"];

/// Whether a text is a document rather than a page.
pub(in crate::draft) fn is_document(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return json::read(text).is_some_and(|json| mark(&json).is_some());
    }
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#') && *line != "---");
    let is_key = |line: &str, key: &str| {
        line.trim_start_matches(['"', '\''])
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
    };
    let is_first = |line: &str| {
        ["openapi", "swagger", "info", "servers", "paths", "host"]
            .iter()
            .any(|key| is_key(line, key))
    };
    lines.next().is_some_and(is_first)
        && text
            .lines()
            .any(|line| is_key(line, "openapi") || is_key(line, "swagger"))
}

fn mark(root: &Json) -> Option<&Json> {
    root.member("openapi").or_else(|| root.member("swagger"))
}

pub(super) fn text(json: &Json) -> Option<&str> {
    match json {
        Json::String(text) => Some(text),
        _ => None,
    }
}

impl Document {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let root = match text.starts_with('{') {
            true => json::read(text).ok_or("it is no JSON")?,
            false => of_yaml(text)?,
        };
        let said = match mark(&root) {
            Some(Json::String(text) | Json::Number(text)) => text.as_str(),
            _ => "",
        };
        let version = match said.split('.').collect::<Vec<_>>().as_slice() {
            ["2", "0"] => Version::V2,
            ["3", "0" | "1", ..] => Version::V3,
            _ => {
                return Err(format!(
                    "it is of version `{}` of OpenAPI: 2.0, 3.0 and 3.1 are read",
                    quote::quoted(said)
                ));
            }
        };
        Ok(Self { root, version })
    }

    /// What a reference of the document leads to. `None` for what is elsewhere, or nowhere.
    pub(super) fn target(&self, reference: &str) -> Option<&Json> {
        let mut at = &self.root;
        for segment in reference.strip_prefix("#/")?.split('/') {
            let name = decoded(segment).replace("~1", "/").replace("~0", "~");
            at = match at {
                Json::List(elements) => elements.get(name.parse::<usize>().ok()?)?,
                other => other.member(&name)?,
            };
        }
        Some(at)
    }

    /// A parameter, body, response or header, which may stand elsewhere.
    pub(super) fn resolved<'json>(&'json self, mut json: &'json Json) -> Option<&'json Json> {
        for _ in 0..LONGEST_CHAIN {
            match json.member("$ref").and_then(text) {
                Some(reference) => json = self.target(reference)?,
                None => return Some(json),
            }
        }
        None
    }

    /// The references that requests lead to: what a member can be sent as is another question than what it is read as.
    pub(super) fn sent(&self) -> BTreeSet<String> {
        let mut sent = BTreeSet::new();
        let mut todo: Vec<&Json> = Vec::new();
        let paths = self.root.member("paths").map_or(&[][..], Json::members);
        for (_, item) in paths {
            todo.extend(item.member("parameters"));
            for (_, operation) in item.members() {
                todo.extend(operation.member("parameters"));
                todo.extend(operation.member("requestBody"));
                for operation in operation
                    .member("x-ncloud-operations")
                    .map_or(&[][..], Json::elements)
                {
                    todo.extend(operation.member("parameters"));
                    todo.extend(operation.member("requestBody"));
                }
            }
        }
        while let Some(json) = todo.pop() {
            if let Some(reference) = json.member("$ref").and_then(text)
                && sent.insert(reference.to_owned())
            {
                todo.extend(self.target(reference));
            }
            todo.extend(json.elements());
            todo.extend(json.members().iter().map(|(_, value)| value));
        }
        sent
    }

    /// What of the document is in no draft, as gaps.
    pub(super) fn unread(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        for (name, _) in self.root.members() {
            if !READ.contains(&name.as_str()) && !IDLE.contains(&name.as_str()) && name != "tags" {
                gaps.push(format!("`{name}` of the document was not read"));
            }
        }
        let info = self.root.member("info").map_or(&[][..], Json::members);
        for (name, value) in info.iter().filter(|(name, _)| name.starts_with("x-")) {
            gaps.push(format!(
                "the draft has nothing of `{}: {}`",
                quote::quoted(name),
                quote::quoted(&value.to_string())
            ));
        }
        let components = self.root.member("components");
        for (name, _) in components.map_or(&[][..], Json::members) {
            if ![
                "schemas",
                "parameters",
                "requestBodies",
                "responses",
                "headers",
                "securitySchemes",
                "examples",
            ]
            .contains(&name.as_str())
            {
                gaps.push(format!("`components/{name}` of the document was not read"));
            }
        }
        gaps
    }
}

/// `%7B` -> `{`, as in a fragment.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, value) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn of_yaml(text: &str) -> Result<Json, String> {
    let mut findings = Vec::new();
    let source = Sources::default().add("document", text);
    let root = yaml::read(source, text, &mut findings);
    if let Some(finding) = findings.first() {
        return Err(format!(
            "line {}: {}: mend it, or save the document as JSON, without anchors and tags",
            finding.span.start.line,
            quote::message(&finding.message)
        ));
    }
    root.map(|root| of_node(&root))
        .ok_or_else(|| "it is no YAML".to_owned())
}

fn of_node(node: &node::Node) -> Json {
    match &node.kind {
        node::Kind::Scalar(scalar) => match scalar.json() {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(value) => Json::Bool(value),
            serde_json::Value::Number(_) => Json::Number(scalar.text.clone()),
            _ => Json::String(scalar.text.clone()),
        },
        node::Kind::Sequence(elements) => Json::List(elements.iter().map(of_node).collect()),
        node::Kind::Mapping(entries) => {
            let entry = |entry: &node::Entry| (entry.key.value.clone(), of_node(&entry.value));
            Json::Object(entries.iter().map(entry).collect())
        }
    }
}
