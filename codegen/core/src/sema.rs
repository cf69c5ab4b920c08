//! Syntax trees -> the model, and what is wrong on the way.
//!
//! Each concern has one file, which builds its part of the model and checks it by building: every decision is taken there, once.
//! What cannot be built is a finding, and something stands in its place, so that all else is built and checked too: an empty name
//! for one that Rust cannot have, and a type that nothing defines (`types::unreadable`) for one that cannot be read. Such a model
//! leaves this stage only together with the findings.

mod addresses;
mod authorization;
mod bodies;
mod boxes;
mod errors;
mod events;
mod examples;
mod fields;
mod names;
mod operations;
mod pages;
mod parameters;
mod paths;
mod requests;
mod responses;
mod shapes;
mod styles;
mod types;
mod usage;
mod waiters;

pub use names::is_service;
pub(crate) use operations::sources;
pub(crate) use pages::page_fields;
pub use parameters::{RESPONSE_FORMAT, family_prefix};
pub use responses::NO_CONTENT;

use crate::{
    diagnostic::Diagnostic,
    ir,
    parse::ast,
    rules,
    source::{Sources, Span},
};

/// Services, and everything that is wrong with them.
pub(crate) struct Analysis {
    /// Sound, if there is no finding.
    pub(crate) services: Vec<ir::Service>,
    pub(crate) findings: Vec<Diagnostic>,
}

/// Builds and checks every service by itself, and all of them together.
pub(crate) fn analyze(services: &[ast::Service], sources: &Sources) -> Analysis {
    let mut findings = duplicate_services(services);
    Analysis {
        services: services
            .iter()
            .map(|syntax| service(syntax, sources, &mut findings))
            .collect(),
        findings,
    }
}

/// Stands for something that is not built: a finding says why.
#[derive(Clone, Copy, Debug)]
struct Reported(());

fn report(findings: &mut Vec<Diagnostic>, finding: Diagnostic) -> Reported {
    findings.push(finding);
    Reported(())
}

/// A service under construction, as far as its operations, errors and waiters have to know it.
struct Context<'ast> {
    syntax: &'ast ast::Service,
    sources: &'ast Sources,
    names: types::TypeNames<'ast>,
    /// Without operations, errors and waiters.
    model: ir::Service,
    /// The members of structs with many.
    members: paths::Members,
    /// The parameters of all operations.
    shared: Vec<parameters::Written<'ast>>,
}

impl Context<'_> {
    fn location(&self, span: Span) -> ir::Location {
        self.sources.location(span)
    }
}

fn service(
    syntax: &ast::Service,
    sources: &Sources,
    findings: &mut Vec<Diagnostic>,
) -> ir::Service {
    names::service(&syntax.name, findings);
    let mut context = Context {
        syntax,
        sources,
        names: types::TypeNames::of(&syntax.types),
        model: ir::Service {
            name: syntax.name.value.clone(),
            title: syntax.title.clone(),
            doc: syntax.doc.clone(),
            docs: syntax.docs.clone(),
            address: addresses::of_service(syntax.address.as_ref(), findings),
            authorization: authorization::authorization(syntax.authorization.as_ref(), findings)
                .unwrap_or_default(),
            region_parameter: None,
            chapters: syntax.chapters.clone(),
            notes: syntax.notes.clone(),
            errors: Vec::new(),
            operations: Vec::new(),
            types: Vec::new(),
            waiters: Vec::new(),
            location: sources.location(syntax.name.span),
            index: ir::Index::default(),
        },
        members: paths::Members::default(),
        shared: Vec::new(),
    };
    context.model.types = shapes::definitions(&context, findings);
    context.members = paths::Members::of(&context.model.types);
    context.shared = parameters::written(&context, &syntax.shared, findings);
    responses::of_service(syntax.success.as_ref(), findings);

    let operations = operations::operations(&context, findings);
    let errors = errors::error_codes(&context, findings);
    let waiters = waiters::waiters(&context, &operations, findings);
    addresses::placeholders(syntax, findings);
    requests::duplicates(&context, &operations, findings);
    let region_parameter = parameters::of_region(&context, &operations, findings);
    names::items(syntax, findings);
    types::unused(&context, &operations, findings);
    types::infinite(&context.model, findings);

    let mut model = ir::Service {
        errors,
        operations,
        waiters,
        region_parameter,
        ..context.model
    };
    usage::mark(&mut model);
    boxes::mark(&mut model);
    model
}

fn duplicate_services(services: &[ast::Service]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, service) in services.iter().enumerate() {
        let mut earlier = services.iter().take(index);
        if let Some(first) = earlier.find(|earlier| earlier.name.value == service.name.value) {
            findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_SERVICE,
                    service.name.span,
                    format!("the service `{}` is defined twice", service.name.value),
                )
                .related(first.name.span, "first here")
                .hint("give one of them another name"),
            );
        }
    }
    findings
}
