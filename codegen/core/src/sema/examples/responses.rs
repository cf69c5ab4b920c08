//! Responses of examples: JSON, what is not JSON, and headers.

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::Format,
    parse::ast::Example,
    rules,
    sema::{NO_CONTENT, family_prefix},
    values::{Checker, Encoding},
};

impl Subject<'_> {
    pub(super) fn response(&self, example: &Example, findings: &mut Vec<Diagnostic>) {
        // What a failure responds with is not what the operation declares.
        if is_given_twice(example, findings) || example.error.is_some() {
            return;
        }
        if self.is_text(example, findings) {
            return;
        }
        let response = &self.operation.response;
        match (&response.ty, &example.response) {
            (None, None) => {}
            (Some(_), None) if response.optional || is_without_content(example) => {}
            (None, Some(given)) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_RESPONSE,
                    given.mark(),
                    format!("`{}` responds with nothing", self.operation.name),
                )
                .hint("declare the operation's `response`"),
            ),
            (Some(_), None) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_RESPONSE,
                    example.name.span,
                    "the response is not given",
                )
                .related(response.location.span, "declared here")
                .hint("add `response: ..`"),
            ),
            (Some(_), Some(given)) => {
                let mut checker = Checker::response(self.service, Encoding::ReceivedJson);
                checker.whole_response(response, given);
                findings.append(&mut checker.findings);
            }
        }
    }

    /// Whether a response is given as text, or should be; then there is no JSON to look at.
    fn is_text(&self, example: &Example, findings: &mut Vec<Diagnostic>) -> bool {
        let operation = self.operation;
        let textual = operation.response.format != Format::Json;
        let events = operation.events.is_some();
        let finding = match (&example.text, &example.response) {
            (None, Some(given)) if textual => Diagnostic::new(
                &rules::EXAMPLE_RESPONSE,
                given.mark(),
                format!("`{}` does not respond with JSON", operation.name),
            )
            .hint("write the response as `text`"),
            (None, None)
                if textual && !is_without_content(example)
                    || events && self.written.response.is_none() =>
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
                format!("`{}` responds with no text", operation.name),
            )
            .hint("write the JSON that comes back as `response`"),
            (Some(_), _) => return true,
            (None, _) => return textual,
        };
        findings.push(finding);
        true
    }

    /// Headers of a response that are results have values of their types, and those that are required are there.
    pub(super) fn response_headers(&self, example: &Example, findings: &mut Vec<Diagnostic>) {
        if example.error.is_some() {
            return;
        }
        let headers = &self.operation.response.headers;
        for (written, field) in self.written.response_headers.iter().zip(headers) {
            let is_family = family_prefix(&field.wire_name).is_some();
            let mut found = false;
            let given = example.response_headers.iter();
            for (name, value) in
                given.filter(|(name, _)| self.operation.response.is_header(field, &name.value))
            {
                found = true;
                let mut checker = Checker::header(self.service);
                if is_family {
                    checker.element(field, value, name.span);
                } else {
                    checker.field(field, value, name.span);
                }
                findings.append(&mut checker.findings);
            }
            if field.is_required() && !is_family && !found {
                let name = &written.name;
                findings.push(
                    Diagnostic::new(
                        &rules::EXAMPLE_RESPONSE,
                        example.name.span,
                        format!("the header `{}` is not given", name.value),
                    )
                    .related(name.span, "declared here")
                    .hint(format!(
                        "add it under `response_headers`, or declare `{}?` if it may be absent",
                        name.value
                    )),
                );
            }
        }
    }
}

fn is_given_twice(example: &Example, findings: &mut Vec<Diagnostic>) -> bool {
    let (Some(text), Some(given)) = (&example.text, &example.response) else {
        return false;
    };
    findings.push(
        Diagnostic::new(
            &rules::EXAMPLE_RESPONSE,
            text.span,
            "a response is JSON or text, not both",
        )
        .related(given.mark(), "the JSON is here")
        .hint("keep `response` or `text`"),
    );
    true
}

fn is_without_content(example: &Example) -> bool {
    let status = example.status.as_ref().map(|status| status.value);
    status == Some(NO_CONTENT)
}
