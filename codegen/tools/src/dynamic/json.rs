//! JSON as nodes, and nodes as JSON.

use ncloud_codegen::{
    parse::node::{Entry, Kind, Node, Scalar, Style},
    source::{Span, Spanned},
};

use crate::json::{self, Json};

/// A JSON text as a node; `None` for what is not JSON. `place` is what stands for the places that it has in no spec.
pub(super) fn node(text: &str, place: Span) -> Option<Node> {
    json::read(text).map(|json| of(json, place))
}

fn of(json: Json, place: Span) -> Node {
    let scalar = |text: String, style| Kind::Scalar(Scalar { text, style });
    let kind = match json {
        Json::Null => scalar("null".to_owned(), Style::Plain),
        Json::Bool(value) => scalar(value.to_string(), Style::Plain),
        Json::Number(text) => scalar(text, Style::Plain),
        Json::String(text) => scalar(text, Style::Quoted),
        Json::List(elements) => {
            Kind::Sequence(elements.into_iter().map(|each| of(each, place)).collect())
        }
        Json::Object(members) => Kind::Mapping(
            members
                .into_iter()
                .map(|(name, value)| Entry {
                    key: Spanned::new(name, place),
                    value: of(value, place),
                })
                .collect(),
        ),
    };
    Node { span: place, kind }
}

pub(super) fn compact(node: &Node) -> String {
    let mut text = String::new();
    write(node, None, &mut text);
    text
}

pub(super) fn pretty(node: &Node) -> String {
    let mut text = String::new();
    write(node, Some(0), &mut text);
    text
}

fn write(node: &Node, depth: Option<usize>, text: &mut String) {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.style == Style::Plain => text.push_str(&scalar.text),
        Kind::Scalar(scalar) => text.push_str(&json::quoted(&scalar.text)),
        Kind::Sequence(elements) => {
            let elements = elements.iter().map(|each| (None, each));
            members(['[', ']'], elements, depth, text);
        }
        Kind::Mapping(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|entry| (Some(entry.key.value.as_str()), &entry.value));
            members(['{', '}'], entries, depth, text);
        }
    }
}

fn members<'node>(
    [open, close]: [char; 2],
    members: impl Iterator<Item = (Option<&'node str>, &'node Node)>,
    depth: Option<usize>,
    text: &mut String,
) {
    text.push(open);
    let inner = depth.map(|depth| depth + 1);
    let mut is_empty = true;
    for (name, value) in members {
        if !is_empty {
            text.push_str(if depth.is_some() { "," } else { ", " });
        }
        is_empty = false;
        line(inner, text);
        if let Some(name) = name {
            text.push_str(&json::quoted(name));
            text.push_str(": ");
        }
        write(value, inner, text);
    }
    if !is_empty {
        line(depth, text);
    }
    text.push(close);
}

fn line(depth: Option<usize>, text: &mut String) {
    if let Some(depth) = depth {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
}
