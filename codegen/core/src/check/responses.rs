//! Answers that are not, or not alone, a value in JSON.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    Subject,
    answers::formatted,
    parameters::{Header, header_name},
};
use crate::{
    conventions::family_prefix,
    diagnostic::Diagnostic,
    ir::Method,
    parse::ast::{Content, Field, Format, Protocol},
    resolve::{Resolved, Resolver},
    rules,
    source::Span,
};

pub(super) fn bodies(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let is_head = operation
            .http
            .as_ref()
            .is_some_and(|http| http.method == Method::Head);
        let response = operation.response.as_ref();
        let events = operation.events.as_ref();
        let body = response
            .map(|response| response.span)
            .or(events.map(|events| events.span));
        if let (true, Some(span)) = (is_head, body) {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_RESPONSE,
                    span,
                    "the answer to a HEAD request has no body",
                )
                .hint("declare what it says under `response_headers`"),
            );
        }
        if let Some(format) = operation
            .format
            .as_ref()
            .filter(|format| format.value == Format::Xml)
        {
            let problem = match response.map(|response| &response.value) {
                None => Some((
                    "there is no response that could be XML",
                    "declare the `response`",
                )),
                Some(Content::Bytes) => Some((
                    "bytes have no format",
                    "take `format` out, or declare the members of the XML",
                )),
                Some(_) if subject.service.protocol == Protocol::Form => Some((
                    "operations of the form family ask for JSON",
                    "take `format` out; the constant parameter responseFormatType says json",
                )),
                Some(_) => None,
            };
            if let Some((problem, hint)) = problem {
                findings
                    .push(Diagnostic::new(&rules::BAD_RESPONSE, format.span, problem).hint(hint));
            }
            if let Some(events) = events {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_RESPONSE,
                        events.span,
                        "an answer in XML has no events",
                    )
                    .related(format.span, "the format is here")
                    .hint("keep `events` or `format: xml`"),
                );
            }
        }
        if let (Some(events), Some(response)) = (events, response)
            && matches!(response.value, Content::Bytes)
        {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_RESPONSE,
                    response.span,
                    "an answer is bytes or events",
                )
                .related(events.span, "the events are here")
                .hint("keep `events` or `response: bytes`"),
            );
        }
    }
}

pub(super) fn headers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for field in &operation.response_headers {
            header_name(&field.name, Header::Answered, findings);
            header_type(&subject.types, field, findings);
            match seen.entry(field.name.value.to_ascii_lowercase()) {
                Entry::Vacant(entry) => {
                    entry.insert(field.name.span);
                }
                Entry::Occupied(first) => findings.push(
                    Diagnostic::new(
                        &rules::DUPLICATE_PARAMETER,
                        field.name.span,
                        format!("`{}` is declared twice", field.name.value),
                    )
                    .related(*first.get(), "first here")
                    .hint("keep one of them; names of headers differ by more than their case"),
                ),
            }
        }
    }
}

fn header_type<'ast>(types: &Resolver<'ast>, field: &'ast Field, findings: &mut Vec<Diagnostic>) {
    let Some(ty) = &field.ty else {
        return;
    };
    let family = family_prefix(&field.name.value).is_some();
    let resolved = types.resolve(&ty.value);
    let (fits, hint) = match (resolved, family) {
        (Some(Resolved::Map(element)), true) => (
            types.resolve(element).is_none_or(Resolved::is_text),
            "write `map<string>`",
        ),
        (Some(Resolved::Map(_)), false) => (
            false,
            "a family of headers is named after what they begin with: `X-Account-Meta-*`",
        ),
        (Some(_), true) => (
            false,
            "a family is a map: `map<string>`, by what follows the prefix",
        ),
        (Some(resolved), false) => (
            resolved.is_text(),
            "declare it as the text that the page shows",
        ),
        (None, _) => return,
    };
    if !fits {
        findings.push(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                ty.span,
                format!(
                    "`{}` is of a type that headers cannot hold",
                    field.name.value
                ),
            )
            .hint(hint),
        );
    }
}

pub(super) fn events(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let Some(events) = &operation.events else {
            continue;
        };
        let is_for_callers = |name: &str| {
            let mut types = events.types.iter().map(|event| &event.name.value);
            types.any(|declared| declared == name) && !events.is_failure(name)
        };
        if !events
            .types
            .iter()
            .any(|event| is_for_callers(&event.name.value))
        {
            findings.push(
                Diagnostic::new(&rules::BAD_EVENTS, events.span, "no event is declared")
                    .hint("name at least one: `types: { message: json }`"),
            );
        }
        if let Some(last) = &events.last {
            let name = &last.value;
            if events.end.is_some() {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_EVENTS,
                        last.span,
                        "a stream ends with certain data or with a certain event",
                    )
                    .hint("keep `end` or `last`"),
                );
            }
            if events.is_failure(name) {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_EVENTS,
                        last.span,
                        format!("the event `{name}` is a failure, and not how a stream ends well"),
                    )
                    .hint("name another event, or leave `last` out"),
                );
            } else if !is_for_callers(name) {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_EVENTS,
                        last.span,
                        format!("the event `{name}` is not declared"),
                    )
                    .hint("declare it under `types`"),
                );
            }
        }
        for event in &events.types {
            if let Some(ty) = &event.ty
                && let Some(name) = formatted(&ty.value)
            {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_EVENTS,
                        ty.span,
                        format!("`{name}` is a format of members, and this is no member"),
                    )
                    .hint("declare the data as the `string` that comes, or as a struct with the member"),
                );
            }
        }
    }
}
