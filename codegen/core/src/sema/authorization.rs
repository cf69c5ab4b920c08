//! How callers say who they are: that it can be sent, and is not declared as a parameter too.

use std::collections::BTreeMap;

use super::{
    Context,
    parameters::{Header, Parameters, header_name},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Authorization, Operation, ParameterLocation, Type},
    parse::ast,
    rules,
    source::Span,
};

/// What a service or an operation says of it; `None` where it says nothing.
pub(super) fn authorization(
    written: Option<&ast::Authorization>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Authorization> {
    let written = written?;
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for name in &written.headers {
        header_name(name, Header::Constant, findings);
        let lower = name.value.to_ascii_lowercase();
        match seen.get(&lower) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::BAD_AUTH,
                    name.span,
                    format!("`{}` is named twice", name.value),
                )
                .related(*first, "first here")
                .hint("keep one of them"),
            ),
            None => {
                seen.insert(lower, name.span);
            }
        }
    }
    Some(written.kind.clone())
}

/// What the client sends by itself is no parameter.
pub(super) fn parameters(
    authorization: &Authorization,
    parameters: &Parameters<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    // No operation may declare the headers of the signature, whatever its `auth`.
    if *authorization == Authorization::Signature {
        return;
    }
    let sent = authorization.parameters();
    for (location, name) in parameters.names() {
        if sent.iter().any(|sent| sent.is(location, &name.value)) {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_AUTH,
                    name.span,
                    format!("`{}` is what `auth` sends", name.value),
                )
                .hint("take it out: callers give it with a service key"),
            );
        }
    }
}

/// A signature of the body needs one, and needs it whole.
pub(super) fn body(
    context: &Context<'_>,
    written: &ast::Operation,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) {
    if !matches!(operation.authorization, Authorization::BodySignature(_)) {
        return;
    }
    let mut body = operation.body_fields();
    let streamed = written.multipart.is_some() || body.any(|field| field.ty == Type::Bytes);
    let mut parameters = operation.parameters.iter();
    let sends_body = operation.body.is_some()
        || parameters.any(|parameter| parameter.location == ParameterLocation::Form);
    if !streamed && sends_body {
        return;
    }
    let name = &operation.name;
    let finding = Diagnostic::new(
        &rules::BAD_AUTH,
        written.name.span,
        if streamed {
            format!("the body of `{name}` is streamed, and cannot be signed as a whole")
        } else {
            format!("`{name}` has no body that could be signed")
        },
    )
    .hint("give the operation an `auth` of its own");
    let declared = written.authorization.as_ref();
    findings.push(match declared.or(context.syntax.authorization.as_ref()) {
        Some(declared) => finding.related(declared.span, "it is authenticated by its body"),
        None => finding,
    });
}
