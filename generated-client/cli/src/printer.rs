//! What is printed: without secrets of the call, and without characters of others that a terminal obeys.

use std::cell::RefCell;
use std::io::{self, Write as _};

use ncloud::printable;
use ncloud::redact::Redactor;
use ncloud_tools::dynamic::{DynamicOperation, Request, Secrets};

use crate::failure::Failure;

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Prints for people, and knows the secrets of a call as soon as there are any.
pub(crate) struct Printer(RefCell<Redactor>);

impl Printer {
    /// Knows what is sensitive in a request, and what the service calls so.
    pub(crate) fn new(operation: &DynamicOperation<'_>, request: &Request) -> Self {
        let this = Self(RefCell::new(Redactor::new(REDACTED)));
        this.take_up(operation, request);
        this
    }

    pub(crate) fn take_up(&self, operation: &DynamicOperation<'_>, request: &Request) {
        let mut redactor = self.0.borrow_mut();
        for name in operation.sensitive_names() {
            redactor.name(name);
        }
        for value in operation.sensitive_values(request) {
            redactor.secret(&value);
        }
    }

    /// Takes up the secrets that a call was made with.
    pub(crate) fn learn(&self, other: &Redactor) {
        self.0.borrow_mut().learn(other);
    }

    /// Prints a text and a line feed.
    ///
    /// # Errors
    ///
    /// When standard output takes no more, unless its reader has simply gone (`| head`): the call is what counts.
    pub(crate) fn line(&self, text: &str) -> Result<(), Failure> {
        let text = self.0.borrow().without_secrets(text).into_owned();
        match writeln!(io::stdout(), "{}", printable::lines(&text)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::After(format!("standard output: {error}")))
            }
            _ => Ok(()),
        }
    }
}

impl Secrets for Printer {
    fn redacted(&self, text: &str) -> String {
        self.0.borrow().text(text).into_owned()
    }

    fn are_in(&self, text: &str) -> bool {
        self.0.borrow().is_in(text)
    }
}

/// Says something on standard error; nowhere is left to say that it is closed.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
