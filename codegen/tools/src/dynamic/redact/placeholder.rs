//! What stands in place of a sensitive value.

use ncloud_codegen::{
    ir::{Field, JsonKind, Scalar as ScalarType, Shape, Tagging, Type, Union},
    parse::node::{Kind, Node, Scalar, Style},
};
use serde_json::Value as Json;

use super::Redaction;

/// What stands in place of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::dynamic) enum Placeholder {
    /// `[redacted]`, for people.
    Label,
    /// A value of the same type, for specs.
    Typed,
}

pub(super) const LABEL: &str = "[redacted]";
pub(super) const TEXT: &str = "redacted";
const TEXT_AS_BASE64: &str = "cmVkYWN0ZWQ=";

impl Redaction<'_> {
    /// Puts something in place of every scalar inside.
    pub(super) fn redact(&self, ty: &Type, node: &mut Node) {
        let is_nothing = match &node.kind {
            Kind::Scalar(scalar) => scalar.json().is_null() || scalar.text.is_empty(),
            Kind::Sequence(_) | Kind::Mapping(_) => false,
        };
        if is_nothing {
            return;
        }
        if self.placeholder == Placeholder::Label {
            node.kind = Kind::Scalar(text(LABEL));
            return;
        }
        let shape = ty
            .definition()
            .and_then(|name| self.service.type_named(name));
        match &mut node.kind {
            Kind::Scalar(scalar) => {
                let first_value = shape.and_then(|definition| {
                    let value = definition.shape.values().first()?;
                    let is_number = definition.shape.kind().json() == Some(JsonKind::Number);
                    let write = if is_number { plain } else { text };
                    Some(write(&value.wire_name))
                });
                let of_type = first_value.or_else(|| typed(ty));
                *scalar = of_type.unwrap_or_else(|| like(scalar));
            }
            Kind::Sequence(elements) => {
                let fields = shape.map_or(&[][..], |definition| definition.shape.fields());
                for (index, each) in elements.iter_mut().enumerate() {
                    let inner = match ty {
                        Type::List(element) => element,
                        _ => fields
                            .get(index)
                            .map_or(&Type::Scalar(ScalarType::Json), |field| &field.ty),
                    };
                    self.redact(inner, each);
                }
            }
            Kind::Mapping(entries) => {
                let tag = match shape.map(|definition| &definition.shape) {
                    Some(Shape::Union(Union {
                        tagging: Tagging::Member { tag, .. },
                        ..
                    })) => Some(tag),
                    _ => None,
                };
                let fields = shape.map_or(&[][..], |definition| definition.shape.fields());
                for entry in entries {
                    let name = &entry.key.value;
                    if Some(name) == tag {
                        continue;
                    }
                    let field = fields.iter().find(|field| field.wire_name == *name);
                    let inner = match (ty, field) {
                        (_, Some(field)) => &field.ty,
                        (Type::Map(element), None) => element,
                        // What it is called and of which type it is has to stay as it is.
                        (Type::File, None) if name == "name" || name == "type" => continue,
                        (Type::File, None) if name == "base64" => &Type::Scalar(ScalarType::Base64),
                        _ => &Type::Scalar(ScalarType::Json),
                    };
                    self.redact(inner, &mut entry.value);
                }
            }
        }
    }
}

/// A text of a header that is sensitive.
pub(in crate::dynamic) fn header(field: &Field) -> String {
    match typed(&field.ty) {
        Some(scalar) => scalar.text,
        None => TEXT.to_owned(),
    }
}

pub(super) fn text(value: &str) -> Scalar {
    Scalar {
        text: value.to_owned(),
        style: Style::Quoted,
    }
}

fn plain(value: &str) -> Scalar {
    Scalar {
        text: value.to_owned(),
        style: Style::Plain,
    }
}

/// A scalar of the same kind of JSON.
pub(super) fn like(scalar: &Scalar) -> Scalar {
    match scalar.json() {
        Json::Bool(_) => plain("false"),
        Json::Number(_) => plain("0"),
        _ => text(TEXT),
    }
}

/// A value of a type that is scalar.
fn typed(ty: &Type) -> Option<Scalar> {
    Some(match ty {
        Type::Scalar(ScalarType::String) | Type::Bytes => text(TEXT),
        Type::Scalar(ScalarType::Bool) => plain("false"),
        Type::Scalar(ScalarType::I32 | ScalarType::I64 | ScalarType::F64) => plain("0"),
        Type::Scalar(ScalarType::YesNo) => text("N"),
        Type::Scalar(ScalarType::Timestamp(format)) => match format.written(0)? {
            Json::String(written) => text(&written),
            other => plain(&other.to_string()),
        },
        Type::Scalar(ScalarType::Civil(format)) => text(format.sample()),
        Type::Scalar(ScalarType::Base64) => text(TEXT_AS_BASE64),
        Type::Scalar(ScalarType::Quoted(inner)) => text(&typed(inner.bare_type())?.text),
        _ => return None,
    })
}
