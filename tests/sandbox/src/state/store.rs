//! The things that are kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::kinds::Kind;
use super::machine::Move;
use super::said::text;

/// The number that the first thing gets.
const FIRST: u64 = 1_000_001;

/// Something that a service keeps.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// Its place in the order of creation, and its number where the service gives one.
    pub(super) number: u64,
    /// The index of its kind.
    pub(super) kind: usize,
    /// As text.
    pub(super) key: String,
    pub(super) members: Map<String, Json>,
    /// What its creation said besides: what it belongs to, for one.
    pub(super) tags: BTreeMap<String, Json>,
    pub(super) moves: Vec<Move>,
    /// The number of what it came with, and goes with.
    pub(super) owner: Option<u64>,
    /// The members and tags that attaching it to something has set.
    pub(super) attached: BTreeSet<String>,
    /// How often it is still read until it is gone.
    pub(super) leaves: Option<u8>,
}

impl Thing {
    /// What it says under a name, if anything.
    pub(super) fn says(&self, kind: &Kind, name: &str) -> Option<String> {
        if kind.is_key(name) {
            return Some(self.key.clone());
        }
        if kind.parents.contains(name)
            && let Some(owner) = self.tags.get(name).and_then(text)
        {
            return Some(owner);
        }
        let member = self.members.get(name).and_then(text);
        member
            .or_else(|| text(self.members.get(name.strip_suffix("Code")?)?))
            .or_else(|| text(self.tags.get(name)?))
    }
}

#[derive(Debug)]
pub(super) struct Store {
    next: u64,
    /// In the order of creation.
    pub(super) things: Vec<Thing>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            next: FIRST,
            things: Vec::new(),
        }
    }
}

impl Store {
    /// A number that nothing else has.
    pub(super) fn number(&mut self) -> u64 {
        let number = self.next;
        self.next += 1;
        number
    }

    pub(super) fn get_mut(&mut self, number: u64) -> Option<&mut Thing> {
        self.things.iter_mut().find(|thing| thing.number == number)
    }

    pub(super) fn get(&self, number: u64) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.number == number)
    }

    /// Counts a read of a thing: a state may move, and what is being deleted may be gone.
    pub(super) fn read(&mut self, number: u64, kinds: &[Kind]) {
        let Some(thing) = self.get_mut(number) else {
            return;
        };
        let Some(kind) = kinds.get(thing.kind) else {
            return;
        };
        match &mut thing.leaves {
            Some(0) => {
                self.remove(number, kinds);
                return;
            }
            Some(reads) => *reads -= 1,
            None => {}
        }
        let (due, later): (Vec<Move>, Vec<Move>) =
            thing.moves.drain(..).partition(|it| it.reads == 0);
        for done in due {
            if let Some(machine) = kind.machines.all.get(done.machine) {
                match &done.to {
                    Some(state) => machine.set(&mut thing.members, state),
                    None => machine.empty(&mut thing.members),
                }
            }
        }
        thing.moves.extend(later.into_iter().map(|mut it| {
            it.reads -= 1;
            it
        }));
    }

    /// Removes a thing, and what belongs to it.
    pub(super) fn remove(&mut self, number: u64, kinds: &[Kind]) {
        let Some(place) = self.things.iter().position(|it| it.number == number) else {
            return;
        };
        let gone = self.things.remove(place);
        let Some(kind) = kinds.get(gone.kind) else {
            return;
        };
        let belonging: Vec<u64> = self
            .things
            .iter()
            .filter(|thing| {
                if thing.owner == Some(number) {
                    return true;
                }
                kinds.get(thing.kind).is_some_and(|its| {
                    its.service.name == kind.service.name
                        && its.parents.iter().any(|parent| {
                            kind.is_key(parent)
                                && thing.tags.get(parent).and_then(text).as_ref() == Some(&gone.key)
                        })
                })
            })
            .map(|thing| thing.number)
            .collect();
        for number in belonging {
            self.remove(number, kinds);
        }
    }
}
