//! How lists go on, what can be waited for, and which errors are known: `x-` members all of them.

use std::time::Duration;

use heck::ToLowerCamelCase;
use ncloud_codegen::{
    ir::{
        ErrorCode, Operation, PageStyle, Pages, ParameterLocation, RequestField, Service, Waiter,
    },
    language::{
        pages::PAGE_FACTS,
        words::{NOT_FOUND, RETRIES},
    },
};

use super::{
    remarks,
    tree::{Node, Object},
};
use crate::paths::{InRequest, into_request, into_response};

/// How the list that an operation responds with goes on.
pub(super) fn pages(service: &Service, operation: &Operation, pages: &Pages) -> Object {
    let field = |field: &RequestField| request_field(service, operation, field);
    let style = match &pages.style {
        PageStyle::Offset { offset, first } => Object::new()
            .with("offset", field(offset))
            .with("first", *first),
        PageStyle::Number {
            number,
            first,
            next,
        } => Object::new()
            .with("number", field(number))
            .with("first", *first)
            .with_some("next", next.as_deref().map(into_response)),
        PageStyle::Token { token, next } => Object::new()
            .with("token", field(token))
            .with("next", into_response(next)),
        PageStyle::Marker { marker, key } => Object::new()
            .with("marker", field(marker))
            .with("key", into_response(key)),
    };
    let object = style
        .with_some("max", pages.max)
        .with_some("size", pages.size.as_ref().map(field))
        .with("items", into_response(&pages.items));
    pages.facts.iter().fold(object, |object, (fact, path)| {
        let name = PAGE_FACTS.word(fact).unwrap_or_default();
        object.with(name.to_lower_camel_case(), into_response(path))
    })
}

/// Location and name of a request field; of one in a body the names that lead to it.
fn request_field(service: &Service, operation: &Operation, field: &RequestField) -> Object {
    let InRequest { location, name } = into_request(service, operation, field);
    let location = match location {
        Some(ParameterLocation::Path) => "path",
        Some(ParameterLocation::Query) => "query",
        Some(ParameterLocation::Header) => "header",
        Some(ParameterLocation::Form | ParameterLocation::Part) | None => "body",
    };
    Object::new().with("in", location).with("name", name)
}

pub(super) fn waiter(waiter: &Waiter) -> Object {
    let texts =
        |states: &[String]| Node::from(states.iter().map(String::as_str).collect::<Vec<_>>());
    Object::new()
        .with("description", &waiter.doc)
        .with("operation", &waiter.poll)
        .with("state", into_response(&waiter.state))
        .with_some("pending", waiter.pending.as_deref().map(texts))
        .with("success", texts(&waiter.success))
        .with("failure", texts(&waiter.failure))
        .with_some("notFound", NOT_FOUND.word(&waiter.not_found))
        .with("everyMillis", millis(waiter.every))
        .with("deadlineMillis", millis(waiter.deadline))
        .and(remarks::notes(&waiter.notes))
}

pub(super) fn error(error: &ErrorCode) -> Object {
    Object::new()
        .with("code", &error.code)
        .with_some("status", error.status)
        .with("description", &error.doc)
        .with_some("retry", error.retry.and_then(|retry| RETRIES.word(&retry)))
        .with("throttled", error.throttled)
        .with("notFound", error.not_found)
        .with_some("pauseMillis", error.pause.map(millis))
        .and(remarks::notes(&error.notes))
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
