//! Requests, of which no two operations have the same.

use std::collections::BTreeMap;

use super::Subject;
use crate::{
    conventions,
    diagnostic::Diagnostic,
    parse::ast::{Content, Operation, Service, TemplatePart},
    rules,
    source::Span,
};

/// What tells the request of an operation from those of others: the method, the address without the names of its parameters, the
/// constants, and what its body is.
type Request<'ast> = (&'static str, String, Vec<[&'ast str; 2]>, BodyKind);

/// What the body of a request is, as its content type says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BodyKind {
    /// None, or a form.
    Parameters,
    Value,
    Bytes,
    Parts,
}

fn request<'ast>(service: &'ast Service, operation: &'ast Operation) -> Option<Request<'ast>> {
    let http = operation.http.as_ref()?;
    let url = conventions::address(service, operation).map(|address| &address.url);
    let path = url.map_or(&[][..], |url| &url.path);
    let path = path.iter().chain(&http.path).map(|part| match part {
        TemplatePart::Literal(text) => text.as_str(),
        TemplatePart::Parameter(_) => "{}",
    });
    let endpoint = url.map(|url| url.endpoint.as_str());
    let address = endpoint.into_iter().chain(path).collect();
    let mut constants: Vec<_> = conventions::constants(service, operation)
        .map(|(_, constant)| [constant.name.value.as_str(), constant.value.value.as_str()])
        .collect();
    constants.sort_unstable();
    Some((
        http.method.as_str(),
        address,
        constants,
        match (&operation.body, operation.multipart) {
            (None, None) => BodyKind::Parameters,
            (None, Some(_)) => BodyKind::Parts,
            (Some(body), _) if matches!(body.value, Content::Bytes) => BodyKind::Bytes,
            (Some(_), _) => BodyKind::Value,
        },
    ))
}

pub(super) fn duplicates(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let mut seen: BTreeMap<Request<'_>, Span> = BTreeMap::new();
    for operation in &service.operations {
        let (Some(http), Some(request)) = (&operation.http, request(service, operation)) else {
            continue;
        };
        match seen.get(&request) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_OPERATION,
                    http.span,
                    format!(
                        "`{}` is the request of another operation too",
                        operation.name.value
                    ),
                )
                .related(*first, "first here")
                .hint("the page of one of them names another method or path, or a parameter that is always the same: `code: { const: \"0\" }`"),
            ),
            None => {
                seen.insert(request, http.span);
            }
        }
    }
}
