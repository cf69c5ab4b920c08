//! Addresses: one base for every site and region, each with its whole path. Every placeholder is declared, every path parameter has
//! its placeholder, and all sites and regions have the same.

use std::collections::{BTreeMap, BTreeSet};

use super::operations;
use crate::{
    diagnostic::Diagnostic,
    ir::{self, Base, ParameterLocation, PathSegment, Site},
    parse::ast::{
        Address, Field, Operation, Region, Service, TemplatePart, Url,
        placeholders as placeholders_of,
    },
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

/// Where a service is. One that could not be read, which is a finding, is nowhere.
pub(super) fn of_service(address: Option<&Address>, findings: &mut Vec<Diagnostic>) -> ir::Address {
    let nowhere = || ir::Address {
        base: Base {
            site: Site::Public,
            region: None,
            endpoint: String::new(),
            path: Vec::new(),
        },
        others: Vec::new(),
        is_tenant: false,
    };
    address.map_or_else(nowhere, |address| self::address(address, findings))
}

pub(super) fn address(address: &Address, findings: &mut Vec<Diagnostic>) -> ir::Address {
    for url in others(address) {
        same_placeholders(&address.url, url, findings);
    }
    let public = base(Site::Public, None, &address.url, &[]);
    let mut others = of_regions(&address.regions, &public);
    for site in &address.sites {
        let whole = base(site.site, None, &site.url, &public.path);
        let regions = of_regions(&site.regions, &whole);
        others.push(whole);
        others.extend(regions);
    }
    ir::Address {
        base: public,
        others,
        is_tenant: address.is_tenant,
    }
}

fn of_regions(regions: &[Region], whole: &Base) -> Vec<Base> {
    let of_region =
        |region: &Region| base(whole.site, Some(&region.code), &region.url, &whole.path);
    regions.iter().map(of_region).collect()
}

/// A url without a path has the path of the one beside it.
fn base(site: Site, region: Option<&str>, url: &Url, path_beside: &[PathSegment]) -> Base {
    Base {
        site,
        region: region.map(str::to_owned),
        endpoint: url.endpoint.clone(),
        path: match url.path.as_slice() {
            [] => path_beside.to_vec(),
            own => path(own),
        },
    }
}

pub(super) fn path(parts: &[TemplatePart]) -> Vec<PathSegment> {
    let segment = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => PathSegment::Literal(text.clone()),
        TemplatePart::Parameter(name) => PathSegment::Parameter(name.value.clone()),
    };
    parts.iter().map(segment).collect()
}

/// Placeholders and path parameters, of the service and of its operations.
pub(super) fn placeholders(service: &Service, findings: &mut Vec<Diagnostic>) {
    let Some(address) = &service.address else {
        return;
    };
    let shared: Vec<&Field> = service.shared.fields_in(ParameterLocation::Path).collect();
    let in_url: Vec<_> = address.url.placeholders().collect();
    declared(&in_url, &names_of(&shared), findings);
    let of_operations = service.operations.iter().filter_map(|operation| {
        let own = operation.address.as_ref()?;
        Some(own.url.placeholders())
    });
    let in_any_url: Vec<_> = in_url
        .iter()
        .copied()
        .chain(of_operations.flatten())
        .collect();
    sent(&shared, &in_any_url, "the service's `url`", findings);
    for operation in &service.operations {
        let in_address = match &operation.address {
            None => in_url.clone(),
            Some(own) => own.url.placeholders().collect(),
        };
        of_operation(service, operation, &shared, &in_address, findings);
    }
}

/// `in_address` are the placeholders before its path.
fn of_operation(
    service: &Service,
    operation: &Operation,
    shared: &[&Field],
    in_address: &[&Spanned<String>],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(http) = operations::http(service, operation) else {
        return;
    };
    let own: Vec<&Field> = operation
        .parameters
        .fields_in(ParameterLocation::Path)
        .collect();
    let mut mentioned: Vec<_> = placeholders_of(&http.path).collect();
    let mut place = "the path";
    if operation.address.is_some() {
        mentioned = in_address.iter().copied().chain(mentioned).collect();
        place = "the operation's `url` and path";
    }
    let mut known = names_of(shared);
    known.extend(names_of(&own));
    declared(&mentioned, &known, findings);
    sent(&own, &mentioned, place, findings);

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

fn names_of<'ast>(fields: &[&'ast Field]) -> BTreeSet<&'ast str> {
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
    fields: &[&Field],
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
