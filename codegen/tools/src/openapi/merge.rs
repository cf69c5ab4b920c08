//! Operations that share method and path, and are told apart by a parameter that is always the same or by their bodies.
//!
//! OpenAPI has one operation a method and path. It takes what any of them takes, needs what all of them need, and its responses are
//! those of any of them; `x-ncloud-operations` has each of them whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    schemas::Schemas,
    tree::{Node, Object},
};

/// One operation for several.
pub(super) fn merged(schemas: Schemas<'_>, operations: Vec<Object>) -> Object {
    let joined = |name: &str, separator: &str| {
        let texts: Vec<&str> = operations
            .iter()
            .map(|operation| operation.text(name))
            .collect();
        texts.join(separator)
    };
    let all_read = operations
        .iter()
        .all(|operation| operation.text("x-ncloud-safety") == "read");
    let bodies: Vec<Option<&Object>> = operations
        .iter()
        .map(|operation| operation.object("requestBody"))
        .collect();
    let responses: Vec<&Object> = operations
        .iter()
        .filter_map(|operation| operation.object("responses"))
        .collect();
    let one = Object::new()
        .with("operationId", joined("operationId", "Or"))
        .with("summary", joined("summary", " Or: "))
        .with_list("parameters", parameters(schemas, &operations))
        .with_some("requestBody", body(schemas, &bodies))
        .with("responses", by_status(schemas, &responses))
        .with("security", distinct(&operations, "security"))
        .with("servers", distinct(&operations, "servers"))
        .with("x-ncloud-safety", if all_read { "read" } else { "write" });
    one.with("x-ncloud-operations", operations)
}

/// The elements of a list of each, each once.
fn distinct(objects: &[Object], name: &str) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for object in objects {
        let Some(Node::List(list)) = object.get(name) else {
            continue;
        };
        // Nothing at all is one of the ways to say who calls.
        let empty = [Node::from(Object::new())];
        let list = if list.is_empty() {
            &empty
        } else {
            list.as_slice()
        };
        for node in list {
            if seen.insert(node.text()) {
                all.push(node.clone());
            }
        }
    }
    all
}

fn parameters(schemas: Schemas<'_>, operations: &[Object]) -> Vec<Object> {
    // The parameters of each place and name, at most one an operation, in the order of the first ones.
    let mut all: Vec<Vec<&Object>> = Vec::new();
    let mut places: BTreeMap<[&str; 2], usize> = BTreeMap::new();
    for operation in operations {
        for parameter in operation.objects("parameters") {
            let name = [parameter.text("in"), parameter.text("name")];
            let place = *places.entry(name).or_insert(all.len());
            match all.get_mut(place) {
                Some(same) => same.push(parameter),
                None => all.push(vec![parameter]),
            }
        }
    }
    let one = |same: &Vec<&Object>| {
        let is_everywhere = same.len() == operations.len();
        let required = is_everywhere && same.iter().all(|other| other.is_true("required"));
        let schema = any_schema(schemas, same.iter().copied());
        let first = same.first().copied()?;
        Some(
            first
                .clone()
                .with("required", required)
                .with("schema", schema),
        )
    };
    all.iter().filter_map(one).collect()
}

fn body(schemas: Schemas<'_>, bodies: &[Option<&Object>]) -> Option<Object> {
    let said: Vec<&Object> = bodies.iter().copied().flatten().collect();
    if said.is_empty() {
        return None;
    }
    let required = bodies
        .iter()
        .all(|body| body.is_some_and(|body| body.is_true("required")));
    Some(
        Object::new()
            .with("required", required)
            .with("content", content(schemas, &said)),
    )
}

fn by_status(schemas: Schemas<'_>, responses: &[&Object]) -> Object {
    let mut merged = Object::new();
    for (status, response) in responses.iter().flat_map(|each| each.members()) {
        let Node::Object(response) = response else {
            continue;
        };
        if merged.get(status).is_none() {
            let same: Vec<&Object> = responses
                .iter()
                .filter_map(|each| each.object(status))
                .collect();
            let content = content(schemas, &same);
            let response = response.clone();
            merged.set(
                status,
                if content.is_empty() {
                    response
                } else {
                    response.with("content", content)
                },
            );
        }
    }
    merged
}

/// Of each media type what any of them has.
fn content(schemas: Schemas<'_>, owners: &[&Object]) -> Object {
    let contents: Vec<&Object> = owners
        .iter()
        .filter_map(|owner| owner.object("content"))
        .collect();
    let mut merged = Object::new();
    for (media_type, media) in contents.iter().flat_map(|content| content.members()) {
        let Node::Object(media) = media else {
            continue;
        };
        if merged.get(media_type).is_none() {
            let same = contents
                .iter()
                .filter_map(|content| content.object(media_type));
            let schema = any_schema(schemas, same);
            merged.set(media_type, media.clone().with("schema", schema));
        }
    }
    merged
}

fn any_schema<'node>(schemas: Schemas<'_>, owners: impl Iterator<Item = &'node Object>) -> Object {
    let all = owners.filter_map(|owner| owner.object("schema")).cloned();
    schemas.any_of(all.collect())
}
