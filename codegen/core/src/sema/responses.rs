//! Responses: that they can be read, and that a failure can be told from a success.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    Context,
    bodies::BODY,
    names::{self, Scope},
    parameters::{Header, family_prefix, header_name},
    shapes, types,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Envelope, Field, Format, Method, Response, Scalar, Shape, ShapeKind, Success, Type,
        TypeDefinition,
    },
    language::scalars::SCALARS,
    parse::ast::{self, Content, Http, Operation, Protocol, SuccessOrNone},
    rules,
    source::{Span, Spanned},
};

/// What the envelope of an operation calls its name.
const OPERATION_NAME: &str = "{operation}";

/// A status that comes without a body.
pub const NO_CONTENT: u16 = 204;

/// What holds for all responses of a service.
pub(super) fn of_service(success: Option<&ast::Success>, findings: &mut Vec<Diagnostic>) {
    if let Some(success) = success {
        members(success, findings);
    }
}

/// The struct of a response whose members stand at the operation.
pub(super) fn inline(
    context: &Context<'_>,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) -> Option<TypeDefinition> {
    let response = operation.response.as_ref()?;
    let Content::Fields(fields) = &response.value else {
        return None;
    };
    Some(TypeDefinition {
        response_of: Some(operation.name.value.clone()),
        ..shapes::unused(
            &names::output(operation),
            Shape::Struct(context.members(fields, findings)),
            context.location(response.span),
        )
    })
}

pub(super) fn response(
    context: &Context<'_>,
    operation: &Operation,
    http: Option<&Http>,
    findings: &mut Vec<Diagnostic>,
) -> Response {
    let declared = operation.response.as_ref();
    let ty = declared.and_then(|response| match &response.value {
        Content::Type(ty) => Some(whole(context, ty, findings)),
        Content::Fields(_) => Some(Type::Named(ShapeKind::Struct, names::output(operation))),
        Content::Bytes => None,
        Content::Unreadable => Some(types::unreadable()),
    });
    let is_bytes = declared.is_some_and(|response| matches!(response.value, Content::Bytes));
    let format = match &operation.format {
        _ if is_bytes => Format::Bytes,
        Some(format) if format.value == ast::Format::Xml => Format::Xml,
        _ => Format::Json,
    };
    let has_headers = !operation.response_headers.is_empty();
    let span = declared.map_or(operation.name.span, |response| response.span);
    let response = Response {
        statuses: match operation.statuses.as_slice() {
            [] => vec![200],
            statuses => statuses.to_vec(),
        },
        envelope: envelope(context.syntax, operation).filter(|_| ty.is_some()),
        ty,
        optional: operation.response_optional,
        success: success(context.syntax, operation, findings),
        format,
        headers: headers(context, operation, findings),
        output: has_headers.then(|| names::output(operation)),
        location: context.location(span),
    };
    without_content(context, operation, &response, findings);
    bodies(context.syntax, operation, http, findings);
    response
}

/// A whole response, or the data of an event, of which no member says how it is written.
fn whole(
    context: &Context<'_>,
    written: &Spanned<ast::Type>,
    findings: &mut Vec<Diagnostic>,
) -> Type {
    let ty = context.names.ty(&written.value, findings);
    if let Some(name) = format_of_members(&ty) {
        findings.push(
            Diagnostic::new(
                &rules::BARE_RESPONSE,
                written.span,
                format!("`{name}` is a format of members, and this is no member"),
            )
            .hint("declare the response as the `string` or `i64` that comes, or as a struct with the member"),
        );
    }
    ty
}

/// A scalar inside whose Rust type does not say how it is written.
pub(super) fn format_of_members(ty: &Type) -> Option<&'static str> {
    match ty {
        // What is quoted is read without quotes too, as its type is.
        Type::Scalar(Scalar::Quoted(_)) => None,
        Type::Scalar(scalar) if scalar.is_formatted() => SCALARS.word(scalar),
        Type::List(inner) | Type::Map(inner) => format_of_members(inner),
        _ => None,
    }
}

/// No content is an empty list, an empty map, and null.
fn without_content(
    context: &Context<'_>,
    operation: &Operation,
    response: &Response,
    findings: &mut Vec<Diagnostic>,
) {
    let needs_content = match &response.ty {
        None | Some(Type::List(_) | Type::Map(_) | Type::Scalar(Scalar::Json)) => false,
        Some(Type::Named(ShapeKind::Struct, name)) => context.model.type_named(name).is_some(),
        Some(_) => true,
    };
    if response.statuses.contains(&NO_CONTENT) && needs_content && !response.optional {
        findings.push(
            Diagnostic::new(
                &rules::EMPTY_RESPONSE,
                response.location.span,
                format!(
                    "`{}` may respond with 204, which comes without a body",
                    operation.name.value
                ),
            )
            .hint("write `response: User?`, with the `?` of what may be absent; members of an inline response need a type of their own"),
        );
    }
}

/// The member of the response that holds the value: as it is declared, or as the protocol has it.
fn envelope(service: &ast::Service, operation: &Operation) -> Option<Envelope> {
    let declared = operation.envelope.as_ref().or(service.envelope.as_ref());
    let (member, optional) = match (declared, service.protocol) {
        (Some(ast::Envelope::Member { name, optional }), _) => (name.as_str(), *optional),
        (Some(ast::Envelope::None), _) | (None, Protocol::Json) => return None,
        (None, Protocol::Form) => ("{operation}Response", false),
    };
    let operation = crate::names::on_the_wire(&operation.name.value);
    Some(Envelope {
        member: member.replace(OPERATION_NAME, &operation),
        optional,
    })
}

/// How a response with a status of success says that the call failed.
fn success(
    service: &ast::Service,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) -> Option<Success> {
    let declared = match &operation.success {
        Some(SuccessOrNone::None) => return None,
        Some(SuccessOrNone::Says(success)) => {
            members(success, findings);
            success
        }
        None => service.success.as_ref()?,
    };
    let members = |path: &Spanned<String>| path.value.split('.').map(str::to_owned).collect();
    Some(Success {
        code: members(&declared.code),
        values: declared.values.clone(),
        message: declared.message.as_ref().map(members),
    })
}

/// That the paths of `success` go through members alone.
fn members(success: &ast::Success, findings: &mut Vec<Diagnostic>) {
    for path in std::iter::once(&success.code).chain(&success.message) {
        let is_through_members = path
            .value
            .split('.')
            .all(|member| !member.is_empty() && !member.contains(['[', ']']));
        if !is_through_members {
            findings.push(
                Diagnostic::new(
                    &rules::SUCCESS,
                    path.span,
                    format!("`{}` is not a path through members", path.value),
                )
                .hint(
                    "name the members from the root of the response, joined by dots: `result.code`",
                ),
            );
        }
    }
}

/// The Rust names of what a response holds beside each other: headers and the members or the whole of the body.
pub(super) fn scope(
    context: &Context<'_>,
    operation: &Operation,
    response: &Response,
    findings: &mut Vec<Diagnostic>,
) {
    let mut scope = Scope::new("in the response");
    for (written, header) in operation.response_headers.iter().zip(&response.headers) {
        let name = &written.name;
        scope.add(&header.rust_name, name.span, &name.value, findings);
    }
    match operation.response.as_ref().map(|it| &it.value) {
        Some(Content::Fields(_)) => {
            let definition = context.model.type_named(&names::output(operation));
            let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
            scope.add_fields(fields, findings);
        }
        Some(Content::Type(_) | Content::Bytes) => {
            scope.add(BODY, response.location.span, BODY, findings);
        }
        Some(Content::Unreadable) | None => {}
    }
}

/// Whether the response has a body that its method and its format allow.
fn bodies(
    service: &ast::Service,
    operation: &Operation,
    http: Option<&Http>,
    findings: &mut Vec<Diagnostic>,
) {
    let response = operation.response.as_ref();
    let events = operation.events.as_ref();
    let body = response
        .map(|response| response.span)
        .or(events.map(|events| events.span));
    let is_head = http.is_some_and(|http| http.method == Method::Head);
    if let (true, Some(span)) = (is_head, body) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_RESPONSE,
                span,
                "the response to a HEAD request has no body",
            )
            .hint("declare what it says under `response_headers`"),
        );
    }
    let format = operation.format.as_ref();
    if let Some(format) = format.filter(|format| format.value == ast::Format::Xml) {
        xml(service, operation, format.span, findings);
    }
    if let (Some(events), Some(response)) = (events, response)
        && matches!(response.value, Content::Bytes)
    {
        findings.push(
            Diagnostic::new(
                &rules::BAD_RESPONSE,
                response.span,
                "a response is bytes or events",
            )
            .related(events.span, "the events are here")
            .hint("keep `events` or `response: bytes`"),
        );
    }
}

fn xml(
    service: &ast::Service,
    operation: &Operation,
    format: Span,
    findings: &mut Vec<Diagnostic>,
) {
    let response = operation.response.as_ref();
    let problem = match response.map(|response| &response.value) {
        None => Some((
            "there is no response that could be XML",
            "declare the `response`",
        )),
        Some(Content::Bytes) => Some((
            "bytes have no format",
            "take `format` out, or declare the members of the XML",
        )),
        Some(_) if service.protocol == Protocol::Form => Some((
            "operations of the form family ask for JSON",
            "take `format` out; the constant parameter responseFormatType says json",
        )),
        Some(_) => None,
    };
    if let Some((problem, hint)) = problem {
        findings.push(Diagnostic::new(&rules::BAD_RESPONSE, format, problem).hint(hint));
    }
    if let Some(events) = &operation.events {
        findings.push(
            Diagnostic::new(
                &rules::BAD_RESPONSE,
                events.span,
                "a response in XML has no events",
            )
            .related(format, "the format is here")
            .hint("keep `events` or `format: xml`"),
        );
    }
}

/// Headers that are results.
fn headers(
    context: &Context<'_>,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Field> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut headers = Vec::new();
    for written in &operation.response_headers {
        let name = &written.name;
        header_name(name, Header::Received, findings);
        let mut header = context.member(written, findings);
        header.wire_name.make_ascii_lowercase();
        if let Some(hint) = unfit_type(context, &header) {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_PARAMETER_TYPE,
                    header.type_location.span,
                    format!("`{}` is of a type that headers cannot hold", name.value),
                )
                .hint(hint),
            );
        }
        match seen.entry(header.wire_name.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(name.span);
            }
            Entry::Occupied(first) => findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_PARAMETER,
                    name.span,
                    format!("`{}` is declared twice", name.value),
                )
                .related(*first.get(), "first here")
                .hint("keep one of them; names of headers differ by more than their case"),
            ),
        }
        headers.push(header);
    }
    headers
}

/// What to write in place of a type that a header cannot have.
fn unfit_type(context: &Context<'_>, header: &Field) -> Option<&'static str> {
    let is_text = |ty: &Type| ty.is_text() || !context.names.defines(ty);
    let is_family = family_prefix(&header.wire_name).is_some();
    let (fits, hint) = match &header.ty {
        Type::Map(element) if is_family => (is_text(element), "write `map<string>`"),
        Type::Map(_) => (
            false,
            "a family of headers is named after what they begin with: `X-Account-Meta-*`",
        ),
        Type::Named(ShapeKind::Struct, _) if !context.names.defines(&header.ty) => (true, ""),
        _ if is_family => (
            false,
            "a family is a map: `map<string>`, by what follows the prefix",
        ),
        ty => (ty.is_text(), "declare it as the text that the page shows"),
    };
    (!fits).then_some(hint)
}
