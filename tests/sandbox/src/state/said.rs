//! What a request says, whatever part of it says so.

use ncloud_codegen::ir::{Body, Field, Operation, ParameterLocation, Service};
use serde_json::Value as Json;

use crate::check::Sent;

use super::view::{fields, struct_name};

/// Every parameter and member that an operation declares, but headers, and what a request says in them.
pub(super) struct Said<'a> {
    pub(super) all: Vec<(&'a Field, Option<&'a Json>)>,
}

impl<'a> Said<'a> {
    pub(super) fn read(service: &'a Service, operation: &'a Operation, sent: &'a Sent) -> Self {
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location != ParameterLocation::Header)
            .map(|parameter| {
                let key = (parameter.location, parameter.field.wire_name.clone());
                (&parameter.field, sent.parameters.get(&key))
            });
        let body = sent.body.as_ref();
        let members = members(service, operation)
            .map(|field| (field, body.and_then(|body| body.get(&field.wire_name))));
        let present = |(field, value): (&'a Field, Option<&'a Json>)| {
            (field, value.filter(|value| !value.is_null()))
        };
        Self {
            all: parameters.chain(members).map(present).collect(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Json> {
        let mut all = self.all.iter();
        all.find(|(field, _)| field.wire_name == name)?.1
    }

    /// What is said, without what is only declared.
    pub(super) fn given(&self) -> impl Iterator<Item = (&'a Field, &'a Json)> {
        self.all
            .iter()
            .filter_map(|(field, value)| Some((*field, (*value)?)))
    }
}

/// The members of a body that is an object.
fn members<'s>(service: &'s Service, operation: &'s Operation) -> impl Iterator<Item = &'s Field> {
    let members: &[Field] = match &operation.body {
        Some(Body::Object(members)) => members,
        Some(Body::Value(field)) => struct_name(&field.ty).map_or(&[], |it| fields(service, it)),
        None => &[],
    };
    members.iter()
}

/// Every parameter and member that an operation declares, but headers.
pub(super) fn declared<'s>(
    service: &'s Service,
    operation: &'s Operation,
) -> impl Iterator<Item = &'s Field> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location != ParameterLocation::Header)
        .map(|parameter| &parameter.field)
        .chain(members(service, operation))
}

/// A value as text, as numbers are written in one place and quoted in another.
pub(super) fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(truth) => Some(truth.to_string()),
        // A code and its name.
        Json::Object(members) => members.get("code").and_then(text),
        Json::Null | Json::Array(_) => None,
    }
}
