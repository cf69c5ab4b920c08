//! Waits for a state: `waiters`.

use std::time::Duration;

use super::keys::{notes, spanned_text, text};
use crate::{
    ir::NotFound,
    parse::{
        ast::Waiter,
        duration,
        node::{Entry, Node},
    },
    source::Spanned,
};

const DEFAULT_POLL_INTERVAL: Duration = Duration::from_secs(5);
const DEFAULT_WAIT: Duration = Duration::from_secs(600);

pub(super) fn waiter(entry: &Entry) -> Option<Waiter> {
    let node = &entry.value;
    let states = |key: &str| {
        let states = node.get(key)?.elements().unwrap_or_default();
        let state = |state: &Node| Some(Spanned::new(state.text()?.to_owned(), state.text_span()));
        Some(states.iter().filter_map(state).collect::<Vec<_>>())
    };
    let time = |key: &str| text(node, key).and_then(|text| duration::parse(&text));
    Some(Waiter {
        name: entry.key.clone(),
        doc: text(node, "doc").unwrap_or_default(),
        poll: spanned_text(node, "poll")?,
        state: spanned_text(node, "state")?,
        pending: states("pending"),
        success: states("success").unwrap_or_default(),
        failure: states("failure").unwrap_or_default(),
        not_found: match text(node, "not_found").as_deref() {
            Some("success") => NotFound::Success,
            Some("pending") => NotFound::Pending,
            _ => NotFound::Failure,
        },
        every: time("every").unwrap_or(DEFAULT_POLL_INTERVAL),
        deadline: time("deadline").unwrap_or(DEFAULT_WAIT),
        notes: notes(node),
    })
}
