//! How the value of a response is found, and how its failure.

use crate::source::Spanned;

/// What a response is wrapped in.
#[derive(Clone, Debug)]
pub(crate) enum Envelope {
    /// Nothing, whatever the service says.
    None,
    Member {
        name: String,
        optional: bool,
    },
}

/// How a response with a status of success says that the call failed.
#[derive(Clone, Debug)]
pub(crate) struct Success {
    pub(crate) code: Spanned<String>,
    pub(crate) values: Vec<String>,
    pub(crate) message: Option<Spanned<String>>,
}

/// What an operation says of it.
#[derive(Clone, Debug)]
pub(crate) enum SuccessOrNone {
    /// It does not, whatever the service says.
    None,
    Says(Success),
}
