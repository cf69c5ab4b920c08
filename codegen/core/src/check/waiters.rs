//! Waiters: that they name what is there, and can end.

use std::collections::{BTreeMap, BTreeSet};

use super::{Subject, pages::leads_nowhere};
use crate::{
    conventions::is_read,
    diagnostic::Diagnostic,
    ir::NotFound,
    parse::ast::{EnumValue, Operation, Scalar, Waiter},
    resolve::Resolved,
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
};

pub(super) fn waiters(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let operations = &subject.service.operations;
    let by_name: BTreeMap<&str, &Operation> = operations
        .iter()
        .map(|operation| (operation.name.value.as_str(), operation))
        .collect();
    for waiter in &subject.service.waiters {
        ends(waiter, findings);
        let may_suggest = findings.len() < MOST_SUGGESTIONS;
        let Some(operation) = by_name.get(waiter.poll.value.as_str()) else {
            findings.push(
                Diagnostic::new(
                    &rules::WAITER,
                    waiter.poll.span,
                    format!("the operation `{}` is not defined", waiter.poll.value),
                )
                .hint_if(
                    may_suggest
                        .then(|| {
                            let known = operations.iter().map(|known| known.name.value.as_str());
                            did_you_mean(&waiter.poll.value, known)
                        })
                        .flatten(),
                ),
            );
            continue;
        };
        if operation.http.is_some() && !is_read(subject.service, operation) {
            findings.push(
                Diagnostic::new(
                    &rules::UNSAFE_READ,
                    waiter.poll.span,
                    format!("`{}` is a write and cannot be polled", waiter.poll.value),
                )
                .related(operation.name.span, "declared here")
                .hint("say `safe: true` there if it only reads"),
            );
        }
        match subject.types.path(operation, &waiter.state) {
            Ok((_, Resolved::Enum(values))) => states(waiter, values, findings),
            Ok((_, Resolved::Scalar(Scalar::String))) | Err(None) => {}
            Ok(_) => findings.push(
                Diagnostic::new(
                    &rules::WAITER,
                    waiter.state.span,
                    format!("`{}` does not lead to text or an enum", waiter.state.value),
                )
                .hint("name the member that holds the state"),
            ),
            Err(Some(dead_end)) => {
                findings.push(leads_nowhere(&rules::WAITER, &dead_end, may_suggest));
            }
        }
    }
}

fn ends(waiter: &Waiter, findings: &mut Vec<Diagnostic>) {
    if waiter.success.is_empty() && waiter.not_found != NotFound::Success {
        findings.push(
            Diagnostic::new(
                &rules::WAITER,
                waiter.name.span,
                format!("`{}` has no state of success", waiter.name.value),
            )
            .hint("add `success: [STATE]`, or `not_found: success` where the wait ends when the thing is gone"),
        );
    }
    let mut seen: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for (set, state) in states_of(waiter) {
        match seen.get(state.value.as_str()) {
            Some((other, span)) => findings.push(
                Diagnostic::new(
                    &rules::WAITER,
                    state.span,
                    format!("`{}` is among the states of {other} already", state.value),
                )
                .related(*span, "here")
                .hint("keep one of them"),
            ),
            None => {
                seen.insert(&state.value, (set, state.span));
            }
        }
    }
}

/// Every state that is named, with what the set is called.
fn states_of(waiter: &Waiter) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    let success = waiter.success.iter().map(|state| ("success", state));
    let failure = waiter.failure.iter().map(|state| ("failure", state));
    let pending = waiter.pending.iter().flatten();
    success
        .chain(failure)
        .chain(pending.map(|state| ("pending", state)))
}

fn states(waiter: &Waiter, values: &[EnumValue], findings: &mut Vec<Diagnostic>) {
    let known = || values.iter().map(|value| value.name.value.as_str());
    let all: BTreeSet<&str> = known().collect();
    let unknown = |state: &&Spanned<String>| !all.contains(state.value.as_str());
    for state in states_of(waiter).map(|(_, state)| state).filter(unknown) {
        let may_suggest = findings.len() < MOST_SUGGESTIONS;
        findings.push(
            Diagnostic::new(
                &rules::WAITER,
                state.span,
                format!("the enum has no value `{}`", state.value),
            )
            .hint(
                may_suggest
                    .then(|| did_you_mean(&state.value, known()))
                    .flatten()
                    .unwrap_or_else(|| format!("values: {}", listed(known()))),
            ),
        );
    }
}
