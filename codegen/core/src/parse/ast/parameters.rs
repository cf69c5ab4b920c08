//! Parameters: those that callers give, and those that are always the same.

use super::Field;
use crate::{ir::ParameterLocation, source::Spanned};

/// The parameters of an operation, or those that all operations of a service have: by where they go, and there in the order in
/// which they are written.
#[derive(Clone, Debug, Default)]
pub struct Parameters(pub Vec<Parameter>);

impl Parameters {
    /// Those that callers give.
    pub fn fields(&self) -> impl Iterator<Item = (ParameterLocation, &Field)> {
        self.0.iter().filter_map(|parameter| match &parameter.kind {
            ParameterKind::Field(field) => Some((parameter.location, field.as_ref())),
            ParameterKind::Constant(_) => None,
        })
    }

    /// Those of one place that callers give.
    pub fn fields_in(&self, location: ParameterLocation) -> impl Iterator<Item = &Field> {
        self.fields()
            .filter(move |(it, _)| *it == location)
            .map(|(_, field)| field)
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is declared.
    pub location: ParameterLocation,
    pub kind: ParameterKind,
}

#[derive(Clone, Debug)]
pub enum ParameterKind {
    /// Callers give it.
    Field(Box<Field>),
    /// It is always the same.
    Constant(Constant),
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub name: Spanned<String>,
    pub value: Spanned<String>,
}
