//! What tools give.

use ncloud::printable;
use rmcp::model::{CallToolResult, ContentBlock};

use crate::data::Data;
use crate::failure::{Class, Failure};

pub(super) fn text(text: &str) -> Data {
    Data::Text(text.to_owned())
}

pub(super) fn count(number: usize) -> Data {
    Data::Number(number.to_string())
}

pub(super) fn texts(all: &[String]) -> Data {
    Data::List(all.iter().map(|each| text(each)).collect())
}

pub(super) fn object<'name>(members: impl IntoIterator<Item = (&'name str, Data)>) -> Data {
    let members = members.into_iter();
    Data::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

pub(super) fn reply(data: &Data) -> CallToolResult {
    CallToolResult::success(vec![ContentBlock::text(data.to_string())])
}

/// A failure that the model can do something about. Such a one is no error of the protocol, which clients keep from it.
pub(super) fn failed(failure: &Failure) -> CallToolResult {
    let message = printable::lines(&failure.message()).into_owned();
    let mut members = vec![
        ("error", Data::Text(message)),
        ("kind", text(kind(failure))),
    ];
    if let Some(advice) = failure.advice() {
        members.push(("advice", text(advice)));
    }
    CallToolResult::error(vec![ContentBlock::text(object(members).to_string())])
}

fn kind(failure: &Failure) -> &'static str {
    match failure.class() {
        Class::Service => "service",
        Class::Usage => "usage",
        Class::Authentication => "authentication",
        Class::NotFound => "not found",
        Class::Throttled => "throttled",
        Class::Network => "network",
        Class::After => "after the call",
    }
}
