//! The values of a sample, and their types as Rust has them.

use ncloud_codegen::{
    ir::{Alternative, CivilKind, Field, JsonKind, Scalar, Shape, Tagging, Type, Union},
    wire::base64_bytes,
};
use serde_json::Value as Json;

use super::Test;

impl Test<'_> {
    /// The alternative that JSON is, and the JSON of the alternative itself.
    pub(super) fn alternative(&self, ty: &Type, value: &Json) -> Option<(&Alternative, Json)> {
        let Some(Shape::Union(Union {
            tagging,
            alternatives,
        })) = self.shape(ty.definition()?)
        else {
            return None;
        };
        match tagging {
            Tagging::Kind => {
                let kind = Some(JsonKind::of(value)?);
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

    pub(super) fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(Scalar::String) => "String".to_owned(),
            Type::Scalar(Scalar::I32) => "i32".to_owned(),
            Type::Scalar(Scalar::I64) => "i64".to_owned(),
            Type::Scalar(Scalar::F64) => "f64".to_owned(),
            Type::Scalar(Scalar::Bool | Scalar::YesNo) => "bool".to_owned(),
            Type::Scalar(Scalar::Timestamp(_)) => "ncloud::types::Timestamp".to_owned(),
            Type::Scalar(Scalar::Civil(format)) => match format.kind() {
                CivilKind::DateTime => "ncloud::types::CivilDateTime".to_owned(),
                CivilKind::Date => "ncloud::types::CivilDate".to_owned(),
                CivilKind::Month => "ncloud::types::CivilMonth".to_owned(),
            },
            Type::Scalar(Scalar::Base64) => "Vec<u8>".to_owned(),
            Type::Scalar(Scalar::Json) => "ncloud::types::Json".to_owned(),
            Type::Bytes => "ncloud::body::Upload".to_owned(),
            Type::File => "ncloud::body::File".to_owned(),
            Type::Scalar(Scalar::Quoted(inner)) => self.type_name(inner.bare_type()),
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

    pub(super) fn shape(&self, name: &str) -> Option<&Shape> {
        Some(&self.service.type_named(name)?.shape)
    }

    pub(super) fn fields(&self, name: &str) -> &[Field] {
        self.shape(name).map_or(&[], Shape::fields)
    }
}

/// A number as a literal, whether the sample quotes it or not; text as it is.
pub(super) fn digits(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The same where the number is whole, whether the sample has a fraction or not.
pub(super) fn whole(value: &Json) -> String {
    match value {
        Json::Number(number) if number.is_f64() => {
            format!("{:.0}", number.as_f64().unwrap_or_default())
        }
        other => digits(other),
    }
}

pub(super) fn is_true(value: &Json) -> bool {
    matches!(digits(value).to_lowercase().as_str(), "true" | "y")
}

pub(super) fn bytes(value: &Json) -> String {
    let bytes = value.as_str().and_then(base64_bytes).unwrap_or_default();
    if bytes.is_empty() {
        "Vec::<u8>::new()".to_owned()
    } else {
        format!("vec!{bytes:?}")
    }
}
