//! Parameters: that each is sent, and that it can be.

use std::collections::{BTreeMap, btree_map::Entry};

use super::Subject;
use crate::{
    conventions,
    diagnostic::Diagnostic,
    ir::{Method, Place},
    parse::ast::{Field, Operation, Service},
    rules,
    source::{Span, Spanned},
};

/// Headers that the signer or the transport sets.
const OWNED_HEADERS: [&str; 8] = [
    "x-ncp-apigw-timestamp",
    "x-ncp-iam-access-key",
    "x-ncp-apigw-signature-v1",
    "x-ncp-apigw-signature-v2",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
];

pub(super) fn paths(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let own = service
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters.path);
    for field in service.shared.path.iter().chain(own) {
        if field.optional {
            findings.push(
                Diagnostic::new(
                    &rules::OPTIONAL_PATH_PARAMETER,
                    field.name.span,
                    format!(
                        "the path parameter `{}` cannot be left out",
                        field.name.value
                    ),
                )
                .hint("take the `?` away; a path without it is another operation"),
            );
        }
    }
}

pub(super) fn headers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let all = std::iter::once(&service.shared).chain(
        service
            .operations
            .iter()
            .map(|operation| &operation.parameters),
    );
    for parameters in all {
        let constants = || {
            parameters
                .constants
                .iter()
                .filter(|constant| constant.place == Place::Header)
        };
        for field in &parameters.headers {
            header_name(&field.name, Header::Sent, findings);
        }
        for constant in constants() {
            header_name(&constant.name, Header::Constant, findings);
        }
        for constant in constants() {
            let legal = |c: char| c == ' ' || c.is_ascii_graphic();
            if !constant.value.value.chars().all(legal) {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_HEADER,
                        constant.value.span,
                        "a header's value is printable ASCII",
                    )
                    .hint("write it as it goes over the wire"),
                );
            }
        }
    }
}

/// What a header is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Sent,
    Constant,
    Answered,
}

/// Letters, digits and a few signs, an asterisk not among them: behind a name it stands for whatever follows.
pub(super) fn header_name(name: &Spanned<String>, header: Header, findings: &mut Vec<Diagnostic>) {
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'+-.^_`|~".contains(c);
    let lower = name.value.to_ascii_lowercase();
    let plain = match conventions::family_prefix(&name.value) {
        Some(prefix) if header != Header::Constant => prefix,
        _ => &name.value,
    };
    if plain.is_empty() || !plain.chars().all(legal) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                name.span,
                format!("`{}` is not the name of a header", name.value),
            )
            .hint("a header's name is letters, digits, hyphens and underscores; `*` at the end of a parameter's name makes a family of it"),
        );
    } else if header != Header::Answered && OWNED_HEADERS.contains(&lower.as_str()) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                name.span,
                format!("`{}` is set by the client itself", name.value),
            )
            .hint("take it out"),
        );
    }
}

/// A parameter of an operation, in the order in which the request struct has them.
pub(super) struct Given<'ast> {
    pub(super) field: &'ast Field,
    /// Where the same name is declared before, for the same place in the request.
    repeats: Option<Span>,
}

impl Given<'_> {
    pub(super) fn is_repeated(&self) -> bool {
        self.repeats.is_some()
    }
}

/// The parameters of an operation, shared ones first.
pub(super) fn given<'ast>(service: &'ast Service, operation: &'ast Operation) -> Vec<Given<'ast>> {
    let mut seen: BTreeMap<(Place, String), Span> = BTreeMap::new();
    for (place, constant) in conventions::constants(service, operation) {
        seen.entry((place, same_name(place, &constant.name.value)))
            .or_insert(constant.name.span);
    }
    conventions::parameters(service, operation)
        .map(|(place, field)| {
            let name = (place, same_name(place, &field.name.value));
            let repeats = seen.get(&name).copied();
            seen.entry(name).or_insert(field.name.span);
            Given { field, repeats }
        })
        .collect()
}

/// Names of headers differ by more than their case.
fn same_name(place: Place, name: &str) -> String {
    match place {
        Place::Header => name.to_ascii_lowercase(),
        Place::Path | Place::Query | Place::Form | Place::Part => name.to_owned(),
    }
}

pub(super) fn duplicates(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        for Given { field, repeats } in given(subject.service, operation) {
            if let Some(first) = repeats {
                findings.push(declared_twice(&field.name, first));
            }
        }
        let mut seen: BTreeMap<(Place, String), Span> = BTreeMap::new();
        for (place, constant) in conventions::constants(subject.service, operation) {
            match seen.entry((place, same_name(place, &constant.name.value))) {
                Entry::Occupied(first) => {
                    findings.push(declared_twice(&constant.name, *first.get()));
                }
                Entry::Vacant(entry) => {
                    entry.insert(constant.name.span);
                }
            }
        }
    }
}

fn declared_twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(
        &rules::DUPLICATE_PARAMETER,
        name.span,
        format!("`{}` is declared twice", name.value),
    )
    .related(first, "first here")
    .hint("keep one of them; what the service declares, every operation has")
}

pub(super) fn bodies(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let form = form_of(subject.service, operation).map(|span| (span, "a form"));
        let parts = operation.multipart.map(|span| (span, "parts"));
        let body = operation.body.as_ref().map(|body| (body.span, "a body"));
        let mut bodies = [form, parts, body].into_iter().flatten();
        let first = bodies.next();
        if let (Some((first, what)), Some((span, _))) = (first, bodies.next()) {
            findings.push(
                Diagnostic::new(
                    &rules::BODY_NOT_ALLOWED,
                    span,
                    format!("a request has one body, and this one sends {what}"),
                )
                .related(first, "declared here")
                .hint(
                    "keep one of `body`, `form` and `multipart`, as the page's Content-Type says",
                ),
            );
        }
        let Some(http) = &operation.http else {
            continue;
        };
        if let Some((span, _)) = first
            && matches!(http.method, Method::Get | Method::Head)
        {
            findings.push(
                Diagnostic::new(
                    &rules::BODY_NOT_ALLOWED,
                    span,
                    format!("a {} request has no body", http.method.as_str()),
                )
                .hint("declare the parameters under `query`"),
            );
        }
    }
}

/// The content type of a body of several parts says where each ends, which is not for a spec to know.
pub(super) fn content_types(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    const CONTENT_TYPE: &str = "content-type";
    let service = subject.service;
    for operation in &service.operations {
        let Some(multipart) = operation.multipart else {
            continue;
        };
        let constants = conventions::constants(service, operation)
            .map(|(place, constant)| (place, &constant.name));
        let parameters =
            conventions::parameters(service, operation).map(|(place, field)| (place, &field.name));
        let said = constants.chain(parameters).find(|(place, name)| {
            *place == Place::Header && name.value.eq_ignore_ascii_case(CONTENT_TYPE)
        });
        if let Some((_, name)) = said {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_HEADER,
                    multipart,
                    format!(
                        "the client itself writes the Content-Type of `{}`",
                        operation.name.value
                    ),
                )
                .related(name.span, "declared here")
                .hint(
                    "take the header out, or declare it where it belongs: at the other operations",
                ),
            );
        }
    }
}

/// Where the first parameter that goes into a form is declared.
fn form_of(service: &Service, operation: &Operation) -> Option<Span> {
    let fields =
        conventions::parameters(service, operation).map(|(place, field)| (place, field.name.span));
    let constants = conventions::constants(service, operation)
        .map(|(place, constant)| (place, constant.name.span));
    fields
        .chain(constants)
        .find(|(place, _)| *place == Place::Form)
        .map(|(_, span)| span)
}
