//! Bodies of requests: that there is at most one, and that its method allows it.

use super::{
    Context,
    names::Scope,
    parameters::{self, Parameters},
    types,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Body, Field, ParameterLocation, Presence, Type},
    parse::ast::{Content, Http, Operation},
    rules,
    source::Span,
};

/// The field of a body that is one value, in a request and beside the headers of a response.
pub(super) const BODY: &str = "body";

pub(super) fn body(
    context: &Context<'_>,
    operation: &Operation,
    scope: &mut Scope,
    findings: &mut Vec<Diagnostic>,
) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let ty = match &body.value {
        Content::Fields(fields) => {
            let fields = context.members(fields, findings);
            scope.add_fields(&fields, findings);
            return Some(Body::Object(fields));
        }
        Content::Bytes => Type::Bytes,
        Content::Type(ty) => context.names.ty(&ty.value, findings),
        Content::Unreadable => types::unreadable(),
    };
    scope.add(BODY, body.span, BODY, findings);
    Some(Body::Value(Box::new(Field {
        doc: Some("The body of the request.".to_owned()),
        presence: Presence::new(operation.body_optional, false),
        ..Field::new(BODY, BODY, ty, context.location(body.span))
    })))
}

/// A request has one body, and some have none.
pub(super) fn allowed(
    operation: &Operation,
    http: Option<&Http>,
    parameters: &Parameters<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let form = form(parameters).map(|span| (span, "a form"));
    let parts = operation.multipart.map(|span| (span, "parts"));
    let body = operation.body.as_ref().map(|body| (body.span, "a body"));
    let mut bodies = [form, parts, body].into_iter().flatten();
    let first = bodies.next();
    if let (Some((first, what)), Some((span, _))) = (first, bodies.next()) {
        findings.push(
            Diagnostic::new(
                &rules::BODY_NOT_ALLOWED,
                span,
                format!("a request has one body, and this one sends {what}"),
            )
            .related(first, "declared here")
            .hint("keep one of `body`, `form` and `multipart`, as the page's Content-Type says"),
        );
    }
    if let (Some(http), Some((span, _))) = (http, first)
        && parameters::is_read(http.method)
    {
        findings.push(
            Diagnostic::new(
                &rules::BODY_NOT_ALLOWED,
                span,
                format!("a {} request has no body", http.method.as_str()),
            )
            .hint("declare the parameters under `query`"),
        );
    }
}

/// Where the first parameter that goes into a form is declared.
fn form(parameters: &Parameters<'_>) -> Option<Span> {
    let mut names = parameters.names();
    let in_form = names.find(|(location, _)| *location == ParameterLocation::Form);
    in_form.map(|(_, name)| name.span)
}

/// The content type of a body of several parts says where each ends, which is not for a spec to know.
pub(super) fn content_type(
    operation: &Operation,
    parameters: &Parameters<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(multipart) = operation.multipart else {
        return;
    };
    let mut names = parameters.names();
    let declared = names.find(|(location, name)| {
        *location == ParameterLocation::Header && name.value.eq_ignore_ascii_case("content-type")
    });
    if let Some((_, name)) = declared {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                multipart,
                format!(
                    "the client itself writes the Content-Type of `{}`",
                    operation.name.value
                ),
            )
            .related(name.span, "declared here")
            .hint("take the header out, or declare it where it belongs: at the other operations"),
        );
    }
}
