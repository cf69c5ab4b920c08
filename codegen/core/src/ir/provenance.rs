//! Where a statement of the model comes from, and how far it is to be trusted.

/// Where something stands in the specs, for people to find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path of the file, as it was given to the loader.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// What the documentation gets wrong, and what nobody could check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Where the page and the wire differ, and how it is known.
    pub defects: Vec<String>,
    /// What could not be confirmed.
    pub unconfirmed: Vec<String>,
}

/// Where the facts of an operation come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facts {
    /// The public reference.
    #[default]
    Reference,
    /// The official SDK alone: names and types that one client declares.
    Sdk,
}
