//! Drafts as YAML. How it looks is the formatter's affair.

mod types;

use std::fmt::Write as _;

use super::{
    known::Known,
    model::{Example, Field, Notes, Operation, Type},
};
use crate::{ir::Place, json};
use types::Types;

/// What the operations of a draft have in common.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) docs: String,
}

/// Operations and their types as they stand in a spec, indented.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) operations: String,
    pub(super) types: String,
    /// Whether every operation says the same.
    pub(super) auth: Option<String>,
}

/// Writes a whole spec.
pub(super) fn spec(service: &Service, written: &Written, is_form: bool) -> String {
    let mut text = String::from("# yaml-language-server: $schema=ncloud-spec.schema.json\n");
    text.push_str("# Drafted from the pages of the documentation. What is to be looked at says `gap`; texts are the pages' own.\n");
    let _ = writeln!(text, "spec: 1\nservice: {}", service.name);
    text.push_str("# gap: the title and the address of the overview page are those of no page: put those of the service\n");
    let _ = writeln!(
        text,
        "title: {}\ndocs: {}",
        scalar(&service.title),
        service.docs
    );
    let _ = writeln!(text, "url: {}", service.url);
    if is_form {
        text.push_str("protocol: form\n");
    }
    if let Some(auth) = &written.auth {
        let _ = writeln!(text, "auth: {auth}");
    }
    let _ = write!(text, "\noperations:\n{}", written.operations);
    if !written.types.is_empty() {
        let _ = write!(text, "\ntypes:\n{}", written.types);
    }
    text
}

/// Writes operations, and the types that they need beside those of the service.
pub(super) fn operations(operations: &[Operation], known: Option<&Known>) -> Written {
    let mut types = Types::of(operations, known);
    let common = operations.first().and_then(|first| first.auth.clone());
    let auth = common.filter(|auth| {
        known.is_none()
            && operations
                .iter()
                .all(|operation| operation.auth.as_ref() == Some(auth))
    });
    let mut text = String::new();
    for (index, operation) in operations.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let auth = operation.auth.as_ref().filter(|_| auth.is_none());
        write_operation(&mut text, operation, auth, &mut types);
    }
    let types = types.text();
    Written {
        operations: text,
        types,
        auth,
    }
}

fn write_operation(
    text: &mut String,
    operation: &Operation,
    auth: Option<&String>,
    types: &mut Types<'_>,
) {
    let mut gaps = operation.notes.gaps.clone();
    gaps.dedup();
    for gap in &gaps {
        let _ = writeln!(text, "  # gap: {}", gap.replace('\n', " "));
    }
    let _ = writeln!(text, "  {}:", operation.name);
    let _ = writeln!(text, "    doc: {}", block_scalar(&operation.doc));
    let _ = writeln!(text, "    docs: {}", operation.docs);
    if !operation.is_form {
        let _ = writeln!(
            text,
            "    http: {} {}",
            operation.method.as_str(),
            operation.path
        );
    }
    if operation.is_elsewhere {
        let _ = writeln!(text, "    url: {}", operation.base);
    }
    if let Some(auth) = auth {
        let _ = writeln!(text, "    auth: {auth}");
    }
    for (place, key) in [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "headers"),
        (Place::Form, "form"),
    ] {
        let constants: Vec<String> = operation
            .constants
            .iter()
            .filter(|(of, _, _)| *of == place)
            .map(|(_, name, value)| {
                format!("      {}: {{ const: {} }}\n", scalar(name), scalar(value))
            })
            .collect();
        let fields: Vec<&Field> = operation
            .parameters
            .iter()
            .filter(|(of, _)| *of == place)
            .map(|(_, field)| field)
            .collect();
        if !constants.is_empty() || !fields.is_empty() {
            let _ = writeln!(
                text,
                "    {key}:\n{}{}",
                constants.concat(),
                types.fields(&fields, 6).trim_end_matches('\n')
            );
            // Constants alone leave an empty line.
            while text.ends_with("\n\n") {
                text.pop();
            }
        }
    }
    if let Some(body) = &operation.body {
        content(text, "body", body, types);
    }
    if let Some(status) = operation.status {
        let _ = writeln!(text, "    status: {status}");
    }
    if let Some(envelope) = &operation.envelope {
        let _ = writeln!(text, "    envelope: {}", scalar(envelope));
    }
    if let Some(response) = &operation.response {
        content(text, "response", response, types);
    }
    write_notes(text, &operation.notes, 4);
    for (index, example) in operation.examples.iter().enumerate() {
        if index == 0 {
            text.push_str("    examples:\n");
        }
        write_example(text, index, example);
    }
}

/// Members of the operation's own, or a type.
fn content(text: &mut String, key: &str, ty: &Type, types: &mut Types<'_>) {
    match ty {
        Type::Struct(definition) if types.named(definition).is_none() => {
            let fields: Vec<&Field> = definition.fields.iter().collect();
            let _ = write!(text, "    {key}:\n{}", types.fields(&fields, 6));
        }
        other => {
            let _ = writeln!(text, "    {key}: {}", types.spelled(other));
        }
    }
}

fn write_notes(text: &mut String, notes: &Notes, indent: usize) {
    let pad = " ".repeat(indent);
    for (key, notes) in [
        ("defect", &notes.defects),
        ("unconfirmed", &notes.unconfirmed),
    ] {
        match notes.as_slice() {
            [] => {}
            [note] => {
                let _ = writeln!(text, "{pad}{key}: {}", block_scalar(note));
            }
            notes => {
                let _ = writeln!(text, "{pad}{key}:");
                for note in notes {
                    let _ = writeln!(text, "{pad}  - {}", block_scalar(note));
                }
            }
        }
    }
}

fn write_example(text: &mut String, index: usize, example: &Example) {
    let name = match index {
        0 => "documented".to_owned(),
        index => format!("documented_{}", index + 1),
    };
    let _ = writeln!(text, "      {name}:");
    if !example.made.is_empty() {
        let _ = writeln!(
            text,
            "        made: {}",
            block_scalar(&example.made.join(" "))
        );
    }
    if !example.request.is_empty() {
        let pairs: Vec<String> = example
            .request
            .iter()
            .map(|(place, name, value)| {
                let others = example.request.iter();
                // Where several have the name, the place says which one is meant.
                let key = match others.filter(|(_, other, _)| other == name).count() {
                    1 => name.clone(),
                    _ => format!("{}.{name}", place.as_str()),
                };
                format!("{}: {value}", scalar(&key))
            })
            .collect();
        let _ = writeln!(text, "        request: {{{}}}", pairs.join(", "));
    }
    if let Some(body) = &example.body {
        let _ = writeln!(text, "        body: {body}");
    }
    if let Some(sent) = &example.sent {
        let _ = writeln!(text, "        sent: {sent}");
    }
    if let Some(status) = example.status {
        let _ = writeln!(text, "        status: {status}");
    }
    if let Some(response) = &example.response {
        let _ = writeln!(text, "        response: {response}");
    }
    if index == 0 && example.is_empty() {
        text.push_str("        made: Nothing but the call itself.\n");
    }
}

impl Example {
    fn is_empty(&self) -> bool {
        self.made.is_empty()
            && self.request.is_empty()
            && self.body.is_none()
            && self.sent.is_none()
            && self.response.is_none()
            && self.status.is_none()
    }
}

/// A text where others stand beside it, in braces.
pub(super) fn scalar(text: &str) -> String {
    let is_plain = is_plain(text)
        && !text.contains([',', '[', ']', '{', '}'])
        && !matches!(text, "true" | "false" | "null" | "~" | "yes" | "no");
    let is_number = text.parse::<f64>().is_ok();
    if is_plain && !is_number {
        text.to_owned()
    } else {
        json::quoted(text)
    }
}

/// A text that has the rest of its line.
fn block_scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        json::quoted(text)
    }
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains(char::is_control)
        && text.trim() == text
        && !matches!(
            first,
            '-' | '?'
                | ':'
                | ','
                | '['
                | ']'
                | '{'
                | '}'
                | '#'
                | '&'
                | '*'
                | '!'
                | '|'
                | '>'
                | '\''
                | '"'
                | '%'
                | '@'
                | '`'
        )
}
