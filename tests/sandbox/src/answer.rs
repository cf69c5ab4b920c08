//! What an operation answers: an example of the spec, or a value made from its types.

use http::StatusCode;
use ncloud_codegen::ir::{Example, Operation, Service};
use serde_json::{Map, Value as Json};

use crate::check::Sent;
use crate::json;
use crate::made::made;
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
    let response = &operation.response;
    let is_success =
        |example: &Example| example.error.is_none() && response.statuses.contains(&example.status);
    // An example of success may show the request alone.
    let shows_answer = |example: &Example| {
        !is_success(example)
            || example.response.is_some()
            || response.ty.is_none()
            || response.optional
            || example.status == StatusCode::NO_CONTENT
    };
    let candidates = || {
        operation
            .examples
            .iter()
            .filter(|example| shows_answer(example))
    };
    let asks_the_same = |example: &&Example| asks_the_same(service, operation, example, sent);
    candidates()
        .filter(asks_the_same)
        // What is null in one example may be absent in another.
        .find(|example| example.body == sent.body)
        .or_else(|| candidates().find(asks_the_same))
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
    same_parameters && json::same_body(&body(&sent.body), &body(&example.body))
}
