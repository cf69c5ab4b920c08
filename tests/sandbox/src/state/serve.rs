//! Operations carried out on what is kept.

mod change;
mod create;
mod gone;
mod show;

use std::collections::BTreeMap;

use ncloud_codegen::ir::{Field, Operation, Scalar, Service, ShapeKind, Type};
use serde_json::{Map, Value as Json};

use crate::answer::Answer;
use crate::check::Sent;
use crate::made;
use crate::record::Source;
use crate::state::fill::{fitted, list_of};
use crate::state::kinds::{Act, Kind, Plan, Role};
use crate::state::names::{ends_with_word, listed};
use crate::state::said::{Said, text};
use crate::state::store::Store;
use crate::state::view::View;

/// Members that are numbers of a thing besides its key.
const NUMBERS: [&str; 4] = ["id", "no", "uuid", "instanceNo"];

/// One request on its way through what is kept.
pub(super) struct Serving<'a> {
    plan: &'a Plan,
    samples: &'a BTreeMap<usize, Map<String, Json>>,
    store: &'a mut Store,
    service: &'a Service,
    operation: &'a Operation,
}

/// A sample of each kind: of the operation that answers one, else of the list, else of the one that creates it, else made.
pub(super) fn samples(plan: &Plan) -> BTreeMap<usize, Map<String, Json>> {
    let kinds = plan.kinds.iter().enumerate();
    kinds
        .map(|(index, kind)| (index, sample(plan, index, kind)))
        .collect()
}

fn sample(plan: &Plan, index: usize, kind: &Kind) -> Map<String, Json> {
    let shown = |act: Act| {
        kind.service.operations.iter().find_map(|operation| {
            let (role, _) = plan.role(&kind.service.name, &operation.name)?;
            let view = role.view.as_ref()?;
            if role.kind != index || role.act != act || view.item != kind.item {
                return None;
            }
            example(operation, view)
        })
    };
    let ty = Type::Named(ShapeKind::Struct, kind.item.clone());
    [Act::Detail, Act::List, Act::Create]
        .into_iter()
        .find_map(shown)
        .or_else(|| made::value(&kind.service, &ty).as_object().cloned())
        .unwrap_or_default()
}

/// The first thing that an example of success shows.
fn example(operation: &Operation, view: &View) -> Option<Map<String, Json>> {
    operation
        .examples
        .iter()
        .filter(|example| example.error.is_none())
        .find_map(|example| {
            let shown = view.shown(operation, example.response.as_ref()?)?;
            let one = if view.many { shown.get(0)? } else { shown };
            one.as_object().cloned()
        })
}

impl<'a> Serving<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        samples: &'a BTreeMap<usize, Map<String, Json>>,
        store: &'a mut Store,
        service: &'a Service,
        operation: &'a Operation,
    ) -> Self {
        Self {
            plan,
            samples,
            store,
            service,
            operation,
        }
    }

    pub(super) fn answer(
        mut self,
        role: &Role,
        kind: &Kind,
        sent: &Sent,
        usual: Answer,
    ) -> (Answer, Option<&'static str>) {
        let said = Said::read(self.service, self.operation, sent);
        let answer = match role.act {
            Act::List => self.list(role, kind, sent, &said, usual),
            Act::Detail => self.detail(role, kind, &said, usual),
            Act::Beneath if self.find(role, kind, &said).is_empty() => self.gone(role, kind, usual),
            Act::Beneath => return (usual, Some("the spec does not tell what changes it")),
            Act::Put if said.given().any(|(field, _)| kind.is_key(&field.wire_name)) => {
                self.change(role, kind, &said, usual)
            }
            Act::Create | Act::Put => self.create(role, kind, &said, usual),
            Act::Replace => {
                for number in self.belonging(kind, &said) {
                    self.store.remove(number, &self.plan.kinds);
                }
                self.create(role, kind, &said, usual)
            }
            Act::Change => self.change(role, kind, &said, usual),
            Act::Delete => self.delete(role, kind, &said, usual),
        };
        let shows = answer.source == Source::Kept;
        let reason = "what it answers is nothing that is kept";
        (answer, (!shows).then_some(reason))
    }

    /// Things of a kind that belong to what the request says.
    fn belonging(&self, kind: &Kind, said: &Said<'_>) -> Vec<u64> {
        let parents: Vec<(&str, String)> = said
            .given()
            .filter(|(field, _)| kind.parents.contains(&field.wire_name))
            .filter_map(|(field, value)| Some((field.wire_name.as_str(), text(value)?)))
            .collect();
        let kinds = &self.plan.kinds;
        let things = self.store.things.iter().filter(|thing| {
            kinds
                .get(thing.kind)
                .is_some_and(|its| std::ptr::eq(its, kind))
        });
        things
            .filter(|thing| {
                parents
                    .iter()
                    .all(|(name, wanted)| thing.says(kind, name).is_none_or(|says| says == *wanted))
            })
            .map(|thing| thing.number)
            .collect()
    }

    /// The things that the request names by their keys.
    fn find(&self, role: &Role, kind: &Kind, said: &Said<'_>) -> Vec<u64> {
        let mut keys = Vec::new();
        for (field, value) in said.given() {
            let name = field.wire_name.as_str();
            if role.each.as_deref() == Some(name)
                || listed(name).is_some_and(|name| kind.is_key(name))
            {
                keys.extend(elements(value).filter_map(|element| key_of(kind, element)));
            } else if kind.is_key(name) {
                keys.extend(text(value));
            }
        }
        let belonging = self.belonging(kind, said);
        keys.iter()
            .filter_map(|key| {
                let mut numbers = belonging.iter().copied();
                numbers.find(|it| self.store.get(*it).is_some_and(|thing| thing.key == *key))
            })
            .collect()
    }
}

/// The list inside of a thing that a list in a request is about, and what it says of it: itself, or of objects the numbers in
/// them, as `accessControlRuleList` says `serverInstanceNo` for `nasVolumeServerInstanceNoList`.
fn part_of<'s>(
    service: &Service,
    own: &'s [Field],
    name: &str,
    items: &[Json],
) -> Option<(&'s Field, Vec<Json>)> {
    let fit = |member: &'s Field, items: &[Json]| {
        let items = Json::Array(items.to_vec());
        let fitting = fitted(service, &member.ty, &items, None)?;
        Some((member, fitting.as_array().cloned()?))
    };
    if let Some(member) = list_of(own, name) {
        return fit(member, items);
    }
    let first = items.first()?.as_object()?;
    let (member, number) = first.keys().find_map(|number| {
        let member = list_of(own, &format!("{number}List"))?;
        Some((member, number))
    })?;
    let numbers: Vec<Json> = items
        .iter()
        .filter_map(|it| it.get(number).cloned())
        .collect();
    fit(member, &numbers)
}

fn elements(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}

/// The key of a thing that a request names, by the key alone or in an object.
fn key_of(kind: &Kind, element: &Json) -> Option<String> {
    match element {
        Json::Object(members) => members
            .iter()
            .find(|(name, _)| kind.is_key(name) || ends_with_word(&kind.key, name))
            .and_then(|(_, value)| text(value)),
        scalar => text(scalar),
    }
}

/// A key as a value of a type.
fn key_value(ty: &Type, key: &str) -> Option<Json> {
    match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::F64) => {
            key.parse::<i64>().ok().map(Json::from)
        }
        Type::Scalar(Scalar::String | Scalar::Quoted(_)) | Type::Named(ShapeKind::Enum, _) => {
            Some(Json::from(key))
        }
        _ => None,
    }
}

fn put(service: &Service, field: Option<&Field>, value: &Json, members: &mut Map<String, Json>) {
    let Some(field) = field else { return };
    let before = members.get(&field.wire_name);
    if let Some(value) = fitted(service, &field.ty, value, before) {
        members.insert(field.wire_name.clone(), value);
    }
}
