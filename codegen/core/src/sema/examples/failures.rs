//! Examples of failures: that they show one, and that no other example does.

use serde_json::Value as Json;

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::Success,
    parse::{ast::Example, node::Node},
    rules,
    source::Spanned,
};

/// What nothing but a failure is wrapped in, whatever the status is.
const WRAPPERS: [&str; 2] = ["error", "responseError"];

impl Subject<'_> {
    pub(super) fn failure(&self, example: &Example, findings: &mut Vec<Diagnostic>) {
        let status = self.status(example);
        let refused = self.refused_code(example);
        match (&example.error, refused) {
            (Some(error), refused) => {
                let ok = (200..300).contains(&status);
                // What a text says, its test finds out.
                let says_so =
                    refused.is_some() || example.text.is_some() || self.is_wrapped(example);
                if ok && !says_so {
                    findings.push(
                        Diagnostic::new(
                            &rules::EXAMPLE_ERROR,
                            error.span,
                            format!("nothing in a response with status {status} says that this is a failure"),
                        )
                        .hint("give the example its `status`, or say with `success` which code the response fails by"),
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
                            format!("the response fails with the code `{code}`"),
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
                if let Some(written) = &example.status
                    && !self.operation.response.statuses.contains(&status)
                {
                    findings.push(unlisted(&self.operation.name, written));
                }
            }
        }
    }

    /// The code that makes a failure of a response with a status of success.
    fn refused_code(&self, example: &Example) -> Option<String> {
        let Success { code, values, .. } = self.operation.response.success.as_ref()?;
        let found = code
            .iter()
            .try_fold(example.response.as_ref()?, |node, member| node.get(member))?;
        let code = match found.json() {
            Json::Null | Json::Array(_) | Json::Object(_) => return None,
            Json::String(text) => text,
            scalar => scalar.to_string(),
        };
        (!values.contains(&code)).then_some(code)
    }

    /// Whether a response is nothing but an error, or lacks what it should be wrapped in.
    fn is_wrapped(&self, example: &Example) -> bool {
        let Some(response) = &example.response else {
            return false;
        };
        let alone = response.entries().is_some_and(
            |entries| matches!(entries, [only] if WRAPPERS.contains(&only.key.value.as_str())),
        );
        let unwrapped = match &self.operation.response.envelope {
            Some(envelope) => !envelope.optional && response.get(&envelope.member).is_none(),
            None => false,
        };
        alone || unwrapped
    }
}

fn unlisted(operation: &str, status: &Spanned<u16>) -> Diagnostic {
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
            "{} is not a status of success of `{operation}`",
            status.value
        ),
    )
    .hint(hint)
}
