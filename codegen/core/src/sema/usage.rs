//! Which types requests carry and which responses do: only what is needed is generated for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Events, Service, Shape, Type, Use};

pub(super) fn mark(service: &mut Service) {
    let used = Use::ALL.map(|each| (each, reached(service, roots(service, each))));
    for definition in &mut service.types {
        let used = used.iter();
        definition.usage = used
            .filter(|(_, names)| names.contains(&definition.name))
            .map(|(each, _)| *each)
            .collect();
    }
}

/// The types that operations use like that themselves.
fn roots(service: &Service, by: Use) -> Vec<&str> {
    let mut types: Vec<&Type> = Vec::new();
    for operation in &service.operations {
        if by == Use::Received {
            let response = &operation.response;
            types.extend(&response.ty);
            types.extend(response.headers.iter().map(|field| &field.ty));
            types.extend(operation.events.iter().flat_map(Events::types));
            continue;
        }
        if by == Use::Sent {
            types.extend(operation.body_fields().map(|field| &field.ty));
        }
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter(|parameter| parameter.style.uses().contains(&by));
        types.extend(parameters.map(|parameter| &parameter.field.ty));
    }
    types.into_iter().filter_map(Type::definition).collect()
}

/// The names of types that lead to others, and of those.
fn reached<'model>(service: &'model Service, mut waiting: Vec<&'model str>) -> BTreeSet<String> {
    let shapes: BTreeMap<&str, &'model Shape> = service
        .types
        .iter()
        .map(|definition| (definition.name.as_str(), &definition.shape))
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name.to_owned())
            && let Some(shape) = shapes.get(name)
        {
            waiting.extend(shape.types().filter_map(Type::definition));
        }
    }
    reached
}
