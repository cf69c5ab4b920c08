//! Waiters: what is polled, and which states end the wait.

use std::time::Duration;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, docs::Docs, ident, operations::text, paths::borrowed, prelude::Prelude};
use crate::{
    emit::{
        calls,
        words::{self, in_words},
    },
    ir::{NotFound, Waiter},
};

pub(super) fn waiter(context: &Context<'_>, waiter: &Waiter) -> TokenStream {
    let name = ident(&waiter.name);
    let docs = Docs::default()
        .prose(&waiter.doc)
        .markdown(&format!(
            "Polls with [`{}`], every {} for at most {}; [`WaitOptions`](ncloud::wait::WaitOptions) changes that.",
            waiter.poll,
            in_words(waiter.every),
            in_words(waiter.deadline)
        ))
        .markdown(&words::states(waiter).join(" "));
    let docs = match context.service.operation_named(&waiter.poll) {
        None => docs,
        Some(operation) => docs.call(&calls::wait(context.service, operation, waiter).text),
    };
    let docs = docs.notes(&waiter.notes).tokens();
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
    let Prelude {
        none, some, option, ..
    } = &context.prelude;
    let state = match context.service.operation_named(&waiter.poll) {
        Some(operation) => {
            let is_text = waiter.state.last().is_some_and(|step| step.text);
            borrowed(operation, &waiter.state).str(context, is_text)
        }
        None => none.clone(),
    };
    let pending = waiter
        .pending
        .as_ref()
        .map(|pending| quote!(.pending(&[#(#pending),*])));
    let failure = (!failure.is_empty()).then(|| quote!(.failure(&[#(#failure),*])));
    let response = quote!(<Self::Poll as #run_time::Operation>::Output);
    let (not_found, output, gone) = match waiter.not_found {
        NotFound::Failure => (None, response.clone(), None),
        NotFound::Pending => (Some(quote!(Pending)), response.clone(), None),
        NotFound::Success => (
            Some(quote!(Success)),
            context.prelude.optional(&response),
            Some(quote! {
                fn gone() -> #option<Self::Output> {
                    #some(#none)
                }
            }),
        ),
    };
    let not_found = not_found.map(|means| quote!(.not_found(#run_time::NotFound::#means)));
    quote! {
        impl #run_time::Waiter for #name {
            type Poll = #poll;

            type Output = #output;

            const META: &'static #run_time::WaiterMeta =
                &#run_time::WaiterMeta::new(#label, &[#(#success),*], #every, #deadline)
                    #pending #failure #not_found;

            fn state(response: &#response) -> #option<&str> {
                #state
            }

            #gone
        }
    }
}

pub(super) fn duration(duration: Duration) -> TokenStream {
    let milliseconds =
        Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
    quote!(::core::time::Duration::from_millis(#milliseconds))
}
