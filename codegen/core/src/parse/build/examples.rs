//! Sample exchanges: `examples`.

use super::keys::{member, members, number, spanned_text, text};
use crate::{
    ir::ExampleError,
    parse::{ast::Example, node::Entry},
    source::Spanned,
};

pub(super) fn example(entry: &Entry) -> Example {
    let node = &entry.value;
    Example {
        name: entry.key.clone(),
        made: text(node, "made"),
        recorded: text(node, "recorded"),
        request: members(node, "request")
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        body: node.get("body").cloned(),
        sent: spanned_text(node, "sent"),
        sent_form: text(node, "sent_form"),
        status: number(node, "status"),
        response: node.get("response").cloned(),
        text: spanned_text(node, "text"),
        response_headers: members(node, "response_headers")
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        error: member(node, "error").map(|error| {
            let said = ExampleError {
                code: text(&error.value, "code"),
                message: text(&error.value, "message"),
            };
            Spanned::new(said, error.key.span)
        }),
    }
}
