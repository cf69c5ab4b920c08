//! Whether a value that is text is of the type that the spec declares.

use ncloud_codegen::ir::{
    Field, Parameter, ParameterStyle, Scalar, Service, Shape, ShapeKind, Type,
};
use ncloud_codegen::wire::base64_bytes;
use serde_json::Value as Json;

/// The longest value that a message repeats, in characters.
const QUOTED: usize = 60;

/// What a message calls a type.
pub(crate) fn expected(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String) => "text".to_owned(),
        Type::Scalar(Scalar::Bool) => "true or false".to_owned(),
        Type::Scalar(Scalar::I32) => "a whole number of 32 bits".to_owned(),
        Type::Scalar(Scalar::I64) => "a whole number of 64 bits".to_owned(),
        Type::Scalar(Scalar::F64) => "a number".to_owned(),
        Type::Scalar(Scalar::YesNo) => "Y or N".to_owned(),
        Type::Scalar(Scalar::Timestamp(format)) => format.what().to_owned(),
        Type::Scalar(Scalar::Civil(format)) => format.pattern().to_owned(),
        Type::Scalar(Scalar::Base64) => "base64, padded".to_owned(),
        Type::Scalar(Scalar::Json) => "JSON".to_owned(),
        Type::Scalar(Scalar::Quoted(inner)) => format!("{} in quotes", expected(inner.bare_type())),
        Type::CommonCode(_) => "an object with code and codeName".to_owned(),
        Type::Bytes | Type::File => "bytes".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Map(_) => "an object".to_owned(),
        Type::Named(ShapeKind::Struct, name) => format!("an object ({name})"),
        Type::Named(ShapeKind::Tuple, name) => format!("a list ({name})"),
        Type::Named(ShapeKind::Enum, name) => format!("text ({name})"),
        Type::Named(ShapeKind::NumberEnum, name) => format!("a whole number ({name})"),
        Type::Named(ShapeKind::Union, name) => format!("a {name}"),
    }
}

pub(crate) fn quoted(field: &Field, text: &str) -> String {
    if field.sensitive {
        return "a value that is kept secret".to_owned();
    }
    match text.char_indices().nth(QUOTED) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", text.split_at(end).0),
    }
}

/// Reads a parameter that is one value; a joined list is taken apart.
///
/// # Errors
///
/// A sentence that names what was expected and what was given.
pub(crate) fn read_parameter(
    service: &Service,
    parameter: &Parameter,
    text: &str,
) -> Result<Json, String> {
    let field = &parameter.field;
    match &parameter.style {
        ParameterStyle::Joined(separators) => {
            read_joined(service, field, &field.ty, separators, text)
        }
        ParameterStyle::Single
        | ParameterStyle::Indexed
        | ParameterStyle::Repeated
        | ParameterStyle::Family
        | ParameterStyle::Json
        | ParameterStyle::File => read_text(field, &field.ty, text),
    }
}

fn read_joined(
    service: &Service,
    field: &Field,
    ty: &Type,
    separators: &[char],
    text: &str,
) -> Result<Json, String> {
    match (ty, separators) {
        (Type::List(_), [_, ..]) if text.is_empty() => Ok(Json::Array(Vec::new())),
        (Type::List(item), [separator, inner @ ..]) => text
            .split(*separator)
            .map(|part| read_joined(service, field, item, inner, part))
            .collect(),
        (Type::Named(ShapeKind::Tuple, name), [separator, ..]) => {
            let elements = elements(service, name);
            let parts: Vec<&str> = text.split(*separator).collect();
            if parts.len() != elements.len() {
                return Err(format!(
                    "expected {} values joined by {separator:?} ({name}), got {}",
                    elements.len(),
                    parts.len()
                ));
            }
            let read = parts.into_iter().zip(elements);
            read.map(|(part, element)| read_text(field, &element.ty, part))
                .collect()
        }
        (ty, _) => read_text(field, ty, text),
    }
}

pub(crate) fn elements<'s>(service: &'s Service, tuple: &str) -> &'s [Field] {
    service
        .type_named(tuple)
        .map_or(&[], |definition| definition.shape.fields())
}

/// Reads a value of a type; `field` says whether a message may repeat it.
///
/// # Errors
///
/// A sentence that names what was expected and what was given.
pub(crate) fn read_text(field: &Field, ty: &Type, text: &str) -> Result<Json, String> {
    parse_text(ty, text).ok_or_else(|| {
        format!(
            "expected {}, got {}",
            expected(ty),
            quoted(field, &format!("{text:?}"))
        )
    })
}

pub(crate) fn parse_text(ty: &Type, text: &str) -> Option<Json> {
    match ty {
        Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _) => Some(Json::from(text)),
        Type::Scalar(Scalar::Bool) => text.parse::<bool>().ok().map(Json::from),
        Type::Scalar(Scalar::YesNo) => matches!(text, "Y" | "N").then(|| Json::from(text)),
        Type::Scalar(Scalar::I32) => whole_number(text).filter(is_i32).map(Json::from),
        Type::Scalar(Scalar::I64) | Type::Named(ShapeKind::NumberEnum, _) => {
            whole_number(text).map(Json::from)
        }
        Type::Scalar(Scalar::F64) => serde_json::from_str(text).ok().filter(Json::is_number),
        Type::Scalar(Scalar::Timestamp(format)) => {
            let value = if format.is_text() {
                Json::from(text)
            } else {
                Json::from(whole_number(text)?)
            };
            format.as_sent(&value).is_ok().then_some(value)
        }
        Type::Scalar(Scalar::Civil(format)) => format.normal(text).map(|_| Json::from(text)),
        Type::Scalar(Scalar::Base64) => base64_bytes(text).map(|_| Json::from(text)),
        Type::Scalar(Scalar::Quoted(inner)) => parse_text(inner.bare_type(), text),
        // Nothing but scalars and enums stands outside of a body; JSON is the one form that the others have.
        Type::Scalar(Scalar::Json)
        | Type::CommonCode(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Named(ShapeKind::Struct | ShapeKind::Tuple | ShapeKind::Union, _) => {
            serde_json::from_str(text).ok()
        }
        Type::Bytes | Type::File => None,
    }
}

/// In the one form that a number has: no plus, no leading zeros.
fn whole_number(text: &str) -> Option<i64> {
    text.parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == text)
}

pub(crate) fn is_i32(number: &i64) -> bool {
    i32::try_from(*number).is_ok()
}

/// Whether an example gives a parameter the value that was sent.
pub(crate) fn same_parameter(service: &Service, ty: &Type, sent: &Json, example: &Json) -> bool {
    match (ty, sent, example) {
        (Type::List(item), Json::Array(sent), Json::Array(example)) => {
            sent.len() == example.len()
                && sent
                    .iter()
                    .zip(example)
                    .all(|(sent, example)| same_parameter(service, item, sent, example))
        }
        (Type::Named(ShapeKind::Tuple, name), Json::Array(sent), Json::Array(example)) => {
            let elements = elements(service, name);
            let pairs = || sent.iter().zip(example).zip(elements);
            sent.len() == example.len()
                && pairs().all(|((sent, example), element)| {
                    same_parameter(service, &element.ty, sent, example)
                })
        }
        (Type::Named(ShapeKind::Struct, name), Json::Object(sent), Json::Object(example)) => {
            let Some(Shape::Struct(fields)) = service.type_named(name).map(|found| &found.shape)
            else {
                return false;
            };
            fields.iter().all(|field| {
                let shown = example
                    .get(&field.wire_name)
                    .filter(|value| !value.is_null());
                match (sent.get(&field.wire_name), shown) {
                    (Some(sent), Some(shown)) => same_parameter(service, &field.ty, sent, shown),
                    (sent, shown) => sent.is_none() && shown.is_none(),
                }
            })
        }
        _ => {
            let text = match (ty, example) {
                (_, Json::String(text)) => text.clone(),
                (Type::Scalar(Scalar::YesNo), Json::Bool(yes)) => {
                    (if *yes { "Y" } else { "N" }).to_owned()
                }
                (_, other) => other.to_string(),
            };
            parse_text(ty, &text).as_ref() == Some(sent)
        }
    }
}
