//! What of a call nobody prints.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ncloud::redact::Redactor;
use ncloud_tools::dynamic::{DynamicOperation, Request, Secrets};

/// What stands in place of a secret.
pub const REDACTED: &str = "[redacted]";

/// The secrets of a call, as soon as there are any.
pub struct CallSecrets(Mutex<Redactor>);

/// Without the secrets.
impl fmt::Debug for CallSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallSecrets")
    }
}

impl CallSecrets {
    /// Knows what is sensitive in a request, and what the service calls so.
    #[must_use]
    pub fn new(operation: &DynamicOperation<'_>, request: &Request) -> Self {
        let this = Self(Mutex::new(Redactor::new(REDACTED)));
        this.take_up(operation, request);
        this
    }

    fn redactor(&self) -> MutexGuard<'_, Redactor> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes up what is sensitive in another request.
    pub fn take_up(&self, operation: &DynamicOperation<'_>, request: &Request) {
        let mut redactor = self.redactor();
        for name in operation.sensitive_names() {
            redactor.name(name);
        }
        for value in operation.sensitive_values(request) {
            redactor.secret(&value);
        }
    }

    /// Takes up the secrets that a call was made with.
    pub fn learn(&self, other: &Redactor) {
        self.redactor().learn(other);
    }

    /// A text that is ours, without the secrets that it may repeat.
    #[must_use]
    pub fn without(&self, text: &str) -> String {
        self.redactor().without_secrets(text).into_owned()
    }
}

impl Secrets for CallSecrets {
    fn redacted(&self, text: &str) -> String {
        self.redactor().text(text).into_owned()
    }

    fn are_in(&self, text: &str) -> bool {
        self.redactor().is_in(text)
    }
}
