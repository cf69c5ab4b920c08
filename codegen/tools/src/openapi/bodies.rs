//! Bodies of requests: JSON, bytes, forms, parts.

use ncloud_codegen::ir::{Body, Operation, ParameterLocation, ParameterStyle, Type};

use super::{
    examples, remarks,
    schemas::{Schemas, constant, of_type},
    tree::Object,
};

impl Schemas<'_> {
    /// `requestBody` of an operation, where it has one.
    pub(super) fn request_body(self, operation: &Operation) -> Option<Object> {
        if operation.sends_parts() {
            return Some(self.form_body(operation, ParameterLocation::Part, "multipart/form-data"));
        }
        if operation.sends_form() {
            let media_type = "application/x-www-form-urlencoded";
            return Some(self.form_body(operation, ParameterLocation::Form, media_type));
        }
        let (schema, required, media_type, doc) = match operation.body.as_ref()? {
            Body::Object(fields) => (self.object(fields, false), true, "application/json", None),
            Body::Value(field) => {
                let media_type = if field.ty == Type::Bytes {
                    media_type_of_bytes(operation)
                } else {
                    "application/json"
                };
                let schema = self.bare_field(field);
                (schema, field.is_required(), media_type, field.doc.as_ref())
            }
        };
        let media = Object::new()
            .with("schema", schema)
            .with_object("examples", examples::of_body(operation));
        Some(
            Object::new()
                .with_some("description", remarks::prose(doc))
                .with("required", required)
                .with("content", Object::new().with(media_type, media)),
        )
    }

    fn form_body(
        self,
        operation: &Operation,
        location: ParameterLocation,
        media_type: &str,
    ) -> Object {
        let mut properties = Object::new();
        let mut required: Vec<&str> = Vec::new();
        let mut encoding = Object::new();
        let constants = operation.constants.iter();
        for fixed in constants.filter(|constant| constant.location == location) {
            properties.set(&fixed.name, constant(&fixed.value));
            required.push(&fixed.name);
        }
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|parameter| parameter.location == location) {
            let field = &parameter.field;
            let styled = self.styled(field, &parameter.style, location);
            let mut facts =
                Object::new().with_some("description", remarks::prose(field.doc.as_ref()));
            if let Some(default) = &field.facts.default {
                facts = facts.and(self.default(&field.ty, default));
            }
            let facts = facts.and(styled.remarks).and(remarks::of_field(field));
            properties.set(&field.wire_name, self.annotated(styled.schema, facts));
            if field.is_required() {
                required.push(&field.wire_name);
            }
            if parameter.style == ParameterStyle::Json {
                let json = Object::new().with("contentType", "application/json");
                encoding.set(&field.wire_name, json);
            } else if !styled.style.is_empty() {
                encoding.set(&field.wire_name, styled.style);
            }
        }
        let is_required = !required.is_empty();
        let schema = of_type("object")
            .with_object("properties", properties)
            .with_list("required", required);
        let samples = match location {
            // A sample of a file is none of a part's text.
            ParameterLocation::Part => Object::new(),
            _ => examples::of_form(operation),
        };
        let media = Object::new()
            .with("schema", schema)
            .with_object("examples", samples)
            .with_object("encoding", encoding);
        Object::new()
            .with("required", is_required)
            .with("content", Object::new().with(media_type, media))
    }
}

/// Which a header says.
fn media_type_of_bytes(operation: &Operation) -> &str {
    let constants = operation.constants.iter();
    let mut headers = constants.filter(|constant| constant.location == ParameterLocation::Header);
    headers
        .find(|constant| constant.name == "content-type")
        .map_or("application/octet-stream", |constant| &constant.value)
}
