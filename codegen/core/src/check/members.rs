//! Members that can be `null`, and fields that are required at times.

use super::Subject;
use crate::{diagnostic::Diagnostic, parse::ast::Field, rules};

/// Outside of JSON there is no `null`.
pub(super) fn nullable(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for field in subject.service.parameters_written() {
        if let Some(span) = field.nullable {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_NULLABLE,
                    span,
                    format!("`{}` is a parameter, which has no `null`", field.name.value),
                )
                .hint("take it away; a parameter that may be left out has a `?`"),
            );
        }
    }
}

pub(super) fn required_when(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let fields = service
        .parameters_written()
        .chain(service.members_written());
    for field in fields {
        if let Field {
            optional: false,
            required_when: Some(when),
            ..
        } = field
        {
            findings.push(
                Diagnostic::new(
                    &rules::REQUIRED_WHEN,
                    when.span,
                    format!("`{}` is always required", field.name.value),
                )
                .hint(format!(
                    "declare `{}?`, or take `required_when` away",
                    field.name.value
                )),
            );
        }
    }
}
