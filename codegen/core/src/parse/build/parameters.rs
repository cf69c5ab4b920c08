//! Parameters: those that callers give, and those that are always the same.

use super::{
    fields::{field, fields, fields_of},
    keys::{members, spanned_text},
    types::part_type,
};
use crate::{
    diagnostic::Diagnostic,
    ir::Place,
    parse::{
        ast::{Constant, Field, Parameters},
        node::{Entry, Node},
    },
    rules,
};

pub(super) fn parameters(node: &Node, findings: &mut Vec<Diagnostic>) -> Parameters {
    let mut constants = Vec::new();
    let mut of_callers = |key, place| {
        let mut fields = Vec::new();
        for entry in members(node, key) {
            match parameter(entry, place, fields.len(), findings) {
                Parameter::OfCallers(field) => fields.push(*field),
                Parameter::Constant(constant) => constants.push(constant),
            }
        }
        fields
    };
    let query = of_callers("query", Place::Query);
    let headers = of_callers("headers", Place::Header);
    let form = of_callers("form", Place::Form);
    Parameters {
        path: fields(node.get("path"), findings),
        query,
        headers,
        form,
        parts: fields_of(node.get("multipart"), findings, part_type),
        constants,
    }
}

enum Parameter {
    OfCallers(Box<Field>),
    Constant(Constant),
}

fn parameter(
    entry: &Entry,
    place: Place,
    position: usize,
    findings: &mut Vec<Diagnostic>,
) -> Parameter {
    let Some(value) = spanned_text(&entry.value, "const") else {
        let given = |key| entry.value.get(key).is_some();
        if entry.value.entries().is_some() && !given("type") && !given("const") {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    entry.key.span,
                    "`type` or `const` is missing",
                )
                .hint("add `type: string` for a parameter that callers give"),
            );
        }
        return Parameter::OfCallers(Box::new(field(entry, findings)));
    };
    if let Some(ty) = entry.value.get("type") {
        findings.push(
            Diagnostic::new(
                &rules::BAD_CONSTANT,
                ty.span,
                "a parameter is given by callers or is always the same, not both",
            )
            .hint("keep `type` or `const`"),
        );
    }
    if let Some(name) = entry.key.value.strip_suffix('?') {
        findings.push(
            Diagnostic::new(
                &rules::BAD_CONSTANT,
                entry.key.span,
                format!("`{name}` is always sent"),
            )
            .hint("take the `?` away: what is constant is never absent"),
        );
    }
    Parameter::Constant(Constant {
        place,
        position,
        name: entry.key.clone(),
        value,
    })
}
