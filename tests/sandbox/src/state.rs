//! What services keep: things that are created, listed, changed and deleted, as far as specs tell how.
//!
//! Kinds of things, and what each operation does to them, are inferred: in form services from what operations answer and how
//! they are called, elsewhere from paths. A thing says what its creation said in the members of the same names, and what
//! the examples show in the others. Its states move as waiters expect: one on the way for the first read, the one at the end from the
//! second one on; a thing that is deleted is there for one more read where waiters wait for that.

mod fill;
mod kinds;
mod machine;
mod names;
mod pages;
mod said;
mod serve;
mod store;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ncloud_codegen::ir::Service;
use serde_json::{Map, Value as Json};

use crate::answer::{Answer, AnswerBody};
use crate::check::Sent;
use crate::route::Route;

use self::kinds::Plan;
use self::serve::Serving;
use self::store::Store;

/// What all services keep.
#[derive(Debug)]
pub(crate) struct State {
    plan: Plan,
    /// What things of each kind show before anybody says anything, by the index of the kind.
    samples: BTreeMap<usize, Map<String, Json>>,
    store: Mutex<Store>,
}

impl State {
    pub(crate) fn of(services: &[Arc<Service>]) -> Self {
        let plan = Plan::of(services);
        let samples = serve::samples(&plan);
        Self {
            plan,
            samples,
            store: Mutex::default(),
        }
    }

    /// The answer from what is kept, in place of the usual one from examples and types; or that one, and why nothing kept has a
    /// part in it.
    pub(crate) fn answer(
        &self,
        route: &Route,
        sent: &Sent,
        usual: Answer,
    ) -> (Answer, Option<&'static str>) {
        let (service, operation) = (&*route.service, &route.operation);
        if !operation.response.statuses.contains(&usual.status.as_u16()) {
            return (usual, Some("it is a failure"));
        }
        if matches!(usual.body, AnswerBody::Text(..)) {
            return (usual, Some("what it answers is not JSON"));
        }
        let Some((role, kind)) = self.plan.role(&service.name, &operation.name) else {
            return (usual, Some("the spec does not tell what it does to what"));
        };
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let serving = Serving::new(&self.plan, &self.samples, &mut store, service, operation);
        serving.answer(role, kind, sent, usual)
    }
}
