//! Where a service or an operation is: as data for the run time.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, prelude::Prelude};
use crate::{
    emit::words,
    ir::{Address, Base, PathSegment, Site},
};

/// ```text
/// Address::Known(&[Base::new(Site::Public, None, "https://..", &[..])])
/// ```
pub(super) fn meta(context: &Context<'_>, address: &Address) -> TokenStream {
    let run_time = &context.run_time;
    if address.is_tenant {
        let example = words::whole(&address.base);
        return quote!(#run_time::Address::Tenant { example: #example });
    }
    let bases = address.bases().map(|each| base(context, each));
    quote!(#run_time::Address::Known(&[#(#bases),*]))
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
        #run_time::Base::new(#run_time::Site::#site, #region, #endpoint, #path)
    }
}

pub(super) fn path(context: &Context<'_>, path: &[PathSegment]) -> TokenStream {
    let run_time = &context.run_time;
    let segments = path.iter().map(|segment| match segment {
        PathSegment::Literal(text) => quote!(#run_time::PathSegment::Literal(#text)),
        PathSegment::Parameter(name) => quote!(#run_time::PathSegment::Parameter(#name)),
    });
    quote!(&[#(#segments),*])
}
