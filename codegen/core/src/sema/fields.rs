//! Members of structs, and parameters.

use super::{Context, names};
use crate::{
    diagnostic::Diagnostic,
    ir::{Field, Presence},
    parse::ast,
    rules,
    source::Span,
};

impl Context<'_> {
    /// A member of an object, an element of a tuple, or a header of a response.
    pub(super) fn member(&self, field: &ast::Field, findings: &mut Vec<Diagnostic>) -> Field {
        if let Some(style) = field.style.first() {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_STYLE,
                    style.span,
                    format!("`{}` is no parameter", field.name.value),
                )
                .hint("take the style away; lists in JSON are lists, and those of an indexed struct are indexed"),
            );
        }
        self.field(field, findings)
    }

    pub(super) fn members(
        &self,
        fields: &[ast::Field],
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Field> {
        fields
            .iter()
            .map(|field| self.member(field, findings))
            .collect()
    }

    /// A member or a parameter.
    pub(super) fn field(&self, field: &ast::Field, findings: &mut Vec<Diagnostic>) -> Field {
        if let (false, Some(condition)) = (field.optional, &field.required_when) {
            findings.push(never_optional(field, *condition));
        }
        let name = &field.name;
        let type_span = field.ty.as_ref().map_or(name.span, |ty| ty.span);
        Field {
            wire_name: name.value.clone(),
            rust_name: names::field(field, findings),
            doc: field.doc.clone(),
            ty: self.names.written(field.ty.as_ref(), findings),
            presence: Presence::new(field.optional, field.nullable.is_some()),
            sensitive: field.sensitive,
            boxed: false,
            facts: field.facts.clone(),
            notes: field.notes.clone(),
            location: self.location(name.span),
            type_location: self.location(type_span),
        }
    }
}

fn never_optional(field: &ast::Field, condition: Span) -> Diagnostic {
    let name = &field.name.value;
    Diagnostic::new(
        &rules::REQUIRED_WHEN,
        condition,
        format!("`{name}` is always required"),
    )
    .hint(format!("declare `{name}?`, or take `required_when` away"))
}
