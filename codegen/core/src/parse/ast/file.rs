//! What a file holds: a service, or a chapter of one.

use super::{
    Address, Authorization, Envelope, ErrorCode, Operation, Parameters, Success, TypeDefinition,
    Waiter,
};
use crate::{
    ir::{Chapter, Notes},
    source::Spanned,
};

/// What a file holds.
#[derive(Clone, Debug)]
pub(crate) enum File {
    Service(Box<Service>),
    Part(Box<Part>),
}

#[derive(Clone, Debug)]
pub struct Service {
    pub name: Spanned<String>,
    pub(crate) title: String,
    pub(crate) doc: Option<String>,
    pub(crate) docs: Option<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) address: Option<Address>,
    pub(crate) authorization: Option<Authorization>,
    pub(crate) protocol: Protocol,
    pub(crate) chapters: Vec<Chapter>,
    pub shared: Parameters,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) success: Option<Success>,
    pub(crate) notes: Notes,
    /// Whether its own file has operations, if only none.
    pub(crate) says_operations: bool,
    pub operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) waiters: Vec<Waiter>,
}

/// A chapter of a service in a file of its own.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) service: Spanned<String>,
    pub(crate) chapter: Chapter,
    pub(crate) notes: Notes,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) waiters: Vec<Waiter>,
}

/// What the operations of a service have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Protocol {
    #[default]
    Json,
    Form,
}
