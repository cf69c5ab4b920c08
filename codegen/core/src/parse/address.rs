//! Where a service or an operation is: `url` or `tenant_url`, `sites`, `regions`.

use super::{
    ast::{Address, Region, SiteAddress, Url},
    http,
    node::{Entry, Node},
};
use crate::language::key;
use crate::{diagnostic::Diagnostic, ir::Site, rules, source::Span};

const SITES: [(&str, Site); 2] = [
    ("government", Site::Government),
    ("financial", Site::Financial),
];

/// The address of a service, which has to have one.
pub(super) fn of_service(root: &Node, findings: &mut Vec<Diagnostic>) -> Option<Address> {
    let (url, tenant_url) = (
        root.get(key!(FILE, "url")),
        root.get(key!(FILE, "tenant_url")),
    );
    match (url, tenant_url) {
        (None, None) => {
            // What is no mapping has a finding already.
            root.entries()?;
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    Span::file(root.span.source),
                    "`url` is missing",
                )
                .hint("add `url: https://organization.apigw.ntruss.com/open-api/v1`, or `tenant_url` where every customer has an address of their own"),
            );
            None
        }
        (Some(url), None) => address(root, url, findings),
        (url, Some(tenant)) => {
            if url.is_some() {
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_ADDRESS,
                        tenant.mark(),
                        "a service has a `url` or a `tenant_url`, not both",
                    )
                    .hint("keep `tenant_url` where every customer has an address of their own; an operation elsewhere has a `url` of its own"),
                );
            }
            tenant_address(root, tenant, findings)
        }
    }
}

/// The address of an operation that is not where its service is.
pub(super) fn of_operation(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Address> {
    match node.get(key!(FILE, "url")) {
        Some(url) => address(node, url, findings),
        None => {
            let message = "an operation at the `url` of its service has its sites and regions too";
            refuse_others(
                node,
                message,
                "give the operation a `url` of its own, or take this out",
                findings,
            );
            None
        }
    }
}

fn address(node: &Node, url: &Node, findings: &mut Vec<Diagnostic>) -> Option<Address> {
    let url = parse_url(url, findings);
    let regions = regions(node, findings);
    let mut sites: Vec<SiteAddress> = members(node, key!(FILE, "sites"))
        .filter_map(|entry| site(entry, findings))
        .collect();
    // The order of keys of the language means nothing.
    sites.sort_by_key(|address| SITES.iter().position(|(_, site)| *site == address.site));
    Some(Address {
        sites,
        regions,
        is_tenant: false,
        url: url?,
    })
}

fn site(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Option<SiteAddress> {
    let node = &entry.value;
    let known = SITES.iter().find(|(name, _)| *name == entry.key.value);
    let url = parse_url(node.get(key!(SITE, "url")).unwrap_or(node), findings);
    let regions = regions(node, findings);
    Some(SiteAddress {
        site: known?.1,
        url: url?,
        regions,
    })
}

fn regions(node: &Node, findings: &mut Vec<Diagnostic>) -> Vec<Region> {
    members(node, key!(FILE, "regions"))
        .filter_map(|entry| {
            Some(Region {
                code: entry.key.value.clone(),
                url: parse_url(&entry.value, findings)?,
            })
        })
        .collect()
}

fn tenant_address(node: &Node, url: &Node, findings: &mut Vec<Diagnostic>) -> Option<Address> {
    let message = "the address of a customer says it all: it has neither sites nor regions";
    refuse_others(node, message, "take this out", findings);
    let url = parse_url(url, findings)?;
    if let Some(name) = url.placeholders().next() {
        findings.push(
            Diagnostic::new(
                &rules::BAD_ADDRESS,
                name.span,
                format!(
                    "`{{{}}}` is in an address that callers give whole",
                    name.value
                ),
            )
            .hint("write an address as a customer would have it, with invented identifiers"),
        );
        return None;
    }
    Some(Address {
        url,
        is_tenant: true,
        regions: Vec::new(),
        sites: Vec::new(),
    })
}

fn refuse_others(node: &Node, message: &str, hint: &str, findings: &mut Vec<Diagnostic>) {
    for entry in node.entries().unwrap_or_default() {
        if ["sites", "regions"].contains(&entry.key.value.as_str()) {
            findings.push(Diagnostic::new(&rules::BAD_ADDRESS, entry.key.span, message).hint(hint));
        }
    }
}

fn parse_url(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Url> {
    // What is no text, or none to speak of, has a finding already.
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    http::parse_url(text, node.text_span(), findings)
}

fn members<'node>(node: &'node Node, key: &str) -> impl Iterator<Item = &'node Entry> {
    node.get(key)
        .and_then(Node::entries)
        .unwrap_or_default()
        .iter()
}
