//! What `--input-json` takes, with a place for every value.

use ncloud_codegen::ir::{Body, Operation, Scalar, Service, Shape, ShapeKind, Type};

use crate::data::Data;

/// Types in types are followed so far.
const DEEPEST: usize = 6;

/// An object with every value of a request, in the order of the spec: of an enum its first value, of the rest what is empty.
#[must_use]
pub fn skeleton(service: &Service, operation: &Operation) -> Data {
    let mut members: Vec<(String, Data)> = Vec::new();
    let fields = operation
        .parameters
        .iter()
        .map(|it| (it.location.as_str(), &it.field));
    let body = match &operation.body {
        Some(Body::Object(fields)) => fields.as_slice(),
        _ => &[],
    };
    let fields: Vec<_> = fields
        .chain(body.iter().map(|field| ("body", field)))
        .collect();
    for (place, field) in &fields {
        let is_alone = fields
            .iter()
            .filter(|(_, it)| it.wire_name == field.wire_name)
            .count()
            == 1;
        let name = if is_alone {
            field.wire_name.clone()
        } else {
            format!("{place}.{}", field.wire_name)
        };
        members.push((name, value(service, &field.ty, 0)));
    }
    if let Some(Body::Value(field)) = &operation.body {
        members.push(("body".to_owned(), value(service, &field.ty, 0)));
    }
    Data::Object(members)
}

fn value(service: &Service, ty: &Type, depth: usize) -> Data {
    if depth > DEEPEST {
        return Data::Null;
    }
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => Data::Bool(false),
            Scalar::I32 | Scalar::I64 | Scalar::F64 => Data::Number("0".to_owned()),
            Scalar::Timestamp(format) if !format.is_text() => Data::Number("0".to_owned()),
            Scalar::YesNo => Data::Text("N".to_owned()),
            Scalar::Json => Data::Object(Vec::new()),
            _ => Data::Text(String::new()),
        },
        Type::List(element) => Data::List(vec![value(service, element, depth + 1)]),
        Type::Map(element) => Data::Object(vec![(
            "name".to_owned(),
            value(service, element, depth + 1),
        )]),
        Type::CommonCode(_) => Data::Object(vec![("code".to_owned(), Data::Text(String::new()))]),
        Type::Bytes => Data::Text(String::new()),
        Type::File => Data::Object(
            ["name", "type", "content"]
                .map(|name| (name.to_owned(), Data::Text(String::new())))
                .into(),
        ),
        Type::Named(kind, name) => {
            let Some(definition) = service.type_named(name) else {
                return Data::Null;
            };
            named(service, *kind, &definition.shape, depth)
        }
    }
}

fn named(service: &Service, kind: ShapeKind, shape: &Shape, depth: usize) -> Data {
    let first = || shape.values().first().map(|value| value.wire_name.clone());
    match kind {
        ShapeKind::Enum => Data::Text(first().unwrap_or_default()),
        ShapeKind::NumberEnum => Data::Number(first().unwrap_or_else(|| "0".to_owned())),
        ShapeKind::Struct => Data::Object(
            shape
                .fields()
                .iter()
                .map(|field| {
                    (
                        field.wire_name.clone(),
                        value(service, &field.ty, depth + 1),
                    )
                })
                .collect(),
        ),
        ShapeKind::Tuple => Data::List(
            shape
                .fields()
                .iter()
                .map(|field| value(service, &field.ty, depth + 1))
                .collect(),
        ),
        ShapeKind::Union => shape
            .alternatives()
            .first()
            .map_or(Data::Null, |it| value(service, &it.ty, depth + 1)),
    }
}
