//! Named types as components.

use ncloud_codegen::ir::{
    Alternative, EnumValue, Events, Field, Service, Shape, Tagging, Type, TypeDefinition, Union,
};

use super::{
    Version, remarks,
    schemas::{Schemas, common_code_name, constant, number, of_type},
    tree::{Node, Object},
};

impl Schemas<'_> {
    /// Every component that a schema can refer to.
    pub(super) fn components(self) -> Object {
        let mut components = Object::new();
        for definition in &self.service.types {
            components.set(&definition.name, self.definition(definition));
        }
        for ty in types(self.service) {
            self.common_codes(ty, &mut components);
        }
        components
    }

    fn definition(self, definition: &TypeDefinition) -> Object {
        let schema = match &definition.shape {
            Shape::Struct(fields) => self.object(fields, definition.usage.is_only_received()),
            Shape::Tuple(elements) => self.tuple(elements),
            Shape::Enum(values) => of_type("string").and(enumeration(values, |value| value.into())),
            Shape::NumberEnum(values) => of_type("integer").and(enumeration(values, number)),
            Shape::Union(union) => self.union(union),
        };
        Object::new()
            .with_some("description", remarks::prose(definition.doc.as_ref()))
            .and(schema)
            .and(remarks::notes(&definition.notes))
    }

    /// A list of fixed length. Version 3.0 cannot say which element is of which type.
    fn tuple(self, elements: &[Field]) -> Object {
        let schemas: Vec<Object> = elements
            .iter()
            .map(|element| {
                Object::new()
                    .with("title", &element.wire_name)
                    .and(self.field(element, false))
            })
            .collect();
        let least = elements.len();
        let list = of_type("array").with("minItems", least);
        match self.version {
            Version::V3_1 => list.with("prefixItems", schemas),
            Version::V3_0 => {
                let any = elements.iter().map(|element| self.bare_field(element));
                list.with("maxItems", least)
                    .with("items", self.any_of(any.collect()))
                    .with("x-ncloud-elements", schemas)
            }
        }
    }

    fn union(self, union: &Union) -> Object {
        let alternatives = union
            .alternatives
            .iter()
            .map(|alternative| self.alternative(&union.tagging, alternative));
        Object::new()
            .with("oneOf", alternatives.collect::<Vec<_>>())
            .with_some(
                "x-ncloud-tag",
                match &union.tagging {
                    Tagging::Kind => None,
                    Tagging::Member { tag, .. } => Some(tag),
                },
            )
            .with("x-ncloud-open", true)
    }

    fn alternative(self, tagging: &Tagging, alternative: &Alternative) -> Object {
        let facts = Object::new()
            .with_some("description", remarks::prose(alternative.doc.as_ref()))
            .and(remarks::notes(&alternative.notes));
        let value = self.value(&alternative.ty);
        let schema = match tagging {
            Tagging::Kind => {
                return self.annotated(
                    value,
                    Object::new()
                        .with("title", &alternative.wire_name)
                        .and(facts),
                );
            }
            Tagging::Member { tag, content: None } => Object::new().with(
                "allOf",
                vec![tagged(tag, &alternative.wire_name, None), value],
            ),
            Tagging::Member {
                tag,
                content: Some(content),
            } => tagged(tag, &alternative.wire_name, Some((content, value))),
        };
        Object::new()
            .with("title", &alternative.rust_name)
            .and(schema)
            .and(facts)
    }

    /// The components of the codes inside of a type.
    fn common_codes(self, ty: &Type, components: &mut Object) {
        match ty {
            Type::List(inner) | Type::Map(inner) => self.common_codes(inner, components),
            Type::CommonCode(code) => {
                let members = Object::new()
                    .with("code", self.nullable(self.value(code)))
                    .with("codeName", self.nullable(of_type("string")));
                components.set(
                    common_code_name(code),
                    of_type("object")
                        .with("description", "A code and its name.")
                        .with("properties", members),
                );
            }
            _ => {}
        }
    }
}

fn tagged(tag: &str, value: &str, content: Option<(&str, Object)>) -> Object {
    let mut properties = Object::new().with(tag, constant(value));
    let mut required = vec![tag];
    if let Some((name, schema)) = content {
        properties.set(name, schema);
        required.push(name);
    }
    of_type("object")
        .with("properties", properties)
        .with("required", required)
}

/// Values that are known; others may come.
fn enumeration(values: &[EnumValue], node: impl Fn(&str) -> Node) -> Object {
    let of_each = |text: fn(&EnumValue) -> &String| values.iter().map(text).collect::<Vec<_>>();
    let mut remarked = Object::new();
    for value in values {
        let notes = remarks::notes(&value.notes);
        if !notes.is_empty() {
            remarked.set(&value.wire_name, notes);
        }
    }
    Object::new()
        .with_list("enum", values.iter().map(|value| node(&value.wire_name)))
        .with("x-enum-varnames", of_each(|value| &value.rust_name))
        .with("x-enum-descriptions", of_each(|value| &value.doc))
        .with("x-ncloud-open", true)
        .with_object("x-ncloud-values", remarked)
}

/// Every type that is mentioned.
fn types(service: &Service) -> impl Iterator<Item = &Type> {
    let of_definitions = service
        .types
        .iter()
        .flat_map(|definition| definition.shape.types());
    let of_operations = service.operations.iter().flat_map(|operation| {
        let fields = operation
            .request_fields()
            .chain(&operation.response.headers)
            .map(|field| &field.ty);
        let events = operation.events.iter().flat_map(Events::types);
        fields.chain(&operation.response.ty).chain(events)
    });
    of_definitions.chain(of_operations)
}
