//! How the states of things move, as waiters expect it.

use ncloud_codegen::ir::{NotFound, PathStep, Service, Shape, ShapeKind, Type, Waiter};
use serde_json::{Map, Value as Json};

use super::names::Verb;
use super::view::{entry, fields};

/// What a waiter waits for, by the last word of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// That a thing can be used.
    Ready,
    Stopped,
    Attached,
    Detached,
    /// That something which was begun has ended.
    Finished,
    Canceled,
    /// That a list inside of the thing is empty.
    Empty,
    Gone,
}

impl Aim {
    fn of(waiter: &Waiter) -> Self {
        let name = waiter.name.as_str();
        let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
        if ends(&[
            "Deleted",
            "Terminated",
            "Gone",
            "Removed",
            "Released",
            "Returned",
        ]) {
            Self::Gone
        } else if ends(&["Empty"]) {
            Self::Empty
        } else if ends(&["Stopped", "Suspended", "Paused"]) {
            Self::Stopped
        } else if ends(&["Attached", "Associated"]) {
            Self::Attached
        } else if ends(&["Detached", "Disassociated"]) {
            Self::Detached
        } else if ends(&["Canceled", "Cancelled"]) {
            Self::Canceled
        } else if ends(&["Finished", "Completed", "Done", "Ended"]) {
            Self::Finished
        } else if waiter.success.is_empty() && waiter.not_found == NotFound::Success {
            Self::Gone
        } else {
            Self::Ready
        }
    }

    pub(super) fn after(verb: Verb) -> Option<Self> {
        match verb {
            Verb::Start => Some(Self::Ready),
            Verb::Stop => Some(Self::Stopped),
            Verb::Attach => Some(Self::Attached),
            Verb::Detach => Some(Self::Detached),
            Verb::Run => Some(Self::Finished),
            Verb::Cancel => Some(Self::Canceled),
            _ => None,
        }
    }
}

/// One waiter's view of a state.
#[derive(Clone, Debug)]
struct Goal {
    aim: Aim,
    pending: Vec<String>,
    success: Vec<String>,
}

/// A state of a thing: where it stands, and what waiters of it know.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    /// From the thing to the state.
    pub(super) path: Vec<PathStep>,
    goals: Vec<Goal>,
    /// The states that the type lists.
    known: Vec<String>,
}

/// A state that a thing goes to after some more reads.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) machine: usize,
    /// `None`: the list on the way is emptied.
    pub(super) to: Option<String>,
    pub(super) reads: u8,
}

/// How often a thing is read before its state moves.
pub(super) const READS: u8 = 1;

/// The states of a kind of thing, and whether it lingers when it is deleted.
#[derive(Clone, Debug, Default)]
pub(super) struct Machines {
    pub(super) all: Vec<Machine>,
    pub(super) lingers: bool,
}

impl Machines {
    /// Learns from a waiter whose state stands there in the struct `item`.
    pub(super) fn learn(
        &mut self,
        service: &Service,
        item: &str,
        waiter: &Waiter,
        path: &[PathStep],
    ) {
        let goal = Goal {
            aim: Aim::of(waiter),
            pending: waiter.pending.clone().unwrap_or_default(),
            success: waiter.success.clone(),
        };
        self.lingers |= goal.aim == Aim::Gone;
        if goal.pending.is_empty() && goal.success.is_empty() {
            // It waits for the end of the thing alone.
            return;
        }
        let same = self.all.iter_mut().find(|machine| machine.path == path);
        match same {
            Some(machine) => machine.goals.push(goal),
            None => self.all.push(Machine {
                path: path.to_vec(),
                goals: vec![goal],
                known: known_states(service, item, path),
            }),
        }
    }
}

impl Machine {
    fn goal(&self, aim: Aim) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.aim == aim)
    }

    /// A state on the way to a goal, and the one at its end; `now` is kept where it is either.
    fn way(&self, aim: Aim, now: Option<&str>) -> Option<(Option<String>, String)> {
        let goal = self.goal(aim)?;
        let own = |states: &[String]| {
            let mut states = states.iter();
            states.find(|state| Some(state.as_str()) == now).cloned()
        };
        let end = own(&goal.success).or_else(|| goal.success.first().cloned())?;
        let begin = own(&goal.pending).or_else(|| goal.pending.first().cloned());
        let begin = begin.or_else(|| {
            // Nobody says what the states on the way are.
            let is_other = |state: &&String| {
                let mut goals = self.goals.iter();
                !goals.any(|goal| goal.success.contains(state))
            };
            match aim {
                Aim::Finished => Some(
                    self.known
                        .iter()
                        .find(is_other)
                        .map_or("running", |state| state.as_str())
                        .to_owned(),
                ),
                _ => None,
            }
        });
        Some((begin, end))
    }

    /// Sets a thing on its way, and gives the move that ends it. `hint` is a state that an example shows.
    pub(super) fn begin(
        &self,
        index: usize,
        aim: Aim,
        hint: Option<&str>,
        thing: &mut Map<String, Json>,
    ) -> Option<Move> {
        let (begin, end) = self.way(aim, hint)?;
        match begin {
            Some(begin) => {
                self.set(thing, &begin);
                Some(Move {
                    machine: index,
                    to: Some(end),
                    reads: READS,
                })
            }
            None => {
                self.set(thing, &end);
                None
            }
        }
    }

    /// Shows that a thing is being deleted, where a state says so.
    pub(super) fn leave(&self, thing: &mut Map<String, Json>) {
        let Some(goal) = self.goal(Aim::Gone) else {
            return;
        };
        let speaks_of_it = |state: &&String| {
            let state = state.to_ascii_lowercase();
            state.starts_with("term") || state.starts_with("delet")
        };
        let states = || goal.pending.iter().chain(&self.known);
        let own = states().find(|state| {
            speaks_of_it(state)
                && !goal.success.contains(state)
                && state.to_lowercase() != "deleted"
        });
        if let Some(state) = own {
            self.set(thing, state);
        }
    }

    /// Whether a goal is that a list inside of the thing is empty.
    pub(super) fn is_emptied(&self) -> bool {
        self.goal(Aim::Empty).is_some()
    }

    /// Whether the state is that of something which a thing has only when it was begun.
    pub(super) fn is_of_a_run(&self) -> bool {
        self.goal(Aim::Finished).is_some() && self.goal(Aim::Ready).is_none()
    }

    pub(super) fn has(&self, aim: Aim) -> bool {
        self.goal(aim).is_some()
    }

    /// The state of a thing.
    pub(super) fn state<'json>(&self, thing: &'json Map<String, Json>) -> Option<&'json str> {
        let (first, rest) = self.path.split_first()?;
        let mut at = indexed(thing.get(&first.wire_name)?, first)?;
        for step in rest {
            at = indexed(at.get(&step.wire_name)?, step)?;
        }
        at.as_str()
    }

    /// Sets the state, where what holds it is there.
    pub(super) fn set(&self, thing: &mut Map<String, Json>, state: &str) {
        let Some((first, rest)) = self.path.split_first() else {
            return;
        };
        let Some(mut at) = thing
            .entry(first.wire_name.clone())
            .or_insert(Json::Null)
            .indexed(first)
        else {
            return;
        };
        for (place, step) in rest.iter().enumerate() {
            // The name of a code is what the service calls it; the sandbox knows no other.
            if step.wire_name == "code"
                && place + 1 == rest.len()
                && let Some(name) = entry(at, "codeName")
            {
                *name = Json::from(state.to_lowercase());
            }
            match entry(at, &step.wire_name).and_then(|at| at.indexed(step)) {
                Some(next) => at = next,
                None => return,
            }
        }
        *at = Json::from(state);
    }

    /// Empties the list that the state stands in.
    pub(super) fn empty(&self, thing: &mut Map<String, Json>) {
        if let Some(first) = self.path.first()
            && let Some(list @ Json::Array(_)) = thing.get_mut(&first.wire_name)
        {
            *list = Json::Array(Vec::new());
        }
    }
}

trait Indexed {
    /// The element that a step goes on to, where it goes on to one.
    fn indexed(&mut self, step: &PathStep) -> Option<&mut Json>;
}

impl Indexed for Json {
    fn indexed(&mut self, step: &PathStep) -> Option<&mut Json> {
        match step.index {
            None => Some(self),
            Some(index) => self.get_mut(index),
        }
    }
}

fn indexed<'json>(value: &'json Json, step: &PathStep) -> Option<&'json Json> {
    match step.index {
        None => Some(value),
        Some(index) => value.get(index),
    }
}

fn known_states(service: &Service, item: &str, path: &[PathStep]) -> Vec<String> {
    let mut item = item.to_owned();
    let mut found = Vec::new();
    for step in path {
        let Some(field) = fields(service, &item)
            .iter()
            .find(|field| field.wire_name == step.wire_name)
        else {
            break;
        };
        let mut ty = &field.ty;
        while let Type::List(inner) | Type::CommonCode(inner) = ty {
            ty = inner;
        }
        match ty {
            Type::Named(ShapeKind::Struct, name) => item.clone_from(name),
            Type::Named(ShapeKind::Enum, name) => {
                if let Some(Shape::Enum(values)) = service.type_named(name).map(|it| &it.shape) {
                    found = values.iter().map(|value| value.wire_name.clone()).collect();
                }
                break;
            }
            _ => break,
        }
    }
    found
}
