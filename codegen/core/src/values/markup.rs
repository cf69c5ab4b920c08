//! What XML cannot tell apart: a list of one and its element, an element without content and an object or a list without members.

use super::{Checker, Encoding};
use crate::parse::node::{Entry, Node};

impl Checker<'_> {
    /// The name of the root element of XML.
    pub(super) fn root_element<'node>(&self, document: &'node Node) -> Option<&'node str> {
        let is_xml = self.encoding == Encoding::ReceivedXml;
        let root = document.entries().filter(|_| is_xml)?.first()?;
        Some(&root.key.value)
    }

    /// The elements of a list.
    pub(super) fn items<'node>(&self, value: &'node Node) -> Option<&'node [Node]> {
        match value.elements() {
            None if self.is_hollow(value) => Some(&[]),
            None if self.is_of_call() && value.entries().is_some_and(<[_]>::is_empty) => Some(&[]),
            None if self.encoding == Encoding::ReceivedXml => Some(std::slice::from_ref(value)),
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

    /// Whether a value is an empty list, which some services send in place of an empty object. Examples show what is
    /// documented.
    pub(super) fn is_empty_list(&self, value: &Node) -> bool {
        self.is_of_call() && value.elements().is_some_and(<[_]>::is_empty)
    }

    /// Whether a value was received in a call, and stands in no spec.
    fn is_of_call(&self) -> bool {
        self.encoding.is_received() && self.declared.is_some()
    }

    /// Whether a value is an element of XML without content.
    pub(super) fn is_hollow(&self, value: &Node) -> bool {
        self.encoding == Encoding::ReceivedXml && value.text() == Some("")
    }
}
