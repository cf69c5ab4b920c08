//! Kinds of services whose paths lead to things: `/clusters` and `/clusters/{uuid}`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ncloud_codegen::ir::{Method, Operation, Service};

use crate::state::machine::Machines;
use crate::state::names::{self};
use crate::state::view::{View, fields};

use super::{Act, Kind, Pieces, Plan, Role, is_call, member_called, pieces};

/// Operations of one collection: `/clusters` and `/clusters/{uuid}`.
#[derive(Default)]
struct Collection<'s> {
    list: Option<&'s Operation>,
    create: Option<&'s Operation>,
    detail: Option<&'s Operation>,
    others: Vec<&'s Operation>,
    parameters: Vec<&'s str>,
}

impl Plan {
    pub(super) fn collections(&mut self, service: &Arc<Service>) {
        let operations: Vec<(&Operation, Pieces<'_>, Vec<&str>)> = service
            .operations
            .iter()
            .filter(|operation| !is_call(operation))
            .map(|operation| {
                let (pieces, parameters) = pieces(operation);
                (operation, pieces, parameters)
            })
            .collect();
        let mut collections = BTreeMap::<Pieces<'_>, Collection<'_>>::new();
        for (operation, pieces, parameters) in &operations {
            if let Some((None, before)) = pieces.split_last() {
                let collection = collections.entry(before.to_vec()).or_default();
                collection.parameters.clone_from(parameters);
                match operation.method {
                    Method::Get => collection.detail = Some(operation),
                    Method::Head => {}
                    _ => collection.others.push(operation),
                }
            }
        }
        for (operation, pieces, _) in &operations {
            let Some(collection) = collections.get_mut(pieces) else {
                continue;
            };
            match operation.method {
                Method::Get => collection.list = Some(operation),
                Method::Post | Method::Put if collection.create.is_none() => {
                    collection.create = Some(operation);
                }
                _ => {}
            }
        }
        let first = self.kinds.len();
        let mut places: Vec<(Pieces<'_>, usize)> = Vec::new();
        for (place, collection) in collections {
            let index = self.kinds.len();
            if let Some(kind) = collection.kind(service, &place) {
                self.kinds.push(kind);
                collection.give(self, service, index);
                places.push((place, index));
            }
        }
        // The longest first: what is beneath a node pool is beneath its cluster as well.
        places.sort_by_key(|(place, _)| std::cmp::Reverse(place.len()));
        for (operation, pieces, _) in &operations {
            let beneath = places.iter().find(|(place, _)| {
                pieces.starts_with(place) && pieces.get(place.len()) == Some(&None)
            });
            if let Some((_, kind)) = beneath {
                self.give_beneath(service, operation, *kind, first);
            }
        }
        self.drop_what_nobody_creates(service, first);
    }

    /// An operation whose path goes on behind a thing: it begins something else, changes the thing or reads a part of it.
    fn give_beneath(
        &mut self,
        service: &Service,
        operation: &Operation,
        kind: usize,
        first: usize,
    ) {
        let (verb, _) = names::parsed(&operation.name);
        let view = View::of(service, operation);
        let answered: Vec<&str> = view.as_ref().map_or_else(Vec::new, |view| {
            let members = fields(service, &view.item).iter();
            members.map(|field| field.wire_name.as_str()).collect()
        });
        let (_, parameters) = pieces(operation);
        // `StartPipeline` answers the `historyId` of a run, which nothing else creates.
        let begun = self
            .kinds
            .iter()
            .enumerate()
            .skip(first)
            .find(|(_, begun)| {
                let mut parents = begun.parents.iter();
                !begun.parents.is_empty()
                    && parents.all(|parent| parameters.contains(&parent.as_str()))
                    && begun
                        .aliases
                        .iter()
                        .any(|it| answered.contains(&it.as_str()))
            });
        let is_read = operation.method == Method::Get;
        let (kind, act) = match begun {
            Some((begun, _)) if !is_read && !self.is_created(service, begun) => {
                (begun, Act::Create)
            }
            _ if is_read => (kind, Act::Beneath),
            _ => (kind, Act::Change),
        };
        let role = Role {
            kind,
            act,
            verb,
            view,
            each: None,
        };
        self.give(service, operation, role);
    }

    fn is_created(&self, service: &Service, kind: usize) -> bool {
        let mut roles = self.roles.iter();
        roles.any(|((of, _), role)| {
            *of == service.name && role.kind == kind && role.act == Act::Create
        })
    }

    /// What nobody creates is as the examples show it.
    fn drop_what_nobody_creates(&mut self, service: &Service, first: usize) {
        let created: BTreeSet<usize> = self
            .roles
            .values()
            .filter(|role| role.act == Act::Create)
            .map(|role| role.kind)
            .collect();
        self.roles.retain(|(of, _), role| {
            *of != service.name || role.kind < first || created.contains(&role.kind)
        });
    }
}

impl Collection<'_> {
    fn kind(&self, service: &Arc<Service>, place: &Pieces<'_>) -> Option<Kind> {
        let (parameter, parents) = self.parameters.split_last()?;
        let view = |operation: Option<&Operation>| View::of(service, operation?);
        let item = view(self.detail).or_else(|| view(self.list))?.item;
        let members = fields(service, &item);
        let key = member_called(members, parameter)
            .or_else(|| {
                let usual = ["id", "uuid", "no"];
                usual.into_iter().find_map(|usual| {
                    let mut names = members.iter().map(|it| it.wire_name.as_str());
                    names.find(|name| *name == usual)
                })
            })?
            .to_owned();
        if !is_about(parameter, &key, &item, place.last().copied().flatten()) {
            return None;
        }
        Some(Kind {
            service: Arc::clone(service),
            name: item.clone(),
            item,
            aliases: BTreeSet::from([(*parameter).to_owned(), key.clone()]),
            key,
            parents: parents.iter().map(|it| (*it).to_owned()).collect(),
            machines: Machines::default(),
        })
    }

    fn give(&self, plan: &mut Plan, service: &Service, kind: usize) {
        let mut give = |operation: Option<&Operation>, act| {
            if let Some(operation) = operation {
                let role = Role {
                    kind,
                    act,
                    verb: names::parsed(&operation.name).0,
                    view: View::of(service, operation),
                    each: None,
                };
                plan.give(service, operation, role);
            }
        };
        give(self.list, Act::List);
        give(self.detail, Act::Detail);
        give(self.create, Act::Create);
        for other in &self.others {
            match other.method {
                Method::Delete => give(Some(other), Act::Delete),
                _ => give(Some(other), Act::Change),
            }
        }
    }
}

/// Whether a parameter that is called otherwise than the key speaks of the thing: `projectId` of a project, or below
/// `/project`; the `domainId` of records is no key of theirs.
fn is_about(parameter: &str, key: &str, item: &str, collection: Option<&str>) -> bool {
    let Some(stem) = parameter.get(..parameter.len().saturating_sub(key.len())) else {
        return false;
    };
    let stem = stem.to_ascii_lowercase();
    let collection = collection.unwrap_or_default().to_ascii_lowercase();
    stem.is_empty()
        || parameter.eq_ignore_ascii_case(key)
        || item.to_ascii_lowercase().ends_with(&stem)
        || collection.starts_with(&stem)
}
