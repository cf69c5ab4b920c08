//! What was given on the command line, as values of the types in the spec.

use std::fs;

use ncloud_codegen::ir::{Body, Field, JsonKind, Scalar, Service, Shape, ShapeKind, Type};
use ncloud_tools::dynamic::{Argument, DynamicOperation, Request, Target};
use serde_json::{Map, Value as Json, json};

use crate::arguments::Call;

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
        return Ok((to(target, read(name, &field.ty, value)?), Vec::new()));
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
            Some(ty) => read(name, ty, value)?,
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

fn member<'model>(service: &'model Service, ty: &'model Type, step: &str) -> Option<&'model Type> {
    match ty {
        Type::Named(ShapeKind::Struct, name) => match &service.type_named(name)?.shape {
            Shape::Struct(fields) => {
                let is_meant = |field: &&Field| field.wire_name == step;
                fields.iter().find(is_meant).map(|field| &field.ty)
            }
            _ => None,
        },
        Type::Map(element) => Some(element),
        Type::Scalar(Scalar::Json) => Some(ty),
        _ => None,
    }
}

/// A value at the end of a way through objects.
fn within(path: &[String], value: Json) -> Json {
    path.iter().rev().fold(value, |inner, step| {
        Json::Object(Map::from_iter([(step.clone(), inner)]))
    })
}

/// Puts a value into another: members beside members, elements behind elements. `false` where both have a value at the same place.
fn joined(known: &mut Json, more: Json) -> bool {
    match (known, more) {
        (Json::Object(known), Json::Object(more)) => more.into_iter().all(|(name, value)| {
            if let Some(inner) = known.get_mut(&name) {
                return joined(inner, value);
            }
            known.insert(name, value);
            true
        }),
        (Json::Array(known), Json::Array(more)) => {
            known.extend(more);
            true
        }
        _ => false,
    }
}

/// What is given: the content of a file, `@path`, or a text, of which one that begins with `@` has another one before it.
enum Given<'argument> {
    File(&'argument str),
    Text(&'argument str),
}

impl<'argument> Given<'argument> {
    fn of(argument: &'argument str) -> Self {
        match argument.strip_prefix('@') {
            Some(text) if text.starts_with('@') => Self::Text(text),
            Some(path) => Self::File(path),
            None => Self::Text(argument),
        }
    }
}

/// Reads a file; `name` is what it is given for.
fn content(name: &str, path: &str) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| {
        format!("`{name}`: {path}: {error}; the text `@{path}` is written `@@{path}`")
    })
}

/// What stands behind a parameter's name, as a value of its type.
fn read(name: &str, ty: &Type, given: &str) -> Result<Json, String> {
    match Given::of(given) {
        Given::File(path) => of_file(name, ty, path),
        Given::Text(text) => of_text(name, ty, text),
    }
}

/// A text as a value of a type. What is none stays text, and is a finding later.
fn of_text(name: &str, ty: &Type, value: &str) -> Result<Json, String> {
    let as_json = || serde_json::from_str::<Json>(value);
    let bare = || match as_json() {
        Ok(scalar @ (Json::Number(_) | Json::Bool(_))) => scalar,
        _ => Json::from(value),
    };
    let any_json = || as_json().unwrap_or_else(|_| Json::from(value));
    let not_json = |error: serde_json::Error| format!("`{name}` is not JSON: {error}");
    Ok(match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::F64 | Scalar::Bool) => bare(),
        Type::Scalar(Scalar::Timestamp(format)) => {
            let written = value
                .parse::<i64>()
                .map_or_else(|_| Json::from(value), Json::from);
            match format.as_sent(&written) {
                Err(Some(sent)) => sent,
                _ => written,
            }
        }
        Type::Scalar(Scalar::Json) => any_json(),
        Type::Named(kind, _) => match kind.json() {
            Some(JsonKind::Text) => Json::from(value),
            Some(JsonKind::Number | JsonKind::Boolean) => bare(),
            Some(JsonKind::List | JsonKind::Object) => as_json().map_err(not_json)?,
            None => any_json(),
        },
        Type::List(_) if value.trim_start().starts_with('[') => as_json().map_err(not_json)?,
        Type::List(element) => Json::Array(vec![of_text(name, element, value)?]),
        Type::Map(_) | Type::CommonCode(_) => as_json().map_err(not_json)?,
        Type::File => {
            return Err(format!("`{name}` is a file: write `{name}=@path`"));
        }
        Type::Scalar(
            Scalar::String | Scalar::YesNo | Scalar::Civil(_) | Scalar::Base64 | Scalar::Quoted(_),
        )
        | Type::Bytes => Json::from(value),
    })
}

fn of_file(name: &str, ty: &Type, path: &str) -> Result<Json, String> {
    let content = content(name, path)?;
    match ty {
        Type::File => Ok(file(path, &content)),
        Type::List(element) if **element == Type::File => Ok(json!([file(path, &content)])),
        Type::Scalar(Scalar::Base64) => Ok(Json::from(base64(&content))),
        ty => {
            let text =
                String::from_utf8(content).map_err(|_| format!("`{name}`: {path} is not text"))?;
            of_text(name, ty, text.trim_end_matches(['\n', '\r']))
        }
    }
}

fn file(path: &str, content: &[u8]) -> Json {
    let name = std::path::Path::new(path).file_name();
    let name = name.map(|name| name.to_string_lossy()).unwrap_or_default();
    match std::str::from_utf8(content) {
        Ok(text) => json!({ "name": name, "type": "text/plain", "content": text }),
        Err(_) => {
            json!({ "name": name, "type": "application/octet-stream", "base64": base64(content) })
        }
    }
}

fn base64(content: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(content)
}

fn body(operation: &DynamicOperation<'_>, text: &str) -> Result<Json, String> {
    let bytes = match Given::of(text) {
        Given::File(path) => content("--body", path)?,
        Given::Text(text) => text.as_bytes().to_vec(),
    };
    if let Some(Body::Value(field)) = &operation.model().body
        && field.ty == Type::Bytes
    {
        return Ok(match String::from_utf8(bytes) {
            Ok(text) => Json::from(text),
            Err(error) => json!({ "base64": base64(error.as_bytes()) }),
        });
    }
    serde_json::from_slice(&bytes).map_err(|error| format!("`--body` is not JSON: {error}"))
}
