//! Addresses: that every placeholder is declared, that every path parameter has its placeholder, and that all sites and
//! regions have the same.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    parse::ast::{Address, Field, Operation, Url, placeholders as placeholders_of},
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

pub(super) fn placeholders(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    let Some(address) = &service.address else {
        return;
    };
    let shared = &service.shared.path;
    let in_url: Vec<_> = address.url.placeholders().collect();
    declared(&in_url, &names_of(shared), findings);
    let of_operations = service.operations.iter().filter_map(|operation| {
        let own = operation.address.as_ref()?;
        Some(own.url.placeholders())
    });
    let in_any_url: Vec<_> = in_url
        .iter()
        .copied()
        .chain(of_operations.flatten())
        .collect();
    sent(shared, &in_any_url, "the service's `url`", findings);
    for operation in &service.operations {
        let in_address = match &operation.address {
            None => in_url.clone(),
            Some(own) => own.url.placeholders().collect(),
        };
        of_operation(operation, shared, &in_address, findings);
    }
}

/// `in_address` are the placeholders before its path.
fn of_operation(
    operation: &Operation,
    shared: &[Field],
    in_address: &[&Spanned<String>],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(http) = &operation.http else {
        return;
    };
    let own = &operation.parameters.path;
    let mut mentioned: Vec<_> = placeholders_of(&http.path).collect();
    let mut place = "the path";
    if operation.address.is_some() {
        mentioned = in_address.iter().copied().chain(mentioned).collect();
        place = "the operation's `url` and path";
    }
    let mut known = names_of(shared);
    known.extend(names_of(own));
    declared(&mentioned, &known, findings);
    sent(own, &mentioned, place, findings);

    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for name in in_address.iter().copied() {
        seen.insert(&name.value, name.span);
    }
    for name in placeholders_of(&http.path) {
        match seen.get(name.value.as_str()) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::BAD_HTTP,
                    name.span,
                    format!("`{{{}}}` is in the path twice", name.value),
                )
                .related(*first, "first here")
                .hint("a placeholder stands in a path once"),
            ),
            None => {
                seen.insert(&name.value, name.span);
            }
        }
    }
}

fn names_of(fields: &[Field]) -> BTreeSet<&str> {
    fields
        .iter()
        .map(|field| field.name.value.as_str())
        .collect()
}

/// Every placeholder is declared.
fn declared(
    placeholders: &[&Spanned<String>],
    known: &BTreeSet<&str>,
    findings: &mut Vec<Diagnostic>,
) {
    let unknown = placeholders
        .iter()
        .filter(|name| !known.contains(name.value.as_str()));
    for (index, name) in unknown.enumerate() {
        let meant = (index < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, known.iter().copied()))
            .flatten();
        findings.push(
            Diagnostic::new(
                &rules::PLACEHOLDER_WITHOUT_PARAMETER,
                name.span,
                format!("`{}` is not declared", name.value),
            )
            .hint(meant.unwrap_or_else(|| format!("add `path: {{ {}: string }}`", name.value))),
        );
    }
}

/// Every declared parameter has its placeholder.
fn sent(
    fields: &[Field],
    placeholders: &[&Spanned<String>],
    place: &str,
    findings: &mut Vec<Diagnostic>,
) {
    let present: BTreeSet<&str> = placeholders
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    let absent = fields
        .iter()
        .filter(|field| !present.contains(field.name.value.as_str()));
    findings.extend(absent.map(|field| {
        Diagnostic::new(
            &rules::PARAMETER_WITHOUT_PLACEHOLDER,
            field.name.span,
            format!("`{}` does not occur in {place}", field.name.value),
        )
        .hint(format!(
            "write `{{{}}}` where it belongs, or take the parameter out",
            field.name.value
        ))
    }));
}

/// Sites and regions have the placeholders of the url beside them.
pub(super) fn sites_and_regions(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let own = subject
        .service
        .operations
        .iter()
        .filter_map(|operation| operation.address.as_ref());
    for address in subject.service.address.iter().chain(own) {
        for url in others(address) {
            same_placeholders(&address.url, url, findings);
        }
    }
}

fn others(address: &Address) -> impl Iterator<Item = &Url> {
    let of_sites = address.sites.iter().flat_map(|site| {
        let regions = site.regions.iter().map(|region| &region.url);
        std::iter::once(&site.url).chain(regions)
    });
    let regions = address.regions.iter().map(|region| &region.url);
    regions.chain(of_sites)
}

fn same_placeholders(first: &Url, other: &Url, findings: &mut Vec<Diagnostic>) {
    // One without a path has that of the first.
    if other.path.is_empty() {
        return;
    }
    let names = |url: &'_ Url| -> BTreeSet<String> {
        url.placeholders().map(|name| name.value.clone()).collect()
    };
    let (wanted, present) = (names(first), names(other));
    for name in wanted.difference(&present) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_ADDRESS,
                other.span,
                format!("`{{{name}}}` of the `url` does not occur here"),
            )
            .related(first.span, "the `url` is here")
            .hint("every address of a service takes the same parameters"),
        );
    }
    for name in other.placeholders() {
        if !wanted.contains(&name.value) {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_ADDRESS,
                    name.span,
                    format!("`{{{}}}` does not occur in the `url`", name.value),
                )
                .related(first.span, "the `url` is here")
                .hint("every address of a service takes the same parameters"),
            );
        }
    }
}
