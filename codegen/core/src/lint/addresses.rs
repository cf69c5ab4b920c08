//! Hosts, paths and the addresses of pages.

use std::collections::BTreeMap;

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::FactSource,
    parse::ast::{Address, Operation, Protocol, TemplatePart, Url},
    rules::Rule,
    sema,
    source::Spanned,
    suggest,
};

/// Domains under which services of NAVER Cloud Platform are.
const DOMAINS: [&str; 10] = [
    "gov-ncloudstorage.com",
    "ncloudstorage.com",
    "ntruss.com",
    "gov-ntruss.com",
    "fin-ntruss.com",
    "ncloud.com",
    "gov-ncloud.com",
    "fin-ncloud.com",
    "navercorp.com",
    "naverncp.com",
];
const DOCUMENTATION: &str = "ncloud-docs.com";
/// Among fewer operations a different one is no exception.
const FEWEST_SIBLINGS: usize = 5;

pub(super) fn hosts(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let own = subject.service.operations.iter();
    let addresses = own
        .filter_map(|operation| operation.address.as_ref())
        .chain(&subject.service.address);
    for url in addresses.flat_map(urls) {
        let host = host(&url.endpoint);
        if DOMAINS.iter().any(|domain| is_within(host, domain)) {
            continue;
        }
        let end = host.rsplitn(3, '.').take(2).collect::<Vec<_>>();
        let end: Vec<&str> = end.into_iter().rev().collect();
        let meant = suggest::nearest(&end.join("."), DOMAINS);
        findings.push(
            Diagnostic::new(
                rule,
                url.span,
                format!("`{host}` is not a host of NAVER Cloud Platform"),
            )
            .hint(match meant {
                Some(domain) => format!("did you mean a host at `{domain}`?"),
                None => "check it against the page".to_owned(),
            }),
        );
    }
}

fn urls(address: &Address) -> impl Iterator<Item = &Url> {
    let sites = address.sites.iter();
    let regions = address
        .regions
        .iter()
        .chain(sites.clone().flat_map(|site| &site.regions));
    std::iter::once(&address.url)
        .chain(regions.map(|region| &region.url))
        .chain(sites.map(|site| &site.url))
}

/// The host of an address, without its port.
fn host(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    rest.split(['/', ':', '?', '#']).next().unwrap_or(rest)
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Operations at the service's own address whose path begins unlike all others, or nearly like many.
pub(super) fn paths(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    if subject.service.protocol == Protocol::Form {
        return;
    }
    let mut beginnings: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &subject.service.operations {
        if operation.address.is_none()
            && let Some(beginning) = beginning(operation)
        {
            beginnings.entry(beginning).or_default().push(operation);
        }
    }
    let (lone, repeated): (Vec<_>, Vec<_>) = beginnings
        .iter()
        .partition(|(_, operations)| operations.len() == 1);
    if lone.len() > suggest::MOST_SUGGESTIONS {
        // None of so many is just misspelt.
        return;
    }
    let only = match repeated.as_slice() {
        [(only, operations)] if lone.len() == 1 && operations.len() >= FEWEST_SIBLINGS => {
            Some(**only)
        }
        _ => None,
    };
    for (beginning, operations) in lone {
        let Some(http) = operations.first().and_then(|lone| lone.http.as_ref()) else {
            continue;
        };
        let repeated = repeated.iter().map(|(repeated, _)| **repeated);
        let near = suggest::nearest(beginning, repeated);
        let near = near.filter(|near| !is_plural(near, beginning));
        if let Some(usual) = near.or(only) {
            findings.push(
                Diagnostic::new(
                    rule,
                    http.span,
                    format!("the path begins with `/{beginning}`, its siblings with `/{usual}`"),
                )
                .hint("check it against the page"),
            );
        }
    }
}

/// `/user` and `/users` stand beside each other in sound interfaces.
fn is_plural(one: &str, other: &str) -> bool {
    let plural = |one: &str, other: &str| {
        other
            .strip_prefix(one)
            .is_some_and(|rest| matches!(rest, "s" | "es"))
    };
    plural(one, other) || plural(other, one)
}

fn beginning(operation: &Operation) -> Option<&str> {
    match operation.http.as_ref()?.path.first()? {
        TemplatePart::Literal(text) => text.split('/').find(|segment| !segment.is_empty()),
        TemplatePart::Parameter(_) => None,
    }
}

pub(super) fn documentation(
    subject: &Subject<'_>,
    rule: &'static Rule,
    findings: &mut Vec<Diagnostic>,
) {
    let service = subject.service;
    match &service.docs {
        Some(docs) => findings.extend(foreign(docs, &service.name, rule)),
        None => {
            let says_pages = service.operations.iter().any(|operation| {
                sema::sources(service, operation).contains(&FactSource::Reference)
            });
            if says_pages {
                findings.push(
                    Diagnostic::new(
                        rule,
                        service.name.span,
                        "the service does not name its overview page",
                    )
                    .hint("add `docs: https://api.ncloud-docs.com/docs/en/..`"),
                );
            }
        }
    }
    let operations = service.operations.iter();
    findings
        .extend(operations.filter_map(|operation| foreign(&operation.docs, &operation.name, rule)));
}

fn foreign(docs: &str, name: &Spanned<String>, rule: &'static Rule) -> Option<Diagnostic> {
    let host = host(docs);
    if is_within(host, DOCUMENTATION) {
        return None;
    }
    Some(
        Diagnostic::new(
            rule,
            name.span,
            format!("the page of `{}` is at `{host}`", name.value),
        )
        .hint(format!("name its page at a host of {DOCUMENTATION}")),
    )
}
