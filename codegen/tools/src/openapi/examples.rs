//! The samples of a spec as examples of parameters, bodies and responses.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{Example, Operation, ParameterLocation, ParameterStyle, Type};
use serde_json::{Map, Value as Json};

use super::{remarks, tree::Object};

/// The values of each parameter, by its place and its name.
pub(super) type Samples<'model> =
    BTreeMap<(ParameterLocation, &'model str), Vec<(&'model Example, &'model Json)>>;

/// What the examples of an operation give.
pub(super) fn by_parameter(operation: &Operation) -> Samples<'_> {
    let mut samples: Samples<'_> = BTreeMap::new();
    for example in &operation.examples {
        for given in &example.request {
            let key = (given.location, given.name.as_str());
            samples
                .entry(key)
                .or_default()
                .push((example, &given.value));
        }
    }
    samples
}

/// Values of a parameter.
pub(super) fn of_parameter(
    samples: &Samples<'_>,
    location: ParameterLocation,
    name: &str,
) -> Object {
    let given = samples.get(&(location, name)).into_iter().flatten();
    named(given.map(|(example, value)| (*example, (*value).clone())))
}

/// Bodies that are JSON.
pub(super) fn of_body(operation: &Operation) -> Object {
    let is_bytes = operation.body_fields().any(|field| field.ty == Type::Bytes);
    named(operation.examples.iter().filter_map(|example| {
        let body = example.body.as_ref().filter(|_| !is_bytes)?;
        Some((example, body.clone()))
    }))
}

/// Forms, as objects; without what is joined to one text.
pub(super) fn of_form(operation: &Operation) -> Object {
    let form = operation.parameters.iter().filter(|parameter| {
        parameter.location == ParameterLocation::Form
            && !matches!(parameter.style, ParameterStyle::Joined(_))
    });
    let names: BTreeSet<&str> = form
        .map(|parameter| parameter.field.wire_name.as_str())
        .collect();
    let constants = operation.constants.iter();
    let fixed: Vec<_> = constants
        .filter(|constant| constant.location == ParameterLocation::Form)
        .collect();
    named(operation.examples.iter().map(|example| {
        let constants = fixed.iter().map(|constant| {
            let value = Json::from(constant.value.as_str());
            (constant.name.clone(), value)
        });
        let given = example
            .request
            .iter()
            .filter(|given| {
                given.location == ParameterLocation::Form && names.contains(given.name.as_str())
            })
            .map(|given| (given.name.clone(), given.value.clone()));
        let form: Map<String, Json> = constants.chain(given).collect();
        (example, Json::Object(form))
    }))
}

/// The response with a status to a call that does not fail, as JSON or as text.
pub(super) fn of_response(operation: &Operation, status: u16, media_type: &str) -> Object {
    responses(operation, status, media_type, false)
}

/// The response with a status to a call that fails.
pub(super) fn of_failure(operation: &Operation, status: u16, media_type: &str) -> Object {
    responses(operation, status, media_type, true)
}

fn responses(operation: &Operation, status: u16, media_type: &str, fails: bool) -> Object {
    let examples = operation.examples.iter();
    let of_status =
        examples.filter(|example| example.status == status && example.error.is_some() == fails);
    named(of_status.filter_map(|example| {
        let value = match (media_type, &example.response, &example.text) {
            ("application/json", Some(response), None) => response.clone(),
            ("application/xml" | "text/event-stream", None, Some(text)) => {
                Json::from(text.as_str())
            }
            _ => return None,
        };
        Some((example, value))
    }))
}

fn named<'model>(samples: impl Iterator<Item = (&'model Example, Json)>) -> Object {
    let mut examples = Object::new();
    for (example, value) in samples {
        let made = example.made.as_ref().map(|made| format!("Made: {made}"));
        let recorded = example.recorded.as_ref();
        let origin = made.or_else(|| recorded.map(|said| format!("Recorded: {said}")));
        examples.set(
            &example.name,
            Object::new()
                .with_some("description", remarks::prose(origin.as_ref()))
                .with("value", value),
        );
    }
    examples
}
