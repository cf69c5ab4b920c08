//! What is likely to be a slip, in specs that are sound. Every lint looks at the whole service and reports all that it finds;
//! what a spec allows in place is left out afterwards.

mod addresses;
mod fields;
mod operations;
mod samples;

use crate::{
    diagnostic::{Diagnostic, Report, clipped},
    parse::{allowed::Allowed, ast::Service},
    resolve::Resolver,
    rules::{LINTS, UNUSED_ALLOW},
    source::Span,
    suggest::did_you_mean,
};

/// A service that is looked at.
struct Subject<'ast> {
    service: &'ast Service,
    types: Resolver<'ast>,
}

type Lint = fn(&Subject<'_>, &mut Vec<Diagnostic>);

const EVERY: &[Lint] = &[
    addresses::hosts,
    addresses::paths,
    addresses::documentation,
    fields::flags,
    fields::times,
    fields::ids,
    samples::types,
    samples::unseen,
    operations::pagers,
    operations::writes,
];

/// Looks at every service, and at what is allowed.
pub(crate) fn lint(services: &[Service], allowed: &[Allowed], report: &mut Report) {
    let mut findings = Vec::new();
    for service in services {
        let subject = Subject {
            service,
            types: Resolver::new(service),
        };
        for lint in EVERY {
            lint(&subject, &mut findings);
        }
    }
    let mut used = vec![false; allowed.len()];
    findings.retain(|finding| {
        let innermost = allowed
            .iter()
            .enumerate()
            .filter(|(_, allow)| {
                allow.lint.value == finding.rule.id && holds(allow.scope, finding.span)
            })
            .max_by_key(|(_, allow)| allow.scope.start);
        let used = innermost.and_then(|(index, _)| used.get_mut(index));
        used.map(|used| *used = true).is_none()
    });
    report.extend(findings);
    let unused = allowed.iter().zip(used).filter(|(_, used)| !used);
    report.extend(unused.map(|(allow, _)| unused_allow(allow)));
}

fn holds(scope: Span, place: Span) -> bool {
    scope.source == place.source && scope.start <= place.start && place.start < scope.end
}

fn unused_allow(allow: &Allowed) -> Diagnostic {
    let id = &allow.lint.value;
    let ids = || LINTS.iter().map(|lint| lint.id);
    if ids().any(|known| known == id) {
        return Diagnostic::new(
            &UNUSED_ALLOW,
            allow.lint.span,
            format!("`{id}` finds nothing here"),
        )
        .hint("take it out");
    }
    Diagnostic::new(
        &UNUSED_ALLOW,
        allow.lint.span,
        format!("there is no lint `{}`", clipped(id)),
    )
    .hint(
        did_you_mean(id, ids())
            .unwrap_or_else(|| format!("write one of: {}", ids().collect::<Vec<_>>().join(", "))),
    )
}
