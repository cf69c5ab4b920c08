//! Parameters: those that callers give, and those that are always the same.

use super::{
    fields::{field, fields, fields_of},
    keys::{members, spanned_text},
    types::part_type,
};
use crate::language::key;
use crate::{
    diagnostic::Diagnostic,
    ir::ParameterLocation,
    parse::{
        ast::{Constant, Field, Parameter, ParameterKind, Parameters},
        node::{Entry, Node},
    },
    rules,
};

pub(super) fn parameters(node: &Node, findings: &mut Vec<Diagnostic>) -> Parameters {
    let mut parameters = of_callers(
        ParameterLocation::Path,
        fields(node.get(key!(OPERATION, "path")), findings),
    );
    for (key, location) in [
        (key!(OPERATION, "query"), ParameterLocation::Query),
        (key!(OPERATION, "headers"), ParameterLocation::Header),
        (key!(OPERATION, "form"), ParameterLocation::Form),
    ] {
        parameters.extend(members(node, key).map(|entry| Parameter {
            location,
            kind: parameter(entry, findings),
        }));
    }
    let parts = fields_of(node.get(key!(OPERATION, "multipart")), findings, part_type);
    parameters.extend(of_callers(ParameterLocation::Part, parts));
    Parameters(parameters)
}

fn of_callers(location: ParameterLocation, fields: Vec<Field>) -> Vec<Parameter> {
    let parameter = |field| Parameter {
        location,
        kind: ParameterKind::Field(Box::new(field)),
    };
    fields.into_iter().map(parameter).collect()
}

fn parameter(entry: &Entry, findings: &mut Vec<Diagnostic>) -> ParameterKind {
    let Some(value) = spanned_text(&entry.value, key!(PARAMETER, "const")) else {
        let given = |key| entry.value.get(key).is_some();
        if entry.value.entries().is_some()
            && !given(key!(PARAMETER, "type"))
            && !given(key!(PARAMETER, "const"))
        {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    entry.key.span,
                    "`type` or `const` is missing",
                )
                .hint("add `type: string` for a parameter that callers give"),
            );
        }
        return ParameterKind::Field(Box::new(field(entry, findings)));
    };
    if let Some(ty) = entry.value.get(key!(PARAMETER, "type")) {
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
    ParameterKind::Constant(Constant {
        name: entry.key.clone(),
        value,
    })
}
