//! One service, and the operation or the type of a name in it.

use std::sync::OnceLock;

use super::{
    Address, Authorization, ErrorCode, Location, Notes, Operation, PathSegment, TypeDefinition,
    Waiter,
};

/// One service: a module of the generated client.
#[derive(Clone, Debug)]
pub struct Service {
    /// `organization`: the name of the module, of the cargo feature and of the endpoint override.
    pub name: String,
    /// `Organization`, for people.
    pub title: String,
    /// What the service is.
    pub doc: Option<String>,
    /// The address of the overview page.
    pub docs: Option<String>,
    /// Where its operations are, but those that say otherwise.
    pub address: Address,
    /// How its operations are authenticated, but those that say otherwise.
    pub authorization: Authorization,
    /// The parameter that tells the region, by its name on the wire: the client fills it where a request leaves it out.
    pub region_parameter: Option<String>,
    /// The chapters of a service in several files, in their order.
    pub chapters: Vec<Chapter>,
    /// Remarks on the service as a whole.
    pub notes: Notes,
    /// Codes that the service responds with, in the order of the spec.
    pub errors: Vec<ErrorCode>,
    /// In the order of the spec.
    pub operations: Vec<Operation>,
    /// In the order of the spec; structs of inline responses follow at the end, in the order of their operations.
    pub types: Vec<TypeDefinition>,
    /// In the order of the spec.
    pub waiters: Vec<Waiter>,
    /// Where the service is declared.
    pub location: Location,
    pub(crate) index: Index,
}

/// Where names are among the operations and the types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    operations: Names,
    types: Names,
}

/// Names and their places in a list, put in order at the first question.
#[derive(Clone, Debug, Default)]
struct Names(OnceLock<Vec<(String, usize)>>);

impl Names {
    /// The place of a name in a list, which anybody may have changed since the first question.
    fn place<T>(&self, name: &str, list: &[T], name_of: fn(&T) -> &str) -> Option<usize> {
        let names = self.0.get_or_init(|| {
            let names = list.iter().enumerate();
            let mut names: Vec<(String, usize)> = names
                .map(|(place, item)| (name_of(item).to_owned(), place))
                .collect();
            names.sort();
            names
        });
        let is_at = |place: usize| list.get(place).map(name_of) == Some(name);
        let found = names.partition_point(|(known, _)| known.as_str() < name);
        match names.get(found).filter(|(known, _)| known == name) {
            Some((_, place)) if is_at(*place) => Some(*place),
            None if names.len() == list.len() => None,
            _ => list.iter().position(|item| name_of(item) == name),
        }
    }
}

impl Service {
    /// The definition of a named type.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&TypeDefinition> {
        let types = &self.index.types;
        self.types
            .get(types.place(name, &self.types, |definition| &definition.name)?)
    }

    /// Where an operation is.
    #[must_use]
    pub fn address_of<'model>(&'model self, operation: &'model Operation) -> &'model Address {
        operation.address.as_ref().unwrap_or(&self.address)
    }

    /// The path as a documentation page writes it: `/open-api/v1/org/{organizationNo}`. Of an operation at addresses of customers
    /// it is what comes after those.
    #[must_use]
    pub fn path_template(&self, operation: &Operation) -> String {
        let address = self.address_of(operation);
        let base: &[PathSegment] = if address.is_tenant {
            &[]
        } else {
            &address.base.path
        };
        base.iter()
            .chain(&operation.path)
            .map(ToString::to_string)
            .collect()
    }

    /// The operation of that name.
    #[must_use]
    pub fn operation_named(&self, name: &str) -> Option<&Operation> {
        let operations = &self.index.operations;
        self.operations
            .get(operations.place(name, &self.operations, |operation| &operation.name)?)
    }
}

/// A chapter of the documentation, in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// For people.
    pub title: String,
    /// The address of its overview page, where it has one of its own.
    pub docs: Option<String>,
}
