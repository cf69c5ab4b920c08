//! Paths: which operations share one, and which share a method of it as well.

use std::collections::BTreeMap;

use ncloud_codegen::ir::{Method, Operation, PathSegment};

use super::{merge, schemas::Schemas, security, servers, tree::Object};

/// Operations whose paths are alike but for the names of their parameters.
struct Group<'model> {
    path: Vec<PathSegment>,
    operations: Vec<&'model Operation>,
}

impl Schemas<'_> {
    /// `paths` of the service, in the order of its operations.
    pub(super) fn paths(self) -> Object {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for operation in &self.service.operations {
            let path = self.path(operation);
            let place = *places.entry(shape(&path)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.operations.push(operation),
                None => groups.push(Group {
                    path,
                    operations: vec![operation],
                }),
            }
        }
        let mut paths = Object::new();
        for group in &groups {
            paths.set(key(&group.path), self.path_item(group));
        }
        paths
    }

    fn path(self, operation: &Operation) -> Vec<PathSegment> {
        servers::path(self.service.address_of(operation), operation)
    }

    fn path_item(self, group: &Group<'_>) -> Object {
        let mut item = Object::new();
        let names = parameters(&group.path);
        for method in Method::ALL {
            let operations = group.operations.iter().copied();
            let of_method: Vec<&Operation> = operations
                .filter(|operation| operation.method == method)
                .collect();
            let name = method.as_str().to_ascii_lowercase();
            match of_method.as_slice() {
                [] => {}
                [one] => {
                    let servers = one.address.as_ref().map(servers::servers);
                    let object = self.operation(one, &self.path(one), &names);
                    item.set(name, object.and(servers.unwrap_or_default()));
                }
                several => {
                    let objects = several.iter().map(|operation| {
                        let object = self.operation(operation, &self.path(operation), &names);
                        // What the document says for all holds for the merged one no longer.
                        object
                            .with("security", security::requirement(&operation.authorization))
                            .and(servers::servers(self.service.address_of(operation)))
                    });
                    item.set(name, merge::merged(self, objects.collect()));
                }
            }
        }
        // A path is never empty; that of an address itself is.
        item.with_some("x-ncloud-path", group.path.is_empty().then_some(""))
    }
}

/// The path without the names of its parameters.
fn shape(path: &[PathSegment]) -> String {
    path.iter()
        .map(|segment| match segment {
            PathSegment::Literal(text) => text,
            PathSegment::Parameter(_) => "{}",
        })
        .collect()
}

fn key(path: &[PathSegment]) -> String {
    let text: String = path.iter().map(ToString::to_string).collect();
    if text.starts_with('/') {
        text
    } else {
        format!("/{text}")
    }
}

fn parameters(path: &[PathSegment]) -> Vec<String> {
    path.iter()
        .filter_map(|segment| match segment {
            PathSegment::Literal(_) => None,
            PathSegment::Parameter(name) => Some(name.clone()),
        })
        .collect()
}
