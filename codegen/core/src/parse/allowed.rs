//! What a spec allows of what lints find, and where.

use super::node::{Entry, Node};
use crate::{
    language::{ALLOW_KEY, Form, Value},
    source::{Span, Spanned},
};

/// The findings of a lint that are right in a part of a file.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    pub(crate) lint: Spanned<String>,
    /// The field, the type, the operation or the file that it is about.
    pub(crate) scope: Span,
}

/// Everything that is allowed within a mapping with known keys. `scope` is it and its name.
pub(super) fn within(node: &Node, form: &'static Form, scope: Span, allowed: &mut Vec<Allowed>) {
    for entry in node.entries().unwrap_or_default() {
        let Some(key) = form.key(&entry.key.value) else {
            continue;
        };
        if key.name == ALLOW_KEY {
            for entry in entry.value.entries().unwrap_or_default() {
                allowed.push(Allowed {
                    lint: entry.key.clone(),
                    scope,
                });
            }
        } else {
            value(entry, key.value, allowed);
        }
    }
}

fn value(entry: &Entry, expected: &'static Value, allowed: &mut Vec<Allowed>) {
    let node = &entry.value;
    match expected {
        Value::Form(form) => within(node, form, whole(entry), allowed),
        Value::Map { value: each, .. } => {
            for entry in node.entries().unwrap_or_default() {
                value(entry, each, allowed);
            }
        }
        Value::ShortOrLong(_, long) if node.entries().is_some() => value(entry, long, allowed),
        Value::Marked {
            marks,
            marked,
            otherwise,
        } => {
            let is_mapping =
                |mark: &&str| node.get(mark).is_some_and(|node| node.entries().is_some());
            if marks.iter().any(is_mapping) {
                within(node, marked, whole(entry), allowed);
            } else {
                value(entry, otherwise, allowed);
            }
        }
        _ => {}
    }
}

fn whole(entry: &Entry) -> Span {
    Span {
        end: entry.value.span.end,
        ..entry.key.span
    }
}
