//! Samples of failures: that they show one, and that no other sample does.

use serde_json::Value as Json;

use super::each;
use crate::{
    check::Subject,
    conventions::{envelope, statuses, success},
    diagnostic::Diagnostic,
    parse::{
        ast::{Example, Operation, Service, Success},
        node::Node,
    },
    rules,
    source::Spanned,
};

/// What nothing but a failure is wrapped in, whatever the status is.
const WRAPPERS: [&str; 2] = ["error", "responseError"];

pub(in crate::check) fn failures(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject) {
        let status = example.status.as_ref().map(|status| status.value);
        let first = statuses(operation).first().copied().unwrap_or(200);
        let answered = status.unwrap_or(first);
        let refused = refused_code(subject.service, operation, example);
        match (&example.error, refused) {
            (Some(error), refused) => {
                let ok = (200..300).contains(&answered);
                // What a text says, its test finds out.
                let says_so = refused.is_some()
                    || example.text.is_some()
                    || is_wrapped(subject.service, operation, example);
                if ok && !says_so {
                    findings.push(
                        Diagnostic::new(
                            &rules::EXAMPLE_ERROR,
                            error.span,
                            format!("nothing in an answer with status {answered} says that this is a failure"),
                        )
                        .hint("give the example its `status`, or say with `success` which code the answer fails by"),
                    );
                }
                if ok
                    && let Some(code) = refused
                    && error.value.code.as_ref() != Some(&code)
                {
                    findings.push(
                        Diagnostic::new(
                            &rules::EXAMPLE_ERROR,
                            error.span,
                            format!("the answer fails with the code `{code}`"),
                        )
                        .hint(format!("write `error: {{ code: \"{code}\" }}`")),
                    );
                }
            }
            (None, Some(code)) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_ERROR,
                    example
                        .response
                        .as_ref()
                        .map_or(example.name.span, Node::mark),
                    format!("the code `{code}` says that this is a failure"),
                )
                .hint(format!(
                    "add `error: {{ code: \"{code}\" }}`, or the code to the `values` of `success`"
                )),
            ),
            (None, None) => {
                if let Some(status) = &example.status
                    && !statuses(operation).contains(&answered)
                {
                    findings.push(unlisted(operation, status));
                }
            }
        }
    }
}

fn unlisted(operation: &Operation, status: &Spanned<u16>) -> Diagnostic {
    let hint = if (200..300).contains(&status.value) {
        format!(
            "add {} to the operation's `status` if it means success, or say `error: {{ .. }}`",
            status.value
        )
    } else {
        "say what the caller is told: `error: { code: \"300\", message: Not Found Exception }`"
            .to_owned()
    };
    Diagnostic::new(
        &rules::EXAMPLE_ERROR,
        status.span,
        format!(
            "{} is not a status that `{}` answers success with",
            status.value, operation.name.value
        ),
    )
    .hint(hint)
}

/// The code that makes a failure of an answer with a status of success.
fn refused_code(service: &Service, operation: &Operation, example: &Example) -> Option<String> {
    let Success { code, values, .. } = success(service, operation)?;
    let found = code
        .value
        .split('.')
        .try_fold(example.response.as_ref()?, |node, member| node.get(member))?;
    let code = match found.json() {
        Json::Null | Json::Array(_) | Json::Object(_) => return None,
        Json::String(text) => text,
        scalar => scalar.to_string(),
    };
    (!values.contains(&code)).then_some(code)
}

/// Whether an answer is nothing but an error, or lacks what it should be wrapped in.
fn is_wrapped(service: &Service, operation: &Operation, example: &Example) -> bool {
    let Some(response) = &example.response else {
        return false;
    };
    let alone = response.entries().is_some_and(
        |entries| matches!(entries, [only] if WRAPPERS.contains(&only.key.value.as_str())),
    );
    let unwrapped = match envelope(service, operation) {
        Some(envelope) => !envelope.optional && response.get(&envelope.member).is_none(),
        None => false,
    };
    alone || (unwrapped && operation.response.is_some())
}
