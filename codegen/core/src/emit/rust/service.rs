//! What a service says once: its description and its error codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, address, docs::Docs, ident, waiters};
use crate::{
    emit::{
        markdown::{link, prose},
        words,
    },
    ir::{Authorization, ErrorCode, Retry, Service},
};

/// ```text
/// /// Organization ...
/// pub mod organization {
///     include!(concat!(env!("OUT_DIR"), "/organization.rs"));
/// }
/// ```
pub(super) fn declaration(service: &Service) -> TokenStream {
    let name = ident(&service.name);
    let file = format!("/{}.rs", service.name);
    let mut docs = Docs::default().prose(&match &service.doc {
        Some(doc) => format!("{}: {doc}", service.title),
        None => format!("{}.", service.title),
    });
    if let Some(address) = &service.docs {
        docs = docs.markdown(&format!("Documentation: <{address}>"));
    }
    if !service.chapters.is_empty() {
        let chapters = service.chapters.iter();
        let chapters: Vec<String> = chapters
            .map(|chapter| match &chapter.docs {
                Some(address) => link(&chapter.title, address),
                None => prose(&chapter.title),
            })
            .collect();
        docs = docs.markdown(&format!("Chapters: {}.", chapters.join(", ")));
    }
    for paragraph in words::address(&service.address) {
        docs = docs.markdown(&paragraph);
    }
    // Nearly every service is signed; what differs is worth saying.
    if service.authorization != Authorization::Signature {
        docs = docs.markdown(&words::authorization(&service.authorization, &service.name));
    }
    let docs = docs.notes(&service.notes).tokens();
    quote! {
        #docs
        #[allow(
            clippy::enum_variant_names,
            clippy::should_implement_trait,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "names and types are as the service has them"
        )]
        pub mod #name {
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), #file));
        }
    }
}

/// ```text
/// pub static SERVICE: Service = Service { name: "organization", .. };
/// pub mod error_code { pub const COMMON_201: &str = "COMMON_201"; }
/// ```
pub(super) fn items(context: &Context<'_>) -> Vec<TokenStream> {
    let Context {
        service, run_time, ..
    } = context;
    let Service {
        name,
        title,
        address,
        errors,
        ..
    } = service;
    let address = address::description(context, address);
    let descriptions = errors.iter().map(|error| description(context, error));
    let description = quote! {
        #[doc = " What the service says once: its name, its address, its error codes."]
        pub static SERVICE: #run_time::operation::Service = #run_time::operation::Service {
            name: #name,
            title: #title,
            address: #address,
            errors: &[#(#descriptions),*],
        };
    };
    if errors.is_empty() {
        return vec![description];
    }
    let constants = errors.iter().map(constant);
    vec![
        description,
        quote! {
            #[doc = " Codes that the service answers failures with, as `Error::code` gives them. Others are possible."]
            pub mod error_code {
                #(#constants)*
            }
        },
    ]
}

fn constant(error: &ErrorCode) -> TokenStream {
    let name = ident(&error.rust_name);
    let code = &error.code;
    let doc = match error.status {
        Some(status) => format!("{} (HTTP {status})", error.doc.trim_end_matches('.')),
        None => error.doc.clone(),
    };
    let docs = Docs::default().prose(&doc).notes(&error.notes).tokens();
    quote! {
        #docs
        pub const #name: &str = #code;
    }
}

fn description(context: &Context<'_>, error: &ErrorCode) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&error.rust_name);
    let retry = match error.retry {
        None => quote!(::core::option::Option::None),
        Some(retry) => {
            let class = match retry {
                Retry::Never => quote!(Never),
                Retry::Reads => quote!(Reads),
                Retry::Always => quote!(Always),
            };
            quote!(::core::option::Option::Some(#run_time::operation::Retry::#class))
        }
    };
    let (throttled, not_found) = (error.throttled, error.not_found);
    let pause = match error.pause {
        None => quote!(::core::option::Option::None),
        Some(pause) => {
            let pause = waiters::duration(pause);
            quote!(::core::option::Option::Some(#pause))
        }
    };
    quote! {
        #run_time::operation::ErrorCode {
            code: error_code::#name,
            retry: #retry,
            throttled: #throttled,
            not_found: #not_found,
            pause: #pause,
        }
    }
}
