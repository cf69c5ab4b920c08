//! Requests, of which no two operations have the same.

use std::collections::BTreeMap;

use super::{Context, operations};
use crate::{
    diagnostic::Diagnostic,
    ir::{Body, Operation, PathSegment, Type},
    parse::ast,
    rules,
    source::Span,
};

/// What tells the request of an operation from those of others: the method, the address without the names of its parameters, the
/// constants, and what its body is.
type Request<'model> = (&'static str, String, Vec<[&'model str; 2]>, BodyKind);

/// What the body of a request is, as its content type says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BodyKind {
    /// None, or a form.
    Parameters,
    Value,
    Bytes,
    Parts,
}

fn request<'model>(
    context: &'model Context<'_>,
    written: &ast::Operation,
    operation: &'model Operation,
) -> Request<'model> {
    let base = &context.model.address_of(operation).base;
    let path = base.path.iter().chain(&operation.path);
    let path = path.map(|segment| match segment {
        PathSegment::Literal(text) => text.as_str(),
        PathSegment::Parameter(_) => "{}",
    });
    let address = std::iter::once(base.endpoint.as_str())
        .chain(path)
        .collect();
    let mut constants: Vec<_> = operation
        .constants
        .iter()
        .map(|constant| [constant.name.as_str(), constant.value.as_str()])
        .collect();
    constants.sort_unstable();
    let kind = match &operation.body {
        None if written.multipart.is_some() => BodyKind::Parts,
        None => BodyKind::Parameters,
        Some(Body::Value(field)) if field.ty == Type::Bytes => BodyKind::Bytes,
        Some(_) => BodyKind::Value,
    };
    (operation.method.as_str(), address, constants, kind)
}

pub(super) fn duplicates(
    context: &Context<'_>,
    built: &[Operation],
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<Request<'_>, Span> = BTreeMap::new();
    for (written, operation) in context.syntax.operations.iter().zip(built) {
        let Some(http) = operations::http(context.syntax, written) else {
            continue;
        };
        let request = request(context, written, operation);
        match seen.get(&request) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_OPERATION,
                    http.span,
                    format!(
                        "`{}` is the request of another operation too",
                        operation.name
                    ),
                )
                .related(*first, "first here")
                .hint("the page of one of them names another method or path, or a parameter that is always the same: `code: { const: \"0\" }`"),
            ),
            None => {
                seen.insert(request, http.span);
            }
        }
    }
}
