//! Answers that are not JSON, and headers of answers.

use super::{Fit, each, is_without_content};
use crate::{
    check::Subject,
    conventions::family_prefix,
    diagnostic::Diagnostic,
    parse::ast::{Content, Example, Field, Format, Operation},
    rules,
};

/// Whether an answer is given twice.
pub(super) fn and_json(example: &Example, findings: &mut Vec<Diagnostic>) -> bool {
    let (Some(text), Some(given)) = (&example.text, &example.response) else {
        return false;
    };
    findings.push(
        Diagnostic::new(
            &rules::EXAMPLE_RESPONSE,
            text.span,
            "an answer is JSON or text, not both",
        )
        .related(given.mark(), "the JSON is here")
        .hint("keep `response` or `text`"),
    );
    true
}

/// Whether an answer is given as text, or should be; then there is no JSON to look at.
pub(super) fn stands_for_response(
    operation: &Operation,
    example: &Example,
    findings: &mut Vec<Diagnostic>,
) -> bool {
    let textual = is_textual(operation);
    let events = operation.events.is_some();
    let finding = match (&example.text, &example.response) {
        (None, Some(given)) if textual => Diagnostic::new(
            &rules::EXAMPLE_RESPONSE,
            given.mark(),
            format!("`{}` does not answer JSON", operation.name.value),
        )
        .hint("write what is answered as `text`"),
        (None, None)
            if textual && !is_without_content(example)
                || events && operation.response.is_none() =>
        {
            Diagnostic::new(
                &rules::EXAMPLE_RESPONSE,
                example.name.span,
                "the response is not given",
            )
            .hint("add `text: ..`")
        }
        (Some(text), _) if !textual && !events => Diagnostic::new(
            &rules::EXAMPLE_RESPONSE,
            text.span,
            format!("`{}` answers no text", operation.name.value),
        )
        .hint("write the JSON that is answered as `response`"),
        (Some(_), _) => return true,
        (None, _) => return textual,
    };
    findings.push(finding);
    true
}

fn is_textual(operation: &Operation) -> bool {
    let xml = operation
        .format
        .as_ref()
        .is_some_and(|format| format.value == Format::Xml);
    let bytes = operation
        .response
        .as_ref()
        .is_some_and(|response| matches!(response.value, Content::Bytes));
    xml || bytes
}

/// Headers of an answer that are results have values of their types, and those that are required are there.
pub(in crate::check) fn headers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject).filter(|(_, example)| example.error.is_none()) {
        for field in &operation.response_headers {
            let mut found = false;
            let given = example.response_headers.iter();
            for (name, value) in given.filter(|(name, _)| is_named(field, &name.value, operation)) {
                found = true;
                let mut fit = Fit::header(subject);
                match family_prefix(&field.name.value) {
                    Some(_) => fit.element(field, value, name.span),
                    None => fit.field(field, value, name.span),
                }
                findings.append(&mut fit.findings);
            }
            let required = !field.optional && family_prefix(&field.name.value).is_none();
            if required && !found {
                findings.push(
                    Diagnostic::new(
                        &rules::EXAMPLE_RESPONSE,
                        example.name.span,
                        format!("the header `{}` is not given", field.name.value),
                    )
                    .related(field.name.span, "declared here")
                    .hint(format!(
                        "add it under `response_headers`, or declare `{}?` if it may be absent",
                        field.name.value
                    )),
                );
            }
        }
    }
}

/// Whether a header is this one, or of this family and nobody else's.
pub(super) fn is_named(field: &Field, name: &str, operation: &Operation) -> bool {
    let Some(prefix) = family_prefix(&field.name.value) else {
        return field.name.value.eq_ignore_ascii_case(name);
    };
    let others = &operation.response_headers;
    name.get(..prefix.len())
        .is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
        && !others
            .iter()
            .any(|other| other.name.value.eq_ignore_ascii_case(name))
}
