//! How callers say who they are: as data for the run time.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use crate::ir::Authorization;

/// `Authorization::Headers(&["x-ocr-secret"])`.
pub(super) fn meta(context: &Context<'_>, authorization: &Authorization) -> TokenStream {
    let run_time = &context.run_time;
    let kind = match authorization {
        Authorization::Signature => quote!(Signature),
        Authorization::ApiKey => quote!(ApiKey),
        Authorization::ApiKeyInQuery => quote!(ApiKeyInQuery),
        Authorization::Headers(names) => quote!(Headers(&[#(#names),*])),
        Authorization::Bearer => quote!(Bearer),
        Authorization::BodySignature(header) => quote!(BodySignature(#header)),
        Authorization::Token(header) => quote!(Token(#header)),
        Authorization::None => quote!(None),
    };
    quote!(#run_time::Authorization::#kind)
}
