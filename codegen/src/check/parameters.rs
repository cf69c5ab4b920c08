//! Parameters: that each is sent, and that it can be.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::Method,
    parse::ast::{Field, Http, Operation, Scalar, Service, TemplatePart},
    resolve::Resolved,
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
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

pub(super) fn placeholders(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(url) = &subject.service.url else {
        return;
    };
    let shared = &subject.service.shared.path;
    let in_url: Vec<_> = parameters_of(&url.path).collect();
    declared(&in_url, &names_of(shared), findings);
    sent(shared, &in_url, "the service's `url`", findings);
    for operation in &subject.service.operations {
        let Some(http) = &operation.http else {
            continue;
        };
        let own = &operation.parameters.path;
        let in_path: Vec<_> = parameters_of(&http.path).collect();
        let mut known = names_of(shared);
        known.extend(names_of(own));
        declared(&in_path, &known, findings);
        sent(own, &in_path, "the path", findings);
        twice_in_a_path(&in_url, http, findings);
    }
}

fn parameters_of(path: &[TemplatePart]) -> impl Iterator<Item = &Spanned<String>> {
    path.iter().filter_map(|part| match part {
        TemplatePart::Parameter(name) => Some(name),
        TemplatePart::Literal(_) => None,
    })
}

fn names_of(fields: &[Field]) -> BTreeSet<&str> {
    fields
        .iter()
        .map(|field| field.name.value.as_str())
        .collect()
}

/// Every placeholder is declared.
fn declared(
    placeholders: &[&Spanned<String>],
    known: &BTreeSet<&str>,
    findings: &mut Vec<Diagnostic>,
) {
    let unknown = placeholders
        .iter()
        .filter(|name| !known.contains(name.value.as_str()));
    for (index, name) in unknown.enumerate() {
        let meant = (index < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, known.iter().copied()))
            .flatten();
        findings.push(
            Diagnostic::new(
                &rules::PLACEHOLDER_WITHOUT_PARAMETER,
                name.span,
                format!("`{}` is not declared", name.value),
            )
            .hint(meant.unwrap_or_else(|| format!("add `path: {{ {}: string }}`", name.value))),
        );
    }
}

/// Every declared parameter has its placeholder.
fn sent(
    fields: &[Field],
    placeholders: &[&Spanned<String>],
    place: &str,
    findings: &mut Vec<Diagnostic>,
) {
    let present: BTreeSet<&str> = placeholders
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    let absent = fields
        .iter()
        .filter(|field| !present.contains(field.name.value.as_str()));
    findings.extend(absent.map(|field| never_sent(field, place)));
}

fn never_sent(field: &Field, place: &str) -> Diagnostic {
    Diagnostic::new(
        &rules::PARAMETER_WITHOUT_PLACEHOLDER,
        field.name.span,
        format!("`{}` does not occur in {place}", field.name.value),
    )
    .hint(format!(
        "write `{{{}}}` where it belongs, or take the parameter out",
        field.name.value
    ))
}

fn twice_in_a_path(in_url: &[&Spanned<String>], http: &Http, findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Span> = in_url
        .iter()
        .map(|name| (name.value.as_str(), name.span))
        .collect();
    for name in parameters_of(&http.path) {
        match seen.get(name.value.as_str()) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::BAD_HTTP,
                    name.span,
                    format!("`{{{}}}` is in the path twice", name.value),
                )
                .related(*first, "first here")
                .hint("a placeholder stands in a path once"),
            ),
            None => {
                seen.insert(&name.value, name.span);
            }
        }
    }
}

pub(super) fn types(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let mut paths: Vec<&Field> = service.shared.path.iter().collect();
    let mut others: Vec<&Field> = service
        .shared
        .query
        .iter()
        .chain(&service.shared.headers)
        .collect();
    for operation in &service.operations {
        paths.extend(&operation.parameters.path);
        others.extend(&operation.parameters.query);
        others.extend(&operation.parameters.headers);
    }
    for field in &paths {
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
    for field in paths.into_iter().chain(others) {
        let Some(ty) = &field.ty else {
            continue;
        };
        let refused = match subject.types.resolve(&ty.value) {
            Some(Resolved::Scalar(Scalar::Json)) => "any JSON",
            Some(Resolved::List(_)) => "a list",
            Some(Resolved::Map(_)) => "a map",
            Some(Resolved::Struct(_)) => "a struct",
            Some(Resolved::Scalar(_) | Resolved::Enum(_)) | None => continue,
        };
        findings.push(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                ty.span,
                format!(
                    "`{}` is {refused}, which only a body can hold",
                    field.name.value
                ),
            )
            .hint("declare it as the text that the page shows"),
        );
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
        let names = parameters
            .headers
            .iter()
            .map(|field| &field.name)
            .chain(parameters.constants.iter().map(|constant| &constant.name));
        for name in names {
            header_name(name, findings);
        }
        for constant in &parameters.constants {
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

fn header_name(name: &Spanned<String>, findings: &mut Vec<Diagnostic>) {
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let lower = name.value.to_ascii_lowercase();
    if name.value.is_empty() || !name.value.chars().all(legal) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                name.span,
                format!("`{}` is not the name of a header", name.value),
            )
            .hint("a header's name is letters, digits, hyphens and underscores"),
        );
    } else if OWNED_HEADERS.contains(&lower.as_str()) {
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
    let (shared, own) = (&service.shared, &operation.parameters);
    let constants = shared.constants.iter().chain(&own.constants);
    let constants =
        constants.map(|constant| (constant.name.value.to_ascii_lowercase(), constant.name.span));
    let headers = shared.headers.iter().chain(&own.headers);
    let mut given = Vec::new();
    first_of_each_name(
        shared.path.iter().chain(&own.path),
        str::to_owned,
        BTreeMap::new(),
        &mut given,
    );
    first_of_each_name(
        shared.query.iter().chain(&own.query),
        str::to_owned,
        BTreeMap::new(),
        &mut given,
    );
    first_of_each_name(
        headers,
        str::to_ascii_lowercase,
        constants.collect(),
        &mut given,
    );
    given
}

fn first_of_each_name<'ast>(
    fields: impl Iterator<Item = &'ast Field>,
    normalised: fn(&str) -> String,
    mut seen: BTreeMap<String, Span>,
    given: &mut Vec<Given<'ast>>,
) {
    for field in fields {
        let name = normalised(&field.name.value);
        let repeats = seen.get(&name).copied();
        seen.entry(name).or_insert(field.name.span);
        given.push(Given { field, repeats });
    }
}

pub(super) fn duplicates(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        for Given { field, repeats } in given(subject.service, operation) {
            if let Some(first) = repeats {
                findings.push(declared_twice(&field.name, first));
            }
        }
        let constants = subject
            .service
            .shared
            .constants
            .iter()
            .chain(&operation.parameters.constants);
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for constant in constants {
            match seen.entry(constant.name.value.to_ascii_lowercase()) {
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
        if let (Some(http), Some(body)) = (&operation.http, &operation.body)
            && matches!(http.method, Method::Get | Method::Head)
        {
            findings.push(
                Diagnostic::new(
                    &rules::BODY_NOT_ALLOWED,
                    body.span,
                    format!("a {} request has no body", http.method.as_str()),
                )
                .hint("declare the parameters under `query`"),
            );
        }
    }
}
