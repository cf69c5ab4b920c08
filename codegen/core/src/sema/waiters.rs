//! Waiters: that they name what is there, and can end.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Reported, report};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, EnumValue, NotFound, Operation, PathStep, Safety, Scalar, Shape, ShapeKind, Type},
    parse::ast::Waiter,
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
};

pub(super) fn waiters(
    context: &Context<'_>,
    operations: &[Operation],
    findings: &mut Vec<Diagnostic>,
) -> Vec<ir::Waiter> {
    let by_name: BTreeMap<&str, &Operation> = operations
        .iter()
        .map(|operation| (operation.name.as_str(), operation))
        .collect();
    let mut of_waiters = Vec::new();
    let mut waiters = Vec::new();
    for waiter in &context.syntax.waiters {
        ends(waiter, &mut of_waiters);
        let state = state(context, waiter, &by_name, &mut of_waiters);
        let Ok(state) = state else {
            continue;
        };
        let texts =
            |states: &[Spanned<String>]| states.iter().map(|state| state.value.clone()).collect();
        waiters.push(ir::Waiter {
            name: waiter.name.value.clone(),
            doc: waiter.doc.clone(),
            poll: waiter.poll.value.clone(),
            state,
            pending: waiter.pending.as_deref().map(texts),
            success: texts(&waiter.success),
            failure: texts(&waiter.failure),
            not_found: waiter.not_found,
            every: waiter.every,
            deadline: waiter.deadline,
            notes: waiter.notes.clone(),
            location: context.location(waiter.name.span),
        });
    }
    findings.append(&mut of_waiters);
    waiters
}

/// The path to the state in the response of the operation that is polled.
fn state(
    context: &Context<'_>,
    waiter: &Waiter,
    operations: &BTreeMap<&str, &Operation>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<PathStep>, Reported> {
    let may_suggest = findings.len() < MOST_SUGGESTIONS;
    let Some(operation) = operations.get(waiter.poll.value.as_str()) else {
        let meant = may_suggest
            .then(|| did_you_mean(&waiter.poll.value, operations.keys().copied()))
            .flatten();
        let finding = Diagnostic::new(
            &rules::WAITER,
            waiter.poll.span,
            format!("the operation `{}` is not defined", waiter.poll.value),
        );
        return Err(report(findings, finding.hint_if(meant)));
    };
    if operation.safety == Safety::Write {
        findings.push(
            Diagnostic::new(
                &rules::UNSAFE_READ,
                waiter.poll.span,
                format!("`{}` is a write and cannot be polled", waiter.poll.value),
            )
            .related(operation.location.span, "declared here")
            .hint("say `safe: true` there if it only reads"),
        );
    }
    let path = match context.path(operation, &waiter.state) {
        Ok(path) => path,
        Err(dead_end) => {
            findings.extend(dead_end.finding(&rules::WAITER, may_suggest));
            return Err(Reported(()));
        }
    };
    match path.ty {
        Type::Scalar(Scalar::String) => {}
        Type::Named(ShapeKind::Enum, name) => {
            if let Some(definition) = context.model.type_named(name)
                && let Shape::Enum(values) = &definition.shape
            {
                states(waiter, values, findings);
            }
        }
        _ => {
            let finding = Diagnostic::new(
                &rules::WAITER,
                waiter.state.span,
                format!("`{}` does not lead to text or an enum", waiter.state.value),
            )
            .hint("name the member that holds the state");
            return Err(report(findings, finding));
        }
    }
    Ok(path.steps)
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
    let known = || values.iter().map(|value| value.wire_name.as_str());
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
