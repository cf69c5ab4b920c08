//! Types that hold themselves: the edge that closes a circle is boxed, and no other.
//!
//! Which edge that is depends on the order of the spec alone, so that the same spec gives the same types. Lists and maps
//! hold their elements behind a pointer already.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Service, Type, TypeDefinition};

pub(super) fn mark(service: &mut Service) {
    let edges: BTreeMap<String, Vec<(usize, String)>> = service
        .types
        .iter()
        .map(|definition| {
            let targets = definition
                .shape
                .types()
                .enumerate()
                .filter_map(|(index, ty)| match ty {
                    Type::Named(_, target) => Some((index, target.clone())),
                    _ => None,
                })
                .collect();
            (definition.name.clone(), targets)
        })
        .collect();
    let closing = closing_edges(&service.types, &edges);
    for definition in &mut service.types {
        let name = &definition.name;
        let is_boxed = |index: usize| closing.contains(&(name.clone(), index));
        for (index, boxed) in definition.shape.boxed_mut().enumerate() {
            *boxed = is_boxed(index);
        }
    }
}

/// The fields and alternatives that lead back to a type on the path to them, in a walk that begins with the first type of the spec.
///
/// The walk keeps its path in a list of its own: a chain of types may be longer than the thread's stack is deep.
fn closing_edges(
    types: &[TypeDefinition],
    edges: &BTreeMap<String, Vec<(usize, String)>>,
) -> BTreeSet<(String, usize)> {
    let mut closing = BTreeSet::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for definition in types {
        let mut path: Vec<(&str, std::slice::Iter<'_, (usize, String)>)> = Vec::new();
        let mut next = Some(definition.name.as_str());
        loop {
            if let Some(name) = next.take()
                && done.insert(name)
            {
                open.insert(name);
                path.push((
                    name,
                    edges
                        .get(name)
                        .map(Vec::as_slice)
                        .unwrap_or_default()
                        .iter(),
                ));
            }
            let Some((name, targets)) = path.last_mut() else {
                break;
            };
            match targets.next() {
                Some((index, target)) if open.contains(target.as_str()) => {
                    closing.insert(((*name).to_owned(), *index));
                }
                Some((_, target)) => next = Some(target),
                None => {
                    open.remove(name);
                    path.pop();
                }
            }
        }
    }
    closing
}
