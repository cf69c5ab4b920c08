//! What XML cannot tell apart: a list of one and its element, an element without content and an object or a list without members.

use super::{Fit, Way};
use crate::parse::node::{Entry, Node};

impl Fit<'_, '_> {
    /// The name of the root element of XML.
    pub(in crate::check::examples) fn root_element<'node>(
        &self,
        document: &'node Node,
    ) -> Option<&'node str> {
        let is_markup = self.way == Way::Markup;
        let root = document.entries().filter(|_| is_markup)?.first()?;
        Some(&root.key.value)
    }

    /// The elements of a list.
    pub(super) fn items<'node>(&self, value: &'node Node) -> Option<&'node [Node]> {
        match value.elements() {
            None if self.is_hollow(value) => Some(&[]),
            None if self.is_of_call() && value.entries().is_some_and(<[_]>::is_empty) => Some(&[]),
            None if self.way == Way::Markup => Some(std::slice::from_ref(value)),
            elements => elements,
        }
    }

    /// The members of an object.
    pub(super) fn entries<'node>(&self, value: &'node Node) -> Option<&'node [Entry]> {
        match value.entries() {
            None if self.is_hollow(value) || self.is_empty_list(value) => Some(&[]),
            entries => entries,
        }
    }

    /// Whether a value is an empty list, which some services answer in place of an empty object. Examples show what is
    /// documented.
    pub(super) fn is_empty_list(&self, value: &Node) -> bool {
        self.is_of_call() && value.elements().is_some_and(<[_]>::is_empty)
    }

    /// Whether a value was answered to a call, and stands in no spec.
    fn is_of_call(&self) -> bool {
        self.way.is_answer() && self.declared.is_some()
    }

    /// Whether a value is an element of XML without content.
    pub(in crate::check::examples) fn is_hollow(&self, value: &Node) -> bool {
        self.way == Way::Markup && value.text() == Some("")
    }
}
