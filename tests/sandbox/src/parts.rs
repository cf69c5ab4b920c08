//! Parts of a body, read by the types of an operation.

use ncloud_codegen::ir::{FileSample, Parameter, ParameterLocation, ParameterStyle, Service, Type};
use serde_json::{Value as Json, json};

use crate::body::sha256;
use crate::check::essence;
use crate::json::Checker;
use crate::multipart::Part;
use crate::pairs::Read;
use crate::route::Match;
use crate::value;

/// Reads the parts that an operation takes.
pub(crate) fn read(found: &Match<'_>, parts: &[Part]) -> Read {
    let operation = &found.route.operation;
    let mut read = Read::default();
    let declared = || {
        let parameters = operation.parameters.iter();
        parameters.filter(|parameter| parameter.location == ParameterLocation::Part)
    };
    for parameter in declared() {
        let name = &parameter.field.wire_name;
        let given: Vec<&Part> = parts.iter().filter(|part| part.name == *name).collect();
        let value = match given.as_slice() {
            [] if parameter.field.is_required() && !is_list_of_files(parameter) => {
                Err("required, and missing".to_owned())
            }
            [] => continue,
            given if is_list_of_files(parameter) => given
                .iter()
                .map(|part| file(part))
                .collect::<Result<Json, _>>(),
            [part] => one(&found.route.service, parameter, part),
            _ => Err("given more than once".to_owned()),
        };
        match value {
            Ok(value) => {
                read.parameters.insert(name.clone(), value);
            }
            Err(words) => read.faults.push((name.clone(), words)),
        }
    }
    for part in parts {
        if !declared().any(|parameter| parameter.field.wire_name == part.name) {
            let words = "no such part in the spec".to_owned();
            read.faults.push((part.name.clone(), words));
        }
    }
    read
}

fn is_list_of_files(parameter: &Parameter) -> bool {
    matches!(&parameter.field.ty, Type::List(item) if **item == Type::File)
}

fn one(service: &Service, parameter: &Parameter, part: &Part) -> Result<Json, String> {
    if parameter.style == ParameterStyle::File {
        return file(part);
    }
    if part.file_name.is_some() {
        return Err("sent as a file, and it is none".to_owned());
    }
    let text = std::str::from_utf8(&part.kept).map_err(|_| "not UTF-8".to_owned())?;
    if parameter.style != ParameterStyle::Json {
        return match &part.content_type {
            None => value::read_parameter(service, parameter, text),
            Some(given) => Err(format!("it is text, and is sent as {given}")),
        };
    }
    let content_type = part.content_type.as_deref().map(essence);
    if content_type.as_deref() != Some("application/json") {
        return Err("it is JSON, and the part does not say so".to_owned());
    }
    let value: Json = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    let field = &parameter.field;
    let mut checker = Checker::new(service);
    checker.value(&field.wire_name, field, &field.ty, &value);
    match checker.into_faults().as_slice() {
        [] => Ok(value),
        faults => Err(faults.join("; ")),
    }
}

/// What tells one file from another.
fn file(part: &Part) -> Result<Json, String> {
    let (Some(name), Some(content_type)) = (&part.file_name, &part.content_type) else {
        return Err("a file has a name and a content type".to_owned());
    };
    Ok(identity(name, content_type, part.length, &part.sha256))
}

fn identity(name: &str, content_type: &str, length: u64, sha256: &[u8; 32]) -> Json {
    json!({ "name": name, "type": content_type, "length": length, "sha256": sha256 })
}

/// Whether an example shows the files that were sent.
pub(crate) fn same_files(sent: &Json, example: &Json) -> bool {
    let shown: Vec<Json> = FileSample::all(example)
        .iter()
        .map(|file| {
            let length = file.content.len() as u64;
            identity(
                &file.name,
                &file.content_type,
                length,
                &sha256(&file.content),
            )
        })
        .collect();
    match sent {
        Json::Array(sent) => *sent == shown,
        sent => shown == [sent.clone()],
    }
}
