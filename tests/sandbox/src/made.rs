//! Answers made from the types of a spec, for operations without an example: right in shape, invented in value.

use ncloud_codegen::ir::{
    EnumValue, Field, Operation, Pages, Scalar, Service, Shape, ShapeKind, Success, Tagging, Type,
    Union,
};
use serde_json::{Map, Value as Json, json};

use crate::pages::{end_list, member};

/// An answer of success of the right shape.
pub(crate) fn made(service: &Service, operation: &Operation) -> Option<Json> {
    let response = &operation.response;
    let mut value = value(service, response.ty.as_ref()?);
    if let Some(pages) = &operation.pages {
        make_only_page(pages, &mut value);
    }
    let mut answer = match &response.envelope {
        Some(envelope) => Json::Object(Map::from_iter([(envelope.member.clone(), value)])),
        None => value,
    };
    if let Some(success) = &response.success {
        succeed(success, &mut answer);
    }
    Some(answer)
}

/// A value of a type.
pub(crate) fn value(service: &Service, ty: &Type) -> Json {
    let inside = Vec::new();
    Maker { service, inside }.value(ty)
}

/// Makes the only page of a list.
fn make_only_page(pages: &Pages, answer: &mut Json) {
    for (fact, path) in &pages.facts {
        // A count that is typed as text.
        if fact.at_end().is_none()
            && let Some(Json::String(text)) = member(answer, path)
        {
            *text = "1".to_owned();
        }
    }
    end_list(pages, answer);
}

/// Puts a code of success where the operation has its code.
fn succeed(success: &Success, answer: &mut Json) {
    let Some((last, way)) = success.code.split_last() else {
        return;
    };
    let parent = way.iter().try_fold(answer, |value, name| {
        let members = value.as_object_mut()?;
        Some(
            members
                .entry(name.clone())
                .or_insert_with(|| Json::Object(Map::new())),
        )
    });
    let Some(members) = parent.and_then(Json::as_object_mut) else {
        return;
    };
    match success.values.first() {
        None => {
            members.remove(last);
        }
        Some(code) => {
            let declared = members.get(last);
            let code = match declared {
                Some(Json::Number(_) | Json::Bool(_)) => {
                    serde_json::from_str(code).unwrap_or_else(|_| Json::from(code.as_str()))
                }
                _ => Json::from(code.as_str()),
            };
            members.insert(last.clone(), code);
        }
    }
}

/// Makes values that hold everything their types declare, each list with one item.
///
/// A struct inside of itself is left out, where it is optional or in a list; every type has such a place in each of
/// its circles.
struct Maker<'s> {
    service: &'s Service,
    inside: Vec<&'s str>,
}

impl<'s> Maker<'s> {
    fn value(&mut self, ty: &'s Type) -> Json {
        match ty {
            Type::Scalar(Scalar::String) => Json::from("text"),
            Type::Scalar(Scalar::Bool) => Json::from(true),
            // One for every count: a list of one item is then also the whole list.
            Type::Scalar(Scalar::I32 | Scalar::I64) => Json::from(1),
            Type::Scalar(Scalar::F64) => Json::from(1.5),
            Type::Scalar(Scalar::YesNo) => Json::from("Y"),
            Type::Scalar(Scalar::Timestamp(format)) => {
                format.written(1_700_000_000_000).unwrap_or_default()
            }
            Type::Scalar(Scalar::Civil(format)) => Json::from(format.sample()),
            Type::Scalar(Scalar::Base64) => Json::from("dGV4dA=="),
            Type::Scalar(Scalar::Quoted(inner)) => {
                Json::from(self.value(inner.bare_type()).to_string())
            }
            Type::CommonCode(code) => json!({ "code": self.value(code), "codeName": "text" }),
            Type::Scalar(Scalar::Json) => Json::Object(Map::new()),
            // No answer holds them.
            Type::Bytes | Type::File => Json::Null,
            Type::List(item) if self.is_inside(item) => Json::Array(Vec::new()),
            Type::List(item) => Json::Array(vec![self.value(item)]),
            Type::Map(item) if self.is_inside(item) => Json::Object(Map::new()),
            Type::Map(item) => Json::Object(Map::from_iter([("key".to_owned(), self.value(item))])),
            Type::Named(_, name) => self.named(name),
        }
    }

    fn named(&mut self, name: &'s str) -> Json {
        let Some(definition) = self.service.type_named(name) else {
            return Json::Null;
        };
        // A union inside of itself has another alternative for it.
        let is_union = matches!(definition.shape, Shape::Union(_));
        if !is_union && self.inside.contains(&name) {
            return Json::Null;
        }
        let first = |values: &'s [EnumValue]| values.first().map(|value| value.wire_name.as_str());
        self.inside.push(name);
        let value = match &definition.shape {
            Shape::Struct(fields) => Json::Object(self.members(fields)),
            Shape::Tuple(elements) => elements.iter().map(|each| self.value(&each.ty)).collect(),
            Shape::Enum(values) => Json::from(first(values).unwrap_or("text")),
            Shape::NumberEnum(values) => Json::from(
                first(values)
                    .and_then(|number| number.parse::<i64>().ok())
                    .unwrap_or(1),
            ),
            Shape::Union(union) => self.union(union),
        };
        self.inside.pop();
        value
    }

    fn members(&mut self, fields: &'s [Field]) -> Map<String, Json> {
        let mut members = Map::new();
        for field in fields {
            if field.is_required() || !self.is_inside(&field.ty) {
                members.insert(field.wire_name.clone(), self.value(&field.ty));
            }
        }
        members
    }

    /// The first alternative that is not being made already.
    fn union(&mut self, union: &'s Union) -> Json {
        let Some(alternative) = union
            .alternatives
            .iter()
            .find(|alternative| !self.is_inside(&alternative.ty))
        else {
            return Json::Null;
        };
        let value = self.value(&alternative.ty);
        match (&union.tagging, value) {
            (Tagging::Kind, value) => value,
            (Tagging::Member { tag, content }, value) => {
                let said = (tag.clone(), Json::from(alternative.wire_name.as_str()));
                let rest = match (content, value) {
                    (Some(content), value) => Map::from_iter([(content.clone(), value)]),
                    (None, Json::Object(members)) => members,
                    (None, _) => Map::new(),
                };
                Json::Object(std::iter::once(said).chain(rest).collect())
            }
        }
    }

    /// Whether a value of the type holds something that is being made already.
    fn is_inside(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(ShapeKind::Union, name) => self.inside.contains(&name.as_str()),
            Type::List(item) | Type::Map(item) => self.is_inside(item),
            _ => self.requires_inside(ty, &mut Vec::new()),
        }
    }

    /// The same for what it cannot be without. `seen` are the types that were looked into.
    fn requires_inside(&self, ty: &Type, seen: &mut Vec<String>) -> bool {
        let Type::Named(ShapeKind::Struct | ShapeKind::Tuple, name) = ty else {
            return false;
        };
        if self.inside.contains(&name.as_str()) {
            return true;
        }
        if seen.contains(name) {
            return false;
        }
        seen.push(name.clone());
        let definition = self.service.type_named(name);
        let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
        let mut required = fields.iter().filter(|field| field.is_required());
        required.any(|field| self.requires_inside(&field.ty, seen))
    }
}
