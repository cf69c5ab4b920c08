//! Answers that are streams of events: `events`.

use super::{
    keys::{member, members, spanned_text, text},
    types::type_expression,
};
use crate::{
    diagnostic::Diagnostic,
    parse::{
        ast::{Event, Events},
        node::Node,
    },
};

pub(super) fn events(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Events> {
    let entry = member(node, "events")?;
    let events = &entry.value;
    Some(Events {
        span: entry.key.span,
        types: members(events, "types")
            .map(|entry| Event {
                name: entry.key.clone(),
                ty: type_expression(&entry.value, findings),
            })
            .collect(),
        end: text(events, "end"),
        last: spanned_text(events, "last"),
        failure: spanned_text(events, "failure"),
    })
}
