//! A saved page as a row of blocks, whatever it was saved as.

/// A page, read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What it is called.
    pub(crate) title: Option<String>,
    /// Where it was saved from, if it says so.
    pub(crate) address: Option<String>,
    /// In the order of the page.
    pub(crate) blocks: Vec<Block>,
    /// What was not read of it.
    pub(crate) gaps: Vec<String>,
}

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Heading(String),
    /// A line of prose; in plain text also what may be a heading.
    Line(String),
    Table(Table),
    /// A sample: JSON, XML, a request, a command.
    Code(String),
}

/// A table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// Lines below it that look like rows, and could not be read as such.
    pub(crate) unread: Vec<String>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    /// Whether its text could have been cut into cells in another way too.
    pub(crate) is_unsure: bool,
}

impl Row {
    pub(crate) fn of(cells: Vec<String>) -> Self {
        Self {
            cells,
            is_unsure: false,
        }
    }
}
