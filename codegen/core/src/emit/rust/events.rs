//! Streams of events: an enum of them, and how one is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, docs::Docs, ident, operations::text, prelude::Prelude, types};
use crate::{
    emit::markdown::code,
    ir::{Event, Events, FailureEvent, Operation, Scalar, ShapeKind, Type},
};

pub(super) fn items(
    context: &Context<'_>,
    operation: &Operation,
    events: &Events,
) -> [TokenStream; 2] {
    [
        declaration(context, operation, events),
        implementation(context, operation, events),
    ]
}

/// ```text
/// /// An event of the stream that [`CompleteChat`] responds with.
/// #[derive(Clone, Debug)]
/// pub enum CompleteChatEvent { Token(ChatToken), Unknown(EventData) }
/// ```
fn declaration(context: &Context<'_>, operation: &Operation, events: &Events) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&events.name);
    let docs = Docs::default()
        .markdown(&format!(
            "An event of the stream that [`{}`] responds with.",
            operation.name
        ))
        .markdown(&failure(events))
        .tokens();
    let variants = events.events.iter().map(|event| {
        let docs = Docs::default()
            .markdown(&format!("The event {}.", code(&event.wire_name)))
            .tokens();
        let variant = ident(&event.rust_name);
        let data = types::value(context, &event.ty);
        quote!(#docs #variant(#data),)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant, reason = "events are read one by one")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " An event that the specification does not name."]
            Unknown(#run_time::EventData),
        }
    }
}

/// What becomes of the event that is none of these.
fn failure(events: &Events) -> String {
    let data = match &events.failure.ty {
        Some(Type::Named(ShapeKind::Struct, name)) => format!(", which holds a [`{name}`]"),
        _ => String::new(),
    };
    format!(
        "The event {} is none of them: it ends the stream with an error that has its code, its message and its data{data}.",
        code(&events.failure.wire_name)
    )
}

/// ```text
/// impl Streaming for CompleteChat {
///     type Event = CompleteChatEvent;
///     const END: Option<&'static str> = None;
///     fn event(event: EventData) -> Result<Self::Event, DecodeError> { match event.name() { .. } }
/// }
/// ```
fn implementation(context: &Context<'_>, operation: &Operation, events: &Events) -> TokenStream {
    let run_time = &context.run_time;
    let Prelude {
        none, option, some, ..
    } = &context.prelude;
    let name = ident(&operation.name);
    let event_name = ident(&events.name);
    let end = match &events.end {
        None => none.clone(),
        Some(end) => {
            let end = text(end);
            quote!(#some(#end))
        }
    };
    let last = events.last.as_ref().map(|last| {
        let last = text(last);
        quote!(const LAST: #option<&'static str> = #some(#last);)
    });
    let failure = &events.failure.wire_name;
    let failure = (failure != FailureEvent::USUAL).then(|| {
        let failure = text(failure);
        quote!(const FAILURE: &'static str = #failure;)
    });
    let arms = events.events.iter().map(|event| arm(&event_name, event));
    quote! {
        impl #run_time::Streaming for #name {
            type Event = #event_name;

            const END: #option<&'static str> = #end;

            #last
            #failure

            fn event(
                event: #run_time::EventData
            ) -> ::core::result::Result<Self::Event, #run_time::DecodeError> {
                match event.name() {
                    #(#arms)*
                    _ => ::core::result::Result::Ok(#event_name::Unknown(event)),
                }
            }
        }
    }
}

fn arm(name: &proc_macro2::Ident, event: &Event) -> TokenStream {
    let wire_name = text(&event.wire_name);
    let variant = ident(&event.rust_name);
    let read = match event.ty {
        Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _) => quote!(decode_text),
        _ => quote!(decode),
    };
    quote!(#wire_name => event.#read().map(#name::#variant),)
}
