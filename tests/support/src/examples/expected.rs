//! What `Debug` has to show of the response of an example, told from the sample and the types of the spec: a second reading of
//! them, which shares nothing with the decoder.

use std::fmt::{self, Debug, Formatter};

use ncloud::types::{
    CivilDate, CivilDateTime, CivilMonth, Timestamp, UnknownJson, UnknownNumber, UnknownValue,
};
use ncloud_codegen::{
    ir::{
        CivilKind, EnumValue, Example, Field, Operation, Presence, Scalar, Service, ShapeKind, Type,
    },
    wire::{CivilFormat, base64_bytes},
};
use serde_json::Value as Json;

use super::json;
use crate::samples::{Types, digits, enclosed, is_true, whole};

/// A value of a sample, as its type in Rust shows itself.
pub(super) struct Expected<'a> {
    types: Types<'a>,
    ty: &'a Type,
    value: &'a Json,
}

impl Expected<'_> {
    /// What is shown of the response of an example.
    pub(super) fn of(service: &Service, operation: &Operation, example: &Example) -> String {
        let response = &operation.response;
        let Some(ty) = &response.ty else {
            return "()".to_owned();
        };
        let types = Types(service);
        let value = enclosed(response, example.response.as_ref());
        let expected = Expected {
            types,
            ty,
            // No content is an empty list.
            value: value.unwrap_or(&Json::Null),
        };
        if response.optional {
            format!("{:#?}", value.map(|_| expected))
        } else {
            format!("{expected:#?}")
        }
    }
}

impl<'a> Expected<'a> {
    fn within(&self, ty: &'a Type, value: &'a Json) -> Self {
        Self {
            types: self.types,
            ty,
            value,
        }
    }

    fn fields(
        &self,
        f: &mut Formatter<'_>,
        name: &str,
        value_of: impl Fn(usize, &Field) -> Option<&'a Json>,
    ) -> fmt::Result {
        let mut shown = f.debug_struct(name);
        for (index, field) in self.types.fields(name).iter().enumerate() {
            let rust_name = field.rust_name.trim_start_matches("r#");
            if field.sensitive {
                shown.field(rust_name, &format_args!("[redacted]"));
                continue;
            }
            let value = value_of(index, field);
            let present = value.filter(|value| !self.types.is_absent(field, value));
            match (present, value, field.presence) {
                (_, Some(value), Presence::Required) => {
                    shown.field(rust_name, &self.within(&field.ty, value));
                }
                (Some(value), _, Presence::OptionalNullable) => {
                    let value = self.within(&field.ty, value);
                    shown.field(rust_name, &ncloud::types::Patch::Value(value));
                }
                (None, Some(_), Presence::OptionalNullable) => {
                    shown.field(rust_name, &ncloud::types::Patch::<()>::Null);
                }
                (None, None, Presence::OptionalNullable) => {
                    shown.field(rust_name, &ncloud::types::Patch::<()>::Absent);
                }
                (value, ..) => {
                    shown.field(rust_name, &value.map(|value| self.within(&field.ty, value)));
                }
            }
        }
        shown.finish()
    }

    /// The known value with a name on the wire.
    fn known(&self, name: &str) -> Option<&'a EnumValue> {
        let (ncloud_codegen::ir::Shape::Enum(values)
        | ncloud_codegen::ir::Shape::NumberEnum(values)) =
            self.types.shape(self.ty.definition()?)?
        else {
            return None;
        };
        values.iter().find(|value| value.wire_name == name)
    }

    fn members(&self, f: &mut Formatter<'_>, element: &'a Type) -> fmt::Result {
        let members = self.value.as_object().into_iter().flatten();
        let mut members: Vec<(&String, Self)> = members
            .map(|(key, value)| (key, self.within(element, value)))
            .collect();
        members.sort_by_key(|(key, _)| *key);
        f.debug_map().entries(members).finish()
    }

    fn alternative(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.types.alternative(self.ty, self.value) {
            Some((alternative, inner)) => {
                let inner = Expected {
                    types: self.types,
                    ty: &alternative.ty,
                    value: &inner,
                };
                f.debug_tuple(&alternative.rust_name).field(&inner).finish()
            }
            None => {
                let unknown = UnknownJson::new(json(&self.value.to_string()));
                f.debug_tuple("Unknown").field(&unknown).finish()
            }
        }
    }
}

impl Debug for Expected<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let value = self.value;
        match self.ty {
            Type::Scalar(Scalar::String) => digits(value).fmt(f),
            Type::Scalar(Scalar::Bool | Scalar::YesNo) => is_true(value).fmt(f),
            Type::Scalar(Scalar::I32 | Scalar::I64) => f.write_str(&whole(value)),
            Type::Scalar(Scalar::F64) => digits(value).parse::<f64>().unwrap().fmt(f),
            Type::Scalar(Scalar::Timestamp(format)) => {
                Timestamp::from_epoch_millis(format.millis(value).unwrap()).fmt(f)
            }
            Type::Scalar(Scalar::Civil(format)) => civil(*format, value, f),
            Type::Scalar(Scalar::Base64) => value
                .as_str()
                .and_then(base64_bytes)
                .unwrap_or_default()
                .fmt(f),
            Type::Scalar(Scalar::Json) => json(&value.to_string()).fmt(f),
            Type::Scalar(Scalar::Quoted(inner)) => self.within(inner.bare_type(), value).fmt(f),
            Type::CommonCode(code) => f
                .debug_struct("CommonCode")
                .field(
                    "code",
                    &self.within(code, value.get("code").unwrap_or(&Json::Null)),
                )
                .field("code_name", &value.get("codeName").and_then(Json::as_str))
                .finish(),
            Type::List(element) => {
                let values = value.as_array().map_or(&[][..], Vec::as_slice);
                let values = values.iter().map(|value| self.within(element, value));
                f.debug_list().entries(values).finish()
            }
            Type::Map(element) => self.members(f, element),
            Type::Named(ShapeKind::Struct, name) => {
                self.fields(f, name, |_, field| value.get(field.wire_name.as_str()))
            }
            Type::Named(ShapeKind::Tuple, name) => {
                self.fields(f, name, |index, _| value.get(index))
            }
            Type::Named(ShapeKind::Enum, _) => match self.known(&digits(value)) {
                Some(known) => f.write_str(&known.rust_name),
                None => f
                    .debug_tuple("Unknown")
                    .field(&UnknownValue::new(&digits(value)))
                    .finish(),
            },
            Type::Named(ShapeKind::NumberEnum, _) => match self.known(&whole(value)) {
                Some(known) => f.write_str(&known.rust_name),
                None => f
                    .debug_tuple("Unknown")
                    .field(&UnknownNumber::new(whole(value).parse().unwrap()))
                    .finish(),
            },
            Type::Named(ShapeKind::Union, _) => self.alternative(f),
            Type::Bytes | Type::File => panic!("no response is a value of {:?}", self.ty),
        }
    }
}

fn civil(format: CivilFormat, value: &Json, f: &mut Formatter<'_>) -> fmt::Result {
    let text = format.read(&digits(value)).unwrap();
    match format.kind() {
        CivilKind::DateTime => text.parse::<CivilDateTime>().unwrap().fmt(f),
        CivilKind::Date => text.parse::<CivilDate>().unwrap().fmt(f),
        CivilKind::Month => text.parse::<CivilMonth>().unwrap().fmt(f),
    }
}
