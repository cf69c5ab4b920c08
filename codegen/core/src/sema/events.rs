//! Responses that are streams of events.

use super::{
    Context,
    names::{self, Scope, UNKNOWN},
    responses::format_of_members,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Event, Events, FailureEvent},
    parse::ast,
    rules,
};

pub(super) fn events(
    context: &Context<'_>,
    operation: &ast::Operation,
    findings: &mut Vec<Diagnostic>,
) -> Option<Events> {
    let written = operation.events.as_ref()?;
    let failure = written.failure.as_ref();
    let failure = failure.map_or(FailureEvent::USUAL, |name| &name.value);
    let mut built = Events {
        name: names::events(operation),
        events: Vec::new(),
        end: written.end.clone(),
        last: written.last.as_ref().map(|last| last.value.clone()),
        failure: FailureEvent {
            wire_name: failure.to_owned(),
            ty: None,
            type_location: context.location(written.span),
        },
        location: context.location(written.span),
    };
    let mut scope = Scope::new("among the events").hint("take one of them out");
    scope.reserve(UNKNOWN, "the variant of unknown events");
    for event in &written.types {
        let name = &event.name;
        let ty = context.names.written(event.ty.as_ref(), findings);
        let type_span = event.ty.as_ref().map_or(name.span, |ty| ty.span);
        if let Some(format) = format_of_members(&ty) {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_EVENTS,
                    type_span,
                    format!("`{format}` is a format of members, and this is no member"),
                )
                .hint(
                    "declare the data as the `string` that comes, or as a struct with the member",
                ),
            );
        }
        let type_location = context.location(type_span);
        if name.value == failure {
            built.failure.ty = Some(ty);
            built.failure.type_location = type_location;
            continue;
        }
        let rust_name = names::event(name, findings);
        scope.add(&rust_name, name.span, &name.value, findings);
        built.events.push(Event {
            wire_name: name.value.clone(),
            rust_name,
            ty,
            location: context.location(name.span),
            type_location,
        });
    }
    if built.events.is_empty() {
        findings.push(
            Diagnostic::new(&rules::BAD_EVENTS, written.span, "no event is declared")
                .hint("name at least one: `types: { message: json }`"),
        );
    }
    last(written, &built, findings);
    Some(built)
}

/// The event that ends a stream well is one that callers get, and nothing else ends it.
fn last(written: &ast::Events, events: &Events, findings: &mut Vec<Diagnostic>) {
    let Some(last) = &written.last else {
        return;
    };
    let name = &last.value;
    if events.end.is_some() {
        findings.push(
            Diagnostic::new(
                &rules::BAD_EVENTS,
                last.span,
                "a stream ends with certain data or with a certain event",
            )
            .hint("keep `end` or `last`"),
        );
    }
    if *name == events.failure.wire_name {
        findings.push(
            Diagnostic::new(
                &rules::BAD_EVENTS,
                last.span,
                format!("the event `{name}` is a failure, and not how a stream ends well"),
            )
            .hint("name another event, or leave `last` out"),
        );
    } else if !events.events.iter().any(|event| event.wire_name == *name) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_EVENTS,
                last.span,
                format!("the event `{name}` is not declared"),
            )
            .hint("declare it under `types`"),
        );
    }
}
