//! Codes of failure: `errors`.

use super::keys::{flag, notes, text};
use crate::{
    ir::Retry,
    parse::{ast::ErrorCode, duration, node::Entry},
};

pub(super) fn error_code(entry: &Entry) -> ErrorCode {
    let node = &entry.value;
    ErrorCode {
        code: entry.key.clone(),
        status: text(node, "status").and_then(|status| status.parse().ok()),
        doc: text(node, "doc").unwrap_or_default(),
        retry: text(node, "retry").and_then(|retry| match retry.as_str() {
            "never" => Some(Retry::Never),
            "reads" => Some(Retry::Reads),
            "always" => Some(Retry::Always),
            _ => None,
        }),
        throttled: flag(node, "throttled").unwrap_or(false),
        not_found: flag(node, "not_found").unwrap_or(false),
        pause: text(node, "pause").and_then(|pause| duration::parse(&pause)),
        notes: notes(node),
    }
}
