//! What a file holds: a service, or a chapter of one.

use super::{
    Address, Authorization, Envelope, ErrorCode, Field, Operation, Parameters, Protocol, Success,
    TypeDefinition, Waiter,
};
use crate::{
    ir::{Chapter, FactSource, Notes},
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
    pub(crate) region_parameter: Option<Spanned<String>>,
    pub(crate) chapters: Vec<Chapter>,
    pub shared: Parameters,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) success: Option<Success>,
    /// Those of operations that say none; empty where it says none either.
    pub(crate) sources: Vec<FactSource>,
    pub(crate) notes: Notes,
    /// Whether its own file has operations, if only none.
    pub(crate) says_operations: bool,
    pub operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) waiters: Vec<Waiter>,
}

impl Service {
    /// Every parameter outside of a body that callers give, shared ones first.
    pub fn parameters_written(&self) -> impl Iterator<Item = &Field> {
        let own = self.operations.iter();
        let own = own.map(|operation| &operation.parameters);
        std::iter::once(&self.shared)
            .chain(own)
            .flat_map(Parameters::fields)
            .map(|(_, field)| field)
    }

    /// Every member of an object and every element of a tuple.
    pub fn members_written(&self) -> impl Iterator<Item = &Field> {
        let contents = self.operations.iter();
        let contents =
            contents.flat_map(|operation| operation.body.iter().chain(&operation.response));
        let inline = contents.flat_map(|content| content.value.fields());
        let headers = self.operations.iter();
        let headers = headers.flat_map(|operation| &operation.response_headers);
        let named = self.types.iter();
        inline
            .chain(headers)
            .chain(named.flat_map(|definition| definition.shape.fields()))
    }
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
