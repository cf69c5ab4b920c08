//! Names that must differ from each other.

use std::collections::BTreeMap;

use crate::{diagnostic::Diagnostic, ir::Field, rules, source::Span};

/// The Rust names of one scope and what they stand for.
pub(in crate::sema) struct Scope {
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
    pub(in crate::sema) fn new(place: &'static str) -> Self {
        Self {
            place,
            hint: "give one of them another Rust name with `name`",
            taken: BTreeMap::new(),
        }
    }

    pub(in crate::sema) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    pub(in crate::sema) fn reserve(&mut self, rust_name: &str, by: &'static str) {
        self.taken.insert(rust_name.to_owned(), Taken::Reserved(by));
    }

    pub(in crate::sema) fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.taken.iter().filter_map(|(name, taken)| match taken {
            Taken::By { span, .. } => Some((name.as_str(), *span)),
            Taken::Reserved(_) => None,
        })
    }

    pub(in crate::sema) fn add_fields<'model>(
        &mut self,
        fields: impl IntoIterator<Item = &'model Field>,
        findings: &mut Vec<Diagnostic>,
    ) {
        for field in fields {
            let name = &field.wire_name;
            self.add(&field.rust_name, field.location.span, name, findings);
        }
    }

    /// Adds a name, unless it is empty: then there is a finding already.
    pub(in crate::sema) fn add(
        &mut self,
        rust_name: &str,
        span: Span,
        wire_name: &str,
        findings: &mut Vec<Diagnostic>,
    ) {
        if rust_name.is_empty() {
            return;
        }
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
