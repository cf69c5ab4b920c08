//! Waiters: what is polled, and which states end the wait.

use std::time::Duration;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Context,
    docs::Docs,
    ident,
    operations::text,
    pages::{Found, borrowed},
};
use crate::ir::Waiter;

pub(super) fn waiter(_: &Context<'_>, waiter: &Waiter) -> TokenStream {
    let name = ident(&waiter.name);
    let docs = Docs::default()
        .prose(&waiter.doc)
        .markdown(&format!("Polls with [`{}`].", waiter.poll))
        .tokens();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    }
}

pub(super) fn implementation(context: &Context<'_>, waiter: &Waiter) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&waiter.name);
    let label = text(&waiter.name);
    let poll = ident(&waiter.poll);
    let (success, failure) = (&waiter.success, &waiter.failure);
    let every = duration(waiter.every);
    let deadline = duration(waiter.deadline);
    let state = match borrowed(&waiter.state) {
        Found::Always(state) => quote!(::core::option::Option::Some(#state.as_str())),
        Found::Perhaps(state) => quote!(#state.map(|state| state.as_str())),
    };
    quote! {
        impl #run_time::wait::Waiter for #name {
            type Poll = #poll;

            const DESCRIPTION: &'static #run_time::wait::Description = &#run_time::wait::Description {
                name: #label,
                success: &[#(#success),*],
                failure: &[#(#failure),*],
                every: #every,
                deadline: #deadline,
            };

            fn state(
                answer: &<Self::Poll as #run_time::operation::Operation>::Output
            ) -> ::core::option::Option<&str> {
                #state
            }
        }
    }
}

pub(super) fn duration(duration: Duration) -> TokenStream {
    let milliseconds =
        Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
    quote!(::core::time::Duration::from_millis(#milliseconds))
}
