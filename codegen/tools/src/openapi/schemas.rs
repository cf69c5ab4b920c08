//! Types as schemas: of values, of fields, and nothing named.

use std::collections::BTreeSet;

use ncloud_codegen::{
    ir::{CivilFormat, Field, Presence, Scalar, Service, Shape, ShapeKind, TimeFormat, Type},
    language::scalars::SCALARS,
};
use serde_json::{Value as Json, json};

use super::{
    Version, remarks,
    tree::{Node, Object},
};

/// What a schema depends on besides its type.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'model> {
    pub(super) service: &'model Service,
    pub(super) version: Version,
}

impl Schemas<'_> {
    /// A value.
    pub(super) fn value(self, ty: &Type) -> Object {
        match ty {
            Type::Scalar(Scalar::String) => of_type("string"),
            Type::Scalar(Scalar::Bool) => of_type("boolean"),
            Type::Scalar(Scalar::I32) => of_type("integer").with("format", "int32"),
            Type::Scalar(Scalar::I64) => of_type("integer").with("format", "int64"),
            Type::Scalar(Scalar::F64) => of_type("number").with("format", "double"),
            Type::Scalar(Scalar::YesNo) => of_type("string")
                .with("enum", vec!["Y", "N"])
                .with("x-ncloud-type", "yn"),
            Type::Scalar(Scalar::Timestamp(format)) => timestamp(*format),
            Type::Scalar(Scalar::Civil(format)) => civil(*format),
            Type::Scalar(Scalar::Base64) => match self.version {
                Version::V3_0 => of_type("string").with("format", "byte"),
                Version::V3_1 => of_type("string").with("contentEncoding", "base64"),
            },
            Type::Scalar(Scalar::Json) => Object::new(),
            Type::Scalar(Scalar::Quoted(inner)) => {
                of_type("string").with("x-ncloud-quoted", self.value(inner.bare_type()))
            }
            Type::CommonCode(code) => reference(&common_code_name(code)),
            Type::List(element) => of_type("array").with("items", self.value(element)),
            Type::Map(element) => {
                of_type("object").with("additionalProperties", self.value(element))
            }
            // Both versions' tools know it so.
            Type::Bytes | Type::File => of_type("string").with("format", "binary"),
            Type::Named(_, name) => reference(name),
        }
    }

    /// A member of an object, with what is known of it. `or_null`: whether null is the same as being absent.
    pub(super) fn field(self, field: &Field, or_null: bool) -> Object {
        let mut facts = Object::new().with_some("description", remarks::prose(field.doc.as_ref()));
        if let Some(default) = &field.facts.default {
            facts = facts.and(self.default(&field.ty, default));
        }
        let schema = self.bare_field(field);
        let schema = if or_null && field.presence == Presence::Optional {
            self.nullable(schema)
        } else {
            schema
        };
        self.annotated(schema, facts.and(remarks::of_field(field)))
    }

    /// The values of a field, without words.
    pub(super) fn bare_field(self, field: &Field) -> Object {
        let mut schema = self.value(&field.ty);
        if field.ty == Type::Scalar(Scalar::String) {
            if field.sensitive {
                schema.set("format", "password");
            }
            if let Some(size) = field.facts.size {
                schema.set("maxLength", size);
            }
        } else if let Some(size) = field.facts.size {
            schema = self.annotated(schema, Object::new().with("x-ncloud-size", size));
        }
        if field.is_nullable() {
            self.nullable(schema)
        } else {
            schema
        }
    }

    /// The documented default, as the value that it stands for where it is one.
    pub(super) fn default(self, ty: &Type, text: &str) -> Object {
        let value = match ty {
            Type::Scalar(Scalar::String) => Some(Json::from(text)),
            Type::Scalar(Scalar::Bool) => text.parse::<bool>().ok().map(Json::from),
            Type::Scalar(Scalar::I32) => text.parse::<i32>().ok().map(Json::from),
            Type::Scalar(Scalar::I64) => text.parse::<i64>().ok().map(Json::from),
            Type::Scalar(Scalar::F64) => text.parse::<f64>().ok().map(Json::from),
            Type::Scalar(Scalar::YesNo) => ["Y", "N"].contains(&text).then(|| Json::from(text)),
            Type::Named(ShapeKind::Enum, name) => {
                self.is_value(name, text).then(|| Json::from(text))
            }
            _ => None,
        };
        match value {
            Some(value) => Object::new().with("default", value),
            None => Object::new().with("x-ncloud-default", text),
        }
    }

    fn is_value(self, name: &str, text: &str) -> bool {
        match self.service.type_named(name).map(|known| &known.shape) {
            Some(Shape::Enum(values)) => values.iter().any(|value| value.wire_name == text),
            _ => false,
        }
    }

    /// A schema with more members. In version 3.0 nothing stands beside a reference.
    pub(super) fn annotated(self, schema: Object, facts: Object) -> Object {
        if facts.is_empty() {
            return schema;
        }
        match (self.version, schema.get("$ref")) {
            (Version::V3_0, Some(_)) => Object::new().with("allOf", vec![schema]).and(facts),
            _ => schema.and(facts),
        }
    }

    /// The same or `null`.
    pub(super) fn nullable(self, schema: Object) -> Object {
        if schema.is_empty() {
            // Anything is `null` too.
            return schema;
        }
        let ty = match (schema.get("type"), schema.get("enum")) {
            (Some(Node::Value(Json::String(ty))), None) => Some(ty.clone()),
            _ => None,
        };
        match (self.version, ty) {
            (Version::V3_1, Some(ty)) => schema.with("type", vec![ty.as_str(), "null"]),
            (Version::V3_1, None) => Object::new().with("anyOf", vec![schema, of_type("null")]),
            (Version::V3_0, Some(_)) => schema.with("nullable", true),
            (Version::V3_0, None) => Object::new()
                .with("allOf", vec![schema])
                .with("nullable", true),
        }
    }

    /// An object with the fields as members. `or_null`: whether null is the same as being absent, as in responses.
    pub(super) fn object(self, fields: &[Field], or_null: bool) -> Object {
        let mut properties = Object::new();
        let mut required: Vec<&str> = Vec::new();
        for field in fields {
            properties.set(&field.wire_name, self.field(field, or_null));
            if field.is_required() {
                required.push(&field.wire_name);
            }
        }
        of_type("object")
            .with_object("properties", properties)
            .with_list("required", required)
    }

    /// One of several, each said once.
    pub(super) fn any_of(self, schemas: Vec<Object>) -> Object {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut distinct: Vec<Object> = Vec::new();
        for schema in schemas {
            if seen.insert(Node::from(schema.clone()).text()) {
                distinct.push(schema);
            }
        }
        match distinct.as_slice() {
            [one] => one.clone(),
            _ => Object::new().with("anyOf", distinct),
        }
    }
}

pub(super) fn of_type(name: &str) -> Object {
    Object::new().with("type", name)
}

/// The only text that is meant.
pub(super) fn constant(value: &str) -> Object {
    of_type("string").with("enum", vec![value])
}

pub(super) fn reference(name: &str) -> Object {
    Object::new().with("$ref", format!("#/components/schemas/{name}"))
}

/// The component of the object of a code. No type of a spec has an underscore in its name.
pub(super) fn common_code_name(code: &Type) -> String {
    match code.definition() {
        None => "Common_Code".to_owned(),
        Some(name) => format!("Common_Code_{name}"),
    }
}

fn timestamp(format: TimeFormat) -> Object {
    let schema = if format.is_text() {
        // No `date-time`: responses have `+0900`, which RFC 3339 has not.
        of_type("string")
    } else {
        of_type("integer").with("format", "int64")
    };
    named(schema, Scalar::Timestamp(format))
}

fn civil(format: CivilFormat) -> Object {
    let schema = match format {
        CivilFormat::IsoDate => of_type("string").with("format", "date"),
        _ => of_type("string"),
    };
    named(schema, Scalar::Civil(format))
}

/// With what specs call the type.
fn named(schema: Object, scalar: Scalar) -> Object {
    match SCALARS.word(&scalar) {
        Some(word) => schema.with("x-ncloud-type", word),
        None => schema,
    }
}

/// Values of an enum of numbers, as numbers.
pub(super) fn number(text: &str) -> Node {
    match text.parse::<i64>() {
        Ok(number) => json!(number).into(),
        Err(_) => text.into(),
    }
}
