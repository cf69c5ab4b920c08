//! What kinds of things services keep, and what each operation does to them: inferred from names, paths and shapes.

mod calls;
mod collections;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ncloud_codegen::ir::{Field, Operation, PathSegment, Service, Type, Waiter};

use super::machine::Machines;
use super::names::{self, Verb, ends_with_word};
use super::view::{View, fields, struct_name};

/// A kind of thing that a service keeps.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) service: Arc<Service>,
    /// `Subnet`, for the log.
    pub(super) name: String,
    /// The struct that says most of one.
    pub(super) item: String,
    /// The member of the struct that tells one from another.
    pub(super) key: String,
    /// What requests and other answers call the key.
    pub(super) aliases: BTreeSet<String>,
    /// Parameters that say what a thing belongs to: `uuid` of a cluster, for its node pools.
    pub(super) parents: BTreeSet<String>,
    pub(super) machines: Machines,
}

impl Kind {
    /// Whether a parameter or a member of that name tells which thing it is. A name that says what it belongs to does not.
    pub(super) fn is_key(&self, name: &str) -> bool {
        (self.key == name || self.aliases.contains(name)) && !self.parents.contains(name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    List,
    Detail,
    Create,
    /// Creates, or changes where the key is given.
    Put,
    Change,
    /// Puts new things in the place of all that belong to the same.
    Replace,
    Delete,
    /// Reads or changes what belongs to a thing, which has to be there.
    Beneath,
}

/// What an operation does.
#[derive(Clone, Debug)]
pub(super) struct Role {
    /// The index of the kind.
    pub(super) kind: usize,
    pub(super) act: Act,
    pub(super) verb: Verb,
    pub(super) view: Option<View>,
    /// The parameter that has an element for each thing.
    pub(super) each: Option<String>,
}

/// The kinds of all services, and the roles of their operations by service and operation.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) kinds: Vec<Kind>,
    pub(super) roles: BTreeMap<(String, String), Role>,
}

impl Plan {
    pub(super) fn of(services: &[Arc<Service>]) -> Self {
        let mut plan = Self::default();
        for service in services {
            let first = plan.kinds.len();
            plan.calls(service);
            plan.collections(service);
            plan.learn_states(service, first);
        }
        plan
    }

    pub(super) fn role(&self, service: &str, operation: &str) -> Option<(&Role, &Kind)> {
        let role = self
            .roles
            .get(&(service.to_owned(), operation.to_owned()))?;
        Some((role, self.kinds.get(role.kind)?))
    }

    fn give(&mut self, service: &Service, operation: &Operation, role: Role) {
        let name = (service.name.clone(), operation.name.clone());
        self.roles.entry(name).or_insert(role);
    }

    fn learn_states(&mut self, service: &Service, first: usize) {
        for waiter in &service.waiters {
            let role = self.role(&service.name, &waiter.poll);
            let Some((Act::Detail | Act::List, kind, Some(view))) =
                role.map(|(role, _)| (role.act, role.kind, role.view.clone()))
            else {
                continue;
            };
            let Some(path) = waiter.state.get(view.steps.len()..) else {
                continue;
            };
            // Of a list inside that has a kind of its own, the state is that of its things.
            let inner = path.split_first().and_then(|(step, rest)| {
                step.index?;
                let item = fields(service, &view.item)
                    .iter()
                    .find(|field| field.wire_name == step.wire_name)
                    .and_then(|field| match &field.ty {
                        Type::List(item) => struct_name(item),
                        _ => None,
                    })?;
                let mut kinds = self.kinds.iter().enumerate().skip(first);
                let (index, _) = kinds.find(|(_, kind)| kind.item == item)?;
                Some((index, item.to_owned(), rest))
            });
            let (kind, item, path) = inner.unwrap_or((kind, view.item.clone(), path));
            if path.is_empty() {
                continue;
            }
            self.learn(service, kind, &item, waiter, path);
        }
    }

    fn learn(
        &mut self,
        service: &Service,
        kind: usize,
        item: &str,
        waiter: &Waiter,
        path: &[ncloud_codegen::ir::PathStep],
    ) {
        if let Some(kind) = self.kinds.get_mut(kind) {
            kind.machines.learn(service, item, waiter, path);
        }
    }
}

/// Whether a path says what is done, not to what: in form services, and where it is such as `/cluster/getClusterInfo`.
fn is_call(operation: &Operation) -> bool {
    let (pieces, parameters) = pieces(operation);
    if operation.sends_form() {
        return parameters.is_empty();
    }
    let last = pieces.iter().rev().find_map(|piece| *piece);
    last.is_some_and(names::begins_with_verb)
}

/// The member of that name, or whose name is the end of it or ends with it.
pub(super) fn member_called<'s>(members: &'s [Field], name: &str) -> Option<&'s str> {
    let names = || members.iter().map(|member| member.wire_name.as_str());
    names()
        .find(|member| *member == name)
        .or_else(|| names().find(|member| ends_with_word(name, member)))
        .or_else(|| names().find(|member| ends_with_word(member, name)))
}

/// A path between its slashes; `None` stands for a parameter.
type Pieces<'s> = Vec<Option<&'s str>>;

fn pieces(operation: &Operation) -> (Pieces<'_>, Vec<&str>) {
    let mut pieces = Vec::new();
    let mut parameters = Vec::new();
    for segment in &operation.path {
        match segment {
            PathSegment::Literal(text) => {
                pieces.extend(text.split('/').filter(|it| !it.is_empty()).map(Some));
            }
            PathSegment::Parameter(name) => {
                pieces.push(None);
                parameters.push(name.as_str());
            }
        }
    }
    (pieces, parameters)
}
