//! Whether a value, as text or as JSON, is of the type that the spec declares.

use ncloud_codegen::ir::{Field, Parameter, ParameterStyle, Service, Shape, TimeFormat, Type};
use serde_json::Value as Json;

/// The longest value that a message repeats, in characters.
const QUOTED: usize = 60;

/// What a message calls a type.
fn expected(ty: &Type) -> String {
    match ty {
        Type::String => "text".to_owned(),
        Type::Bool => "true or false".to_owned(),
        Type::I32 => "a whole number of 32 bits".to_owned(),
        Type::I64 => "a whole number of 64 bits".to_owned(),
        Type::F64 => "a number".to_owned(),
        Type::YesNo => "Y or N".to_owned(),
        Type::Timestamp(TimeFormat::EpochMillis) => {
            "a whole number of milliseconds since 1970".to_owned()
        }
        Type::Json => "JSON".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Map(_) => "an object".to_owned(),
        Type::Struct(name) => format!("an object ({name})"),
        Type::Enum(name) => format!("text ({name})"),
    }
}

fn quoted(field: &Field, text: &str) -> String {
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
pub(crate) fn read_parameter(parameter: &Parameter, text: &str) -> Result<Json, String> {
    let field = &parameter.field;
    match &parameter.style {
        ParameterStyle::Joined(separators) => read_joined(field, &field.ty, separators, text),
        ParameterStyle::Single | ParameterStyle::Indexed | ParameterStyle::Repeated => {
            read_text(field, &field.ty, text)
        }
    }
}

fn read_joined(field: &Field, ty: &Type, separators: &[char], text: &str) -> Result<Json, String> {
    match (ty, separators) {
        (Type::List(_), [_, ..]) if text.is_empty() => Ok(Json::Array(Vec::new())),
        (Type::List(item), [separator, inner @ ..]) => text
            .split(*separator)
            .map(|part| read_joined(field, item, inner, part))
            .collect(),
        (ty, _) => read_text(field, ty, text),
    }
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

fn parse_text(ty: &Type, text: &str) -> Option<Json> {
    match ty {
        Type::String | Type::Enum(_) => Some(Json::from(text)),
        Type::Bool => text.parse::<bool>().ok().map(Json::from),
        Type::YesNo => matches!(text, "Y" | "N").then(|| Json::from(text)),
        Type::I32 => whole_number(text).filter(is_i32).map(Json::from),
        Type::I64 | Type::Timestamp(TimeFormat::EpochMillis) => whole_number(text).map(Json::from),
        Type::F64 => serde_json::from_str(text).ok().filter(Json::is_number),
        // Nothing but scalars and enums stands outside of a body; JSON is the one form that the others have.
        Type::Json | Type::List(_) | Type::Map(_) | Type::Struct(_) => {
            serde_json::from_str(text).ok()
        }
    }
}

/// In the one form that a number has: no plus, no leading zeros.
fn whole_number(text: &str) -> Option<i64> {
    text.parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == text)
}

fn is_i32(number: &i64) -> bool {
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
        (Type::Struct(name), Json::Object(sent), Json::Object(example)) => {
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
                (Type::YesNo, Json::Bool(yes)) => (if *yes { "Y" } else { "N" }).to_owned(),
                (_, other) => other.to_string(),
            };
            parse_text(ty, &text).as_ref() == Some(sent)
        }
    }
}

/// Whether two bodies say the same; a member that is null says what an absent one does.
pub(crate) fn same_body(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => one.keys().chain(other.keys()).all(|name| {
            let member = |object: &serde_json::Map<String, Json>| {
                object.get(name).cloned().unwrap_or(Json::Null)
            };
            same_body(&member(one), &member(other))
        }),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| same_body(one, other))
        }
        _ => one == other,
    }
}

/// Compares JSON with types and collects every fault.
pub(crate) struct Checker<'s> {
    service: &'s Service,
    faults: Vec<String>,
}

impl<'s> Checker<'s> {
    pub(crate) fn new(service: &'s Service) -> Self {
        Self {
            service,
            faults: Vec::new(),
        }
    }

    pub(crate) fn into_faults(self) -> Vec<String> {
        self.faults
    }

    /// Checks a value that is there. `at` says where: `body.groups[0]`.
    pub(crate) fn value(&mut self, at: &str, field: &Field, ty: &Type, value: &Json) {
        let fits = match ty {
            Type::Json => true,
            Type::String | Type::Enum(_) => value.is_string(),
            Type::Bool => value.is_boolean(),
            Type::YesNo => matches!(value.as_str(), Some("Y" | "N")),
            Type::I32 => value.as_i64().is_some_and(|number| is_i32(&number)),
            Type::I64 | Type::Timestamp(TimeFormat::EpochMillis) => value.is_i64(),
            Type::F64 => value.is_number(),
            Type::List(item) => match value.as_array() {
                None => false,
                Some(values) => {
                    for (index, value) in values.iter().enumerate() {
                        self.value(&format!("{at}[{index}]"), field, item, value);
                    }
                    true
                }
            },
            Type::Map(item) => match value.as_object() {
                None => false,
                Some(members) => {
                    for (name, value) in members {
                        self.value(&format!("{at}.{name}"), field, item, value);
                    }
                    true
                }
            },
            Type::Struct(name) => match value.as_object() {
                None => false,
                Some(members) => {
                    match self.service.type_named(name).map(|found| &found.shape) {
                        Some(Shape::Struct(fields)) => self.members(at, fields, members),
                        Some(Shape::Enum(_)) | None => {
                            self.faults
                                .push(format!("{at}: no spec defines the struct {name}"));
                        }
                    }
                    true
                }
            },
        };
        if !fits {
            let expected = expected(ty);
            let given = quoted(field, &value.to_string());
            self.faults
                .push(format!("{at}: expected {expected}, got {given}"));
        }
    }

    /// Checks the members of an object: every required one, none that is not declared.
    pub(crate) fn members(
        &mut self,
        at: &str,
        fields: &'s [Field],
        members: &serde_json::Map<String, Json>,
    ) {
        for field in fields {
            let at = format!("{at}.{}", field.wire_name);
            match members.get(&field.wire_name) {
                None if field.required => self.faults.push(format!("{at}: required, and missing")),
                None => {}
                Some(Json::Null) if !field.required => {}
                Some(value) => self.value(&at, field, &field.ty, value),
            }
        }
        for name in members.keys() {
            if !fields.iter().any(|field| field.wire_name == *name) {
                self.faults
                    .push(format!("{at}.{name}: no such member in the spec"));
            }
        }
    }
}
