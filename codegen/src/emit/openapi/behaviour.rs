//! How lists go on, what can be waited for, and which errors are known: `x-` members all of them.

use std::time::Duration;

use super::{
    remarks,
    tree::{Node, Object},
};
use crate::ir::{
    ErrorCode, Field, NotFound, Operation, PageStyle, Pages, PathStep, Place, RequestField, Retry,
    Service, Type, Waiter,
};

/// How the list that an operation answers goes on.
pub(super) fn pages(service: &Service, operation: &Operation, pages: &Pages) -> Object {
    let field = |field: &RequestField| request_field(service, operation, field);
    let style = match &pages.style {
        PageStyle::Offset { offset } => Object::new().with("offset", field(offset)),
        PageStyle::Number {
            number,
            first,
            next,
        } => Object::new()
            .with("number", field(number))
            .with("first", *first)
            .with_some("next", next.as_deref().map(way)),
        PageStyle::Token { token, next } => Object::new()
            .with("token", field(token))
            .with("next", way(next)),
        PageStyle::Marker { marker, key } => Object::new()
            .with("marker", field(marker))
            .with("key", way(key)),
    };
    style
        .with_some("size", pages.size.as_ref().map(field))
        .with("items", way(&pages.items))
        .with_some("total", pages.total.as_deref().map(way))
        .with_some("totalPages", pages.total_pages.as_deref().map(way))
        .with_some("more", pages.more.as_deref().map(way))
        .with_some("last", pages.last.as_deref().map(way))
}

/// Place and name of a request field; of one in a body the names that lead to it.
fn request_field(service: &Service, operation: &Operation, field: &RequestField) -> Object {
    let Some((first, rest)) = field.path.split_first() else {
        return Object::new();
    };
    let parameters = operation.parameters.iter();
    if let Some(parameter) = parameters
        .filter(|_| rest.is_empty())
        .find(|parameter| parameter.field.rust_name == *first)
    {
        let place = match parameter.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Form | Place::Part => "body",
        };
        return Object::new()
            .with("in", place)
            .with("name", &parameter.field.wire_name);
    }
    let mut names: Vec<&str> = Vec::new();
    let mut fields: Vec<&Field> = operation.body_fields().collect();
    for (depth, name) in field.path.iter().enumerate() {
        let Some(found) = fields.iter().find(|field| field.rust_name == *name) else {
            break;
        };
        // The field `body` of the request struct is the body itself.
        if depth > 0 || rest.is_empty() {
            names.push(&found.wire_name);
        }
        fields = match &found.ty {
            Type::Struct(name) => service
                .type_named(name)
                .map(|known| known.shape.fields().iter().collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
    }
    Object::new()
        .with("in", "body")
        .with("name", names.join("."))
}

/// `page.total`, `list[0].status`; empty for the answer itself.
fn way(steps: &[PathStep]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| match step.index {
            None => step.wire_name.clone(),
            Some(index) => format!("{}[{index}]", step.wire_name),
        })
        .collect();
    steps.join(".")
}

pub(super) fn waiter(waiter: &Waiter) -> Object {
    let texts =
        |states: &[String]| Node::from(states.iter().map(String::as_str).collect::<Vec<_>>());
    Object::new()
        .with("description", &waiter.doc)
        .with("operation", &waiter.poll)
        .with("state", way(&waiter.state))
        .with_some("pending", waiter.pending.as_deref().map(texts))
        .with("success", texts(&waiter.success))
        .with("failure", texts(&waiter.failure))
        .with(
            "notFound",
            match waiter.not_found {
                NotFound::Failure => "failure",
                NotFound::Success => "success",
                NotFound::Pending => "pending",
            },
        )
        .with("everyMillis", millis(waiter.every))
        .with("deadlineMillis", millis(waiter.deadline))
        .and(remarks::notes(&waiter.notes))
}

pub(super) fn error(error: &ErrorCode) -> Object {
    Object::new()
        .with("code", &error.code)
        .with_some("status", error.status)
        .with("description", &error.doc)
        .with(
            "retry",
            match error.retry {
                Retry::Never => "never",
                Retry::Reads => "reads",
                Retry::Always => "always",
            },
        )
        .with("throttled", error.throttled)
        .with("notFound", error.not_found)
        .with_some("pauseMillis", error.pause.map(millis))
        .and(remarks::notes(&error.notes))
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
