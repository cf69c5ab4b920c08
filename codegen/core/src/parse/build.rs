//! Nodes -> syntax tree. What the definition of the language refuses was found before; here it is left out.

mod definitions;
mod errors;
mod events;
mod examples;
mod fields;
mod keys;
mod operation;
mod pages;
mod parameters;
mod response;
mod types;
mod waiters;

use self::{
    errors::error_code,
    keys::{members, notes, sources, spanned_text, text, word},
    operation::operation,
    parameters::parameters,
    response::{envelope, success},
    waiters::waiter,
};
use super::{
    address,
    ast::{Operation, Part, Service, TypeDefinition},
    authorization,
    node::Node,
};
use crate::language::key;
use crate::{diagnostic::Diagnostic, ir::Chapter, language::words::PROTOCOLS};

/// The tree of a document. `None` where there is not even a name.
pub(crate) fn service(root: &Node, findings: &mut Vec<Diagnostic>) -> Option<Service> {
    let address = address::of_service(root, findings);
    let name = spanned_text(root, key!(FILE, "service"))?;
    Some(Service {
        title: text(root, key!(FILE, "title")).unwrap_or_else(|| name.value.clone()),
        address,
        authorization: authorization::of(root, findings),
        name,
        doc: text(root, key!(FILE, "doc")),
        docs: text(root, key!(FILE, "docs")),
        protocol: word(root, key!(FILE, "protocol"), &PROTOCOLS).unwrap_or_default(),
        region_parameter: spanned_text(root, key!(FILE, "region_parameter")),
        chapters: Vec::new(),
        shared: parameters(root, findings),
        envelope: text(root, key!(FILE, "envelope")).map(envelope),
        success: root.get(key!(FILE, "success")).and_then(success),
        sources: sources(root),
        notes: notes(root),
        says_operations: root.get(key!(FILE, "operations")).is_some(),
        operations: operations(root, findings),
        types: type_definitions(root, findings),
        errors: members(root, key!(FILE, "errors"))
            .map(error_code)
            .collect(),
        waiters: members(root, key!(FILE, "waiters"))
            .filter_map(waiter)
            .collect(),
    })
}

/// The tree of a part. `None` where not even the service is named.
pub(crate) fn part(root: &Node, findings: &mut Vec<Diagnostic>) -> Option<Part> {
    Some(Part {
        service: spanned_text(root, key!(PART, "part_of"))?,
        chapter: Chapter {
            title: text(root, key!(FILE, "title")).unwrap_or_default(),
            docs: text(root, key!(FILE, "docs")),
        },
        notes: notes(root),
        operations: operations(root, findings),
        types: type_definitions(root, findings),
        errors: members(root, key!(FILE, "errors"))
            .map(error_code)
            .collect(),
        waiters: members(root, key!(FILE, "waiters"))
            .filter_map(waiter)
            .collect(),
    })
}

fn operations(root: &Node, findings: &mut Vec<Diagnostic>) -> Vec<Operation> {
    members(root, key!(FILE, "operations"))
        .map(|entry| operation(entry, findings))
        .collect()
}

fn type_definitions(root: &Node, findings: &mut Vec<Diagnostic>) -> Vec<TypeDefinition> {
    members(root, key!(FILE, "types"))
        .map(|entry| definitions::definition(entry, findings))
        .collect()
}
