//! Rules: which requests they are for, and what they respond with.

use core::any::{Any, TypeId};
use std::sync::{Arc, Mutex};

use super::Fault;
use crate::meta::OperationMeta;
use crate::wire::request::Operation;

/// What makes the responses of a rule.
pub(super) type Respond =
    Arc<Mutex<dyn FnMut(&dyn Any) -> Result<Box<dyn Any + Send>, Fault> + Send>>;

/// Which requests a rule is for.
type Fits = Box<dyn Fn(&dyn Any) -> bool + Send>;

/// What responds to requests of one operation.
pub(super) struct Rule {
    operation: &'static OperationMeta,
    request: TypeId,
    fits: Fits,
    copy: fn(&dyn Any) -> Option<Box<dyn Any + Send>>,
    respond: Respond,
    is_for_one: bool,
    used: bool,
}

impl Rule {
    pub(super) fn new<O>(
        fits: impl Fn(&O) -> bool + Send + 'static,
        mut respond: impl FnMut(&O) -> Result<Box<dyn Any + Send>, Fault> + Send + 'static,
    ) -> Self
    where
        O: Operation + Clone + Send + 'static,
    {
        Self {
            operation: O::META,
            request: TypeId::of::<O>(),
            fits: Box::new(move |request| request.downcast_ref().is_some_and(&fits)),
            copy: |request| {
                let request = request.downcast_ref::<O>()?;
                Some(Box::new(request.clone()))
            },
            respond: Arc::new(Mutex::new(move |request: &dyn Any| {
                match request.downcast_ref() {
                    Some(request) => respond(request),
                    None => Err(Fault::configuration("the rule is for another operation")),
                }
            })),
            is_for_one: false,
            used: false,
        }
    }

    /// The same for one request.
    pub(super) fn once(self) -> Self {
        Self {
            is_for_one: true,
            ..self
        }
    }

    pub(super) fn operation(&self) -> &'static OperationMeta {
        self.operation
    }

    pub(super) fn is_unused(&self) -> bool {
        !self.used
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.is_for_one && self.used
    }

    pub(super) fn is_of(&self, request: &dyn Any) -> bool {
        self.request == request.type_id()
    }

    /// A copy of a request of its operation.
    pub(super) fn copy(&self, request: &dyn Any) -> Option<Box<dyn Any + Send>> {
        (self.copy)(request)
    }

    /// What responds to the request, if this rule does.
    pub(super) fn choose(&mut self, request: &dyn Any) -> Option<Respond> {
        if self.is_used_up() || !self.is_of(request) || !(self.fits)(request) {
            return None;
        }
        self.used = true;
        Some(Arc::clone(&self.respond))
    }
}
