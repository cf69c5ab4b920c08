//! What is not a value in JSON: formats, headers that are results, events.

use super::Lowering;
use crate::{
    conventions::event_name,
    ir::{Event, Events, Field, Format},
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
        Some(Events {
            name: event_name(operation),
            events: self.each(&events.types, |this, event| {
                Some(Event {
                    wire_name: event.name.value.clone(),
                    rust_name: names::variant(&event.name.value)?,
                    ty: this.ty(&event.ty.as_ref()?.value)?,
                    location: this.place(event.name.span),
                })
            })?,
            end: events.end.clone(),
        })
    }
}
