//! Where a statement of the model comes from, and how far it is to be trusted.

use std::fmt;

use crate::source::Span;

/// Where something stands in the specs, for people to find it again.
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    /// The path of the file, as it was given to the loader.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The same for findings, which point into the texts.
    #[doc(hidden)]
    pub span: Span,
}

impl Location {
    /// A place in a text whose path nobody asks for.
    pub fn at(span: Span) -> Self {
        Self {
            file: String::new(),
            line: span.start.line,
            column: span.start.column,
            span,
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Location")
            .field("file", &self.file)
            .field("line", &self.line)
            .field("column", &self.column)
            .finish()
    }
}

/// What the documentation gets wrong, what nobody could check, and what nobody could read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Where the page and the wire differ, and how it is known.
    pub defects: Vec<String>,
    /// What could not be confirmed.
    pub unconfirmed: Vec<String>,
    /// Of an operation or a type: what there may be besides, which nobody could read.
    pub partial: Vec<String>,
}

impl Notes {
    /// Each of them behind what it is: what the documentation gets wrong, what nobody could check, what nobody could read.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let kinds = [
            ("The documentation differs", &self.defects),
            ("Unconfirmed", &self.unconfirmed),
            ("Incomplete, there may be more", &self.partial),
        ];
        kinds
            .into_iter()
            .flat_map(|(what, texts)| texts.iter().map(move |text| (what, text.as_str())))
    }
}

/// Where facts of an operation come from, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactSource {
    /// The public reference: the page of the operation.
    Reference,
    /// The official SDK for Go.
    Sdk,
    /// The official SDK for Java.
    JavaSdk,
    /// The official Terraform provider.
    Terraform,
    /// A public catalogue of the interfaces.
    Catalogue,
    /// Public code of a client of other people.
    Client,
}
