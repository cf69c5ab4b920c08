//! Operations, from request to response.

use super::{
    Context, addresses, authorization, bodies, events, examples,
    names::Scope,
    pages,
    parameters::{self, Parameters},
    responses,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{FactSource, Method, Operation, Safety},
    names,
    parse::ast::{self, Http, Protocol, TemplatePart},
    rules,
};

pub(super) fn operations(context: &Context<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Operation> {
    let operations = context.syntax.operations.iter();
    operations
        .map(|written| operation(context, written, findings))
        .collect()
}

fn operation<'ast>(
    context: &Context<'ast>,
    written: &'ast ast::Operation,
    findings: &mut Vec<Diagnostic>,
) -> Operation {
    let http = http(context.syntax, written);
    if http.is_none() && !written.says_http {
        findings.push(
            Diagnostic::new(&rules::MISSING_KEY, written.name.span, "`http` is missing")
                .hint("add `http: GET /users/{externalKey}`"),
        );
    }
    let http = http.as_ref();
    let own_authorization = authorization::authorization(written.authorization.as_ref(), findings);
    let authorization = own_authorization.unwrap_or_else(|| context.model.authorization.clone());

    let parameters = Parameters::of(context, written, http, findings);
    authorization::parameters(&authorization, &parameters, findings);
    let mut scope = Scope::new("in the request");
    parameters.add_to(&mut scope, findings);
    let body = bodies::body(context, written, &mut scope, findings);
    bodies::allowed(written, http, &parameters, findings);
    bodies::content_type(written, &parameters, findings);

    let response = responses::response(context, written, http, findings);
    responses::scope(context, written, &response, findings);

    let name = &written.name;
    let body_span = written.body.as_ref().map_or(name.span, |body| body.span);
    let declared = parameters.declared.iter();
    let mut operation = Operation {
        name: name.value.clone(),
        doc: written.doc.clone(),
        docs: written.docs.clone(),
        chapter: written.chapter,
        sources: sources(context.syntax, written),
        notes: written.notes.clone(),
        method: http.map_or(Method::Get, |http| http.method),
        address: written
            .address
            .as_ref()
            .map(|address| addresses::address(address, findings)),
        path: http.map_or_else(Vec::new, |http| addresses::path(&http.path)),
        authorization,
        safety: safety(context.syntax.protocol, written, http),
        parameters: declared
            .map(|declared| declared.parameter.clone())
            .collect(),
        constants: parameters.sent.clone(),
        body,
        body_location: context.location(body_span),
        response,
        pages: None,
        examples: Vec::new(),
        events: events::events(context, written, findings),
        location: context.location(name.span),
    };
    authorization::body(context, written, &operation, findings);
    if let Some(pages) = &written.pages {
        operation.pages = pages::pages(context, pages, &operation, findings).ok();
    }
    operation.examples =
        examples::examples(context, written, http, &parameters, &operation, findings);
    operation
}

/// Where the facts of an operation come from: as it says, or as its service does. The reference, where nothing is said.
pub(crate) fn sources(service: &ast::Service, operation: &ast::Operation) -> Vec<FactSource> {
    let said = [&operation.sources, &service.sources];
    said.into_iter()
        .find(|sources| !sources.is_empty())
        .cloned()
        .unwrap_or_else(|| vec![FactSource::Reference])
}

/// The method and the path: an operation of the form family is a POST to its own name, unless it says otherwise. `None` where it
/// says nothing that could be read, which is a finding.
pub(super) fn http(service: &ast::Service, operation: &ast::Operation) -> Option<Http> {
    if operation.says_http || service.protocol == Protocol::Json {
        return operation.http.clone();
    }
    let name = &operation.name;
    Some(Http {
        method: Method::Post,
        path: vec![TemplatePart::Literal(format!(
            "/{}",
            names::on_the_wire(&name.value)
        ))],
        span: name.span,
    })
}

/// Whether an operation may be repeated: as it says, or by its method; in the form family, where every method is POST, by its
/// name.
fn safety(protocol: Protocol, operation: &ast::Operation, http: Option<&Http>) -> Safety {
    let only_reads = operation.safe.unwrap_or_else(|| match protocol {
        Protocol::Form => operation.name.value.starts_with("Get"),
        // A method that could not be read is a finding, and says nothing of what it does.
        Protocol::Json => http.is_none_or(|http| parameters::is_read(http.method)),
    });
    if only_reads {
        Safety::Read
    } else {
        Safety::Write
    }
}
