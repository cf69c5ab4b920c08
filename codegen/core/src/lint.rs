//! What is likely to be a slip, in specs that are sound. Every lint looks at the whole service and reports all that it finds;
//! what a spec allows in place is left out afterwards.

mod addresses;
mod fields;
mod operations;
mod samples;

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Report, clipped},
    ir,
    parse::{allowed::Allowed, ast::Service},
    rules::{self, LINTS, Rule, UNUSED_ALLOW},
    source::Span,
    suggest::did_you_mean,
};

/// A service that is looked at: as it is written, and what it means.
struct Subject<'spec> {
    service: &'spec Service,
    model: &'spec ir::Service,
}

/// A lint that looks at a whole service, and how it looks.
struct Check {
    rule: &'static Rule,
    check: fn(&Subject<'_>, &'static Rule, &mut Vec<Diagnostic>),
}

const CHECKS: &[Check] = &[
    Check {
        rule: &rules::FOREIGN_HOST,
        check: addresses::hosts,
    },
    Check {
        rule: &rules::ODD_PATH,
        check: addresses::paths,
    },
    Check {
        rule: &rules::DOCS_ADDRESS,
        check: addresses::documentation,
    },
    Check {
        rule: &rules::YN_TYPE,
        check: fields::flags,
    },
    Check {
        rule: &rules::TIME_TYPE,
        check: fields::times,
    },
    Check {
        rule: &rules::NUMERIC_ID,
        check: fields::ids,
    },
    Check {
        rule: &rules::TYPE_AGAINST_SAMPLE,
        check: samples::types,
    },
    Check {
        rule: &rules::UNSEEN_MEMBER,
        check: samples::unseen,
    },
    Check {
        rule: &rules::MISSING_PAGER,
        check: operations::pagers,
    },
    Check {
        rule: &rules::SAFE_WRITE,
        check: operations::writes,
    },
];

/// Looks at every service, and at what is allowed.
pub(crate) fn lint(
    services: &[Service],
    models: &[ir::Service],
    allowed: &[Allowed],
    report: &mut Report,
) {
    let mut findings = Vec::new();
    for (service, model) in services.iter().zip(models) {
        let subject = Subject { service, model };
        for Check { rule, check } in CHECKS {
            check(&subject, rule, &mut findings);
        }
    }
    let used = used(&mut findings, allowed);
    report.extend(findings);
    let unused = allowed.iter().zip(used).filter(|(_, used)| !used);
    report.extend(unused.map(|(allow, _)| unused_allow(allow)));
}

/// Takes out what is allowed, and says what allowed it: of several, the innermost.
///
/// Scopes are nested or apart, so one walk over findings and scopes in the order of their places finds them: at a finding
/// those are open that it is in.
fn used(findings: &mut Vec<Diagnostic>, allowed: &[Allowed]) -> Vec<bool> {
    let mut used = vec![false; allowed.len()];
    let mut scopes: Vec<(usize, &Allowed)> = allowed.iter().enumerate().collect();
    scopes.sort_by_key(|(_, allow)| (allow.scope.source, allow.scope.start));
    let mut scopes = scopes.into_iter().peekable();
    let mut open: BTreeMap<&str, Vec<(usize, Span)>> = BTreeMap::new();
    findings.sort_by_key(|finding| (finding.span.source, finding.span.start));
    findings.retain(|finding| {
        let place = finding.span;
        let begins_before = |(_, allow): &(usize, &Allowed)| {
            (allow.scope.source, allow.scope.start) <= (place.source, place.start)
        };
        while let Some((index, allow)) = scopes.next_if(begins_before) {
            let open = open.entry(&allow.lint.value).or_default();
            while open
                .pop_if(|(_, scope)| !holds(*scope, allow.scope))
                .is_some()
            {}
            open.push((index, allow.scope));
        }
        let Some(open) = open.get_mut(finding.rule.id) else {
            return true;
        };
        while open.pop_if(|(_, scope)| !holds(*scope, place)).is_some() {}
        let innermost = open.last().and_then(|(index, _)| used.get_mut(*index));
        innermost.map(|used| *used = true).is_none()
    });
    used
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
