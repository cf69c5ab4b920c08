//! Pages of a list behind those that examples show.

use ncloud_codegen::ir::{
    Field, Operation, PageStyle, Pages, PathStep, RequestField, Service, ShapeKind, Type,
};
use serde_json::Value as Json;

use crate::answer::AnswerBody;
use crate::check::Sent;

/// Whether a request asks for a page that is not the first.
pub(crate) fn is_behind_the_first(
    service: &Service,
    operation: &Operation,
    pages: &Pages,
    sent: &Sent,
) -> bool {
    let (field, first) = place(&pages.style);
    let Some(text) = sent_text(service, operation, field, sent) else {
        return false;
    };
    match first {
        Some(first) => text.trim().parse().is_ok_and(|number: i64| number > first),
        None => !text.is_empty(),
    }
}

/// Why a service does not give a page: its offset or number is above the greatest.
pub(crate) fn beyond_the_last(
    service: &Service,
    operation: &Operation,
    sent: &Sent,
) -> Option<String> {
    let pages = operation.pages.as_ref()?;
    let max = pages.max?;
    let (field, _) = place(&pages.style);
    let number: i64 = sent_text(service, operation, field, sent)?
        .trim()
        .parse()
        .ok()?;
    let name = field.path.join(".");
    (number > max).then(|| format!("{name}: {number} is above {max}, the greatest that is taken"))
}

/// The field of the request that says which page it asks for, and its value for the first page where that is a number.
fn place(style: &PageStyle) -> (&RequestField, Option<i64>) {
    match style {
        PageStyle::Offset {
            offset: field,
            first,
        }
        | PageStyle::Number {
            number: field,
            first,
            ..
        } => (field, Some(*first)),
        PageStyle::Token { token, .. } => (token, None),
        PageStyle::Marker { marker, .. } => (marker, None),
    }
}

/// The value that a field of the request was sent with, as text.
pub(crate) fn sent_text(
    service: &Service,
    operation: &Operation,
    field: &RequestField,
    sent: &Sent,
) -> Option<String> {
    match sent_value(service, operation, field, sent)? {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The value that a field of the request was sent with.
fn sent_value<'sent>(
    service: &Service,
    operation: &Operation,
    field: &RequestField,
    sent: &'sent Sent,
) -> Option<&'sent Json> {
    if let [name] = field.path.as_slice()
        && let Some(parameter) = operation
            .parameters
            .iter()
            .find(|parameter| parameter.field.rust_name == *name)
    {
        let key = (parameter.location, parameter.field.wire_name.clone());
        return sent.parameters.get(&key);
    }
    let mut value = sent.body.as_ref()?;
    let mut fields: Vec<&Field> = operation.body_fields().collect();
    for (depth, name) in field.path.iter().enumerate() {
        let found = fields.iter().find(|field| field.rust_name == *name)?;
        // The field `body` of the request struct is the body itself.
        if depth > 0 || field.path.len() == 1 {
            value = value.get(&found.wire_name)?;
        }
        fields = match &found.ty {
            Type::Named(ShapeKind::Struct, name) => service
                .type_named(name)
                .map(|known| known.shape.fields().iter().collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
    }
    Some(value)
}

/// Takes the items out of an answer, which becomes a page behind the last one.
pub(crate) fn leave_out_items(operation: &Operation, pages: &Pages, answer: &mut AnswerBody) {
    let AnswerBody::Json(answer) = answer else {
        return;
    };
    let value = match &operation.response.envelope {
        Some(envelope) if answer.get(&envelope.member).is_some() => {
            answer.get_mut(&envelope.member)
        }
        _ => Some(answer),
    };
    let Some(value) = value else { return };
    if let Some(items @ Json::Array(_)) = member(value, &pages.items) {
        *items = Json::Array(Vec::new());
    }
    end_list(pages, value);
}

/// Ends a list whose page leads to itself: the example of a page may show the very token that it was asked for with.
pub(crate) fn end_circle(
    service: &Service,
    operation: &Operation,
    pages: &Pages,
    sent: &Sent,
    answer: &mut AnswerBody,
) {
    let (PageStyle::Token { token, next }, AnswerBody::Json(answer)) = (&pages.style, answer)
    else {
        return;
    };
    let Some(asked) = sent_text(service, operation, token, sent).filter(|it| !it.is_empty()) else {
        return;
    };
    let value = match &operation.response.envelope {
        Some(envelope) if answer.get(&envelope.member).is_some() => {
            answer.get_mut(&envelope.member)
        }
        _ => Some(answer),
    };
    let Some(value) = value else { return };
    let leads_to = match member(value, next) {
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => return,
    };
    if leads_to == asked {
        end_list(pages, value);
    }
}

/// Says in a page that it is the last one.
pub(crate) fn end_list(pages: &Pages, answer: &mut Json) {
    for (fact, path) in &pages.facts {
        if let Some(value) = fact.at_end()
            && let Some(said) = member(answer, path)
        {
            *said = match said {
                Json::String(_) => Json::from(if value { "Y" } else { "N" }),
                _ => Json::from(value),
            };
        }
    }
    let next = match &pages.style {
        PageStyle::Token { next, .. } => Some(next),
        PageStyle::Number { next, .. } => next.as_ref(),
        PageStyle::Offset { .. } | PageStyle::Marker { .. } => None,
    };
    if let Some(path) = next
        && let Some(next) = member(answer, path)
    {
        *next = match next {
            _ if path.iter().any(|step| step.optional) => Json::Null,
            Json::String(_) => Json::from(""),
            _ => Json::from(0),
        };
    }
}

/// The member that a path leads to, where every one on the way is there.
pub(crate) fn member<'json>(answer: &'json mut Json, path: &[PathStep]) -> Option<&'json mut Json> {
    path.iter().try_fold(answer, |value, step| {
        let value = value.get_mut(&step.wire_name)?;
        match step.index {
            None => Some(value),
            Some(index) => value.get_mut(index),
        }
    })
}
