//! Paths into requests and responses, by the names on the wire.

use ncloud_codegen::ir::{
    Field, Operation, ParameterLocation, PathStep, RequestField, Service, ShapeKind, Type,
};

/// `page.total`, `list[0].status`; empty for the response itself.
pub(crate) fn into_response(steps: &[PathStep]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| match step.index {
            None => step.wire_name.clone(),
            Some(index) => format!("{}[{index}]", step.wire_name),
        })
        .collect();
    steps.join(".")
}

/// A parameter of a request, or a member of its body.
pub(crate) struct InRequest {
    /// `None`: the body.
    pub(crate) location: Option<ParameterLocation>,
    /// Its name; in a body those that lead to it: `page.number`.
    pub(crate) name: String,
}

/// Where a request has a field.
pub(crate) fn into_request(
    service: &Service,
    operation: &Operation,
    field: &RequestField,
) -> InRequest {
    if let [name] = field.path.as_slice()
        && let Some(parameter) = operation
            .parameters
            .iter()
            .find(|parameter| parameter.field.rust_name == *name)
    {
        return InRequest {
            location: Some(parameter.location),
            name: parameter.field.wire_name.clone(),
        };
    }
    let mut names: Vec<&str> = Vec::new();
    let mut fields: Vec<&Field> = operation.body_fields().collect();
    for (depth, name) in field.path.iter().enumerate() {
        let Some(found) = fields.iter().find(|field| field.rust_name == *name) else {
            break;
        };
        // The field `body` of the request struct is the body itself.
        if depth > 0 || field.path.len() == 1 {
            names.push(&found.wire_name);
        }
        fields = match &found.ty {
            Type::Named(ShapeKind::Struct, name) => service
                .type_named(name)
                .map(|known| known.shape.fields().iter().collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
    }
    InRequest {
        location: None,
        name: names.join("."),
    }
}
