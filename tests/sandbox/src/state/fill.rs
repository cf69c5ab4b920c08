//! Values of requests as members of things.

use ncloud_codegen::ir::{Field, Scalar, Service, ShapeKind, Type};
use serde_json::{Map, Value as Json, json};

use crate::made;

use super::names::{capitalised, ends_with_word};
use super::view::fields;

/// A value that was sent as a value of the type that a member has; `None` where it says something else. What an object leaves
/// open stays as `before`.
pub(super) fn fitted(
    service: &Service,
    ty: &Type,
    sent: &Json,
    before: Option<&Json>,
) -> Option<Json> {
    match (ty, sent) {
        (Type::CommonCode(_), Json::String(code)) => {
            Some(json!({ "code": code, "codeName": code.to_lowercase() }))
        }
        (Type::Named(ShapeKind::Enum, _), Json::String(_))
        | (Type::Named(ShapeKind::NumberEnum, _), Json::Number(_)) => Some(sent.clone()),
        (Type::Named(ShapeKind::NumberEnum, _), Json::String(text)) => {
            text.parse::<i64>().ok().map(Json::from)
        }
        (Type::Scalar(scalar), sent) => scalar_fitted(*scalar, sent, before),
        (Type::List(item), Json::Array(items)) => items
            .iter()
            .map(|sent| fitted(service, item, sent, None))
            .collect(),
        (Type::Map(item), Json::Object(members)) => {
            let fit = |(name, sent): (&String, &Json)| {
                Some((name.clone(), fitted(service, item, sent, None)?))
            };
            members
                .iter()
                .map(fit)
                .collect::<Option<Map<_, _>>>()
                .map(Json::Object)
        }
        (Type::Named(ShapeKind::Struct, name), Json::Object(sent)) => {
            let mut members = match before {
                Some(Json::Object(members)) => members.clone(),
                _ => Map::new(),
            };
            for field in fields(service, name) {
                let sent = sent.get(&field.wire_name).filter(|sent| !sent.is_null());
                let before = members.get(&field.wire_name);
                let fitting = sent.and_then(|sent| fitted(service, &field.ty, sent, before));
                match fitting {
                    Some(value) => {
                        members.insert(field.wire_name.clone(), value);
                    }
                    None if field.is_required() && before.is_none() => {
                        members.insert(field.wire_name.clone(), made::value(service, &field.ty));
                    }
                    None => {}
                }
            }
            Some(Json::Object(members))
        }
        _ => None,
    }
}

fn scalar_fitted(scalar: Scalar, sent: &Json, before: Option<&Json>) -> Option<Json> {
    match (scalar, sent) {
        (Scalar::String | Scalar::YesNo | Scalar::Quoted(_), Json::String(_))
        | (Scalar::I32 | Scalar::I64 | Scalar::F64, Json::Number(_))
        | (Scalar::Bool, Json::Bool(_))
        | (Scalar::Json, _) => Some(sent.clone()),
        (Scalar::String | Scalar::Quoted(_), Json::Number(_) | Json::Bool(_)) => {
            Some(Json::from(sent.to_string()))
        }
        (Scalar::I32 | Scalar::I64, Json::String(text)) => text.parse::<i64>().ok().map(Json::from),
        (Scalar::Bool, Json::String(text)) => match text.as_str() {
            "Y" | "true" => Some(Json::Bool(true)),
            "N" | "false" => Some(Json::Bool(false)),
            _ => None,
        },
        (Scalar::YesNo, Json::Bool(truth)) => Some(Json::from(if *truth { "Y" } else { "N" })),
        // A time in the form that the member has.
        (Scalar::Timestamp(_) | Scalar::Civil(_) | Scalar::Base64, sent) => before
            .is_none_or(|before| before.is_string() == sent.is_string())
            .then(|| sent.clone()),
        _ => None,
    }
}

/// The member of a thing that a parameter is about: of the same name, a code without the word at its end, or one that has the
/// name of the thing before it, as `topicName` of a topic for `name`.
pub(super) fn member_of<'s>(
    members: &'s [Field],
    thing: &str,
    parameter: &str,
) -> Option<&'s Field> {
    let named = |name: &str| members.iter().find(|member| member.wire_name == name);
    let code = || {
        named(parameter.strip_suffix("Code")?)
            .filter(|member| matches!(member.ty, Type::CommonCode(_)))
    };
    let long = || {
        let name = format!("{thing}{}", capitalised(parameter));
        let mut members = members.iter();
        members.find(|member| capitalised(&member.wire_name) == name)
    };
    named(parameter).or_else(code).or_else(long)
}

/// The list that a parameter adds to or takes from: `nasVolumeServerInstanceNoList` for `serverInstanceNoList`.
pub(super) fn list_of<'s>(members: &'s [Field], parameter: &str) -> Option<&'s Field> {
    let mut lists = members
        .iter()
        .filter(|member| matches!(member.ty, Type::List(_)));
    lists
        .clone()
        .find(|member| member.wire_name == parameter)
        .or_else(|| {
            lists.find(|member| {
                ends_with_word(&member.wire_name, parameter)
                    || ends_with_word(parameter, &member.wire_name)
            })
        })
}

/// A thing as another struct shows it: what both have, `extra` and `usual` for the rest, and something of the right shape for
/// what is required.
pub(super) fn shown(
    service: &Service,
    item: &str,
    thing: &Map<String, Json>,
    extra: impl Fn(&Field) -> Option<Json>,
    usual: impl Fn(&Field) -> Option<Json>,
) -> Map<String, Json> {
    let mut members = Map::new();
    for field in fields(service, item) {
        let name = &field.wire_name;
        let value = extra(field)
            .or_else(|| thing.get(name).cloned())
            .or_else(|| usual(field))
            .or_else(|| field.is_required().then(|| made::value(service, &field.ty)));
        if let Some(value) = value {
            members.insert(name.clone(), value);
        }
    }
    members
}
