//! Risk: a waiter of a spec that never ends, because what its spec says of the thing is not understood.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ncloud_codegen::ir::{Example, Field, NotFound, Operation, Service, Waiter};
use serde_json::Value as Json;

use super::State;
use super::kinds::{Act, Kind, Role};
use super::said::{declared, text};
use crate::answer::{self, AnswerBody};
use crate::check::Sent;
use crate::json::Checker;
use crate::route::{Route, Router};

struct World {
    services: Vec<Arc<Service>>,
    router: Router,
    state: State,
}

impl World {
    fn new() -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
        let specs = ncloud_codegen::load([folder]).unwrap_or_else(|report| panic!("{report}"));
        let services: Vec<_> = specs.into_iter().map(Arc::new).collect();
        Self {
            router: Router::new(&services),
            state: State::of(&services),
            services,
        }
    }

    fn route(&self, service: &Service, operation: &str) -> &Route {
        let mut routes = self.router.routes().iter();
        let found = routes
            .find(|route| route.service.name == service.name && route.operation.name == operation);
        found.unwrap()
    }

    /// The answer of an operation, `None` where it is a failure.
    fn ask(&self, service: &Service, operation: &str, sent: &Sent) -> Option<Json> {
        let route = self.route(service, operation);
        let usual = answer::choose(route, sent, false).unwrap();
        let (answer, _) = self.state.answer(route, sent, usual);
        if !answer.status.is_success() {
            return None;
        }
        match answer.body {
            AnswerBody::Json(json) => Some(json),
            AnswerBody::Nothing | AnswerBody::Text(..) => Some(Json::Null),
        }
    }

    fn operation<'a>(
        &'a self,
        service: &'a Service,
        kind: usize,
        is_meant: impl Fn(&Role) -> bool,
    ) -> Option<&'a Operation> {
        service.operations.iter().find(|operation| {
            let role = self.state.plan.role(&service.name, &operation.name);
            role.is_some_and(|(role, _)| role.kind == kind && is_meant(role))
        })
    }

    /// Creates what a waiter looks at, and what it belongs to; gives the parameters that name it.
    fn create(&self, service: &Service, kind: usize) -> Option<BTreeMap<String, Json>> {
        let create = self.operation(service, kind, |role| role.act == Act::Create)?;
        let own = self.state.plan.kinds.get(kind)?;
        let mut known = BTreeMap::new();
        for parent in &own.parents {
            let mut kinds = self.state.plan.kinds.iter().enumerate();
            let owner = kinds.find(|(_, it)| it.service.name == service.name && it.is_key(parent));
            if let Some((owner, _)) = owner {
                known.extend(self.create(service, owner)?);
            }
        }
        let mut sent = shown(create)?;
        overwrite(service, create, &mut sent, &known);
        self.ask(service, &create.name, &sent)?;
        let store = self.state.store.lock().unwrap();
        let thing = store.things.iter().rev().find(|thing| thing.kind == kind)?;
        for alias in own.aliases.iter().filter(|alias| own.is_key(alias)) {
            known.insert(alias.clone(), Json::from(thing.key.as_str()));
        }
        Some(known)
    }

    /// The state that a waiter reads.
    fn state(&self, service: &Service, waiter: &Waiter, known: &Known) -> Option<String> {
        let poll = service.operation_named(&waiter.poll)?;
        let mut sent = Sent {
            parameters: BTreeMap::new(),
            body: None,
            content: None,
        };
        overwrite(service, poll, &mut sent, known);
        let answer = self.ask(service, &poll.name, &sent)?;
        let inside = match &poll.response.envelope {
            Some(envelope) => answer.get(&envelope.member).unwrap_or(&answer),
            None => &answer,
        };
        let state = waiter.state.iter().try_fold(inside, |at, step| {
            let at = at.get(&step.wire_name)?;
            step.index.map_or(Some(at), |index| at.get(index))
        })?;
        text(state)
    }
}

type Known = BTreeMap<String, Json>;

/// The request of the first example of success.
fn shown(operation: &Operation) -> Option<Sent> {
    let is_success = |example: &&Example| example.error.is_none();
    let example = operation.examples.iter().find(is_success)?;
    let parameters = example
        .request
        .iter()
        .map(|given| ((given.location, given.name.clone()), given.value.clone()));
    Some(Sent {
        parameters: parameters.collect(),
        body: example.body.clone(),
        content: None,
    })
}

/// Names what is known in the parameters of an operation.
fn overwrite(service: &Service, operation: &Operation, sent: &mut Sent, known: &Known) {
    for parameter in &operation.parameters {
        let name = &parameter.field.wire_name;
        let key = (parameter.location, name.clone());
        if let Some(value) = known.get(name) {
            sent.parameters.insert(key, value.clone());
        } else if let Some(value) = name.strip_suffix("List").and_then(|it| known.get(it)) {
            sent.parameters.insert(key, Json::from(vec![value.clone()]));
        }
    }
    let names: BTreeSet<&str> = declared(service, operation)
        .map(|field| field.wire_name.as_str())
        .collect();
    if let Some(Json::Object(members)) = &mut sent.body {
        for (name, value) in known {
            if names.contains(name.as_str()) && members.contains_key(name) {
                members.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Waiters that look at what is not kept: its answers are the examples.
const NOT_KEPT: [&str; 6] = [
    // Its last server is deleted, not the service itself.
    "clouddb.CloudDBDeleted",
    // Many operations begin what one looks at.
    "clouddb.DmsCompleted",
    // No operation creates a task.
    "clova_studio.TuningEnded",
    // The document that is sent has a number, and only its state can be read.
    "papago.DocumentTranslated",
    // A deployment waits there for somebody to accept it.
    "source_deploy.CanaryPending",
    // Many operations begin what one looks at.
    "vmssql.DmsOperationCompleted",
];

#[test]
fn every_waiter_ends() {
    let world = World::new();
    let mut stuck = Vec::new();
    let mut ended = 0;
    for service in &world.services {
        for waiter in &service.waiters {
            match ends(&world, service, waiter) {
                Ok(()) => ended += 1,
                Err(reason) => {
                    let name = format!("{}.{}", service.name, waiter.name);
                    println!("{name}: {reason}");
                    stuck.push(name);
                }
            }
        }
    }
    let is_known = |waiter: &&&str| {
        let mut services = world.services.iter();
        services.any(|service| waiter.starts_with(&format!("{}.", service.name)))
    };
    let not_kept: Vec<&str> = NOT_KEPT.iter().filter(is_known).copied().collect();
    stuck.sort();
    assert_eq!(stuck, not_kept);
    assert!(ended > 60, "{ended}");
}

#[test]
fn what_is_kept_is_of_the_types_that_specs_declare() {
    let world = World::new();
    let plan = &world.state.plan;
    let mut faults = Vec::new();
    let mut checked = 0;
    for (index, kind) in plan.kinds.iter().enumerate() {
        let service = &kind.service;
        let Some(known) = world.create(service, index) else {
            continue;
        };
        for operation in &service.operations {
            let role = plan.role(&service.name, &operation.name);
            let shows = role.is_some_and(|(role, _)| {
                role.kind == index
                    && matches!(
                        role.act,
                        Act::Detail | Act::List | Act::Change | Act::Delete
                    )
            });
            let Some(ty) = operation.response.ty.as_ref().filter(|_| shows) else {
                continue;
            };
            let mut sent = shown(operation).unwrap_or(Sent {
                parameters: BTreeMap::new(),
                body: None,
                content: None,
            });
            if plan
                .role(&service.name, &operation.name)
                .is_some_and(|(role, _)| role.act == Act::List)
            {
                sent.parameters.clear();
                sent.body = None;
            }
            overwrite(service, operation, &mut sent, &known);
            let Some(answer) = world.ask(service, &operation.name, &sent) else {
                continue;
            };
            let inside = match &operation.response.envelope {
                Some(envelope) => answer.get(&envelope.member).unwrap_or(&answer),
                None => &answer,
            };
            if inside.is_null() {
                continue;
            }
            let field = Field::new("answer", "answer", ty.clone(), operation.location.clone());
            let mut checker = Checker::new(service);
            let name = format!("{}.{}", service.name, operation.name);
            checker.value(&name, &field, ty, inside);
            // Services write times in forms that no request has.
            let others = checker.into_faults().into_iter();
            faults.extend(others.filter(|fault| !fault.contains("expected a time such as")));
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked}");
    assert_eq!(faults, [] as [String; 0]);
}

fn ends(world: &World, service: &Service, waiter: &Waiter) -> Result<(), String> {
    let plan = &world.state.plan;
    let (role, _): (&Role, &Kind) = plan
        .role(&service.name, &waiter.poll)
        .filter(|(role, _)| matches!(role.act, Act::Detail | Act::List))
        .ok_or("what it asks for is not kept")?;
    let kind = role.kind;
    let known = world.create(service, kind).ok_or("it cannot be created")?;
    let is_reached = |known: &Known| {
        let state = world.state(service, waiter, known);
        match &state {
            Some(state) => (waiter.success.contains(state), Some(state.clone())),
            None => (waiter.not_found == NotFound::Success, None),
        }
    };
    let wait = |known: &Known| {
        let states: Vec<_> = (0..3).map(|_| is_reached(known)).collect();
        match states.last() {
            Some((true, _)) => Ok(()),
            _ => Err(format!(
                "{:?}",
                states.into_iter().map(|it| it.1).collect::<Vec<_>>()
            )),
        }
    };
    let settle = |known: &Known| (0..2).for_each(|_| drop(is_reached(known)));
    let mut found = wait(&known);
    // What is not reached by creation alone is by an operation on the thing.
    let changes = service.operations.iter().filter(|operation| {
        let role = plan.role(&service.name, &operation.name);
        role.is_some_and(|(role, _)| {
            role.kind == kind && matches!(role.act, Act::Change | Act::Delete)
        })
    });
    for change in changes {
        if found.is_ok() {
            break;
        }
        let Some(mut sent) = shown(change) else {
            continue;
        };
        let Some(known) = world.create(service, kind) else {
            continue;
        };
        settle(&known);
        overwrite(service, change, &mut sent, &known);
        let size = |name: &str| ["Size", "Capacity"].iter().any(|end| name.ends_with(end));
        for ((_, name), value) in &mut sent.parameters {
            if size(name) {
                *value = Json::from(0);
            }
        }
        world.ask(service, &change.name, &sent);
        found = wait(&known);
    }
    found
}
