//! What an operation answers: an example of the spec, or a value made from its types.

use std::collections::BTreeMap;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use ncloud_codegen::ir::{
    Example, Format, Method, Operation, Parameter, ParameterStyle, Service, Type, byte_sample,
};
use serde_json::{Map, Value as Json};

use crate::body::sha256;
use crate::check::{self, Sent};
use crate::json;
use crate::pages;
use crate::parts;
use crate::record::Source;
use crate::render;
use crate::route::Route;
use crate::value;

/// The content types of what is not JSON.
pub(crate) const XML: &str = "application/xml;charset=UTF-8";
pub(crate) const EVENTS: &str = "text/event-stream;charset=UTF-8";
pub(crate) const BYTES: &str = "application/octet-stream";

/// A status, headers, a body, and where they come from.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Those that the spec says.
    pub(crate) headers: HeaderMap,
    pub(crate) body: AnswerBody,
    pub(crate) source: Source,
}

/// What an answer holds.
#[derive(Debug)]
pub(crate) enum AnswerBody {
    /// Nothing at all, not even `null`.
    Nothing,
    Json(Json),
    /// Something else, of this content type unless the spec says another.
    Text(&'static str, String),
}

/// The example that asks the same, else the first that shows success, else a value of the right shape. Of a list, a page
/// behind the first that no example shows is one without items. Where the service does not give what is asked for, why.
pub(crate) fn choose(route: &Route, sent: &Sent, wants_events: bool) -> Result<Answer, String> {
    let (service, operation) = (&*route.service, &route.operation);
    let response = &operation.response;
    let is_success =
        |example: &Example| example.error.is_none() && response.statuses.contains(&example.status);
    // An example of success may show the request alone, or the answer to another kind of call.
    let shows_answer = |example: &Example| {
        if !is_success(example) {
            true
        } else if wants_events && operation.events.is_some() {
            example.text.is_some()
        } else if response.format == Format::Json {
            example.response.is_some()
                || response.ty.is_none()
                || response.optional
                || example.status == StatusCode::NO_CONTENT
        } else {
            example.text.is_some()
        }
    };
    let candidates = || {
        operation
            .examples
            .iter()
            .filter(|example| shows_answer(example))
    };
    let asks_the_same = |example: &&Example| asks_the_same(service, operation, example, sent);
    let same = candidates()
        .filter(asks_the_same)
        // What is null in one example may be absent in another.
        .find(|example| example.body == sent.body)
        .or_else(|| candidates().find(asks_the_same));
    if same.is_none()
        && let Some(reason) = pages::beyond_the_last(service, operation, sent)
    {
        return Err(reason);
    }
    let mut answer = same
        .or_else(|| candidates().find(|example| is_success(example)))
        .map_or_else(
            || Answer {
                status: success_status(operation),
                headers: render::headers(service, operation),
                body: render::body(service, operation, wants_events),
                source: Source::Made,
            },
            |example| Answer {
                status: status(example.status),
                headers: shown_headers(operation, example),
                body: shown(operation, example, is_success(example)),
                source: Source::Example(example.name.clone()),
            },
        );
    if let (None, Some(pages)) = (same, &operation.pages)
        && pages::is_behind_the_first(service, operation, pages, sent)
    {
        pages::leave_out_items(operation, pages, &mut answer.body);
    } else if let Some(pages) = &operation.pages {
        pages::end_circle(service, operation, pages, sent, &mut answer.body);
    }
    Ok(answer)
}

fn shown(operation: &Operation, example: &Example, is_success: bool) -> AnswerBody {
    match (&example.response, &example.text) {
        (Some(response), _) => AnswerBody::Json(response.clone()),
        (None, Some(text)) => AnswerBody::Text(content_type(operation, is_success), text.clone()),
        (None, None) => AnswerBody::Nothing,
    }
}

/// What a text is that an operation answers.
fn content_type(operation: &Operation, is_success: bool) -> &'static str {
    match operation.response.format {
        Format::Xml => XML,
        Format::Bytes if is_success => BYTES,
        Format::Json if is_success && operation.events.is_some() => EVENTS,
        Format::Json | Format::Bytes => "text/plain;charset=UTF-8",
    }
}

fn shown_headers(operation: &Operation, example: &Example) -> HeaderMap {
    // The length is the transport's to say, but for an answer that has none of what it speaks of.
    let is_owned = |name: &HeaderName| {
        *name == TRANSFER_ENCODING || (*name == CONTENT_LENGTH && operation.method != Method::Head)
    };
    example
        .response_headers
        .iter()
        .filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
        })
        .filter(|(name, _)| !is_owned(name))
        .collect()
}

/// The first documented status of success.
pub(crate) fn success_status(operation: &Operation) -> StatusCode {
    status(operation.response.statuses.first().copied().unwrap_or(200))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::OK)
}

fn asks_the_same(service: &Service, operation: &Operation, example: &Example, sent: &Sent) -> bool {
    let same_parameters = operation
        .parameters
        .iter()
        .all(|parameter| same_parameter(service, parameter, example, sent));
    if check::is_bytes(operation) {
        let shown = example.body.as_ref().and_then(byte_sample);
        return same_parameters && sent.content == Some(sha256(&shown.unwrap_or_default()));
    }
    let nothing = Json::Object(Map::new());
    let body = |body: &Option<Json>| body.clone().unwrap_or_else(|| nothing.clone());
    same_parameters && json::same_body(&body(&sent.body), &body(&example.body))
}

fn same_parameter(
    service: &Service,
    parameter: &Parameter,
    example: &Example,
    sent: &Sent,
) -> bool {
    let field = &parameter.field;
    let shown = example.given(parameter.location, &field.wire_name);
    let shown = shown.filter(|value| !value.is_null());
    let target = (parameter.location, field.wire_name.clone());
    match (sent.parameters.get(&target), shown) {
        (Some(sent), shown) if parameter.style == ParameterStyle::Family => {
            same_family(service, &field.ty, sent, shown)
        }
        (Some(sent), Some(shown)) => match parameter.style {
            ParameterStyle::File => parts::same_files(sent, shown),
            ParameterStyle::Json => json::same_body(sent, shown),
            _ => value::same_parameter(service, &field.ty, sent, shown),
        },
        (sent, shown) => sent.is_none() && shown.is_none_or(is_empty_list),
    }
}

fn is_empty_list(value: &Json) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

/// Names of headers have no case.
fn same_family(service: &Service, ty: &Type, sent: &Json, shown: Option<&Json>) -> bool {
    let Type::Map(element) = ty else {
        return false;
    };
    let empty = Map::new();
    let members = |value: Option<&Json>| -> BTreeMap<String, Json> {
        let members = value.and_then(Json::as_object).unwrap_or(&empty);
        members
            .iter()
            .map(|(key, value)| (key.to_ascii_lowercase(), value.clone()))
            .collect()
    };
    let (sent, shown) = (members(Some(sent)), members(shown));
    sent.len() == shown.len()
        && sent.iter().all(|(key, sent)| {
            shown
                .get(key)
                .is_some_and(|shown| value::same_parameter(service, element, sent, shown))
        })
}
