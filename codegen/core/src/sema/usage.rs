//! Which types requests carry and which answers do: only what is needed is generated for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Events, ParameterStyle, Service, Shape, Type};

pub(super) fn mark(service: &mut Service) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    let (mut indexed, mut joined) = (Vec::new(), Vec::new());
    for operation in &service.operations {
        sent.extend(
            operation
                .body_fields()
                .filter_map(|field| field.ty.definition()),
        );
        for parameter in &operation.parameters {
            let name = parameter.field.ty.definition();
            if parameter.style == ParameterStyle::Indexed {
                indexed.extend(name);
                continue;
            }
            sent.extend(name);
            if let ParameterStyle::Joined(_) = parameter.style {
                joined.extend(name);
            }
        }
        let headers = operation.response.headers.iter().map(|field| &field.ty);
        let events = operation.events.iter().flat_map(Events::types);
        let answered = operation.response.ty.iter().chain(headers);
        received.extend(answered.chain(events).filter_map(Type::definition));
    }
    let sent = reached(service, sent);
    let indexed = reached(service, indexed);
    let joined = reached(service, joined);
    let received = reached(service, received);
    for definition in &mut service.types {
        definition.sent = sent.contains(&definition.name);
        definition.sent_indexed = indexed.contains(&definition.name);
        definition.sent_joined = joined.contains(&definition.name);
        definition.received = received.contains(&definition.name);
    }
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
