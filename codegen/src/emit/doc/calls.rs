//! Calls in Rust: a request with what is required, and what takes it.

use serde_json::Value as Json;

use super::{answers::is_stream, expressions::WIDTH, values::Values};
use crate::{
    ir::{Body, Example, Field, NotFound, Operation, Service, Waiter},
    spelling,
};

/// An operation, called.
pub(super) fn call(service: &Service, operation: &Operation) -> String {
    let (binding, verb) = match spelling::output(&operation.response).as_str() {
        _ if is_stream(operation) => ("let mut events = ", "events"),
        "()" => ("", "send"),
        _ => ("let answer = ", "send"),
    };
    printed(service, operation, binding, verb, None)
}

/// A wait, waited for.
pub(super) fn wait(service: &Service, operation: &Operation, waiter: &Waiter) -> String {
    let is_nothing =
        waiter.not_found != NotFound::Success && spelling::output(&operation.response) == "()";
    let binding = if is_nothing { "" } else { "let answer = " };
    printed(service, operation, binding, "wait", Some(&waiter.name))
}

fn printed(
    service: &Service,
    operation: &Operation,
    binding: &str,
    verb: &str,
    waiter: Option<&str>,
) -> String {
    let mut values = Values::new(service);
    let fields: Vec<(&Field, Option<&Json>)> = operation
        .request_fields()
        .map(|field| (field, sample(operation, field)))
        .collect();
    let request = values.construct(&operation.name, &fields);
    let other = waiter.map(|name| {
        values.import(name);
        format!(", {name}")
    });
    let other = other.unwrap_or_default();
    let call = |request: &str| format!("{binding}client.{verb}({request}{other}).await?;");
    let line = call(&request.on_one_line());
    let call = if line.chars().count() <= WIDTH {
        line
    } else {
        let request = request.laid_out(0, "let request = ;".len());
        format!("let request = {request};\n{}", call("request"))
    };
    format!("{}\n\n{call}", values.imports())
}

/// What the first example of a success that has the field gives for it.
fn sample<'model>(operation: &'model Operation, field: &Field) -> Option<&'model Json> {
    let examples = operation.examples.iter();
    examples
        .filter(|example| example.error.is_none())
        .find_map(|example| given(operation, example, field))
        .filter(|value| !value.is_null())
}

fn given<'model>(
    operation: &Operation,
    example: &'model Example,
    field: &Field,
) -> Option<&'model Json> {
    let is_field = |other: &Field| std::ptr::eq(&raw const *other, field);
    if operation.body_fields().any(is_field) {
        let body = example.body.as_ref()?;
        return match &operation.body {
            Some(Body::Value(_)) => Some(body),
            _ => body.get(&field.wire_name),
        };
    }
    example.given(operation.place_of(field)?, &field.wire_name)
}
