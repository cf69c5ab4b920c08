//! One operation, and the bodies of its request and of its response.

use super::{
    events::events,
    examples::example,
    fields::fields,
    keys::{flag, member, members, notes, one_or_many, sources, text},
    pages::pages,
    parameters::parameters,
    response::{envelope, format, success},
    types::{type_at, type_expression},
};
use crate::language::key;
use crate::{
    diagnostic::Diagnostic,
    parse::{
        address,
        ast::{Content, Envelope, Operation, SuccessOrNone},
        authorization, http,
        node::{Entry, Kind, Node},
    },
    source::Spanned,
};

/// Says of an operation that what its service says is not so here.
const NONE: &str = "none";

pub(super) fn operation(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Operation {
    let node = &entry.value;
    let (body, body_optional) = whole(node, key!(OPERATION, "body"), findings);
    let (response, response_optional) = whole(node, key!(OPERATION, "response"), findings);
    Operation {
        name: entry.key.clone(),
        doc: text(node, key!(OPERATION, "doc")).unwrap_or_default(),
        docs: text(node, key!(OPERATION, "docs")).unwrap_or_default(),
        chapter: None,
        sources: sources(node),
        http: node
            .get(key!(OPERATION, "http"))
            .and_then(|http| http::parse_http(http.text()?, http.text_span(), findings)),
        // What is no mapping says nothing, and has a finding already.
        says_http: node.get(key!(OPERATION, "http")).is_some() || node.entries().is_none(),
        address: address::of_operation(node, findings),
        authorization: authorization::of(node, findings),
        safe: flag(node, key!(OPERATION, "safe")),
        parameters: parameters(node, findings),
        body,
        body_optional,
        multipart: member(node, key!(OPERATION, "multipart")).map(|entry| entry.key.span),
        statuses: one_or_many(node, key!(OPERATION, "status"))
            .filter_map(|status| status.text()?.parse().ok())
            .collect(),
        envelope: text(node, key!(OPERATION, "envelope")).map(|text| match text.as_str() {
            NONE => Envelope::None,
            _ => envelope(text),
        }),
        response,
        response_optional,
        format: node.get(key!(OPERATION, "format")).and_then(format),
        response_headers: fields(node.get(key!(OPERATION, "response_headers")), findings),
        events: events(node, findings),
        success: node
            .get(key!(OPERATION, "success"))
            .and_then(|written| match written.text() {
                Some(_) => Some(SuccessOrNone::None),
                None => success(written).map(SuccessOrNone::Says),
            }),
        pages: node.get(key!(OPERATION, "pages")).map(pages),
        notes: notes(node),
        examples: members(node, key!(OPERATION, "examples"))
            .map(example)
            .collect(),
    }
}

/// What a request or a response carries, and whether there may be nothing in its place.
fn whole(
    node: &Node,
    key: &str,
    findings: &mut Vec<Diagnostic>,
) -> (Option<Spanned<Content>>, bool) {
    let Some(entry) = member(node, key) else {
        return (None, false);
    };
    let given = &entry.value;
    let optional = given.text().and_then(|text| text.strip_suffix('?'));
    let Some(ty) = optional.filter(|ty| !ty.is_empty()) else {
        return (content(node, key, findings), false);
    };
    let place = given.text_span().part(0, ty.chars().count());
    let content = type_at(ty, place, findings).map_or(Content::Unreadable, Content::Type);
    (Some(Spanned::new(content, entry.key.span)), true)
}

fn content(node: &Node, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Content>> {
    let entry = member(node, key)?;
    let content = match &entry.value.kind {
        Kind::Mapping(_) => Content::Fields(fields(Some(&entry.value), findings)),
        Kind::Scalar(scalar) if scalar.text == "bytes" => Content::Bytes,
        Kind::Scalar(_) => {
            type_expression(&entry.value, findings).map_or(Content::Unreadable, Content::Type)
        }
        Kind::Sequence(_) => Content::Unreadable,
    };
    Some(Spanned::new(content, entry.key.span))
}
