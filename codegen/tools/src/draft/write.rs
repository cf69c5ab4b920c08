//! Drafts as YAML. How it looks is the formatter's affair.

pub(super) mod insert;
mod types;

use std::fmt::Write as _;

use ncloud_codegen::ir::ParameterLocation as Place;

use crate::draft::{
    infer::Known,
    model::{Example, Field, Notes, Operation, Type},
    quote::message,
};
use crate::{
    format::{double_quoted, key_in_flow, text_alone, text_among_others},
    json::Json,
};
pub(super) use types::RESERVED;
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
        text_alone(&service.title),
        text_alone(&service.docs)
    );
    let _ = writeln!(text, "url: {}", text_alone(&service.url));
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
        let _ = writeln!(text, "  # gap: {}", message(gap));
    }
    let _ = writeln!(text, "  {}:", operation.name);
    let _ = writeln!(text, "    doc: {}", text_alone(&operation.doc));
    let _ = writeln!(text, "    docs: {}", text_alone(&operation.docs));
    if !(operation.is_form && operation.is_named_by_path()) {
        let http = format!("{} {}", operation.method.as_str(), operation.path);
        let _ = writeln!(text, "    http: {}", text_alone(&http));
    }
    if operation.is_elsewhere {
        let _ = writeln!(text, "    url: {}", text_alone(&operation.base));
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
                format!(
                    "      {}: {{ const: {} }}\n",
                    text_among_others(name),
                    text_among_others(value)
                )
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
    match operation.statuses.as_slice() {
        [] => {}
        [status] => {
            let _ = writeln!(text, "    status: {status}");
        }
        statuses => {
            let statuses: Vec<String> = statuses.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "    status: [{}]", statuses.join(", "));
        }
    }
    if let Some(envelope) = &operation.envelope {
        let _ = writeln!(text, "    envelope: {}", text_alone(envelope));
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
    for (key, notes) in notes.by_key() {
        match notes.as_slice() {
            [] => {}
            [note] => {
                let _ = writeln!(text, "{pad}{key}: {}", text_alone(note));
            }
            notes => {
                let _ = writeln!(text, "{pad}{key}:");
                for note in notes {
                    let _ = writeln!(text, "{pad}  - {}", text_alone(note));
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
            text_alone(&example.made.join(" "))
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
                format!("{} {value}", key_in_flow(&text_among_others(&key)))
            })
            .collect();
        let _ = writeln!(text, "        request: {{{}}}", pairs.join(", "));
    }
    if let Some(body) = &example.body {
        let _ = writeln!(text, "        body: {}", sample(body));
    }
    if let Some(sent) = &example.sent {
        let _ = writeln!(text, "        sent: {}", text_alone(sent));
    }
    if let Some(status) = example.status {
        let _ = writeln!(text, "        status: {status}");
    }
    if let Some(response) = &example.response {
        let _ = writeln!(text, "        response: {}", sample(response));
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

/// JSON as YAML has it in braces: as it is, but for what YAML does not take as it stands.
fn sample(json: &Json) -> String {
    let mut text = String::new();
    write_sample(&mut text, json);
    text
}

/// As deep as the reader of samples goes.
fn write_sample(text: &mut String, json: &Json) {
    let separator = |index: usize| if index > 0 { ", " } else { "" };
    match json {
        Json::String(value) => text.push_str(&double_quoted(value)),
        Json::List(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                text.push_str(separator(index));
                write_sample(text, element);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                text.push_str(separator(index));
                text.push_str(&key_in_flow(&double_quoted(name)));
                text.push(' ');
                write_sample(text, value);
            }
            text.push('}');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}
