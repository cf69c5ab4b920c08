//! Whether JSON is of the type that the spec declares.

use ncloud_codegen::ir::{Field, JsonKind, Scalar, Service, Shape, ShapeKind, Tagging, Type};
use ncloud_codegen::wire::base64_bytes;
use serde_json::Value as Json;

use crate::value::{elements, expected, is_i32, parse_text, quoted};

/// Whether two bodies say the same; a member that is null says what an absent one does.
pub(crate) fn same_body(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => one.keys().chain(other.keys()).all(|name| {
            let member = |object: &serde_json::Map<String, Json>| {
                object.get(name).cloned().unwrap_or(Json::Null)
            };
            same_body(&member(one), &member(other))
        }),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| same_body(one, other))
        }
        // 1 and 1.0 are one number.
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// Compares JSON with types and collects every fault.
pub(crate) struct Checker<'s> {
    service: &'s Service,
    faults: Vec<String>,
}

impl<'s> Checker<'s> {
    pub(crate) fn new(service: &'s Service) -> Self {
        Self {
            service,
            faults: Vec::new(),
        }
    }

    pub(crate) fn into_faults(self) -> Vec<String> {
        self.faults
    }

    /// Checks a value that is there. `at` says where: `body.groups[0]`.
    pub(crate) fn value(&mut self, at: &str, field: &'s Field, ty: &'s Type, value: &Json) {
        let fits = match ty {
            Type::Scalar(Scalar::Json) => true,
            // Neither is part of a value.
            Type::Bytes | Type::File => false,
            Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _) => value.is_string(),
            Type::Scalar(Scalar::Bool) => value.is_boolean(),
            Type::Scalar(Scalar::YesNo) => matches!(value.as_str(), Some("Y" | "N")),
            Type::Scalar(Scalar::I32) => value.as_i64().is_some_and(|number| is_i32(&number)),
            Type::Scalar(Scalar::I64) | Type::Named(ShapeKind::NumberEnum, _) => value.is_i64(),
            Type::Scalar(Scalar::F64) => value.is_number(),
            Type::Scalar(Scalar::Timestamp(format)) => format.as_sent(value).is_ok(),
            Type::Scalar(Scalar::Civil(format)) => {
                let normal = value.as_str().and_then(|text| format.normal(text));
                normal.is_some()
            }
            Type::Scalar(Scalar::Base64) => value.as_str().and_then(base64_bytes).is_some(),
            Type::Scalar(Scalar::Quoted(inner)) => {
                let bare = value
                    .as_str()
                    .and_then(|text| parse_text(inner.bare_type(), text));
                bare.is_some()
            }
            Type::CommonCode(code) => return self.common_code(at, field, code, value),
            Type::Named(ShapeKind::Tuple, name) => match value.as_array() {
                None => false,
                Some(values) => {
                    self.elements(at, elements(self.service, name), values);
                    true
                }
            },
            Type::Named(ShapeKind::Union, name) => return self.union(at, field, name, value),
            Type::List(item) => match value.as_array() {
                None => false,
                Some(values) => {
                    for (index, value) in values.iter().enumerate() {
                        self.value(&format!("{at}[{index}]"), field, item, value);
                    }
                    true
                }
            },
            Type::Map(item) => match value.as_object() {
                None => false,
                Some(members) => {
                    for (name, value) in members {
                        self.value(&format!("{at}.{name}"), field, item, value);
                    }
                    true
                }
            },
            Type::Named(ShapeKind::Struct, name) => match value.as_object() {
                None => false,
                Some(members) => {
                    match self.service.type_named(name).map(|found| &found.shape) {
                        Some(Shape::Struct(fields)) => self.members(at, fields, members),
                        Some(_) | None => {
                            self.faults
                                .push(format!("{at}: no spec defines the struct {name}"));
                        }
                    }
                    true
                }
            },
        };
        if !fits {
            self.mismatch(at, field, &expected(ty), value);
        }
    }

    fn mismatch(&mut self, at: &str, field: &Field, expected: &str, value: &Json) {
        let given = quoted(field, &value.to_string());
        self.faults
            .push(format!("{at}: expected {expected}, got {given}"));
    }

    fn common_code(&mut self, at: &str, field: &'s Field, code: &'s Type, value: &Json) {
        let Some(members) = value.as_object() else {
            return self.mismatch(at, field, "an object with code and codeName", value);
        };
        for (name, member) in members {
            let at = format!("{at}.{name}");
            match name.as_str() {
                "code" => self.value(&at, field, code, member),
                "codeName" => self.value(&at, field, &Type::Scalar(Scalar::String), member),
                _ => self
                    .faults
                    .push(format!("{at}: no such member in the spec")),
            }
        }
        if !members.contains_key("code") {
            self.faults
                .push(format!("{at}.code: required, and missing"));
        }
    }

    fn elements(&mut self, at: &str, elements: &'s [Field], values: &[Json]) {
        if values.len() != elements.len() {
            let (expected, got) = (elements.len(), values.len());
            self.faults
                .push(format!("{at}: expected {expected} elements, got {got}"));
        }
        for (index, (element, value)) in elements.iter().zip(values).enumerate() {
            if !(element.is_nullable() && value.is_null()) {
                self.value(&format!("{at}[{index}]"), element, &element.ty, value);
            }
        }
    }

    fn union(&mut self, at: &str, field: &'s Field, name: &str, value: &Json) {
        let found = self.service.type_named(name).map(|found| &found.shape);
        let Some(Shape::Union(union)) = found else {
            return self
                .faults
                .push(format!("{at}: no spec defines the union {name}"));
        };
        let said = |tag: &str| value.get(tag).and_then(Json::as_str);
        let meant = union
            .alternatives
            .iter()
            .find(|alternative| match &union.tagging {
                Tagging::Kind => alternative.kind.is_some_and(|kind| is_of_kind(value, kind)),
                Tagging::Member { tag, .. } => said(tag) == Some(&alternative.wire_name),
            });
        let Some(meant) = meant else {
            return self.mismatch(
                at,
                field,
                &format!("one of the alternatives of {name}"),
                value,
            );
        };
        match &union.tagging {
            Tagging::Kind => self.value(at, field, &meant.ty, value),
            Tagging::Member {
                tag,
                content: Some(content),
            } => {
                for name in value
                    .as_object()
                    .into_iter()
                    .flat_map(|object| object.keys())
                {
                    if name != tag && name != content {
                        self.faults
                            .push(format!("{at}.{name}: no such member in the spec"));
                    }
                }
                let at = format!("{at}.{content}");
                match value.get(content) {
                    Some(inner) => self.value(&at, field, &meant.ty, inner),
                    None => self.faults.push(format!("{at}: required, and missing")),
                }
            }
            Tagging::Member { tag, content: None } => {
                let mut members = value.as_object().cloned().unwrap_or_default();
                members.remove(tag);
                self.value(at, field, &meant.ty, &Json::Object(members));
            }
        }
    }

    /// Checks the members of an object: every required one, none that is not declared.
    pub(crate) fn members(
        &mut self,
        at: &str,
        fields: &'s [Field],
        members: &serde_json::Map<String, Json>,
    ) {
        for field in fields {
            let at = format!("{at}.{}", field.wire_name);
            match members.get(&field.wire_name) {
                None if field.is_required() => {
                    self.faults.push(format!("{at}: required, and missing"))
                }
                None => {}
                Some(Json::Null) if field.is_nullable() || !field.is_required() => {}
                Some(value) => self.value(&at, field, &field.ty, value),
            }
        }
        for name in members.keys() {
            if !fields.iter().any(|field| field.wire_name == *name) {
                self.faults
                    .push(format!("{at}.{name}: no such member in the spec"));
            }
        }
    }
}

fn is_of_kind(value: &Json, kind: JsonKind) -> bool {
    match kind {
        JsonKind::Text => value.is_string(),
        JsonKind::Number => value.is_number(),
        JsonKind::Boolean => value.is_boolean(),
        JsonKind::List => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}
