//! How callers say who they are: that it can be sent, and is not declared as a parameter too.

use std::collections::BTreeMap;

use super::{
    Subject,
    parameters::{self, Header},
};
use crate::{
    conventions,
    diagnostic::Diagnostic,
    ir::{Authorization, Place},
    parse::ast::{self, Content},
    rules,
    source::{Span, Spanned},
};

pub(super) fn headers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for said in said(subject) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for name in &said.headers {
            parameters::header_name(name, Header::Constant, findings);
            let lower = name.value.to_ascii_lowercase();
            match seen.get(&lower) {
                Some(first) => findings.push(
                    Diagnostic::new(
                        &rules::BAD_AUTH,
                        name.span,
                        format!("`{}` is named twice", name.value),
                    )
                    .related(*first, "first here")
                    .hint("keep one of them"),
                ),
                None => {
                    seen.insert(lower, name.span);
                }
            }
        }
    }
}

fn said<'ast>(subject: &Subject<'ast>) -> impl Iterator<Item = &'ast ast::Authorization> {
    let own = subject
        .service
        .operations
        .iter()
        .filter_map(|operation| operation.authorization.as_ref());
    subject.service.authorization.iter().chain(own)
}

/// What the client sends by itself is no parameter.
pub(super) fn parameters(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    // A shared parameter is one finding, not one an operation.
    let mut found: Vec<Span> = Vec::new();
    for operation in &service.operations {
        let authorization = conventions::authorization(service, operation);
        let parameters =
            conventions::parameters(service, operation).map(|(place, field)| (place, &field.name));
        let constants = conventions::constants(service, operation)
            .map(|(place, constant)| (place, &constant.name));
        for (place, name) in parameters.chain(constants) {
            if sends(&authorization, place, name) && !found.contains(&name.span) {
                found.push(name.span);
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_AUTH,
                        name.span,
                        format!("`{}` is what `auth` sends", name.value),
                    )
                    .hint("take it out: callers give it with a service key"),
                );
            }
        }
    }
}

fn sends(authorization: &Authorization, place: Place, name: &Spanned<String>) -> bool {
    let name = &name.value;
    let is = |header: &str| place == Place::Header && name.eq_ignore_ascii_case(header);
    match authorization {
        // No operation may declare its headers, whatever its `auth`.
        Authorization::Signature | Authorization::None => false,
        Authorization::ApiKey => Authorization::API_KEY_HEADERS.into_iter().any(is),
        Authorization::ApiKeyInQuery => {
            place == Place::Query && Authorization::API_KEY_PARAMETERS.contains(&name.as_str())
        }
        Authorization::Headers(names) => names.iter().any(|header| is(header)),
        Authorization::Bearer => is("authorization"),
        Authorization::BodySignature(header) | Authorization::Token(header) => is(header),
    }
}

/// A signature of the body needs one, and needs it whole.
pub(super) fn bodies(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    for operation in &service.operations {
        let authorization = conventions::authorization(service, operation);
        let streamed = operation.multipart.is_some()
            || matches!(&operation.body, Some(body) if matches!(body.value, Content::Bytes));
        let sends_body = operation.body.is_some()
            || conventions::parameters(service, operation).any(|(place, _)| place == Place::Form);
        if matches!(authorization, Authorization::BodySignature(_)) && (streamed || !sends_body) {
            let said = operation
                .authorization
                .as_ref()
                .or(service.authorization.as_ref());
            let finding = Diagnostic::new(
                &rules::BAD_AUTH,
                operation.name.span,
                if streamed {
                    format!(
                        "the body of `{}` is streamed, and cannot be signed as a whole",
                        operation.name.value
                    )
                } else {
                    format!(
                        "`{}` has no body that could be signed",
                        operation.name.value
                    )
                },
            )
            .hint("give the operation an `auth` of its own");
            findings.push(match said {
                Some(said) => finding.related(said.span, "it is authenticated by its body"),
                None => finding,
            });
        }
    }
}
