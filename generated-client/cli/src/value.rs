//! What is given as text or in a file, as a value of a type of the spec.

use std::fs;
use std::io::{self, Read as _};

use ncloud_codegen::ir::{Field, JsonKind, Scalar, Service, Shape, ShapeKind, Type};
use serde_json::{Map, Value as Json, json};

use crate::media_type;

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

/// What an argument holds: its text, the content of the file `@path`, or of standard input, `@-`. `name` is what it is given for.
///
/// # Errors
///
/// When the file cannot be read.
pub fn content(name: &str, argument: &str) -> Result<Vec<u8>, String> {
    match Given::of(argument) {
        Given::File(path) => file_content(name, path),
        Given::Text(text) => Ok(text.as_bytes().to_vec()),
    }
}

fn file_content(name: &str, path: &str) -> Result<Vec<u8>, String> {
    let read = if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| {
        format!("`{name}`: {path}: {error}; the text `@{path}` is written `@@{path}`")
    })
}

/// What stands behind a name, as a value of its type.
///
/// # Errors
///
/// When it cannot be read as one. A text that is only not the right one stays text, and is a finding of the request.
pub fn read(service: &Service, name: &str, ty: &Type, given: &str) -> Result<Json, String> {
    match Given::of(given) {
        Given::File(path) => of_file(service, name, ty, path),
        Given::Text(text) => of_text(service, name, ty, text),
    }
}

fn of_text(service: &Service, name: &str, ty: &Type, value: &str) -> Result<Json, String> {
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
        Type::Named(ShapeKind::Struct, _) | Type::Map(_) if is_pairs(value) => {
            pairs(service, name, ty, value)?
        }
        Type::Named(kind, _) => match kind.json() {
            Some(JsonKind::Text) => Json::from(value),
            Some(JsonKind::Number | JsonKind::Boolean) => bare(),
            Some(JsonKind::List | JsonKind::Object) => as_json().map_err(not_json)?,
            None => any_json(),
        },
        Type::List(_) if value.trim_start().starts_with('[') => as_json().map_err(not_json)?,
        Type::List(element) => Json::Array(vec![of_text(service, name, element, value)?]),
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

/// Whether a text is `key=value,..`: it is not JSON, and a name comes before its first `=`.
fn is_pairs(text: &str) -> bool {
    let is_json = text.trim_start().starts_with(['{', '[', '"']);
    let name = text.split_once('=').map(|(name, _)| name);
    !is_json && name.is_some_and(|name| !name.is_empty() && !name.contains([',', ' ']))
}

/// `key=value,inner.key=value`: members of an object. `\,` is a comma in a value, and `\\` a backslash; a member that comes again is
/// another element of a list.
fn pairs(service: &Service, name: &str, ty: &Type, text: &str) -> Result<Json, String> {
    let mut object = Json::Object(Map::new());
    for pair in split(text) {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(format!(
                "`{name}`: `{pair}` is no `key=value`; a comma in a value is written `\\,`, or give JSON"
            ));
        };
        let path: Vec<&str> = key.split('.').collect();
        let inner = path
            .iter()
            .try_fold(ty, |ty, step| member(service, ty, step));
        let inner = inner.ok_or_else(|| {
            let names = crate::flags::members(service, ty);
            let names: Vec<&str> = names.iter().map(|field| field.wire_name.as_str()).collect();
            let hint = ncloud_codegen::suggest::did_you_mean(key, names.iter().copied())
                .unwrap_or_else(|| format!("it has {}", ncloud_codegen::suggest::listed(names)));
            format!("`{name}` has no member `{key}`; {hint}")
        })?;
        let path: Vec<String> = path.into_iter().map(str::to_owned).collect();
        let value = within(&path, read(service, key, inner, value)?);
        if !joined(&mut object, value) {
            return Err(format!("`{name}`: `{key}` is given twice"));
        }
    }
    Ok(object)
}

fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let Some(last) = parts.last_mut() else { break };
        match character {
            '\\' => match characters.next() {
                Some(escaped @ (',' | '\\')) => last.push(escaped),
                Some(other) => last.extend(['\\', other]),
                None => last.push('\\'),
            },
            ',' => parts.push(String::new()),
            other => last.push(other),
        }
    }
    parts
}

/// The type of a member of a type.
pub fn member<'model>(
    service: &'model Service,
    ty: &'model Type,
    step: &str,
) -> Option<&'model Type> {
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
#[must_use]
pub fn within(path: &[String], value: Json) -> Json {
    path.iter().rev().fold(value, |inner, step| {
        Json::Object(Map::from_iter([(step.clone(), inner)]))
    })
}

/// Puts a value into another: members beside members, elements behind elements. `false` where both have a value at the same place.
pub fn joined(known: &mut Json, more: Json) -> bool {
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

fn of_file(service: &Service, name: &str, ty: &Type, path: &str) -> Result<Json, String> {
    let content = file_content(name, path)?;
    match ty {
        Type::File => Ok(file(path, &content)),
        Type::List(element) if **element == Type::File => Ok(json!([file(path, &content)])),
        Type::Scalar(Scalar::Base64) => Ok(Json::from(base64(&content))),
        Type::Bytes => Ok(bytes(content)),
        ty => {
            let text =
                String::from_utf8(content).map_err(|_| format!("`{name}`: {path} is not text"))?;
            of_text(service, name, ty, text.trim_end_matches(['\n', '\r']))
        }
    }
}

/// A file as requests hold it; its media type is told by the ending of its name, else by whether it is text.
fn file(path: &str, content: &[u8]) -> Json {
    let name = std::path::Path::new(path).file_name();
    let name = name.map(|name| name.to_string_lossy()).unwrap_or_default();
    let known = media_type::of_name(&name);
    match std::str::from_utf8(content) {
        Ok(text) => {
            json!({ "name": name, "type": known.unwrap_or("text/plain"), "content": text })
        }
        Err(_) => {
            let media_type = known.unwrap_or("application/octet-stream");
            json!({ "name": name, "type": media_type, "base64": base64(content) })
        }
    }
}

/// Bytes as requests hold them.
#[must_use]
pub fn bytes(content: Vec<u8>) -> Json {
    match String::from_utf8(content) {
        Ok(text) => Json::from(text),
        Err(error) => json!({ "base64": base64(error.as_bytes()) }),
    }
}

fn base64(content: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(content)
}
