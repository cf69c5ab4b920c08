//! What an operation answers: an example of the spec, or a value made from its types.

use http::StatusCode;
use ncloud_codegen::ir::{Example, Operation, Service, Shape, TimeFormat, Type};
use serde_json::{Map, Value as Json};

use crate::check::Sent;
use crate::record::Source;
use crate::value;

/// A status, a body, and where they come from.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// `None`: nothing at all, not even `null`.
    pub(crate) body: Option<Json>,
    pub(crate) source: Source,
}

/// The example that asks the same, else the first that shows success, else a value of the right shape.
pub(crate) fn choose(service: &Service, operation: &Operation, sent: &Sent) -> Answer {
    let is_success = |example: &Example| operation.response.statuses.contains(&example.status);
    // An example of success may show the request alone.
    let shows_answer = |example: &Example| {
        !is_success(example) || example.response.is_some() || operation.response.ty.is_none()
    };
    let candidates = || {
        operation
            .examples
            .iter()
            .filter(|example| shows_answer(example))
    };
    candidates()
        .find(|example| asks_the_same(service, operation, example, sent))
        .or_else(|| candidates().find(|example| is_success(example)))
        .map_or_else(
            || Answer {
                status: success_status(operation),
                body: made(service, operation),
                source: Source::Made,
            },
            |example| Answer {
                status: status(example.status),
                body: example.response.clone(),
                source: Source::Example(example.name.clone()),
            },
        )
}

/// The first documented status of success.
pub(crate) fn success_status(operation: &Operation) -> StatusCode {
    status(operation.response.statuses.first().copied().unwrap_or(200))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::OK)
}

fn asks_the_same(service: &Service, operation: &Operation, example: &Example, sent: &Sent) -> bool {
    let same_parameters = operation.parameters.iter().all(|parameter| {
        let field = &parameter.field;
        let shown = example
            .request
            .iter()
            .find(|(name, value)| *name == field.wire_name && !value.is_null())
            .map(|(_, value)| value);
        match (sent.parameters.get(&field.wire_name), shown) {
            (Some(sent), Some(shown)) => value::same_parameter(service, &field.ty, sent, shown),
            // A list without items leaves no trace in a query or a form.
            (None, Some(Json::Array(shown))) => shown.is_empty(),
            (sent, shown) => sent.is_none() && shown.is_none(),
        }
    });
    let nothing = Json::Object(Map::new());
    let body = |body: &Option<Json>| body.clone().unwrap_or_else(|| nothing.clone());
    same_parameters && value::same_body(&body(&sent.body), &body(&example.body))
}

fn made(service: &Service, operation: &Operation) -> Option<Json> {
    let ty = operation.response.ty.as_ref()?;
    let value = Maker {
        service,
        inside: Vec::new(),
    }
    .value(ty);
    Some(match &operation.response.envelope {
        Some(member) => Json::Object(Map::from_iter([(member.clone(), value)])),
        None => value,
    })
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
            Type::String => Json::from("text"),
            Type::Bool => Json::from(true),
            // One for every count: a list of one item is then also the whole list.
            Type::I32 | Type::I64 => Json::from(1),
            Type::F64 => Json::from(1.5),
            Type::YesNo => Json::from("Y"),
            Type::Timestamp(TimeFormat::EpochMillis) => Json::from(1_700_000_000_000_i64),
            Type::Json => Json::Object(Map::new()),
            Type::List(item) if self.is_inside(item) => Json::Array(Vec::new()),
            Type::List(item) => Json::Array(vec![self.value(item)]),
            Type::Map(item) if self.is_inside(item) => Json::Object(Map::new()),
            Type::Map(item) => Json::Object(Map::from_iter([("key".to_owned(), self.value(item))])),
            Type::Struct(name) | Type::Enum(name) => self.named(name),
        }
    }

    fn named(&mut self, name: &'s str) -> Json {
        let shape = self.service.type_named(name).map(|found| &found.shape);
        match shape {
            Some(Shape::Struct(fields)) if !self.inside.contains(&name) => {
                self.inside.push(name);
                let mut members = Map::new();
                for field in fields {
                    if field.required || !self.is_inside(&field.ty) {
                        members.insert(field.wire_name.clone(), self.value(&field.ty));
                    }
                }
                self.inside.pop();
                Json::Object(members)
            }
            Some(Shape::Enum(values)) => Json::from(
                values
                    .first()
                    .map_or("text", |value| value.wire_name.as_str()),
            ),
            Some(Shape::Struct(_)) | None => Json::Null,
        }
    }

    fn is_inside(&self, ty: &Type) -> bool {
        match ty {
            Type::Struct(name) => self.inside.contains(&name.as_str()),
            Type::List(item) | Type::Map(item) => self.is_inside(item),
            _ => false,
        }
    }
}
