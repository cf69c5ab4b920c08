//! Waits for a state: `waiters`.

use crate::language::key;
use std::time::Duration;

use super::keys::{notes, spanned_text, text, word};
use crate::{
    ir::NotFound,
    language::{duration, words::NOT_FOUND},
    parse::{
        ast::Waiter,
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
        doc: text(node, key!(WAITER, "doc")).unwrap_or_default(),
        poll: spanned_text(node, key!(WAITER, "poll"))?,
        state: spanned_text(node, key!(WAITER, "state"))?,
        pending: states(key!(WAITER, "pending")),
        success: states(key!(WAITER, "success")).unwrap_or_default(),
        failure: states(key!(WAITER, "failure")).unwrap_or_default(),
        not_found: word(node, key!(WAITER, "not_found"), &NOT_FOUND).unwrap_or(NotFound::Failure),
        every: time(key!(WAITER, "every")).unwrap_or(DEFAULT_POLL_INTERVAL),
        deadline: time(key!(WAITER, "deadline")).unwrap_or(DEFAULT_WAIT),
        notes: notes(node),
    })
}
