//! Calls in Rust: a request with what is required, and what takes it.

mod expressions;
mod values;

use std::{collections::BTreeMap, fmt};

use crate::ir::{
    Body, Example, Field, NotFound, Operation, Parameter, ParameterLocation, Service, Waiter,
};
use serde_json::Value as Json;

use self::{expressions::WIDTH, values::Values};
use super::spelling;

/// A call, and what it brings into scope first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// `use ncloud::organization::GetUser;`
    pub imports: String,
    /// `let response = client.send(GetUser::new("user01")).await?;`
    pub text: String,
}

/// The whole of it.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n{}", self.imports, self.text)
    }
}

/// An operation, called.
pub fn call(service: &Service, operation: &Operation) -> Call {
    let (binding, verb) = match spelling::output(&operation.response).as_str() {
        _ if operation.is_event_stream() => ("let mut events = ", "events"),
        "()" => ("", "send"),
        _ => ("let response = ", "send"),
    };
    printed(service, operation, binding, verb, None)
}

/// A wait, waited for.
pub fn wait(service: &Service, operation: &Operation, waiter: &Waiter) -> Call {
    let is_nothing =
        waiter.not_found != NotFound::Success && spelling::output(&operation.response) == "()";
    let binding = if is_nothing { "" } else { "let response = " };
    let waiter = Some(waiter.name.as_str());
    printed(service, operation, binding, "wait", waiter)
}

fn printed(
    service: &Service,
    operation: &Operation,
    binding: &str,
    verb: &str,
    waiter: Option<&str>,
) -> Call {
    let mut values = Values::new(service);
    let samples = Samples::of(operation);
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|each| (&each.field, samples.parameter(each)));
    let members = operation.body_fields();
    let members = members.map(|field| (field, samples.in_body(field)));
    let fields: Vec<(&Field, Option<&Json>)> = parameters.chain(members).collect();
    let request = values.construct(&operation.name, &fields);
    let other = waiter.map(|name| {
        values.import(name);
        format!(", {name}")
    });
    let other = other.unwrap_or_default();
    let call = |request: &str| format!("{binding}client.{verb}({request}{other}).await?;");
    let line = call(&request.on_one_line());
    let text = if line.chars().count() <= WIDTH {
        line
    } else {
        let request = request.laid_out(0, "let request = ;".len());
        format!("let request = {request};\n{}", call("request"))
    };
    Call {
        imports: values.imports(),
        text,
    }
}

/// What the first example of a success that has a field gives for it.
pub struct Samples<'model> {
    operation: &'model Operation,
    /// By places and names.
    parameters: BTreeMap<(ParameterLocation, &'model str), &'model Json>,
}

impl<'model> Samples<'model> {
    /// Of an operation.
    pub fn of(operation: &'model Operation) -> Self {
        let mut parameters = BTreeMap::new();
        for given in successes(operation).flat_map(|example| &example.request) {
            let key = (given.location, given.name.as_str());
            parameters.entry(key).or_insert(&given.value);
        }
        Self {
            operation,
            parameters,
        }
    }

    /// Of a parameter.
    pub fn parameter(&self, parameter: &Parameter) -> Option<&'model Json> {
        let key = (parameter.location, parameter.field.wire_name.as_str());
        let given = self.parameters.get(&key).copied();
        given.filter(|value| !value.is_null())
    }

    /// Of a member of the body, or of the body itself.
    pub fn in_body(&self, field: &Field) -> Option<&'model Json> {
        let mut bodies = successes(self.operation).filter_map(|example| example.body.as_ref());
        let given = bodies.find_map(|body| match &self.operation.body {
            Some(Body::Value(_)) => Some(body),
            _ => body.get(&field.wire_name),
        });
        given.filter(|value| !value.is_null())
    }
}

fn successes(operation: &Operation) -> impl Iterator<Item = &Example> {
    let examples = operation.examples.iter();
    examples.filter(|example| example.error.is_none())
}
