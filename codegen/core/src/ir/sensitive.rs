//! What no message shows.

use super::{Body, Field, Operation, Service, Shape, Type};

/// Stands among names for a body that is sensitive as a whole.
pub const WHOLE_BODY: &str = "";

impl Service {
    /// The wire names of all parameters, members and headers that are sensitive somewhere in the service, sorted.
    #[must_use]
    pub fn sensitive_names(&self) -> Vec<&str> {
        let of_types = self
            .types
            .iter()
            .flat_map(|definition| named(&definition.shape));
        let of_operations = self.operations.iter().flat_map(direct);
        names(of_types.chain(of_operations))
    }
}

impl Operation {
    /// The wire names of what is sensitive in the request, in the response or in an event, sorted; [`WHOLE_BODY`] for a body that is so as
    /// a whole.
    #[must_use]
    pub fn sensitive_names<'model>(&'model self, service: &'model Service) -> Vec<&'model str> {
        let events = self.events.iter().flat_map(|events| &events.events);
        let mut next: Vec<&Type> = self
            .request_fields()
            .chain(&self.response.headers)
            .map(|field| &field.ty)
            .chain(&self.response.ty)
            .chain(events.map(|event| &event.ty))
            .collect();
        let mut seen: Vec<&str> = Vec::new();
        let mut fields: Vec<&Field> = direct(self).collect();
        while let Some(ty) = next.pop() {
            let Some(name) = ty.definition().filter(|name| !seen.contains(name)) else {
                continue;
            };
            seen.push(name);
            if let Some(definition) = service.type_named(name) {
                fields.extend(named(&definition.shape));
                next.extend(definition.shape.types());
            }
        }
        let mut names = names(fields.into_iter());
        if matches!(&self.body, Some(Body::Value(field)) if field.sensitive) {
            names.insert(0, WHOLE_BODY);
        }
        names
    }
}

/// The fields of an operation itself. A body that is one value has no name on the wire.
fn direct(operation: &Operation) -> impl Iterator<Item = &Field> {
    let members: &[Field] = match &operation.body {
        Some(Body::Object(fields)) => fields,
        Some(Body::Value(_)) | None => &[],
    };
    let parameters = operation.parameters.iter().map(|it| &it.field);
    parameters.chain(members).chain(&operation.response.headers)
}

/// Elements of tuples have no names on the wire.
fn named(shape: &Shape) -> &[Field] {
    shape.members().unwrap_or_default()
}

fn names<'model>(fields: impl Iterator<Item = &'model Field>) -> Vec<&'model str> {
    let sensitive = fields.filter(|field| field.sensitive);
    let mut names: Vec<&str> = sensitive.map(|field| field.wire_name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
