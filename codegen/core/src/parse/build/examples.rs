//! Sample exchanges: `examples`.

use super::keys::{member, members, number, spanned_text, text};
use crate::language::key;
use crate::{
    ir::ExampleError,
    parse::{ast::Example, node::Entry},
    source::Spanned,
};

pub(super) fn example(entry: &Entry) -> Example {
    let node = &entry.value;
    Example {
        name: entry.key.clone(),
        made: text(node, key!(EXAMPLE, "made")),
        recorded: text(node, key!(EXAMPLE, "recorded")),
        request: members(node, key!(EXAMPLE, "request"))
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        body: node.get(key!(EXAMPLE, "body")).cloned(),
        sent: spanned_text(node, key!(EXAMPLE, "sent")),
        sent_form: text(node, key!(EXAMPLE, "sent_form")),
        status: number(node, key!(EXAMPLE, "status")),
        response: node.get(key!(EXAMPLE, "response")).cloned(),
        text: spanned_text(node, key!(EXAMPLE, "text")),
        response_headers: members(node, key!(EXAMPLE, "response_headers"))
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        error: member(node, key!(EXAMPLE, "error")).map(|error| {
            let told = ExampleError {
                code: text(&error.value, key!(EXAMPLE_ERROR, "code")),
                message: text(&error.value, key!(EXAMPLE_ERROR, "message")),
            };
            Spanned::new(told, error.key.span)
        }),
    }
}
