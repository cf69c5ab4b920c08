//! What a service says once: its metadata and its error codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, address, docs::Docs, ident, waiters};
use crate::{
    emit::{markdown::prose, words},
    ir::{Authorization, ErrorCode, Retry, Service},
};

/// ```text
/// pub const SERVICES: &[(&str, &[&str])] = &[("organization", &["GetOrganization"])];
/// ```
pub(super) fn names(services: &[Service]) -> TokenStream {
    let services = services.iter().map(|service| {
        let name = &service.name;
        let operations = service.operations.iter().map(|operation| &operation.name);
        quote!((#name, &[#(#operations),*]))
    });
    quote! {
        #[doc = " The services by their names, each with its operations: what `ClientBuilder::services` takes."]
        pub const SERVICES: &[(&str, &[&str])] = &[#(#services),*];
    }
}

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
    let address = words::address(&service.address);
    for paragraph in address.iter().chain(&words::region_parameter(service)) {
        docs = docs.markdown(paragraph);
    }
    // Nearly every service is signed; what differs is worth saying.
    if service.authorization != Authorization::Signature {
        docs = docs.markdown(&words::authorization(&service.authorization, &service.name));
    }
    let docs = contents(docs, service).notes(&service.notes).tokens();
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

/// The operations by their chapters, and the waits: what rustdoc lists beside types and by the alphabet.
fn contents(docs: Docs, service: &Service) -> Docs {
    let module = service.name.as_str();
    let of_chapter = |docs: Docs, title: &str, address: Option<&String>, index: Option<usize>| {
        let operations = service.operations.iter();
        let mut operations = operations
            .filter(|operation| operation.chapter == index)
            .peekable();
        if operations.peek().is_none() {
            return docs;
        }
        let docs = docs.heading(&prose(title));
        let docs = match address {
            None => docs,
            Some(address) => docs.markdown(&format!("Documentation: <{address}>")),
        };
        docs.list(operations.map(|operation| item(module, &operation.name, &operation.doc)))
    };
    let mut docs = of_chapter(docs, "Operations", None, None);
    for (index, chapter) in service.chapters.iter().enumerate() {
        docs = of_chapter(docs, &chapter.title, chapter.docs.as_ref(), Some(index));
    }
    if service.waiters.is_empty() {
        return docs;
    }
    let waiters = service.waiters.iter();
    docs.heading("Waits")
        .list(waiters.map(|waiter| item(module, &waiter.name, &waiter.doc)))
}

fn item(module: &str, name: &str, doc: &str) -> String {
    format!("[`{name}`]({module}::{name}): {}", prose(doc))
}

/// ```text
/// pub static SERVICE: Service = Service::new("organization", ..);
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
        region_parameter,
        ..
    } = service;
    let address = address::meta(context, address);
    let codes = errors.iter().map(|error| error_code(context, error));
    let codes = (!errors.is_empty()).then(|| quote!(.errors(&[#(#codes),*])));
    let region = region_parameter
        .as_ref()
        .map(|name| quote!(.region_parameter(#name)));
    let meta = quote! {
        #[doc = " What the service says once: its name, its address, its error codes."]
        pub static SERVICE: #run_time::Service =
            #run_time::Service::new(#name, #title, #address) #codes #region;
    };
    if errors.is_empty() {
        return vec![meta];
    }
    let constants = errors.iter().map(constant);
    vec![
        meta,
        quote! {
            #[doc = " Codes that the service reports failures with, as `Error::code` gives them. Others are possible."]
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

/// `ErrorCode::new(error_code::COMMON_201).retry(Retry::Never)`.
fn error_code(context: &Context<'_>, error: &ErrorCode) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&error.rust_name);
    let retry = error.retry.map(|retry| {
        let class = match retry {
            Retry::Never => quote!(Never),
            Retry::Reads => quote!(Reads),
            Retry::Always => quote!(Always),
        };
        quote!(.retry(#run_time::Retry::#class))
    });
    let throttled = error.throttled.then(|| quote!(.throttled()));
    let not_found = error.not_found.then(|| quote!(.not_found()));
    let pause = error.pause.map(|pause| {
        let pause = waiters::duration(pause);
        quote!(.pause(#pause))
    });
    quote!(#run_time::ErrorCode::new(error_code::#name) #retry #throttled #not_found #pause)
}
