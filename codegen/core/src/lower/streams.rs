//! What is not a value in JSON: formats, headers that are results, events.

use super::Lowering;
use crate::{
    conventions::{FAILURE_EVENT, event_name},
    ir::{Event, Events, FailureEvent, Field, Format},
    names,
    parse::ast::{self, Content},
};

/// How the body of an answer is written.
pub(super) fn format(operation: &ast::Operation) -> Format {
    let bytes = operation
        .response
        .as_ref()
        .is_some_and(|response| matches!(response.value, Content::Bytes));
    match &operation.format {
        _ if bytes => Format::Bytes,
        Some(format) if format.value == ast::Format::Xml => Format::Xml,
        _ => Format::Json,
    }
}

impl Lowering<'_> {
    pub(super) fn response_headers(&self, operation: &ast::Operation) -> Option<Vec<Field>> {
        let mut headers = self.each(&operation.response_headers, Self::field)?;
        for header in &mut headers {
            header.wire_name.make_ascii_lowercase();
        }
        Some(headers)
    }

    pub(super) fn events(
        &self,
        operation: &ast::Operation,
        events: &ast::Events,
    ) -> Option<Events> {
        let (failures, others): (Vec<&ast::Event>, Vec<&ast::Event>) = events
            .types
            .iter()
            .partition(|event| events.is_failure(&event.name.value));
        let ty = |event: &ast::Event| self.ty(&event.ty.as_ref()?.value);
        let failure = events.failure.as_ref();
        Some(Events {
            name: event_name(operation),
            events: others
                .into_iter()
                .map(|event| {
                    Some(Event {
                        wire_name: event.name.value.clone(),
                        rust_name: names::variant(&event.name.value)?,
                        ty: ty(event)?,
                        location: self.place(event.name.span),
                    })
                })
                .collect::<Option<_>>()?,
            end: events.end.clone(),
            last: events.last.as_ref().map(|last| last.value.clone()),
            failure: FailureEvent {
                wire_name: failure.map_or(FAILURE_EVENT, |name| &name.value).to_owned(),
                ty: match failures.first() {
                    None => None,
                    Some(event) => Some(ty(event)?),
                },
            },
        })
    }
}
