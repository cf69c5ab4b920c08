//! What was given on the command line, as values of the types in the spec.

use ncloud_cli::value::{self, joined, member, within};
use ncloud_codegen::ir::{Body, Type};
use ncloud_tools::dynamic::{Argument, DynamicOperation, Request, Target};
use serde_json::Value as Json;

use super::arguments::Call;

/// The request that the arguments ask for.
///
/// # Errors
///
/// Everything that cannot be read, each in a line.
pub(crate) fn request(
    operation: &DynamicOperation<'_>,
    arguments: &Call,
) -> Result<Request, String> {
    let mut problems = Vec::new();
    let mut request = match &arguments.example {
        None => Request::default(),
        Some(name) => match of_example(operation, name) {
            Ok(request) => request,
            Err(problem) => {
                problems.push(problem);
                Request::default()
            }
        },
    };
    let mut given: Vec<Argument> = Vec::new();
    for argument in &arguments.parameters {
        match parameter(operation, argument) {
            Ok((new, path)) => {
                let known = given
                    .iter_mut()
                    .find(|known| known.location == new.location && known.name == new.name);
                match (known, path.as_slice()) {
                    (None, path) => given.push(Argument {
                        value: within(path, new.value),
                        ..new
                    }),
                    (Some(known), []) => match (&mut known.value, new.value) {
                        (Json::Array(elements), Json::Array(more)) => elements.extend(more),
                        (Json::Array(elements), one) => elements.push(one),
                        _ => problems.push(format!("`{}` is given twice", new.name)),
                    },
                    (Some(known), path) => {
                        if !joined(&mut known.value, within(path, new.value)) {
                            let way = path.join(".");
                            problems.push(format!("`{}.{way}` is given twice", new.name));
                        }
                    }
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    if let Some(text) = &arguments.body {
        // A whole body takes the place of the members that an example gives.
        request.arguments.retain(|known| known.location.is_some());
        match body(operation, text) {
            Ok(body) => request.body = Some(body),
            Err(problem) => problems.push(problem),
        }
    }
    for new in given {
        let is_other = |known: &Argument| known.location != new.location || known.name != new.name;
        request.arguments.retain(is_other);
        request.arguments.push(new);
    }
    if problems.is_empty() {
        Ok(request)
    } else {
        Err(problems.join("\nerror: "))
    }
}

fn of_example(operation: &DynamicOperation<'_>, name: &str) -> Result<Request, String> {
    let model = operation.model();
    let example = model.examples.iter().find(|example| example.name == name);
    let example = example.ok_or_else(|| {
        let names: Vec<&str> = model
            .examples
            .iter()
            .map(|each| each.name.as_str())
            .collect();
        match names.as_slice() {
            [] => format!("`{}` has no examples", model.name),
            names => format!(
                "`{}` has no example `{name}`; it has {}",
                model.name,
                names.join(", ")
            ),
        }
    })?;
    let parameters = example.request.iter().map(|given| Argument {
        location: Some(given.location),
        name: given.name.clone(),
        value: given.value.clone(),
    });
    let mut request = Request {
        arguments: parameters.collect(),
        body: None,
    };
    match (&model.body, &example.body) {
        // Members stand beside the parameters, so that each can be given anew.
        (Some(Body::Object(_)), Some(Json::Object(members))) => {
            let members = members.iter().map(|(name, value)| Argument {
                location: None,
                name: name.clone(),
                value: value.clone(),
            });
            request.arguments.extend(members);
        }
        (_, body) => request.body.clone_from(body),
    }
    Ok(request)
}

/// Steps of a way into a value. JSON is read as deep.
const LONGEST_WAY: usize = 100;

/// `name=value`: the value of a parameter, or of what is at the end of a way into it.
fn parameter(
    operation: &DynamicOperation<'_>,
    argument: &str,
) -> Result<(Argument, Vec<String>), String> {
    let (name, value) = argument
        .split_once('=')
        .ok_or_else(|| format!("`--param {argument}` has no value: write `NAME=VALUE`"))?;
    let to = |(location, field): Target<'_>, value| Argument {
        location,
        name: field.wire_name.clone(),
        value,
    };
    if let Some(target @ (_, field)) = operation.target(name)? {
        return Ok((
            to(
                target,
                value::read(operation.service(), name, &field.ty, value)?,
            ),
            Vec::new(),
        ));
    }
    // Names may have dots in them: the longest one that there is begins the way.
    for (end, _) in name.rmatch_indices('.') {
        let (first, rest) = name.split_at(end);
        let Some(target @ (_, field)) = operation.target(first)? else {
            continue;
        };
        let path: Vec<String> = rest.split('.').skip(1).map(str::to_owned).collect();
        if path.len() > LONGEST_WAY {
            return Err(format!(
                "the way into `{first}` has {} steps, where {LONGEST_WAY} are the most: give it as JSON, `{first}=..`",
                path.len()
            ));
        }
        let ty = path
            .iter()
            .try_fold(&field.ty, |ty, step| member(operation.service(), ty, step));
        let value = match ty {
            Some(ty) => value::read(operation.service(), name, ty, value)?,
            None => Json::from(value),
        };
        return Ok((to(target, value), path));
    }
    // What the spec does not know is a finding, with all the others.
    let unknown = Argument {
        location: None,
        name: name.to_owned(),
        value: Json::from(value),
    };
    Ok((unknown, Vec::new()))
}

fn body(operation: &DynamicOperation<'_>, text: &str) -> Result<Json, String> {
    let bytes = value::content("--body", text)?;
    if let Some(Body::Value(field)) = &operation.model().body
        && field.ty == Type::Bytes
    {
        return Ok(value::bytes(bytes));
    }
    serde_json::from_slice(&bytes).map_err(|error| format!("`--body` is not JSON: {error}"))
}
