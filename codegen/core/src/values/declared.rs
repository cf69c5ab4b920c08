//! Findings about a value that stands in no spec: they point to what is declared, and say the path to the value.

use std::collections::BTreeSet;

use super::Fault;
use crate::{
    diagnostic::Diagnostic,
    ir::Field,
    rules::{self, Rule},
    source::Span,
};

/// Where what a value is checked against is written.
#[derive(Clone, Copy)]
pub struct Declaration {
    /// What its members are declared in.
    pub owner: Span,
    /// Its type.
    pub ty: Span,
    /// Whether it is kept out of messages.
    pub is_sensitive: bool,
}

impl Declaration {
    /// Of a parameter, a header or a member.
    pub fn of_field(field: &Field) -> Self {
        Self {
            owner: field.location.span,
            ty: field.type_location.span,
            is_sensitive: field.sensitive,
        }
    }

    /// Of a whole body or of the data of an event.
    pub fn whole(span: Span) -> Self {
        Self {
            owner: span,
            ty: span,
            is_sensitive: false,
        }
    }
}

/// What the value in hand is checked against.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) owner: Span,
    ty: Span,
    /// `users[0].name`
    path: String,
    pub(super) is_sensitive: bool,
}

impl Declared {
    pub(super) fn at(declaration: Declaration) -> Self {
        Self {
            owner: declaration.owner,
            ty: declaration.ty,
            path: String::new(),
            is_sensitive: declaration.is_sensitive,
        }
    }

    pub(super) fn step(&mut self, step: &str, field: Option<&Field>) {
        if !self.path.is_empty() && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        if let Some(field) = field {
            self.ty = field.type_location.span;
            self.owner = field.location.span;
            self.is_sensitive |= field.sensitive;
        }
    }

    /// The finding as it is told, unless it was made at another element of the same list.
    pub(super) fn told(
        &self,
        fault: Fault,
        rule: Option<&'static Rule>,
        finding: Diagnostic,
        known: &mut Known,
    ) -> Option<Diagnostic> {
        let declaration = finding.related.first().map(|(span, _)| *span);
        let (of_response, span, hint) = match fault {
            Fault::Missing => (
                &rules::RESPONSE_MISSING,
                declaration.unwrap_or(self.ty),
                "declare it with `?` if it may be absent, and say in `defect` how it is known",
            ),
            Fault::Undeclared => (
                &rules::RESPONSE_UNDECLARED,
                self.owner,
                "declare it, if callers can use it",
            ),
            Fault::Misfit => (
                &rules::RESPONSE_TYPE,
                self.ty,
                "mend the type, and say in `defect` how it is known",
            ),
        };
        if !known.takes(fault, span, &finding.message) {
            return None;
        }
        let at = match self.path.as_str() {
            "" => String::new(),
            path => format!(", at `{path}`"),
        };
        let message = format!("{}{at}", finding.message);
        Some(match rule {
            None => Diagnostic::new(of_response, span, message).hint(hint),
            Some(rule) => Diagnostic::new(rule, span, message)
                .hint_if(finding.hint.filter(|_| fault == Fault::Undeclared)),
        })
    }
}

/// What was found so far, where and without the path to the value: of very many findings each is looked up, not compared with all.
#[derive(Default)]
pub(super) struct Known {
    places: BTreeSet<Span>,
    messages: BTreeSet<(Span, String)>,
}

impl Known {
    /// Whether a finding is new. What does not fit its type is told once for the type.
    fn takes(&mut self, fault: Fault, span: Span, message: &str) -> bool {
        let is_first_there = self.places.insert(span);
        let is_new = self.messages.insert((span, message.to_owned()));
        is_first_there || fault != Fault::Misfit && is_new
    }
}
