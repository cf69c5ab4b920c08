//! Things that begin to be kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::{NUMBERS, Serving, elements, example, key_of, key_value, part_of, put};
use crate::answer::Answer;
use crate::made;
use crate::state::fill::member_of;
use crate::state::kinds::{self, Act, Kind, Role};
use crate::state::machine::Aim;
use crate::state::names::{Verb, capitalised, ends_with_word, is_chosen};
use crate::state::said::{Said, text};
use crate::state::store::Thing;
use crate::state::view::fields;

/// What comes with a thing that is created: services make these by themselves, and no spec says so.
const COMPANIONS: [(&str, &str, &str, &str); 3] = [
    ("vpc", "Vpc", "vpc", "NetworkAcl"),
    ("vpc", "Vpc", "vpc", "RouteTable"),
    ("vpc", "Vpc", "vserver", "AccessControlGroup"),
];

/// Members that services fill in where nobody says them.
const DEFAULTED: [&str; 2] = ["regionCode", "zoneCode"];

impl<'a> Serving<'a> {
    pub(super) fn create(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let elements: Vec<&Json> = match role.each.as_deref().and_then(|each| said.get(each)) {
            Some(list) => elements(list).collect(),
            None => Vec::new(),
        };
        let copies = said
            .given()
            .find(|(field, _)| field.wire_name.ends_with("CreateCount"))
            .and_then(|(_, count)| count.as_u64())
            .unwrap_or(1);
        let mut created = Vec::new();
        if role.each.is_some() {
            for element in elements {
                created.extend(self.created(role, kind, said, Some(element)));
            }
        } else {
            for _ in 0..copies.min(100) {
                created.extend(self.created(role, kind, said, None));
            }
        }
        self.shown(role, &created, usual)
    }

    /// Creates one thing, as the request says it, or an element of it.
    fn created(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        element: Option<&Json>,
    ) -> Option<u64> {
        let number = self.store.number();
        let members = self.samples.get(&role.kind)?.clone();
        let mut thing = Thing {
            number,
            kind: role.kind,
            key: String::new(),
            members,
            tags: BTreeMap::new(),
            moves: Vec::new(),
            owner: None,
            attached: BTreeSet::new(),
            leaves: None,
        };
        for (field, value) in said.given() {
            thing.tags.insert(field.wire_name.clone(), value.clone());
        }
        self.leave_out(kind, said, &mut thing);
        self.fill(kind, said, &mut thing);
        let own = fields(&kind.service, &kind.item);
        match element {
            Some(Json::Object(element)) => {
                for (name, value) in element {
                    let member = kinds::member_called(own, name);
                    let field = own.iter().find(|it| Some(it.wire_name.as_str()) == member);
                    put(&kind.service, field, value, &mut thing.members);
                }
            }
            Some(scalar) => {
                let field = own.iter().find(|field| field.wire_name == kind.key);
                put(&kind.service, field, scalar, &mut thing.members);
            }
            None => {}
        }
        self.number(kind, said, element, &mut thing);
        self.begin(role, kind, &mut thing);
        let key = thing.key.clone();
        self.store.things.push(thing);
        self.create_children(kind, said, &key);
        self.create_companions(kind, &key, number);
        Some(number)
    }

    /// Takes out of a sample what the request could have said and did not, and what it lists of other things.
    fn leave_out(&self, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in &said.all {
            if value.is_some() || DEFAULTED.contains(&field.wire_name.as_str()) {
                continue;
            }
            if let Some(member) = member_of(own, &kind.name, &field.wire_name)
                && !member.is_required()
                && member.wire_name != kind.key
            {
                thing.members.remove(&member.wire_name);
            }
        }
        for member in own {
            let is_of_others = member.wire_name.ends_with("NoList");
            let inner = self.child_of(kind, member).is_some();
            if is_of_others || inner {
                let value = thing.members.get_mut(&member.wire_name);
                if let Some(list @ Json::Array(_)) = value {
                    *list = json!([]);
                }
            }
        }
    }

    /// Says in the members of a thing what a request says under their names.
    fn fill(&self, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            let member = member_of(own, &kind.name, name);
            put(&kind.service, member, value, &mut thing.members);
            if let (None, Json::Array(items)) = (member, value)
                && let Some((list, items)) = part_of(&kind.service, own, name, items)
                && list.wire_name.ends_with("NoList")
            {
                thing
                    .members
                    .insert(list.wire_name.clone(), Json::Array(items));
            }
        }
    }

    /// Gives a thing its key, and other numbers.
    fn number(&mut self, kind: &Kind, said: &Said<'_>, element: Option<&Json>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        let chosen = element
            .and_then(|element| key_of(kind, element))
            .or_else(|| {
                let mut given = said.given();
                given
                    .find(|(field, _)| kind.is_key(&field.wire_name))
                    .and_then(|(_, value)| text(value))
            });
        let new = |value: Option<&Json>, number: u64| match value {
            Some(Json::String(text)) if text.len() == 36 && text.contains('-') => {
                format!("00000000-0000-4000-8000-{number:012}")
            }
            _ => number.to_string(),
        };
        let is_named = is_chosen(&kind.key) && kind.key.ends_with("ame");
        thing.key = chosen.unwrap_or_else(|| {
            if is_named {
                format!("{}-{}", kind.name.to_lowercase(), thing.number)
            } else {
                new(thing.members.get(&kind.key), thing.number)
            }
        });
        for field in own {
            let name = field.wire_name.as_str();
            let value = if name == kind.key {
                key_value(&field.ty, &thing.key)
            } else if NUMBERS.contains(&name) && !kind.parents.contains(name) {
                let text = new(thing.members.get(name), thing.number);
                key_value(&field.ty, &text)
            } else if field.is_required()
                && name.ends_with("Name")
                && said
                    .all
                    .iter()
                    .any(|(it, said)| it.wire_name == name && said.is_none())
            {
                // The service makes a name where none is given.
                key_value(
                    &field.ty,
                    &format!("{}-{}", kind.name.to_lowercase(), thing.number),
                )
            } else {
                None
            };
            if let Some(value) = value {
                thing.members.insert(name.to_owned(), value);
            }
        }
    }

    /// Sets a new thing on its way to where it can be used.
    fn begin(&self, role: &Role, kind: &Kind, thing: &mut Thing) {
        let sample = self.samples.get(&role.kind);
        let shown = role.view.as_ref().filter(|view| view.item == kind.item);
        let shown = shown.and_then(|view| example(self.operation, view));
        for (index, machine) in kind.machines.all.iter().enumerate() {
            let Some(first) = machine.path.first() else {
                continue;
            };
            // Something that a create operation itself begins, such as a run.
            let aim = if machine.has(Aim::Finished) && role.verb != Verb::Create {
                Aim::Finished
            } else if machine.is_of_a_run() {
                // It has not been begun.
                if machine.path.len() > 1 {
                    thing.members.remove(&first.wire_name);
                }
                continue;
            } else {
                Aim::Ready
            };
            if !thing.members.contains_key(&first.wire_name) || first.index.is_some() {
                self.restore(kind, sample, &first.wire_name, &mut thing.members);
            }
            let sampled = sample.and_then(|sample| machine.state(sample));
            let hint = shown.as_ref().and_then(|it| machine.state(it)).or(sampled);
            let step = machine.begin(index, aim, hint, &mut thing.members);
            thing.moves.extend(step);
        }
    }

    /// Puts back a member that the sample shows, or one of the right shape.
    pub(super) fn restore(
        &self,
        kind: &Kind,
        sample: Option<&Map<String, Json>>,
        name: &str,
        members: &mut Map<String, Json>,
    ) {
        let is_empty = |value: &Json| value.as_array().is_some_and(Vec::is_empty);
        let sampled = sample
            .and_then(|it| it.get(name))
            .filter(|it| !is_empty(it));
        let value = sampled.cloned().or_else(|| {
            let mut own = fields(&kind.service, &kind.item).iter();
            let field = own.find(|field| field.wire_name == name)?;
            Some(made::value(&kind.service, &field.ty))
        });
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    }

    /// Creates what a request lists or names with a thing and what is of a kind of its own: the node pools of a cluster, the
    /// first database of a database service.
    fn create_children(&mut self, kind: &Kind, said: &Said<'_>, key: &str) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            let member = own.iter().find(|it| it.wire_name == *name);
            let called = |inner: &Kind| match value {
                Json::Array(_) => capitalised(name) == format!("{}List", inner.name),
                _ => {
                    is_chosen(&inner.key)
                        && (inner.is_key(name) || ends_with_word(name, &inner.key))
                }
            };
            let found = member.and_then(|it| self.child_of(kind, it));
            let found = found.or_else(|| self.kinds_beneath(kind).find(|(_, it)| called(it)));
            let Some((inner, inner_kind)) = found else {
                continue;
            };
            let parents = inner_kind.parents.iter().filter(|it| kind.is_key(it));
            let tags: BTreeMap<String, Json> = parents
                .map(|parent| (parent.clone(), Json::from(key)))
                .collect();
            let role = Role {
                kind: inner,
                act: Act::Create,
                verb: Verb::Create,
                view: None,
                each: None,
            };
            let nothing = Said { all: Vec::new() };
            let elements: Vec<&Json> = match value {
                Json::Array(elements) => elements.iter().filter(|it| it.is_object()).collect(),
                name => vec![name],
            };
            // Of what is only named, the request says the rest besides.
            let besides = if value.is_array() { &nothing } else { said };
            for element in elements {
                if let Some(number) = self.created(&role, inner_kind, besides, Some(element))
                    && let Some(child) = self.store.get_mut(number)
                {
                    child.tags.extend(tags.clone());
                }
            }
        }
    }

    fn create_companions(&mut self, kind: &Kind, key: &str, owner: u64) {
        for (service, name, other_service, other) in COMPANIONS {
            if kind.service.name != service || kind.name != name {
                continue;
            }
            let mut kinds = self.plan.kinds.iter().enumerate();
            let Some((index, companion)) =
                kinds.find(|(_, it)| it.service.name == other_service && it.name == other)
            else {
                continue;
            };
            let role = Role {
                kind: index,
                act: Act::Create,
                verb: Verb::Create,
                view: None,
                each: None,
            };
            let nothing = Said { all: Vec::new() };
            let Some(number) = self.created(&role, companion, &nothing, None) else {
                continue;
            };
            if let Some(thing) = self.store.get_mut(number) {
                let key = Json::from(key);
                thing.owner = Some(owner);
                thing.members.insert(kind.key.clone(), key.clone());
                thing.tags.insert(kind.key.clone(), key);
                if thing.members.contains_key("isDefault") {
                    thing
                        .members
                        .insert("isDefault".to_owned(), Json::Bool(true));
                }
                // It is there as soon as its owner is.
                for step in std::mem::take(&mut thing.moves) {
                    if let (Some(machine), Some(state)) =
                        (companion.machines.all.get(step.machine), &step.to)
                    {
                        machine.set(&mut thing.members, state);
                    }
                }
            }
        }
    }
}
