//! What is printed: without secrets of the call, and without characters of others that a terminal obeys.

use ncloud::redact::Redactor;
use ncloud_cli::failure::Failure;
use ncloud_cli::secrets::CallSecrets;
use ncloud_tools::dynamic::{DynamicOperation, Request, Secrets};

use crate::terminal;

/// Prints for people, and knows the secrets of a call as soon as there are any.
pub(crate) struct Printer<'call>(&'call CallSecrets);

impl<'call> Printer<'call> {
    pub(crate) fn new(secrets: &'call CallSecrets) -> Self {
        Self(secrets)
    }

    pub(crate) fn take_up(&self, operation: &DynamicOperation<'_>, request: &Request) {
        self.0.take_up(operation, request);
    }

    /// Takes up the secrets that a call was made with.
    pub(crate) fn learn(&self, other: &Redactor) {
        self.0.learn(other);
    }

    /// Prints a text and a line feed.
    ///
    /// # Errors
    ///
    /// When standard output takes no more, unless its reader has simply gone (`| head`): the call is what counts.
    pub(crate) fn line(&self, text: &str) -> Result<(), Failure> {
        terminal::print_line(&self.0.without(text)).map(drop)
    }
}

impl Secrets for Printer<'_> {
    fn redacted(&self, text: &str) -> String {
        self.0.redacted(text)
    }

    fn are_in(&self, text: &str) -> bool {
        self.0.are_in(text)
    }
}
