//! What a caller finds: the values of a sample, asserted.

use std::fmt::{self, Display, Formatter, Write};

use ncloud_codegen::ir::{Field, Presence, Scalar, ShapeKind, Type};
use serde_json::Value as Json;

use super::{Test, bytes};
use crate::samples::{digits, is_true, whole};

/// An expression for a part of the answer.
pub(super) struct Actual {
    expression: String,
    is_reference: bool,
}

impl Actual {
    pub(super) fn here(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            is_reference: false,
        }
    }

    pub(super) fn behind_reference(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            is_reference: true,
        }
    }

    fn value(&self) -> String {
        let star = if self.is_reference { "*" } else { "" };
        format!("{star}{}", self.expression)
    }
}

impl Display for Actual {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression)
    }
}

impl Test<'_> {
    pub(super) fn assert(&self, text: &mut String, ty: &Type, place: &Actual, value: &Json) {
        match (ty, value) {
            (Type::Named(ShapeKind::Struct, name), Json::Object(_)) => {
                for field in self.types.fields(name) {
                    self.assert_field(text, field, place, value.get(&field.wire_name));
                }
            }
            (Type::Named(ShapeKind::Tuple, name), Json::Array(values)) => {
                for (field, value) in self.types.fields(name).iter().zip(values) {
                    self.assert_field(text, field, place, Some(value));
                }
            }
            (Type::Named(ShapeKind::Union, _), value) => self.assert_union(text, ty, place, value),
            (Type::CommonCode(code), value) => {
                let member = value.get("code").unwrap_or(&Json::Null);
                self.assert(text, code, &Actual::here(format!("{place}.code")), member);
                let name = value.get("codeName").and_then(Json::as_str);
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.code_name.as_deref(), {name:?});"
                );
            }
            (Type::List(element), value) => {
                let values = value.as_array().map_or(&[][..], Vec::as_slice);
                let _ = writeln!(text, "    assert_eq!({place}.len(), {});", values.len());
                for (index, value) in values.iter().enumerate() {
                    self.assert(
                        text,
                        element,
                        &Actual::here(format!("{place}[{index}]")),
                        value,
                    );
                }
            }
            (Type::Map(element), value) => {
                let members = value.as_object().cloned().unwrap_or_default();
                let _ = writeln!(text, "    assert_eq!({place}.len(), {});", members.len());
                for (key, value) in &members {
                    self.assert(
                        text,
                        element,
                        &Actual::here(format!("{place}[{key:?}]")),
                        value,
                    );
                }
            }
            (Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.as_str(), {:?});",
                    digits(value)
                );
            }
            (Type::Named(ShapeKind::NumberEnum, _), value) => {
                let _ = writeln!(text, "    assert_eq!({place}.as_i64(), {});", whole(value));
            }
            (Type::Scalar(Scalar::Timestamp(format)), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.epoch_millis(), {});",
                    format.millis(value).unwrap_or_default()
                );
            }
            (Type::Scalar(Scalar::Civil(format)), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.to_string(), {:?});",
                    format.read(&digits(value)).unwrap_or_default()
                );
            }
            (Type::Scalar(Scalar::Base64), value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), bytes(value));
            }
            (Type::Scalar(Scalar::Bool | Scalar::YesNo), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, {});",
                    place.value(),
                    is_true(value)
                );
            }
            (Type::Scalar(Scalar::I32 | Scalar::I64), value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), whole(value));
            }
            (Type::Scalar(Scalar::Json), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, json({:?}));",
                    place.value(),
                    value.to_string()
                );
            }
            (Type::Scalar(Scalar::Quoted(inner)), value) => {
                self.assert(text, inner.bare_type(), place, value)
            }
            (Type::Scalar(Scalar::F64), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, {}_f64);",
                    place.value(),
                    digits(value)
                );
            }
            (_, value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, {});",
                    place.value(),
                    digits(value)
                );
            }
        }
    }

    fn assert_union(&self, text: &mut String, ty: &Type, place: &Actual, value: &Json) {
        let name = self.type_name(ty);
        let borrowed = if place.is_reference { "" } else { "&" };
        let (variant, asserts) = match self.types.alternative(ty, value) {
            Some((alternative, inner)) => {
                let mut asserts = String::new();
                let place = Actual::behind_reference(unboxed("value", alternative.boxed));
                self.assert(&mut asserts, &alternative.ty, &place, &inner);
                (alternative.rust_name.as_str(), asserts)
            }
            None => (
                "Unknown",
                format!(
                    "    assert_eq!(*value.as_json(), json({:?}));\n",
                    value.to_string()
                ),
            ),
        };
        let _ = writeln!(
            text,
            "    {{\n    let {name}::{variant}(value) = {borrowed}{place} else {{ panic!(\"not {variant}\") }};\n    \
             let _ = value;\n{asserts}    }}"
        );
    }

    pub(super) fn assert_field(
        &self,
        text: &mut String,
        field: &Field,
        place: &Actual,
        value: Option<&Json>,
    ) {
        let member = format!("{place}.{}", field.rust_name);
        let present = value.filter(|value| !self.types.is_absent(field, value));
        match (present, value, field.presence) {
            (_, Some(value), Presence::Required) => {
                let place = if field.boxed {
                    Actual::behind_reference(unboxed(&member, true))
                } else {
                    Actual::here(member)
                };
                self.assert(text, &field.ty, &place, value);
            }
            (Some(value), _, Presence::OptionalNullable) => {
                let value_there = format!("{member}.value().unwrap()");
                let place = Actual::behind_reference(unboxed(&value_there, field.boxed));
                self.assert(text, &field.ty, &place, value);
            }
            (None, Some(_), Presence::OptionalNullable) => {
                let _ = writeln!(text, "    assert!({member}.is_null());");
            }
            (None, None, Presence::OptionalNullable) => {
                let _ = writeln!(text, "    assert!({member}.is_absent());");
            }
            (Some(value), _, _) => {
                let value_there = format!("present(&{member})");
                let place = Actual::behind_reference(unboxed(&value_there, field.boxed));
                self.assert(text, &field.ty, &place, value);
            }
            _ => {
                let _ = writeln!(text, "    assert!({member}.is_none());");
            }
        }
    }
}

/// A reference to what a box holds, where there is one.
fn unboxed(expression: &str, boxed: bool) -> String {
    let unboxed = if boxed { ".as_ref()" } else { "" };
    format!("{expression}{unboxed}")
}
