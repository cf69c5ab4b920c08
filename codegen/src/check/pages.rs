//! Pagers: that they name what is there.

use super::Subject;
use crate::{
    conventions::is_read,
    diagnostic::Diagnostic,
    parse::ast::{Operation, Scalar, Type},
    resolve::{DeadEnd, Resolved},
    rules::{self, Rule},
    source::Spanned,
    suggest::did_you_mean,
};

pub(super) fn pagers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let Some(pages) = &operation.pages else {
            continue;
        };
        if operation.http.is_some() && !is_read(subject.service, operation) {
            findings.push(
                Diagnostic::new(
                    &rules::UNSAFE_READ,
                    operation.name.span,
                    format!("`{}` has pages but is a write", operation.name.value),
                )
                .hint("say `safe: true` if it only reads"),
            );
        }
        offset_parameter(subject, operation, &pages.offset, findings);
        member(
            subject,
            operation,
            &pages.items,
            "a list",
            findings,
            |resolved| matches!(resolved, Resolved::List(_)),
        );
        if let Some(total) = &pages.total {
            member(
                subject,
                operation,
                total,
                "a whole number",
                findings,
                |resolved| matches!(resolved, Resolved::Scalar(Scalar::I32 | Scalar::I64)),
            );
        }
    }
}

fn offset_parameter(
    subject: &Subject<'_>,
    operation: &Operation,
    name: &Spanned<String>,
    findings: &mut Vec<Diagnostic>,
) {
    let query = || {
        subject
            .service
            .shared
            .query
            .iter()
            .chain(&operation.parameters.query)
    };
    let finding = match query().find(|field| field.name.value == name.value) {
        None => Diagnostic::new(
            &rules::PAGER,
            name.span,
            format!("`{}` is not a query parameter", name.value),
        )
        .hint_if(did_you_mean(
            &name.value,
            query().map(|field| field.name.value.as_str()),
        )),
        Some(field) => {
            let whole = matches!(
                field.ty.as_ref().map(|ty| &ty.value),
                Some(Type::Scalar(Scalar::I64)) | None
            );
            if whole && field.optional {
                return;
            }
            Diagnostic::new(
                &rules::PAGER,
                name.span,
                format!("`{}` is not an optional i64", name.value),
            )
            .related(field.name.span, "declared here")
            .hint(format!("declare `{}?: i64`", name.value))
        }
    };
    findings.push(finding);
}

fn member(
    subject: &Subject<'_>,
    operation: &Operation,
    path: &Spanned<String>,
    expected: &str,
    findings: &mut Vec<Diagnostic>,
    fits: fn(Resolved<'_>) -> bool,
) {
    match subject.types.path(operation, path) {
        Ok((steps, resolved)) => {
            if !fits(resolved) || steps.iter().any(|step| step.index.is_some()) {
                findings.push(
                    Diagnostic::new(
                        &rules::PAGER,
                        path.span,
                        format!("`{}` does not lead to {expected}", path.value),
                    )
                    .hint(format!("name the member of the answer that is {expected}")),
                );
            }
        }
        Err(Some(dead_end)) => findings.push(leads_nowhere(&rules::PAGER, &dead_end)),
        Err(None) => {}
    }
}

pub(super) fn leads_nowhere(rule: &'static Rule, dead_end: &DeadEnd<'_>) -> Diagnostic {
    let hint = did_you_mean(&dead_end.unknown, dead_end.known.iter().copied()).or_else(|| {
        (!dead_end.known.is_empty()).then(|| format!("members here: {}", dead_end.known.join(", ")))
    });
    Diagnostic::new(rule, dead_end.span, &dead_end.message)
        .hint("name a member of the operation's `response`")
        .hint_if(hint)
}
