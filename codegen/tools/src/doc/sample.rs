//! A request with what is required, as it goes over the wire: what calls by other programs are made of.

use std::collections::BTreeMap;

use ncloud_codegen::{
    emit::calls::Samples,
    ir::{
        Base, Body, Constant, Field, Operation, Parameter, ParameterLocation, ParameterStyle,
        PathSegment, Quotable, Scalar, Service, Shape, ShapeKind, Tagging, Type,
    },
};
use serde_json::{Map, Value as Json, json};

/// 2025-01-01T00:00:00Z.
const SOME_TIME: i64 = 1_735_689_600_000;
/// Types that hold themselves end here.
const DEEPEST: usize = 6;

/// A field of a request with a value.
pub(super) struct Given<'model> {
    /// `None`: it goes into a body of its own.
    pub(super) parameter: Option<&'model Parameter>,
    pub(super) field: &'model Field,
    pub(super) value: Json,
}

/// What an operation requires, with the values of its examples where they have some.
pub(super) fn required<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Vec<Given<'model>> {
    let samples = Samples::of(operation);
    let value = |field: &Field, sample: Option<&Json>| {
        sample
            .cloned()
            .unwrap_or_else(|| made(service, &field.ty, 0))
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|parameter| parameter.field.is_required());
    let parameters = parameters.map(|parameter| Given {
        parameter: Some(parameter),
        field: &parameter.field,
        value: value(&parameter.field, samples.parameter(parameter)),
    });
    let members = operation.body_fields().filter(|field| field.is_required());
    let members = members.map(|field| Given {
        parameter: None,
        field,
        value: value(field, samples.in_body(field)),
    });
    parameters.chain(members).collect()
}

/// A request over the wire, before anything says who sends it.
pub(super) struct Request {
    /// `https://ncloud.apigw.ntruss.com`
    pub(super) endpoint: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) content: Content,
}

pub(super) enum Content {
    None,
    Form(String),
    Json(String),
    Bytes,
    /// Names and values; a value after `@` is the name of a file.
    Parts(Vec<(String, String)>),
}

impl Request {
    pub(super) fn of(service: &Service, operation: &Operation, given: &[Given<'_>]) -> Self {
        let base = &service.address_of(operation).base;
        let query = joined(&pairs(service, operation, given, ParameterLocation::Query));
        let path = path(base, operation, given);
        Self {
            endpoint: base.endpoint.clone(),
            target: if query.is_empty() {
                path
            } else {
                format!("{path}?{query}")
            },
            headers: pairs(service, operation, given, ParameterLocation::Header),
            content: content(service, operation, given),
        }
    }
}

fn content(service: &Service, operation: &Operation, given: &[Given<'_>]) -> Content {
    if operation.sends_form() {
        return Content::Form(joined(&pairs(
            service,
            operation,
            given,
            ParameterLocation::Form,
        )));
    }
    if operation.sends_parts() {
        return Content::Parts(pairs(service, operation, given, ParameterLocation::Part));
    }
    let members = given.iter().filter(|given| given.parameter.is_none());
    match &operation.body {
        None => Content::None,
        Some(Body::Value(field)) if field.ty == Type::Bytes => Content::Bytes,
        Some(Body::Value(_)) => {
            let value = members.map(|given| given.value.clone()).next();
            value.map_or(Content::None, |value| Content::Json(value.to_string()))
        }
        Some(Body::Object(_)) => {
            let members: Map<String, Json> = members
                .map(|given| (given.field.wire_name.clone(), given.value.clone()))
                .collect();
            Content::Json(Json::Object(members).to_string())
        }
    }
}

fn path(base: &Base, operation: &Operation, given: &[Given<'_>]) -> String {
    let segments = base.path_of(operation);
    let segments = segments.iter().map(|segment| match segment {
        PathSegment::Literal(text) => text.clone(),
        PathSegment::Parameter(name) => {
            let mut given = given.iter();
            let found = given.find(|given| {
                place(given) == Some(ParameterLocation::Path) && given.field.wire_name == *name
            });
            found.map_or_else(String::new, |given| encoded(&text(&given.value)))
        }
    });
    segments.collect()
}

fn place(given: &Given<'_>) -> Option<ParameterLocation> {
    given.parameter.map(|parameter| parameter.location)
}

/// Names and values in a place, constants among them.
fn pairs(
    service: &Service,
    operation: &Operation,
    given: &[Given<'_>],
    wanted: ParameterLocation,
) -> Vec<(String, String)> {
    let constants = operation.constants.iter();
    let mut constants = constants
        .filter(|constant| constant.location == wanted)
        .peekable();
    let pair = |constant: &Constant| (constant.name.clone(), constant.value.clone());
    let mut pairs = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        while let Some(constant) = constants.next_if(|constant| constant.before <= index) {
            pairs.push(pair(constant));
        }
        let is_it = |given: &&Given<'_>| {
            given
                .parameter
                .is_some_and(|it| std::ptr::eq(it, parameter))
        };
        if let Some(given) = given.iter().find(is_it)
            && parameter.location == wanted
        {
            pairs.extend(of_parameter(service, parameter, &given.value));
        }
    }
    pairs.extend(constants.map(pair));
    pairs
}

/// What a parameter is over the wire, by its style.
fn of_parameter(service: &Service, parameter: &Parameter, value: &Json) -> Vec<(String, String)> {
    let name = &parameter.field.wire_name;
    let elements = value.as_array().map_or(&[][..], Vec::as_slice);
    match &parameter.style {
        ParameterStyle::Single => vec![(name.clone(), text(value))],
        ParameterStyle::Joined(separators) => {
            vec![(name.clone(), with_separators(value, separators))]
        }
        ParameterStyle::Indexed => {
            let mut pairs = Vec::new();
            indexed(service, &parameter.field.ty, name, value, &mut pairs);
            pairs
        }
        ParameterStyle::Repeated => {
            let pairs = elements.iter().map(|value| (name.clone(), text(value)));
            pairs.collect()
        }
        ParameterStyle::Family => {
            let prefix = name.trim_end_matches('*');
            let members = value.as_object().into_iter().flatten();
            members
                .map(|(key, value)| (format!("{prefix}{key}"), text(value)))
                .collect()
        }
        ParameterStyle::Json => vec![(name.clone(), value.to_string())],
        ParameterStyle::File => {
            let files = if value.is_array() {
                elements
            } else {
                std::slice::from_ref(value)
            };
            let file = |value: &Json| {
                let file = value
                    .get("name")
                    .map_or_else(|| "file.bin".to_owned(), text);
                (name.clone(), format!("@{file}"))
            };
            files.iter().map(file).collect()
        }
    }
}

/// Elements are counted from 1, members go by their names in the order of the spec.
fn indexed(
    service: &Service,
    ty: &Type,
    name: &str,
    value: &Json,
    pairs: &mut Vec<(String, String)>,
) {
    match (ty, value) {
        (Type::List(element), Json::Array(elements)) => {
            for (index, value) in elements.iter().enumerate() {
                let name = format!("{name}.{}", index + 1);
                indexed(service, element, &name, value, pairs);
            }
        }
        (Type::Named(ShapeKind::Struct, known), Json::Object(members)) => {
            let definition = service.type_named(known);
            let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
            for field in fields {
                if let Some(value) = members.get(&field.wire_name) {
                    let name = format!("{name}.{}", field.wire_name);
                    indexed(service, &field.ty, &name, value, pairs);
                }
            }
        }
        (_, Json::Null) => {}
        (_, value) => pairs.push((name.to_owned(), text(value))),
    }
}

fn with_separators(value: &Json, separators: &[char]) -> String {
    let (Json::Array(elements), [separator, inner @ ..]) = (value, separators) else {
        return text(value);
    };
    let elements: Vec<String> = elements
        .iter()
        .map(|element| with_separators(element, inner))
        .collect();
    elements.join(&separator.to_string())
}

/// A scalar as text.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn joined(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// What is not unreserved, in percent.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A value that looks like what it is, as JSON carries it.
fn made(service: &Service, ty: &Type, depth: usize) -> Json {
    let inner = |ty: &Type| made(service, ty, depth + 1);
    match ty {
        Type::Scalar(Scalar::String) => json!("text"),
        Type::Scalar(Scalar::Bool) => json!(true),
        Type::Scalar(Scalar::YesNo) => json!("Y"),
        Type::Scalar(Scalar::I32 | Scalar::I64) => json!(1),
        Type::Scalar(Scalar::F64) => json!(1.0),
        Type::Scalar(Scalar::Timestamp(format)) => format.written(SOME_TIME).unwrap_or_default(),
        Type::Scalar(Scalar::Civil(format)) => json!(format.sample()),
        Type::Scalar(Scalar::Base64) => json!("Ynl0ZXM="),
        Type::Scalar(Scalar::Json) => json!({}),
        Type::Scalar(Scalar::Quoted(Quotable::Bool)) => json!("true"),
        Type::Scalar(Scalar::Quoted(_)) => json!("1"),
        Type::CommonCode(code) => json!({ "code": inner(code) }),
        Type::List(_) if depth > DEEPEST => json!([]),
        Type::List(element) => json!([inner(element)]),
        Type::Map(_) if depth > DEEPEST => json!({}),
        Type::Map(element) => json!({ "key": inner(element) }),
        Type::Bytes => json!("@body.bin"),
        Type::File => json!({ "name": "file.bin" }),
        Type::Named(_, name) => match service.type_named(name) {
            Some(definition) => of_shape(service, &definition.shape, depth),
            None => Json::Null,
        },
    }
}

fn of_shape(service: &Service, shape: &Shape, depth: usize) -> Json {
    let inner = |ty: &Type| made(service, ty, depth + 1);
    // A type may hold itself where `null` ends it.
    let of_field = |field: &Field| match field.ty {
        Type::Named(ShapeKind::Struct | ShapeKind::Tuple, _) if field.is_nullable() => Json::Null,
        _ => inner(&field.ty),
    };
    match shape {
        Shape::Struct(fields) => {
            let fields = fields.iter().filter(|field| field.is_required());
            let members: BTreeMap<&str, Json> = fields
                .map(|field| (field.wire_name.as_str(), of_field(field)))
                .collect();
            json!(members)
        }
        Shape::Tuple(elements) => elements.iter().map(of_field).collect(),
        Shape::Enum(values) => {
            let first = values.first();
            json!(first.map_or("text", |value| value.wire_name.as_str()))
        }
        Shape::NumberEnum(values) => {
            let first = values
                .first()
                .and_then(|value| value.wire_name.parse::<i64>().ok());
            json!(first.unwrap_or(1))
        }
        Shape::Union(union) => {
            let Some(first) = union.alternatives.first() else {
                return Json::Null;
            };
            let value = inner(&first.ty);
            match (&union.tagging, value) {
                (Tagging::Kind, value) => value,
                (
                    Tagging::Member {
                        tag,
                        content: Some(content),
                    },
                    value,
                ) => {
                    json!({ tag: first.wire_name, content: value })
                }
                (Tagging::Member { tag, content: None }, Json::Object(mut members)) => {
                    members.insert(tag.clone(), json!(first.wire_name));
                    Json::Object(members)
                }
                (Tagging::Member { tag, content: None }, _) => json!({ tag: first.wire_name }),
            }
        }
    }
}
