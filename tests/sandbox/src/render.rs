//! Values in the forms that are not JSON: XML, streams of events, headers.

use http::{HeaderMap, HeaderName, HeaderValue};
use ncloud_codegen::ir::{Envelope, Event, Format, Operation, Scalar, Service, ShapeKind, Type};
use serde_json::{Map, Value as Json};

use crate::answer::{AnswerBody, BYTES, EVENTS, XML};
use crate::made::{made, value};

/// The body of an answer that no example shows.
pub(crate) fn body(service: &Service, operation: &Operation, wants_events: bool) -> AnswerBody {
    match (&operation.events, operation.response.format) {
        (Some(_), _) if wants_events => AnswerBody::Text(EVENTS, events(service, operation)),
        (_, Format::Bytes) => AnswerBody::Text(BYTES, "content".to_owned()),
        (_, Format::Xml) => AnswerBody::Text(XML, xml(service, operation)),
        (_, Format::Json) => match made(service, operation) {
            Some(value) => AnswerBody::Json(value),
            None => AnswerBody::Nothing,
        },
    }
}

/// The headers of an answer that no example shows; of a family one member.
pub(crate) fn headers(service: &Service, operation: &Operation) -> HeaderMap {
    let headers = operation.response.headers.iter();
    headers
        .filter(|field| field.wire_name != "content-length")
        .filter_map(|field| {
            let (name, ty) = match (field.wire_name.strip_suffix('*'), &field.ty) {
                (Some(prefix), Type::Map(element)) => (format!("{prefix}key"), &**element),
                _ => (field.wire_name.clone(), &field.ty),
            };
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let text = text_of(&value(service, ty));
            Some((name, HeaderValue::from_str(&text).ok()?))
        })
        .collect()
}

fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// One event of every kind, and the end.
fn events(service: &Service, operation: &Operation) -> String {
    let mut stream = String::new();
    let Some(events) = &operation.events else {
        return stream;
    };
    let is_last = |event: &Event| events.last.as_ref() == Some(&event.wire_name);
    let (last, others): (Vec<&Event>, Vec<&Event>) =
        events.events.iter().partition(|event| is_last(event));
    for event in others.into_iter().chain(last) {
        let value = value(service, &event.ty);
        let data = match event.ty {
            Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _) => text_of(&value),
            _ => value.to_string(),
        };
        stream.push_str(&format!("event: {}\ndata: {data}\n\n", event.wire_name));
    }
    if let Some(end) = &events.end {
        stream.push_str(&format!("data: {end}\n\n"));
    }
    stream
}

fn xml(service: &Service, operation: &Operation) -> String {
    let mut document = r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned();
    let answer = made(service, operation).unwrap_or_default();
    match &operation.response.envelope {
        Some(Envelope { member, .. }) => {
            element(
                &mut document,
                member,
                answer.get(member).unwrap_or(&Json::Null),
            );
        }
        None => element(&mut document, "answer", &answer),
    }
    document
}

fn element(document: &mut String, name: &str, value: &Json) {
    match value {
        Json::Array(items) => {
            for item in items {
                element(document, name, item);
            }
        }
        Json::Object(members) => {
            document.push_str(&format!("<{name}>"));
            members_of(document, members);
            document.push_str(&format!("</{name}>"));
        }
        Json::Null => document.push_str(&format!("<{name}/>")),
        scalar => {
            let text = text_of(scalar)
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            document.push_str(&format!("<{name}>{text}</{name}>"));
        }
    }
}

fn members_of(document: &mut String, members: &Map<String, Json>) {
    for (name, member) in members {
        element(document, name, member);
    }
}
