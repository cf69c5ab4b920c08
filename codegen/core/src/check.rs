//! What a spec must be, beyond being well formed. Every check looks at the whole service and reports all that it finds.

mod addresses;
mod answers;
mod authorization;
mod examples;
mod members;
mod names;
mod pages;
mod parameters;
mod requests;
mod responses;
mod shapes;
mod styles;
mod types;
mod waiters;

pub use examples::{AnswerBody, AnswerParts, CallArgument, call_answer, call_event, call_request};
pub use names::is_service;
pub(crate) use styles::style;

use crate::{
    diagnostic::{Diagnostic, Report},
    parse::ast::Service,
    resolve::Resolver,
    rules,
};

/// A service under check.
struct Subject<'ast> {
    service: &'ast Service,
    types: Resolver<'ast>,
}

type Check = fn(&Subject<'_>, &mut Vec<Diagnostic>);

const CHECKS: &[Check] = &[
    names::services,
    names::operations,
    requests::duplicates,
    names::fields,
    names::error_codes,
    parameters::duplicates,
    addresses::placeholders,
    addresses::sites_and_regions,
    authorization::headers,
    authorization::parameters,
    authorization::bodies,
    parameters::paths,
    styles::parameters,
    styles::members,
    members::nullable,
    members::required_when,
    parameters::headers,
    parameters::bodies,
    parameters::content_types,
    responses::bodies,
    responses::headers,
    responses::events,
    types::unknown,
    types::unused,
    types::infinite,
    shapes::tuples,
    shapes::unions,
    shapes::numbers,
    shapes::codes,
    answers::types,
    answers::successes,
    pages::pagers,
    waiters::waiters,
    examples::requests,
    examples::bodies,
    examples::responses,
    examples::failures,
    examples::headers,
    examples::request_lines,
];

/// Checks every service by itself, and all of them together.
pub(crate) fn check(services: &[Service], report: &mut Report) {
    for service in services {
        let subject = Subject {
            service,
            types: Resolver::new(service),
        };
        let mut findings = Vec::new();
        for check in CHECKS {
            check(&subject, &mut findings);
        }
        report.extend(findings);
    }
    report.extend(duplicate_services(services));
}

fn duplicate_services(services: &[Service]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, service) in services.iter().enumerate() {
        let earlier = services.iter().take(index);
        if let Some(first) = earlier
            .into_iter()
            .find(|earlier| earlier.name.value == service.name.value)
        {
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
