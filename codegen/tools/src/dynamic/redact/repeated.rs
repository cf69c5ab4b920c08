//! Values that repeat a secret, wherever they stand.

use ncloud_codegen::parse::node::{Kind, Node, Style};
use serde_json::Value as Json;

use super::{
    super::{Request, Secrets},
    placeholder::{LABEL, Placeholder, TEXT, like, text},
};

/// Redacts what repeats a secret, in names of members too.
pub(in crate::dynamic) fn secrets(
    node: &mut Node,
    secrets: &dyn Secrets,
    placeholder: Placeholder,
) {
    match &mut node.kind {
        Kind::Scalar(scalar) if secrets.are_in(&scalar.text) => {
            *scalar = match placeholder {
                Placeholder::Typed if scalar.style == Style::Plain => like(scalar),
                _ => text(&without(&scalar.text, secrets, placeholder)),
            };
        }
        Kind::Scalar(_) => {}
        Kind::Sequence(elements) => {
            for each in elements {
                self::secrets(each, secrets, placeholder);
            }
        }
        Kind::Mapping(entries) => {
            for entry in entries {
                if secrets.are_in(&entry.key.value) {
                    entry.key.value = without(&entry.key.value, secrets, placeholder);
                }
                self::secrets(&mut entry.value, secrets, placeholder);
            }
        }
    }
}

/// A text without secrets.
pub(in crate::dynamic) fn without(
    text: &str,
    secrets: &dyn Secrets,
    placeholder: Placeholder,
) -> String {
    let redacted = secrets.redacted(text);
    match placeholder {
        Placeholder::Label => redacted,
        Placeholder::Typed => redacted.replace(LABEL, TEXT),
    }
}

/// The values that redaction took from a request.
pub(in crate::dynamic) fn redacted_values(request: &Request, redacted: &Request) -> Vec<String> {
    let mut values = Vec::new();
    for (before, after) in request.arguments.iter().zip(&redacted.arguments) {
        values_of(&before.value, &after.value, &mut values);
    }
    if let (Some(before), Some(after)) = (&request.body, &redacted.body) {
        values_of(before, after, &mut values);
    }
    values
}

/// The scalars that are others after redaction.
fn values_of(before: &Json, after: &Json, values: &mut Vec<String>) {
    match (before, after) {
        (Json::Array(before), Json::Array(after)) => {
            for (before, after) in before.iter().zip(after) {
                values_of(before, after, values);
            }
        }
        (Json::Object(before), Json::Object(after)) => {
            for (name, before) in before {
                values_of(before, after.get(name).unwrap_or(&Json::Null), values);
            }
        }
        (before, after) if before == after => {}
        (Json::String(text), _) => values.push(text.clone()),
        (other, _) => values.push(other.to_string()),
    }
}
