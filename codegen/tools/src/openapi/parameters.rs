//! Parameters of paths, queries and headers.

use std::collections::BTreeMap;

use ncloud_codegen::ir::{
    Constant, Operation, Parameter, ParameterLocation, ParameterStyle, PathSegment,
};

use super::{
    examples::{self, Samples},
    remarks,
    schemas::{Schemas, constant},
    tree::Object,
};

/// Headers that OpenAPI says elsewhere, and that are ignored as parameters.
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

impl Schemas<'_> {
    /// `parameters` of an operation, and what they cannot say. `names` are those of the path's parameters in the document, in its order.
    pub(super) fn parameters(
        self,
        operation: &Operation,
        path: &[PathSegment],
        names: &[String],
    ) -> Object {
        let mut said = Vec::new();
        let mut headers = Vec::new();
        let samples = examples::by_parameter(operation);
        let own = path.iter().filter_map(|segment| match segment {
            PathSegment::Literal(_) => None,
            PathSegment::Parameter(name) => Some(name.as_str()),
        });
        // Where a name stands twice, its first place counts.
        let mut shown: BTreeMap<&str, &String> = BTreeMap::new();
        for (own, name) in own.zip(names) {
            shown.entry(own).or_insert(name);
        }
        for parameter in &operation.parameters {
            let Some(location) = location(parameter.location) else {
                continue;
            };
            let object = self.parameter(&samples, parameter, location);
            match parameter.location {
                ParameterLocation::Path => {
                    let name = &parameter.field.wire_name;
                    said.push(match shown.get(name.as_str()) {
                        Some(shown) if *shown != name => {
                            object.with("name", *shown).with("x-ncloud-name", name)
                        }
                        _ => object,
                    });
                }
                ParameterLocation::Header if is_elsewhere(parameter) => headers.push(object),
                _ => said.push(object),
            }
        }
        for fixed in &operation.constants {
            let Some(location) = location(fixed.location) else {
                continue;
            };
            let object = fixed_parameter(fixed, location);
            if location == "header" && IGNORED_HEADERS.contains(&fixed.name.as_str()) {
                headers.push(object);
            } else {
                said.push(object);
            }
        }
        Object::new()
            .with_list("parameters", said)
            .with_list("x-ncloud-headers", headers)
    }

    fn parameter(self, samples: &Samples<'_>, parameter: &Parameter, location: &str) -> Object {
        let field = &parameter.field;
        let styled = self.styled(field, &parameter.style, parameter.location);
        let mut schema = styled.schema;
        if let Some(default) = &field.facts.default {
            let default = if styled.is_plain {
                self.default(&field.ty, default)
            } else {
                Object::new().with("x-ncloud-default", default)
            };
            schema = self.annotated(schema, default);
        }
        let samples = if styled.is_plain {
            examples::of_parameter(samples, parameter.location, &field.wire_name)
        } else {
            Object::new()
        };
        Object::new()
            .with("name", &field.wire_name)
            .with("in", location)
            .with_some("description", remarks::prose(field.doc.as_ref()))
            .with(
                "required",
                field.is_required() || parameter.location == ParameterLocation::Path,
            )
            .and(styled.style)
            .with("schema", schema)
            .with_object("examples", samples)
            .and(styled.remarks)
            .and(remarks::of_field(field))
    }
}

fn fixed_parameter(fixed: &Constant, location: &str) -> Object {
    Object::new()
        .with("name", &fixed.name)
        .with("in", location)
        .with("required", true)
        .with("schema", constant(&fixed.value))
}

/// A family of headers is named `x-meta-*`, which is no header.
fn is_elsewhere(parameter: &Parameter) -> bool {
    parameter.style == ParameterStyle::Family
        || IGNORED_HEADERS.contains(&parameter.field.wire_name.as_str())
}

fn location(location: ParameterLocation) -> Option<&'static str> {
    match location {
        ParameterLocation::Path => Some("path"),
        ParameterLocation::Query => Some("query"),
        ParameterLocation::Header => Some("header"),
        ParameterLocation::Form | ParameterLocation::Part => None,
    }
}
