//! Values that were sent in fields that are `sensitive`, which failures may repeat. A failure has no type that would say where.

use serde_json::Value as Json;

use super::{Request, json};
use crate::{
    parse::node::{Kind, Node, Scalar, Style},
    source::{Sources, Span},
};

const HIDDEN: &str = "<hidden>";

/// What is shorter comes up by chance, and what hides it would hide what the failure is.
const LEAST_HIDDEN: usize = 4;

/// What errors write where they cut a body off.
const CUT_OFF: &str = "...";

pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// The values that masking took from a request.
    pub(super) fn taken(request: &Request, masked: &Request) -> Self {
        let mut secrets = Vec::new();
        for ((_, before), (_, after)) in request.parameters.iter().zip(&masked.parameters) {
            taken(before, after, &mut secrets);
        }
        if let (Some(before), Some(after)) = (&request.body, &masked.body) {
            taken(before, after, &mut secrets);
        }
        secrets.retain(|secret| !secret.is_empty());
        // One may be part of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self(secrets)
    }

    /// Whether the body of a failure holds one of them.
    pub(super) fn are_in(&self, body: &str) -> bool {
        let is_there = |text: &str| {
            let mut forms = self.0.iter().flat_map(|secret| forms(secret));
            forms.any(|form| text.contains(&form))
        };
        match node(body) {
            Some(node) => is_there(&unescaped(&node)),
            None => is_there(body) || self.without_beginning(body) != body,
        }
    }

    /// The body of a failure without them: indented if it is JSON.
    pub(super) fn hidden_in_body(&self, body: &str) -> String {
        match node(body) {
            Some(mut node) => {
                self.hide(&mut node);
                json::pretty(&node)
            }
            None => self.hidden_in_message(body),
        }
    }

    /// A text that was made of such a body without them. Long bodies are cut off, there and here.
    pub(super) fn hidden_in_message(&self, message: &str) -> String {
        let hidden = self.hidden_in(message);
        let pieces = hidden.split(CUT_OFF);
        let pieces: Vec<String> = pieces.map(|piece| self.without_beginning(piece)).collect();
        pieces.join(CUT_OFF)
    }

    fn hidden_in(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for form in self.long().flat_map(|secret| forms(secret)) {
            text = text.replace(&form, HIDDEN);
        }
        text
    }

    /// A text that does not end with the beginning of one.
    fn without_beginning(&self, text: &str) -> String {
        let longest = self
            .long()
            .flat_map(|secret| forms(secret))
            .find_map(|form| {
                let lengths = (0..=form.len().min(text.len())).rev();
                lengths
                    .filter_map(|length| form.get(..length))
                    .take_while(|beginning| is_long(beginning))
                    .find_map(|beginning| text.strip_suffix(beginning))
            });
        match longest {
            Some(rest) => format!("{rest}{HIDDEN}"),
            None => text.to_owned(),
        }
    }

    fn long(&self) -> impl Iterator<Item = &String> {
        self.0.iter().filter(|secret| is_long(secret))
    }

    fn hide(&self, node: &mut Node) {
        match &mut node.kind {
            Kind::Scalar(scalar) => {
                let hidden = self.hidden_in(&scalar.text);
                if hidden != scalar.text {
                    *scalar = Scalar {
                        text: hidden,
                        style: Style::Quoted,
                    };
                }
            }
            Kind::Sequence(elements) => {
                for each in elements {
                    self.hide(each);
                }
            }
            Kind::Mapping(entries) => {
                for entry in entries {
                    entry.key.value = self.hidden_in(&entry.key.value);
                    self.hide(&mut entry.value);
                }
            }
        }
    }
}

/// The scalars that are others after masking.
fn taken(before: &Json, after: &Json, secrets: &mut Vec<String>) {
    match (before, after) {
        (Json::Array(before), Json::Array(after)) => {
            for (before, after) in before.iter().zip(after) {
                taken(before, after, secrets);
            }
        }
        (Json::Object(before), Json::Object(after)) => {
            for (name, before) in before {
                taken(before, after.get(name).unwrap_or(&Json::Null), secrets);
            }
        }
        (before, after) if before == after => {}
        (Json::String(text), _) => secrets.push(text.clone()),
        (other, _) => secrets.push(other.to_string()),
    }
}

fn is_long(text: &str) -> bool {
    text.chars().count() >= LEAST_HIDDEN
}

/// A secret as it is, and as JSON that is cut off, XML, a URL and errors, which are one line, have it.
fn forms(secret: &str) -> [String; 5] {
    let quoted = Json::from(secret).to_string();
    let inside = quoted.get(1..quoted.len() - 1);
    let in_json = inside.unwrap_or_default().to_owned();
    let in_xml = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let in_line = secret.replace(char::is_control, " ");
    [secret.to_owned(), in_json, in_xml, in_url(secret), in_line]
}

fn in_url(secret: &str) -> String {
    let encoded = secret.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    });
    encoded.collect()
}

fn node(text: &str) -> Option<Node> {
    json::node(text, Span::file(Sources::default().add("", "")))
}

/// All names and values of JSON, without its escapes.
fn unescaped(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar(scalar) => scalar.text.clone(),
        Kind::Sequence(elements) => elements
            .iter()
            .map(unescaped)
            .collect::<Vec<_>>()
            .join("\n"),
        Kind::Mapping(entries) => {
            let entries = entries.iter();
            let lines =
                entries.map(|entry| format!("{}\n{}", entry.key.value, unescaped(&entry.value)));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}
