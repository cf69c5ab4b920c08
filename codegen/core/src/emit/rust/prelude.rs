//! Names that every Rust module knows. They are written short, so that people read less and the compiler too, but for a
//! service that has something of that name itself: there the path says which one is meant.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::ir::Service;

pub(super) struct Prelude {
    pub(super) default: TokenStream,
    pub(super) from: TokenStream,
    pub(super) into: TokenStream,
    pub(super) into_iterator: TokenStream,
    pub(super) none: TokenStream,
    pub(super) option: TokenStream,
    pub(super) some: TokenStream,
    pub(super) string: TokenStream,
    pub(super) vec: TokenStream,
}

/// What is in the prelude, and may be in a service.
const NAMES: [&str; 9] = [
    "Default",
    "From",
    "Into",
    "IntoIterator",
    "None",
    "Option",
    "Some",
    "String",
    "Vec",
];

/// The names that the service has for something of its own.
pub(super) fn taken(service: &Service) -> Vec<&str> {
    let operations = service.operations.iter().map(|operation| &operation.name);
    let types = service.types.iter().map(|definition| &definition.name);
    let waiters = service.waiters.iter().map(|waiter| &waiter.name);
    operations
        .chain(types)
        .chain(waiters)
        .map(String::as_str)
        .filter(|name| NAMES.contains(name))
        .collect()
}

impl Prelude {
    pub(super) fn new(taken: &[&str]) -> Self {
        let name = |modules: TokenStream, name: &str| {
            let word = ident(name);
            if taken.contains(&name) {
                quote!(#modules::#word)
            } else {
                quote!(#word)
            }
        };
        Self {
            default: name(quote!(::core::default), "Default"),
            from: name(quote!(::core::convert), "From"),
            into: name(quote!(::core::convert), "Into"),
            into_iterator: name(quote!(::core::iter), "IntoIterator"),
            none: name(quote!(::core::option::Option), "None"),
            option: name(quote!(::core::option), "Option"),
            some: name(quote!(::core::option::Option), "Some"),
            string: name(quote!(::std::string), "String"),
            vec: name(quote!(::std::vec), "Vec"),
        }
    }

    /// The type of what may be absent.
    pub(super) fn optional(&self, inner: &TokenStream) -> TokenStream {
        let option = &self.option;
        quote!(#option<#inner>)
    }
}
