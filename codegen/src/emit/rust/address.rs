//! Where a service or an operation is: as data for the run time, and as prose.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    docs::{Docs, code},
    prelude::Prelude,
};
use crate::ir::{Address, Base, PathSegment, Site};

/// ```text
/// Address::Known(&[Base { site: Site::Public, region: None, endpoint: "https://..", path: &[..] }])
/// ```
pub(super) fn description(context: &Context<'_>, address: &Address) -> TokenStream {
    let run_time = &context.run_time;
    if address.is_tenant {
        let example = whole(&address.base);
        return quote!(#run_time::operation::Address::Tenant { example: #example });
    }
    let bases = address.bases().map(|each| base(context, each));
    quote!(#run_time::operation::Address::Known(&[#(#bases),*]))
}

fn base(context: &Context<'_>, base: &Base) -> TokenStream {
    let run_time = &context.run_time;
    let Prelude { none, some, .. } = &context.prelude;
    let site = match base.site {
        Site::Public => quote!(Public),
        Site::Government => quote!(Government),
        Site::Financial => quote!(Financial),
    };
    let region = match &base.region {
        None => none.clone(),
        Some(code) => quote!(#some(#code)),
    };
    let endpoint = &base.endpoint;
    let path = path(context, &base.path);
    quote! {
        #run_time::operation::Base {
            site: #run_time::Site::#site,
            region: #region,
            endpoint: #endpoint,
            path: #path,
        }
    }
}

pub(super) fn path(context: &Context<'_>, path: &[PathSegment]) -> TokenStream {
    let run_time = &context.run_time;
    let segments = path.iter().map(|segment| match segment {
        PathSegment::Literal(text) => quote!(#run_time::operation::PathSegment::Literal(#text)),
        PathSegment::Parameter(name) => quote!(#run_time::operation::PathSegment::Parameter(#name)),
    });
    quote!(&[#(#segments),*])
}

/// What callers choose among, or have to give.
pub(super) fn docs(docs: Docs, address: &Address) -> Docs {
    if address.is_tenant {
        return docs.markdown(&format!(
            "Every customer has an address of their own, which looks like {}; `ClientBuilder::endpoint` takes it.",
            code(&whole(&address.base))
        ));
    }
    let mut docs = docs;
    let sites: Vec<&str> = address
        .others
        .iter()
        .filter(|base| base.region.is_none())
        .map(|base| name(base.site))
        .collect();
    if !sites.is_empty() {
        docs = docs.markdown(&format!(
            "Sites, for `ClientBuilder::site`: public, {}.",
            sites.join(", ")
        ));
    }
    for site in [Site::Public, Site::Government, Site::Financial] {
        let regions: Vec<String> = address
            .bases()
            .filter(|base| base.site == site)
            .filter_map(|base| base.region.as_deref().map(code))
            .collect();
        if !regions.is_empty() {
            let of_site = match site {
                Site::Public => String::new(),
                other => format!(" of the {} site", name(other)),
            };
            docs = docs.markdown(&format!(
                "Regions{of_site}, for `ClientBuilder::region`: {}.",
                regions.join(", ")
            ));
        }
    }
    docs
}

fn whole(base: &Base) -> String {
    let path: String = base.path.iter().map(ToString::to_string).collect();
    format!("{}{path}", base.endpoint)
}

fn name(site: Site) -> &'static str {
    match site {
        Site::Public => "public",
        Site::Government => "government",
        Site::Financial => "financial",
    }
}
