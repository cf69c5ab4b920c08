//! Tuples as one text: `127.1,37.5`.

use core::fmt;
use std::borrow::Cow;

use super::text::{EncodeText, EncodeTextAs};

/// A tuple whose elements can be written as text.
pub trait EncodeElements {
    /// Writes the elements in their order.
    fn encode_elements(&self, elements: &mut ElementsWriter);
}

/// Writes the elements of a tuple with a separator between them.
pub struct ElementsWriter {
    separator: char,
    joined: String,
    first: bool,
    fault: Option<&'static str>,
}

impl fmt::Debug for ElementsWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The elements may be ones that must not be printed.
        f.debug_struct("ElementsWriter")
            .field("separator", &self.separator)
            .finish_non_exhaustive()
    }
}

impl ElementsWriter {
    /// The text, and why it cannot be sent.
    pub(crate) fn written(
        tuple: &impl EncodeElements,
        separator: char,
    ) -> (String, Option<&'static str>) {
        let mut writer = Self {
            separator,
            joined: String::new(),
            first: true,
            fault: None,
        };
        tuple.encode_elements(&mut writer);
        (writer.joined, writer.fault)
    }

    /// Writes an element; one without a value is empty.
    pub fn element<T: EncodeText + ?Sized>(&mut self, value: &T) {
        self.text(value.encode_text());
    }

    /// Writes an element in a format.
    pub fn element_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, value: &T) {
        if let Some(fault) = F::fault_as(value) {
            self.fault.get_or_insert(fault);
        }
        self.text(F::encode_text_as(value));
    }

    fn text(&mut self, text: Option<Cow<'_, str>>) {
        if !core::mem::take(&mut self.first) {
            self.joined.push(self.separator);
        }
        let text = text.unwrap_or_default();
        if text.contains(self.separator) {
            self.fault.get_or_insert(
                "has an element that holds the separator of the tuple; give it another value",
            );
        }
        self.joined.push_str(&text);
    }
}
