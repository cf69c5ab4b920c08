//! Names that must differ from each other.

use std::collections::BTreeMap;

use crate::{diagnostic::Diagnostic, rules, source::Span};

/// The Rust names of one scope and what they stand for.
pub(super) struct Scope {
    place: &'static str,
    /// What resolves a collision there.
    hint: &'static str,
    taken: BTreeMap<String, Taken>,
}

enum Taken {
    By { span: Span, wire_name: String },
    Reserved(&'static str),
}

impl Scope {
    pub(super) fn new(place: &'static str) -> Self {
        Self {
            place,
            hint: "give one of them another Rust name with `name`",
            taken: BTreeMap::new(),
        }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    pub(super) fn reserve(&mut self, rust_name: &str, by: &'static str) {
        self.taken.insert(rust_name.to_owned(), Taken::Reserved(by));
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.taken.iter().filter_map(|(name, taken)| match taken {
            Taken::By { span, .. } => Some((name.as_str(), *span)),
            Taken::Reserved(_) => None,
        })
    }

    pub(super) fn add(
        &mut self,
        rust_name: &str,
        span: Span,
        wire_name: &str,
        findings: &mut Vec<Diagnostic>,
    ) {
        let place = self.place;
        let finding = match self.taken.get(rust_name) {
            None => {
                let by = Taken::By {
                    span,
                    wire_name: wire_name.to_owned(),
                };
                self.taken.insert(rust_name.to_owned(), by);
                return;
            }
            Some(Taken::Reserved(by)) => Diagnostic::new(
                &rules::NAME_COLLISION,
                span,
                format!("`{wire_name}` becomes `{rust_name}` {place}, like {by}"),
            ),
            Some(Taken::By {
                span: first,
                wire_name: other,
            }) => {
                let message = if wire_name == rust_name && other == rust_name {
                    format!("two things {place} are called `{rust_name}`")
                } else {
                    format!("`{wire_name}` becomes `{rust_name}` {place}, like `{other}`")
                };
                Diagnostic::new(&rules::NAME_COLLISION, span, message)
                    .related(*first, format!("`{other}` is here"))
            }
        };
        findings.push(finding.hint(self.hint));
    }
}
