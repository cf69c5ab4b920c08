//! What a caller gives: the values of a sample as expressions.

use ncloud_codegen::ir::{Field, FileSample, Presence, Scalar, ShapeKind, Type, byte_sample};
use serde_json::Value as Json;

use super::{Test, bytes};
use crate::samples::{digits, is_true, whole};

impl Test<'_> {
    /// The argument for a field of a struct or of a request; `None` where its setter is not called.
    pub(super) fn argument(&self, field: &Field, value: Option<&Json>) -> Option<String> {
        let ty = &field.ty;
        let given = value.filter(|value| !value.is_null());
        match (field.presence, value) {
            (Presence::Required, _) => Some(self.value(ty, given.unwrap_or(&Json::Null))),
            (Presence::Optional, _) => given.map(|value| self.value(ty, value)),
            (Presence::OptionalNullable, None) => None,
            (Presence::OptionalNullable, Some(Json::Null)) => Some(format!(
                "ncloud::types::Patch::<{}>::Null",
                self.type_name(ty)
            )),
            (Presence::RequiredNullable, None | Some(Json::Null)) => {
                Some(format!("None::<{}>", self.type_name(ty)))
            }
            (Presence::RequiredNullable | Presence::OptionalNullable, Some(value)) => {
                Some(self.value(ty, value))
            }
        }
    }

    /// A value of exactly the type that the field has.
    fn value(&self, ty: &Type, value: &Json) -> String {
        match (ty, value) {
            (Type::Scalar(Scalar::String), Json::String(text)) => format!("String::from({text:?})"),
            (Type::Named(ShapeKind::Enum, _), Json::String(text)) => {
                format!("{}::from({text:?})", self.type_name(ty))
            }
            (Type::Named(ShapeKind::NumberEnum, _), value) => {
                format!("{}::from({}_i64)", self.type_name(ty), whole(value))
            }
            (Type::Scalar(Scalar::F64), value) => format!("{}_f64", digits(value)),
            (Type::Scalar(Scalar::Bool | Scalar::YesNo), value) => format!("{}", is_true(value)),
            (Type::Scalar(Scalar::I32 | Scalar::I64), value) => whole(value),
            (Type::Scalar(Scalar::Timestamp(format)), value) => format!(
                "ncloud::types::Timestamp::from_epoch_millis({})",
                format.millis(value).unwrap_or_default()
            ),
            (Type::Scalar(Scalar::Civil(format)), value) => format!(
                "{:?}.parse::<{}>().unwrap()",
                format.normal(&digits(value)).unwrap_or_default(),
                self.type_name(ty)
            ),
            (Type::Scalar(Scalar::Base64), value) => bytes(value),
            (Type::Scalar(Scalar::Json), value) => format!("json({:?})", value.to_string()),
            (Type::Bytes, value) => literal(&byte_sample(value).unwrap_or_default()),
            (Type::File, value) => file(value),
            (Type::Scalar(Scalar::Quoted(inner)), value) => self.value(inner.bare_type(), value),
            (Type::CommonCode(code), value) => {
                let name = match value.get("codeName") {
                    Some(Json::String(name)) => format!(".code_name({name:?})"),
                    _ => String::new(),
                };
                let value = self.value(code, value.get("code").unwrap_or(&Json::Null));
                format!(
                    "ncloud::types::CommonCode::<{}>::new({value}){name}",
                    self.type_name(code)
                )
            }
            (Type::List(element), Json::Array(values)) if !values.is_empty() => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| self.value(element, value))
                    .collect();
                format!("vec![{}]", values.join(", "))
            }
            (Type::List(_) | Type::Map(_), value) => {
                let members = value.as_object().into_iter().flatten();
                let members: Vec<String> = members
                    .map(|(key, value)| {
                        let value = match ty {
                            Type::Map(element) => self.value(element, value),
                            _ => String::new(),
                        };
                        format!("(String::from({key:?}), {value})")
                    })
                    .collect();
                if members.is_empty() {
                    format!("<{}>::new()", self.type_name(ty))
                } else {
                    format!("std::collections::BTreeMap::from([{}])", members.join(", "))
                }
            }
            (Type::Named(ShapeKind::Struct, name), value) => {
                let fields: Vec<(&Field, Option<&Json>)> = self
                    .types
                    .fields(name)
                    .iter()
                    .map(|field| (field, value.get(&field.wire_name)))
                    .collect();
                self.construct(name, &fields)
            }
            (Type::Named(ShapeKind::Tuple, name), value) => {
                let fields: Vec<(&Field, Option<&Json>)> = self
                    .types
                    .fields(name)
                    .iter()
                    .enumerate()
                    .map(|(index, field)| (field, value.get(index)))
                    .collect();
                self.construct(name, &fields)
            }
            (Type::Named(ShapeKind::Union, _), value) => self.union_value(ty, value),
            (_, value) => digits(value),
        }
    }

    fn union_value(&self, ty: &Type, value: &Json) -> String {
        let name = self.type_name(ty);
        match self.types.alternative(ty, value) {
            Some((alternative, inner)) => {
                let inner = self.value(&alternative.ty, &inner);
                let inner = if alternative.boxed {
                    format!("Box::new({inner})")
                } else {
                    inner
                };
                format!("{name}::{}({inner})", alternative.rust_name)
            }
            None => format!(
                "{name}::Unknown(ncloud::types::UnknownJson::new(json({:?})))",
                value.to_string()
            ),
        }
    }
}

/// Bytes as an upload of static life.
fn literal(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte}_u8")).collect();
    format!("[{}].as_slice()", bytes.join(", "))
}

fn file(value: &Json) -> String {
    let Some(file) = FileSample::of(value) else {
        return "no_file()".to_owned();
    };
    format!(
        "ncloud::body::File::new({:?}, {}).content_type({:?})",
        file.name,
        literal(&file.content),
        file.content_type
    )
}
