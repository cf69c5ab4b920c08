//! Who uses what in a service, the other way round than the model has it: found once, for the documentation of all items.

use std::collections::BTreeMap;

use super::docs::link;
use crate::{
    emit::markdown::code,
    ir::{Field, Service, Shape, Type},
};

/// What names a type, and what polls with an operation.
pub(super) struct Uses<'model> {
    types: BTreeMap<&'model str, Use<'model>>,
    waiters: BTreeMap<&'model str, Vec<&'model str>>,
}

/// The first use of a type: of a request, else of a response, else of another type.
enum Use<'model> {
    Field(&'model str, &'model Field),
    Response(&'model str),
    Alternative(&'model str),
}

impl<'model> Uses<'model> {
    pub(super) fn of(service: &'model Service) -> Self {
        let mut types = BTreeMap::new();
        let mut add = |ty: &'model Type, first: Use<'model>| {
            if let Some(name) = ty.definition() {
                types.entry(name).or_insert(first);
            }
        };
        for operation in &service.operations {
            for field in operation.request_fields() {
                add(&field.ty, Use::Field(&operation.name, field));
            }
        }
        for operation in &service.operations {
            if let Some(ty) = &operation.response.ty {
                add(ty, Use::Response(&operation.name));
            }
        }
        for holder in &service.types {
            // What holds itself is no news of it.
            let is_other = |ty: &Type| ty.definition() != Some(holder.name.as_str());
            let fields = holder.shape.fields().iter();
            for field in fields.filter(|field| is_other(&field.ty)) {
                add(&field.ty, Use::Field(&holder.name, field));
            }
            if let Shape::Union(union) = &holder.shape {
                let alternatives = union.alternatives.iter();
                for alternative in alternatives.filter(|alternative| is_other(&alternative.ty)) {
                    add(&alternative.ty, Use::Alternative(&holder.name));
                }
            }
        }
        let mut waiters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for waiter in &service.waiters {
            waiters.entry(&waiter.poll).or_default().push(&waiter.name);
        }
        Self { types, waiters }
    }

    /// Where a type is used, as Markdown: what there is to say of one that the documentation does not describe.
    pub(super) fn of_type(&self, name: &str) -> Option<String> {
        Some(match self.types.get(name)? {
            Use::Field(holder, field) => {
                let field = field.rust_name.trim_start_matches("r#");
                format!("{} of {}", code(field), link(holder))
            }
            Use::Response(operation) => format!("what {} responds with", link(operation)),
            Use::Alternative(holder) => format!("an alternative of {}", link(holder)),
        })
    }

    /// The waits that poll with an operation.
    pub(super) fn waiters(&self, operation: &str) -> &[&'model str] {
        self.waiters.get(operation).map_or(&[], Vec::as_slice)
    }
}
