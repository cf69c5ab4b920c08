//! Values as Rust has them: what a caller gives, and what a caller finds.

use std::fmt::{self, Display, Formatter, Write};

use ncloud_codegen::{
    ir::{
        Alternative, CivilKind, Field, FileSample, JsonKind, Shape, Tagging, Type, Union,
        byte_sample,
    },
    wire::base64_bytes,
};
use serde_json::Value as Json;

use super::Test;

/// An expression for a part of the answer.
pub(super) struct Place {
    expression: String,
    is_reference: bool,
}

impl Place {
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

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression)
    }
}

/// What a caller gives.
impl Test<'_> {
    /// The argument for a field of a struct or of a request; `None` where its setter is not called.
    pub(super) fn argument(&self, field: &Field, value: Option<&Json>) -> Option<String> {
        let ty = &field.ty;
        let given = value.filter(|value| !value.is_null());
        if !field.nullable {
            return match (given, field.required) {
                (None, false) => None,
                (value, _) => Some(self.value(ty, value.unwrap_or(&Json::Null))),
            };
        }
        match (value, field.required) {
            (None, false) => None,
            (Some(Json::Null), false) => Some(format!(
                "ncloud::types::Patch::<{}>::Null",
                self.type_name(ty)
            )),
            (None | Some(Json::Null), true) => Some(format!("None::<{}>", self.type_name(ty))),
            (Some(value), _) => Some(self.value(ty, value)),
        }
    }

    /// A value of exactly the type that the field has.
    fn value(&self, ty: &Type, value: &Json) -> String {
        match (ty, value) {
            (Type::String, Json::String(text)) => format!("String::from({text:?})"),
            (Type::Enum(_), Json::String(text)) => {
                format!("{}::from({text:?})", self.type_name(ty))
            }
            (Type::NumberEnum(_), value) => {
                format!("{}::from({}_i64)", self.type_name(ty), whole(value))
            }
            (Type::F64, value) => format!("{}_f64", digits(value)),
            (Type::Bool | Type::YesNo, value) => format!("{}", is_true(value)),
            (Type::I32 | Type::I64, value) => whole(value),
            (Type::Timestamp(format), value) => format!(
                "ncloud::types::Timestamp::from_epoch_millis({})",
                format.millis(value).unwrap_or_default()
            ),
            (Type::Civil(format), value) => format!(
                "{:?}.parse::<{}>().unwrap()",
                format.normal(&digits(value)).unwrap_or_default(),
                self.type_name(ty)
            ),
            (Type::Base64, value) => bytes(value),
            (Type::Json, value) => format!("json({:?})", value.to_string()),
            (Type::Bytes, value) => literal(&byte_sample(value).unwrap_or_default()),
            (Type::File, value) => file(value),
            (Type::Quoted(inner), value) => self.value(inner, value),
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
            (Type::Struct(name), value) => {
                let fields: Vec<(&Field, Option<&Json>)> = self
                    .fields(name)
                    .iter()
                    .map(|field| (field, value.get(&field.wire_name)))
                    .collect();
                self.construct(name, &fields)
            }
            (Type::Tuple(name), value) => {
                let fields: Vec<(&Field, Option<&Json>)> = self
                    .fields(name)
                    .iter()
                    .enumerate()
                    .map(|(index, field)| (field, value.get(index)))
                    .collect();
                self.construct(name, &fields)
            }
            (Type::Union(_), value) => self.union_value(ty, value),
            (_, value) => digits(value),
        }
    }

    fn union_value(&self, ty: &Type, value: &Json) -> String {
        let name = self.type_name(ty);
        match self.alternative(ty, value) {
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

    /// The alternative that JSON is, and the JSON of the alternative itself.
    fn alternative(&self, ty: &Type, value: &Json) -> Option<(&Alternative, Json)> {
        let Some(Shape::Union(Union {
            tagging,
            alternatives,
        })) = self.shape(ty.definition()?)
        else {
            return None;
        };
        match tagging {
            Tagging::Kind => {
                let kind = Some(match value {
                    Json::Null => return None,
                    Json::Bool(_) => JsonKind::Boolean,
                    Json::Number(_) => JsonKind::Number,
                    Json::String(_) => JsonKind::Text,
                    Json::Array(_) => JsonKind::List,
                    Json::Object(_) => JsonKind::Object,
                });
                let mut alternatives = alternatives.iter();
                let meant = alternatives.find(|alternative| alternative.kind == kind)?;
                Some((meant, value.clone()))
            }
            Tagging::Member { tag, content } => {
                let said = digits(value.get(tag)?);
                let mut alternatives = alternatives.iter();
                let meant = alternatives.find(|alternative| alternative.wire_name == said)?;
                let inner = match content {
                    Some(content) => value.get(content)?.clone(),
                    None => value.clone(),
                };
                Some((meant, inner))
            }
        }
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::String => "String".to_owned(),
            Type::I32 => "i32".to_owned(),
            Type::I64 => "i64".to_owned(),
            Type::F64 => "f64".to_owned(),
            Type::Bool | Type::YesNo => "bool".to_owned(),
            Type::Timestamp(_) => "ncloud::types::Timestamp".to_owned(),
            Type::Civil(format) => match format.kind() {
                CivilKind::DateTime => "ncloud::types::CivilDateTime".to_owned(),
                CivilKind::Date => "ncloud::types::CivilDate".to_owned(),
                CivilKind::Month => "ncloud::types::CivilMonth".to_owned(),
            },
            Type::Base64 => "Vec<u8>".to_owned(),
            Type::Json => "ncloud::types::Json".to_owned(),
            Type::Bytes => "ncloud::body::Upload".to_owned(),
            Type::File => "ncloud::body::File".to_owned(),
            Type::Quoted(inner) => self.type_name(inner),
            Type::CommonCode(code) => {
                format!("ncloud::types::CommonCode<{}>", self.type_name(code))
            }
            Type::List(element) => format!("Vec<{}>", self.type_name(element)),
            Type::Map(element) => {
                format!(
                    "std::collections::BTreeMap<String, {}>",
                    self.type_name(element)
                )
            }
            Type::Struct(name)
            | Type::Tuple(name)
            | Type::Enum(name)
            | Type::NumberEnum(name)
            | Type::Union(name) => {
                format!("{}::{}::{name}", self.home.name, self.service.name)
            }
        }
    }

    fn shape(&self, name: &str) -> Option<&Shape> {
        Some(&self.service.type_named(name)?.shape)
    }

    fn fields(&self, name: &str) -> &[Field] {
        self.shape(name).map_or(&[], Shape::fields)
    }
}

/// What a caller finds.
impl Test<'_> {
    pub(super) fn assert(&self, text: &mut String, ty: &Type, place: &Place, value: &Json) {
        match (ty, value) {
            (Type::Struct(name), Json::Object(_)) => {
                for field in self.fields(name) {
                    self.assert_field(text, field, place, value.get(&field.wire_name));
                }
            }
            (Type::Tuple(name), Json::Array(values)) => {
                for (field, value) in self.fields(name).iter().zip(values) {
                    self.assert_field(text, field, place, Some(value));
                }
            }
            (Type::Union(_), value) => self.assert_union(text, ty, place, value),
            (Type::CommonCode(code), value) => {
                let member = value.get("code").unwrap_or(&Json::Null);
                self.assert(text, code, &Place::here(format!("{place}.code")), member);
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
                        &Place::here(format!("{place}[{index}]")),
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
                        &Place::here(format!("{place}[{key:?}]")),
                        value,
                    );
                }
            }
            (Type::String | Type::Enum(_), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.as_str(), {:?});",
                    digits(value)
                );
            }
            (Type::NumberEnum(_), value) => {
                let _ = writeln!(text, "    assert_eq!({place}.as_i64(), {});", whole(value));
            }
            (Type::Timestamp(format), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.epoch_millis(), {});",
                    format.millis(value).unwrap_or_default()
                );
            }
            (Type::Civil(format), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.to_string(), {:?});",
                    format.read(&digits(value)).unwrap_or_default()
                );
            }
            (Type::Base64, value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), bytes(value));
            }
            (Type::Bool | Type::YesNo, value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, {});",
                    place.value(),
                    is_true(value)
                );
            }
            (Type::I32 | Type::I64, value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), whole(value));
            }
            (Type::Json, value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, json({:?}));",
                    place.value(),
                    value.to_string()
                );
            }
            (Type::Quoted(inner), value) => self.assert(text, inner, place, value),
            (Type::F64, value) => {
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

    fn assert_union(&self, text: &mut String, ty: &Type, place: &Place, value: &Json) {
        let name = self.type_name(ty);
        let borrowed = if place.is_reference { "" } else { "&" };
        let (variant, asserts) = match self.alternative(ty, value) {
            Some((alternative, inner)) => {
                let mut asserts = String::new();
                let place = Place::behind_reference(unboxed("value", alternative.boxed));
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
        place: &Place,
        value: Option<&Json>,
    ) {
        let member = format!("{place}.{}", field.rust_name);
        let empty =
            |value: &Json| value.is_null() || (value == "" && self.empty_text_is_absent(&field.ty));
        let present = value.filter(|value| !empty(value));
        match (present, value, field.required, field.nullable) {
            (_, Some(value), true, false) => {
                let place = if field.boxed {
                    Place::behind_reference(unboxed(&member, true))
                } else {
                    Place::here(member)
                };
                self.assert(text, &field.ty, &place, value);
            }
            (Some(value), _, false, true) => {
                let value_there = format!("{member}.value().unwrap()");
                let place = Place::behind_reference(unboxed(&value_there, field.boxed));
                self.assert(text, &field.ty, &place, value);
            }
            (None, Some(_), false, true) => {
                let _ = writeln!(text, "    assert!({member}.is_null());");
            }
            (None, None, false, true) => {
                let _ = writeln!(text, "    assert!({member}.is_absent());");
            }
            (Some(value), _, _, _) => {
                let value_there = format!("present(&{member})");
                let place = Place::behind_reference(unboxed(&value_there, field.boxed));
                self.assert(text, &field.ty, &place, value);
            }
            _ => {
                let _ = writeln!(text, "    assert!({member}.is_none());");
            }
        }
    }

    fn empty_text_is_absent(&self, ty: &Type) -> bool {
        match ty {
            Type::String | Type::Json => false,
            Type::Union(_) => {
                let alternative = self.alternative(ty, &Json::from(""));
                alternative.is_none_or(|(alternative, _)| alternative.ty != Type::String)
            }
            _ => true,
        }
    }
}

/// A reference to what a box holds, where there is one.
fn unboxed(expression: &str, boxed: bool) -> String {
    let unboxed = if boxed { ".as_ref()" } else { "" };
    format!("{expression}{unboxed}")
}

/// A number as a literal, whether the sample quotes it or not; text as it is.
fn digits(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The same where the number is whole, whether the sample has a fraction or not.
fn whole(value: &Json) -> String {
    match value {
        Json::Number(number) if number.is_f64() => {
            format!("{:.0}", number.as_f64().unwrap_or_default())
        }
        other => digits(other),
    }
}

fn is_true(value: &Json) -> bool {
    matches!(digits(value).to_lowercase().as_str(), "true" | "y")
}

fn bytes(value: &Json) -> String {
    let bytes = value.as_str().and_then(base64_bytes).unwrap_or_default();
    if bytes.is_empty() {
        "Vec::<u8>::new()".to_owned()
    } else {
        format!("vec!{bytes:?}")
    }
}

/// Bytes as an upload of static life.
fn literal(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte}_u8")).collect();
    format!("<&[u8]>::from(&[{}])", bytes.join(", "))
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
