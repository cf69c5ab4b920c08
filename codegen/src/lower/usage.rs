//! Which types requests carry and which answers do: only what is needed is generated for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Field, ParameterStyle, Service, Shape, Type};

pub(super) fn mark(service: &mut Service) {
    let (mut sent, mut indexed, mut received) = (Vec::new(), Vec::new(), Vec::new());
    for operation in &service.operations {
        sent.extend(operation.body_fields().filter_map(|field| named(&field.ty)));
        for parameter in &operation.parameters {
            let by_style = match parameter.style {
                ParameterStyle::Indexed => &mut indexed,
                ParameterStyle::Single | ParameterStyle::Repeated | ParameterStyle::Joined(_) => {
                    &mut sent
                }
            };
            by_style.extend(named(&parameter.field.ty));
        }
        received.extend(operation.response.ty.as_ref().and_then(named));
    }
    let sent = reached(service, sent);
    let indexed = reached(service, indexed);
    let received = reached(service, received);
    for definition in &mut service.types {
        definition.sent = sent.contains(&definition.name);
        definition.sent_indexed = indexed.contains(&definition.name);
        definition.received = received.contains(&definition.name);
    }
}

/// The names of types that lead to others, and of those.
fn reached<'model>(service: &'model Service, mut waiting: Vec<&'model str>) -> BTreeSet<String> {
    let fields: BTreeMap<&str, &'model [Field]> = service
        .types
        .iter()
        .filter_map(|definition| match &definition.shape {
            Shape::Struct(fields) => Some((definition.name.as_str(), fields.as_slice())),
            Shape::Enum(_) => None,
        })
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name.to_owned()) {
            let fields = fields.get(name).copied().unwrap_or_default();
            waiting.extend(fields.iter().filter_map(|field| named(&field.ty)));
        }
    }
    reached
}

/// The only name in a type.
fn named(ty: &Type) -> Option<&str> {
    match ty {
        Type::List(inner) | Type::Map(inner) => named(inner),
        Type::Struct(name) | Type::Enum(name) => Some(name),
        Type::String
        | Type::Bool
        | Type::I32
        | Type::I64
        | Type::F64
        | Type::YesNo
        | Type::Timestamp(_)
        | Type::Json => None,
    }
}
