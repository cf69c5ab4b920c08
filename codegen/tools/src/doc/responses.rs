//! What comes back: statuses, values, headers, events.

use ncloud_codegen::{
    emit::{
        markdown::{code, prose},
        words,
    },
    ir::{
        Events, Format, Operation, Response, Service, Shape, ShapeKind, Success, Type,
        TypeDefinition,
    },
};

use super::{
    Page,
    fields::{self, HEAD, ty},
    requests::family,
};
use crate::spelling;

pub(super) fn print(page: &mut Page, service: &Service, operation: &Operation) {
    let response = &operation.response;
    let statuses: Vec<String> = response.statuses.iter().map(u16::to_string).collect();
    let inline = inline(service, operation);
    // Whatever links to the type comes here.
    let anchor = inline.map_or_else(String::new, |definition| {
        format!("<a id=\"{}\"></a>", definition.name)
    });
    page.paragraph(&format!(
        "{anchor}**Response** with status {}: {}.",
        statuses.join(" or "),
        body(operation, inline.is_some()),
    ));
    if let Some(definition) = inline {
        page.paragraphs(definition.doc.as_deref().map(prose));
        page.paragraphs(words::notes(&definition.notes));
    }
    page.paragraphs(response.success.as_ref().map(success));
    let headers = response.headers.iter();
    let mut rows: Vec<[String; 6]> = headers
        .map(|field| {
            let is_family = field.wire_name.ends_with('*');
            let written = is_family.then(|| family(&field.wire_name));
            fields::row(service, field, "header", written)
        })
        .collect();
    if let Some(definition) = inline {
        let place = if rows.is_empty() { "" } else { "body" };
        let members = definition.shape.fields().iter();
        rows.extend(members.map(|field| fields::row(service, field, place, None)));
    }
    page.table(HEAD, &rows);
    if let Some(events) = &operation.events {
        print_events(page, events);
    }
}

/// The definition of a response that is written with its operation.
pub(super) fn inline<'model>(
    service: &'model Service,
    operation: &Operation,
) -> Option<&'model TypeDefinition> {
    match &operation.response.ty {
        Some(Type::Named(ShapeKind::Struct, name)) => service
            .type_named(name)
            .filter(|definition| definition.response_of.as_ref() == Some(&operation.name))
            .filter(|definition| matches!(definition.shape, Shape::Struct(_))),
        _ => None,
    }
}

fn body(operation: &Operation, is_inline: bool) -> String {
    if operation.is_event_stream() {
        return "events alone".to_owned();
    }
    let response = &operation.response;
    format!("{}. {}", value(response, is_inline), given(response))
}

fn value(response: &Response, is_inline: bool) -> String {
    let value = match (&response.ty, response.format) {
        (_, Format::Bytes) => return "bytes, which are streamed".to_owned(),
        (None, _) => return "nothing is read from the body".to_owned(),
        (Some(_), _) if is_inline => "an object".to_owned(),
        (Some(value), _) => ty(value),
    };
    let value = match (&response.envelope, response.format) {
        (None, Format::Xml) => format!("XML, read as {value}"),
        (Some(envelope), Format::Xml) => format!(
            "XML with the root element {}, read as {value}",
            code(&envelope.member)
        ),
        (None, _) => value,
        (Some(envelope), _) if envelope.optional => format!(
            "{value} in the member {}, or without it",
            code(&envelope.member)
        ),
        (Some(envelope), _) => format!("{value} in the member {}", code(&envelope.member)),
    };
    if response.optional {
        format!("{value}, or nothing")
    } else {
        value
    }
}

/// What callers get.
fn given(response: &Response) -> String {
    let output = code(&spelling::output(response));
    if response.has_body_field() {
        format!(
            "`send` gives {output}, with the headers as fields and {} in its field `body`",
            code(&spelling::body(response))
        )
    } else {
        format!("`send` gives {output}")
    }
}

fn success(success: &Success) -> String {
    let values: Vec<String> = success.values.iter().map(|value| code(value)).collect();
    let message = match &success.message {
        None => String::new(),
        Some(message) => format!(" {} says why.", code(&message.join("."))),
    };
    format!(
        "The call failed where {} is there and is not {}.{message}",
        code(&success.code.join(".")),
        values.join(" or "),
    )
}

fn print_events(page: &mut Page, events: &Events) {
    let end = match (&events.end, &events.last) {
        (None, None) => String::new(),
        (Some(end), _) => format!(" The data {} ends it.", code(end)),
        (None, Some(last)) => format!(" The event {} is the last one.", code(last)),
    };
    let failure = &events.failure;
    let data = match &failure.ty {
        None => String::new(),
        Some(data) => format!(", whose data is {}", ty(data)),
    };
    page.paragraph(&format!(
        "**Events**: `client.events(request)` reads the response as a stream of {}.{end} The event {}{data} ends it with an error. Other events may come.",
        code(&events.name),
        code(&failure.wire_name)
    ));
    let rows: Vec<[String; 3]> = events
        .events
        .iter()
        .map(|event| {
            [
                code(&event.wire_name),
                code(&event.rust_name),
                ty(&event.ty),
            ]
        })
        .collect();
    page.table(["event", "in Rust", "data"], &rows);
}
