//! What is found, in words: what stands in a spec as it is, of a call no more than may be told.

use serde_json::Value as Json;

use super::{Checker, Fault, scalars::Misfit};
use crate::{
    diagnostic::{Diagnostic, clipped},
    parse::node::{Kind, Node},
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

impl Checker<'_> {
    pub fn push(&mut self, fault: Fault, finding: Diagnostic) {
        let Some(declared) = &self.declared else {
            self.findings.push(finding);
            return;
        };
        // Responses have rules of their own, whatever they are written in.
        let is_response = std::ptr::eq(self.rule, &raw const rules::EXAMPLE_RESPONSE);
        let rule = (!is_response).then_some(self.rule);
        let told = declared.told(fault, rule, finding, &mut self.known);
        self.findings.extend(told);
    }

    pub(super) fn undeclared<'name>(
        &mut self,
        name: &Spanned<String>,
        declared: impl IntoIterator<Item = &'name str>,
    ) {
        let hint = (self.findings.len() < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, declared))
            .flatten()
            .unwrap_or_else(|| "declare it, or take it out".to_owned());
        self.push(
            Fault::Undeclared,
            Diagnostic::new(
                self.rule,
                name.span,
                format!("the member `{}` is not declared", name.value),
            )
            .hint(hint),
        );
    }

    pub(super) fn found(&mut self, fits: Result<(), Misfit>, value: &Node, place: Span) {
        match fits {
            Ok(()) => {}
            Err(Misfit::Not(expected)) => self.mismatch(expected, value, place),
            Err(Misfit::SentAs(sent)) => self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    value.mark(),
                    "this is not the form in which the time is sent",
                )
                .hint(format!(
                    "write `{sent}`, and say so under `made` if the page's sample has another form"
                )),
            ),
        }
    }

    /// Whether what a value holds may stand in a message.
    pub(super) fn is_sensitive(&self) -> bool {
        self.declared
            .as_ref()
            .is_some_and(|declared| declared.is_sensitive)
    }

    /// A text of a spec as it is; of a call no more than its beginning.
    pub(super) fn quoted(&self, text: &str) -> String {
        match &self.declared {
            None => text.to_owned(),
            Some(_) => clipped(text),
        }
    }

    pub(super) fn mismatch(&mut self, expected: &str, value: &Node, place: Span) {
        let found = match &value.kind {
            Kind::Scalar(scalar) if self.is_sensitive() && !scalar.text.is_empty() => {
                "a value that is kept out of messages".to_owned()
            }
            Kind::Scalar(scalar) => match scalar.json() {
                Json::String(_) if scalar.text.is_empty() => "empty text".to_owned(),
                Json::String(_) => format!("the text `{}`", self.quoted(&scalar.text)),
                Json::Null => "nothing".to_owned(),
                _ => format!("the bare value `{}`", scalar.text),
            },
            Kind::Sequence(_) => "a list".to_owned(),
            Kind::Mapping(_) => "an object".to_owned(),
        };
        let span = if value.is_empty() {
            place
        } else {
            value.mark()
        };
        self.push(
            Fault::Misfit,
            Diagnostic::new(
                self.rule,
                span,
                format!("the declared type asks for {expected}, not {found}"),
            )
            .hint("mend the value, or the type if the page's own sample says otherwise (with a `defect`)"),
        );
    }
}
