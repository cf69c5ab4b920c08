//! Codes of failure: `errors`.

use super::keys::{flag, notes, text, word};
use crate::language::key;
use crate::{
    language::{duration, words::RETRIES},
    parse::{ast::ErrorCode, node::Entry},
};

pub(super) fn error_code(entry: &Entry) -> ErrorCode {
    let node = &entry.value;
    ErrorCode {
        code: entry.key.clone(),
        status: text(node, key!(ERROR, "status")).and_then(|status| status.parse().ok()),
        doc: text(node, key!(ERROR, "doc")).unwrap_or_default(),
        retry: word(node, key!(ERROR, "retry"), &RETRIES),
        throttled: flag(node, key!(ERROR, "throttled")).unwrap_or(false),
        not_found: flag(node, key!(ERROR, "not_found")).unwrap_or(false),
        pause: text(node, key!(ERROR, "pause")).and_then(|pause| duration::parse(&pause)),
        notes: notes(node),
    }
}
