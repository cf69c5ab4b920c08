//! Things that are changed and deleted.

use std::collections::BTreeMap;

use ncloud_codegen::ir::Field;
use serde_json::Value as Json;

use super::show::with_body;
use super::{NUMBERS, Serving, part_of, put};
use crate::answer::Answer;
use crate::state::fill::member_of;
use crate::state::kinds::{Kind, Role};
use crate::state::machine::{Aim, Move, READS};
use crate::state::names::{Verb, capitalised, last_word, listed};
use crate::state::said::Said;
use crate::state::store::Thing;
use crate::state::view::{entry, fields, inside_mut};

impl<'a> Serving<'a> {
    pub(super) fn change(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let found = self.find(role, kind, said);
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        let mut begun = BTreeMap::new();
        for number in &found {
            let new = self.store.number();
            let Some(mut thing) = self.store.get(*number).cloned() else {
                continue;
            };
            self.changed(role, kind, said, &mut thing);
            self.moved(role, kind, said, new, &mut thing, &mut begun);
            if let Some(place) = self.store.get_mut(*number) {
                *place = thing;
            }
        }
        let answer = self.shown(role, &found, usual);
        let Some(view) = role.view.as_ref().filter(|view| !view.many) else {
            return answer;
        };
        with_body(
            answer,
            |operation, body| {
                let Some(inside) = inside_mut(operation, body) else {
                    return;
                };
                let item = view
                    .steps
                    .iter()
                    .try_fold(inside, |at, step| entry(at, step));
                if let Some(Json::Object(members)) = item {
                    for field in fields(self.service, &view.item) {
                        let number = begun.get(&capitalised(&field.wire_name));
                        if let (Some(number), false) = (number, kind.is_key(&field.wire_name)) {
                            members.insert(field.wire_name.clone(), (*number).clone());
                        }
                    }
                }
            },
            self.operation,
        )
    }

    /// Writes what a request says into a thing: lists get more or less, everything else is replaced.
    fn changed(&self, role: &Role, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            if kind.is_key(name) || kind.parents.contains(name) {
                continue;
            }
            let partly = matches!(role.verb, Verb::Add | Verb::Remove | Verb::Set);
            if let (true, Json::Array(items)) = (partly, value)
                && let Some((member, items)) = part_of(&kind.service, own, name, items)
            {
                let before = thing.members.get(&member.wire_name);
                let mut list = before.and_then(Json::as_array).cloned().unwrap_or_default();
                match role.verb {
                    Verb::Remove => list.retain(|it| !items.contains(it)),
                    Verb::Add => {
                        for new in items {
                            if !list.contains(&new) {
                                list.push(new);
                            }
                        }
                    }
                    _ => list = items,
                }
                thing
                    .members
                    .insert(member.wire_name.clone(), Json::Array(list));
                continue;
            }
            let member = member_of(own, &kind.name, name);
            put(&kind.service, member, value, &mut thing.members);
            if role.verb == Verb::Attach {
                thing.attached.insert(name.clone());
            }
        }
        // What it says besides, lists may be narrowed by.
        for (field, value) in said.given() {
            let name = &field.wire_name;
            if kind.is_key(name) || listed(name).is_some_and(|name| kind.is_key(name)) {
                continue;
            }
            match role.verb {
                Verb::Remove => {
                    thing.tags.remove(name);
                }
                _ => {
                    thing.tags.insert(name.clone(), value.clone());
                }
            }
        }
        if role.verb == Verb::Detach {
            for name in std::mem::take(&mut thing.attached) {
                thing.tags.remove(&name);
                let is_optional = |field: &&Field| field.wire_name == name && !field.is_required();
                if own.iter().any(|field| is_optional(&field)) {
                    thing.members.remove(&name);
                }
            }
        }
    }

    /// Moves the states of a thing as the name of the operation says. `begun` takes the number of what is begun, under the end
    /// of the name that answers call it by.
    fn moved(
        &self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        new: u64,
        thing: &mut Thing,
        begun: &mut BTreeMap<String, Json>,
    ) {
        let sample = self.samples.get(&role.kind);
        for (index, machine) in kind.machines.all.iter().enumerate() {
            let Some(first) = machine.path.first() else {
                continue;
            };
            if machine.is_emptied() && sizes_are_zero(said) {
                thing.moves.retain(|it| it.machine != index);
                thing.moves.push(Move {
                    machine: index,
                    to: None,
                    reads: READS,
                });
                continue;
            }
            let aim = match Aim::after(role.verb) {
                Some(Aim::Ready) if machine.is_of_a_run() => Aim::Finished,
                // What is no longer attached can be used.
                Some(Aim::Detached)
                    if machine.has(Aim::Attached) && !machine.has(Aim::Detached) =>
                {
                    Aim::Ready
                }
                Some(aim) => aim,
                None => continue,
            };
            if !machine.has(aim) {
                continue;
            }
            if aim == Aim::Finished && machine.path.len() > 1 {
                self.restore(kind, sample, &first.wire_name, &mut thing.members);
                if let Some(Json::Object(run)) = thing.members.get_mut(&first.wire_name) {
                    for name in NUMBERS {
                        if let Some(id) = run.get_mut(name) {
                            *id = renumbered(id, new);
                            let called =
                                format!("{}{}", last_word(&first.wire_name), capitalised(name));
                            begun.insert(called, id.clone());
                        }
                    }
                }
            }
            let now = machine.state(&thing.members).map(str::to_owned);
            let hint = if aim == Aim::Finished {
                None
            } else {
                now.as_deref()
            };
            let step = machine.begin(index, aim, hint, &mut thing.members);
            thing.moves.retain(|it| it.machine != index);
            thing.moves.extend(step);
        }
    }

    pub(super) fn delete(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let found = self.find(role, kind, said);
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        for number in &found {
            if let Some(thing) = self.store.get_mut(*number) {
                thing.moves.clear();
                thing.leaves = Some(READS);
                for machine in &kind.machines.all {
                    machine.leave(&mut thing.members);
                }
            }
        }
        let answer = self.shown(role, &found, usual);
        if !kind.machines.lingers {
            for number in found {
                self.store.remove(number, &self.plan.kinds);
            }
        }
        answer
    }
}

/// A number in the form of another one.
fn renumbered(before: &Json, number: u64) -> Json {
    match before {
        Json::Number(_) => Json::from(number),
        Json::String(text) if text.len() == 36 => {
            Json::from(format!("00000000-0000-4000-8000-{number:012}"))
        }
        _ => Json::from(number.to_string()),
    }
}

/// Whether a request sets sizes, and all of them to zero.
fn sizes_are_zero(said: &Said<'_>) -> bool {
    let mut sizes = said
        .given()
        .filter(|(field, _)| {
            let name = field.wire_name.as_str();
            ["Size", "Capacity", "Count"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .peekable();
    sizes.peek().is_some() && sizes.all(|(_, value)| value.as_i64() == Some(0))
}
