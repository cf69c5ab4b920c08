//! What is kept, as answers show it.

use ncloud_codegen::ir::{Field, Operation, Type};
use serde_json::{Map, Value as Json};

use super::{Serving, key_value};
use crate::answer::{Answer, AnswerBody};
use crate::check::Sent;
use crate::record::Source;
use crate::state::fill::{fitted, member_of, shown};
use crate::state::kinds::{Kind, Role};
use crate::state::names::listed;
use crate::state::pages::{Page, count};
use crate::state::said::{Said, text};
use crate::state::store::Thing;
use crate::state::view::{View, fields, struct_name};

impl<'a> Serving<'a> {
    pub(super) fn detail(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let mut found = self.find(role, kind, said);
        for number in &found {
            self.read(*number, kind);
        }
        found.retain(|number| self.store.get(*number).is_some());
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        self.shown(role, &found, usual)
    }

    pub(super) fn list(
        &mut self,
        role: &Role,
        kind: &Kind,
        sent: &Sent,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let wanted = self.belonging(kind, said);
        for number in &wanted {
            self.read(*number, kind);
        }
        let wanted = wanted.into_iter().filter(|number| {
            let thing = self.store.get(*number);
            thing.is_some_and(|thing| self.is_asked_for(kind, thing, said))
        });
        let wanted: Vec<u64> = wanted.collect();
        let Some(view) = role.view.as_ref().filter(|view| view.many) else {
            return usual;
        };
        let before = shown_before(view, self.operation, &usual);
        let items = wanted
            .iter()
            .filter_map(|number| self.rendered(*number, &view.item, &before))
            .map(Json::Object)
            .collect();
        let page = Page::of(self.service, self.operation, sent, items);
        with_body(
            usual,
            |operation, body| {
                view.put(operation, body, Json::Array(page.items.clone()));
                page.finish(operation, body);
            },
            self.operation,
        )
    }

    /// Counts a read of a thing, and of what is shown inside of it.
    fn read(&mut self, number: u64, kind: &Kind) {
        let inner: Vec<u64> = match self.store.get(number) {
            Some(thing) => fields(&kind.service, &kind.item)
                .iter()
                .filter_map(|field| self.child_of(kind, field))
                .flat_map(|(inner, _)| self.children(thing, kind, inner))
                .collect(),
            None => Vec::new(),
        };
        for number in inner.into_iter().chain([number]) {
            self.store.read(number, &self.plan.kinds);
        }
    }

    /// Whether a list asks for a thing, by what both of them say. What nobody can compare narrows nothing, but what a thing could
    /// say and does not is nothing that is asked for, nor is a required number of something that it was never brought together
    /// with.
    fn is_asked_for(&self, kind: &Kind, thing: &Thing, said: &Said<'_>) -> bool {
        let own = fields(&kind.service, &kind.item);
        let is_comparable = |field: &Field, name: &str| {
            let is_number = || {
                let mut kinds = self.plan.kinds.iter();
                kinds.any(|other| other.service.name == kind.service.name && other.is_key(name))
            };
            member_of(own, &kind.name, name).is_some() || field.is_required() && is_number()
        };
        said.given().all(|(field, value)| {
            let name = field.wire_name.as_str();
            let (name, wanted) = match (listed(name), value) {
                (Some(one), Json::Array(wanted)) => (one, wanted.iter().collect()),
                _ => (name, vec![value]),
            };
            let mut wanted = wanted.into_iter().filter_map(text).peekable();
            if wanted.peek().is_none() {
                return true;
            }
            match thing.says(kind, name) {
                Some(says) => wanted.any(|wanted| wanted == says),
                None => !is_comparable(field, name),
            }
        })
    }

    /// The answer that shows these things; the usual one where it shows a list of something else.
    pub(super) fn shown(&self, role: &Role, things: &[u64], usual: Answer) -> Answer {
        let Some(view) = &role.view else {
            return kept(usual);
        };
        let is_of_kind = self
            .plan
            .kinds
            .get(role.kind)
            .is_some_and(|kind| kind.item == view.item);
        if view.many && !is_of_kind {
            return usual;
        }
        let before = shown_before(view, self.operation, &usual);
        let mut items = things
            .iter()
            .filter_map(|number| self.rendered(*number, &view.item, &before))
            .map(Json::Object);
        with_body(
            usual,
            |operation, body| {
                if view.many {
                    let items: Vec<Json> = items.collect();
                    let total = items.len();
                    if let Some(parent) = view.put(operation, body, Json::Array(items)) {
                        count(parent, total);
                    }
                } else if let Some(item) = items.next() {
                    view.put(operation, body, item);
                }
            },
            self.operation,
        )
    }

    /// A thing as a struct shows it, with what belongs to it.
    ///
    /// What the struct of its kind does not have is as it was before.
    fn rendered(
        &self,
        number: u64,
        item: &str,
        before: &Map<String, Json>,
    ) -> Option<Map<String, Json>> {
        let thing = self.store.get(number)?;
        let kind = self.plan.kinds.get(thing.kind)?;
        let own = fields(&kind.service, &kind.item);
        let usual = |field: &Field| {
            let is_own = own.iter().any(|it| it.wire_name == field.wire_name);
            before.get(&field.wire_name).filter(|_| !is_own).cloned()
        };
        let extra = |field: &Field| {
            let name = &field.wire_name;
            if let Some((inner, inner_kind)) = self.child_of(kind, field) {
                let children = self.children(thing, kind, inner);
                let items = children.into_iter().filter_map(|child| {
                    let nothing = Map::new();
                    let child = self.rendered(child, &inner_kind.item, &nothing)?;
                    Some(Json::Object(child))
                });
                return Some(items.collect());
            }
            if let Some((inner, _)) = self.listed_child_of(kind, name) {
                let children = self.children(thing, kind, inner);
                let keys = children
                    .into_iter()
                    .filter_map(|child| self.store.get(child));
                let keys: Json = keys.map(|child| child.key.as_str()).collect();
                return fitted(self.service, &field.ty, &keys, None);
            }
            if kind.aliases.contains(name) && !thing.members.contains_key(name) {
                return key_value(&field.ty, &thing.key);
            }
            if !thing.members.contains_key(name) {
                return fitted(self.service, &field.ty, thing.tags.get(name)?, None);
            }
            None
        };
        Some(shown(self.service, item, &thing.members, extra, usual))
    }

    /// The kind of the things that a list inside of a thing shows.
    pub(super) fn child_of(&self, kind: &Kind, field: &Field) -> Option<(usize, &'a Kind)> {
        let Type::List(item) = &field.ty else {
            return None;
        };
        let item = struct_name(item)?;
        self.kinds_beneath(kind)
            .find(|(_, inner)| inner.item == item)
    }

    /// The kind of the things whose keys a list inside of a thing shows.
    fn listed_child_of(&self, kind: &Kind, name: &str) -> Option<(usize, &'a Kind)> {
        let key = listed(name)?;
        self.kinds_beneath(kind).find(|(_, inner)| inner.key == key)
    }

    /// The kinds of what belongs to things of a kind.
    pub(super) fn kinds_beneath<'k>(
        &self,
        kind: &'k Kind,
    ) -> impl Iterator<Item = (usize, &'a Kind)> + use<'a, 'k> {
        let kinds = self.plan.kinds.iter().enumerate();
        kinds.filter(|(_, inner)| {
            inner.service.name == kind.service.name
                && inner.parents.iter().any(|parent| kind.is_key(parent))
        })
    }

    pub(super) fn children(&self, thing: &Thing, kind: &Kind, inner: usize) -> Vec<u64> {
        let belongs = |child: &&Thing| {
            let mut tags = child.tags.iter();
            child.kind == inner
                && tags.any(|(name, value)| {
                    kind.is_key(name) && text(value).as_ref() == Some(&thing.key)
                })
        };
        let children = self.store.things.iter().filter(belongs);
        children.map(|child| child.number).collect()
    }
}

fn kept(answer: Answer) -> Answer {
    Answer {
        source: Source::Kept,
        ..answer
    }
}

/// An answer with a body that says something else.
pub(super) fn with_body(
    answer: Answer,
    write: impl FnOnce(&Operation, &mut Json),
    operation: &Operation,
) -> Answer {
    let mut answer = kept(answer);
    if let AnswerBody::Json(body) = &mut answer.body {
        write(operation, body);
    }
    answer
}

/// The thing, or the first one, that an answer shows from an example or from its types.
fn shown_before(view: &View, operation: &Operation, usual: &Answer) -> Map<String, Json> {
    let AnswerBody::Json(body) = &usual.body else {
        return Map::new();
    };
    let shown = view.shown(operation, body);
    let one = if view.many {
        shown.and_then(|list| list.get(0))
    } else {
        shown
    };
    one.and_then(Json::as_object).cloned().unwrap_or_default()
}
