//! Responses that are streams of events: `events`.

use super::{
    keys::{member, members, spanned_text, text},
    types::type_expression,
};
use crate::language::key;
use crate::{
    diagnostic::Diagnostic,
    parse::{
        ast::{Event, Events},
        node::Node,
    },
};

pub(super) fn events(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Events> {
    let entry = member(node, key!(OPERATION, "events"))?;
    let events = &entry.value;
    Some(Events {
        span: entry.key.span,
        types: members(events, key!(EVENTS, "types"))
            .map(|entry| Event {
                name: entry.key.clone(),
                ty: type_expression(&entry.value, findings),
            })
            .collect(),
        end: text(events, key!(EVENTS, "end")),
        last: spanned_text(events, key!(EVENTS, "last")),
        failure: spanned_text(events, key!(EVENTS, "failure")),
    })
}
