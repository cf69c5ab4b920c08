//! Tuples: structs that are lists on the wire.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, debug, ident, structs, types};
use crate::ir::{Field, TypeDefinition, Use};

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    elements: &[Field],
) -> Vec<TokenStream> {
    let name = &definition.name;
    let all: Vec<&Field> = elements.iter().collect();
    let mut items = vec![structs::declaration(context, definition, &all)];
    items.push(debug::of_struct(context, name, &all));
    if definition.usage.has(Use::Sent) {
        items.push(structs::builder(context, name, &all));
        items.push(from_tuple(context, name, elements));
        items.push(encode(context, name, elements));
    }
    if definition.usage.has(Use::SentJoined) {
        items.push(encode_elements(context, name, elements));
    }
    if definition.usage.has(Use::Received) {
        items.push(structs::default(context, name));
        items.push(decode(context, name, elements));
    }
    items
}

/// ```text
/// impl From<(f64, f64)> for Position {
///     fn from((longitude, latitude): (f64, f64)) -> Self { Self { longitude, latitude } }
/// }
/// ```
fn from_tuple(context: &Context<'_>, name: &str, elements: &[Field]) -> TokenStream {
    let from = &context.prelude.from;
    let name = ident(name);
    let names = || elements.iter().map(|element| ident(&element.rust_name));
    let (pattern, values) = (names(), names());
    let types: Vec<TokenStream> = elements
        .iter()
        .map(|element| types::field(context, element))
        .collect();
    // `(i64)` is no tuple.
    let comma = (elements.len() == 1).then(|| quote!(,));
    quote! {
        impl #from<(#(#types),* #comma)> for #name {
            fn from((#(#pattern),* #comma): (#(#types),* #comma)) -> Self {
                Self { #(#values,)* }
            }
        }
    }
}

pub(super) fn encode(context: &Context<'_>, name: &str, elements: &[Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = elements
        .iter()
        .map(|element| encode_element(context, "list", element));
    quote! {
        impl #run_time::Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut #run_time::JsonWriter) {
                let mut list = writer.list();
                #(#lines)*
                list.end();
            }
        }
    }
}

fn encode_elements(context: &Context<'_>, name: &str, elements: &[Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = elements
        .iter()
        .map(|element| encode_element(context, "elements", element));
    quote! {
        impl #run_time::EncodeElements for #name {
            fn encode_elements(&self, elements: &mut #run_time::ElementsWriter) {
                #(#lines)*
            }
        }
    }
}

/// One line: `list.element(&self.longitude);`.
fn encode_element(context: &Context<'_>, target: &str, element: &Field) -> TokenStream {
    let target = ident(target);
    let name = ident(&element.rust_name);
    match types::field_format(context, element) {
        None => quote!(#target.element(&self.#name);),
        Some(format) => quote!(#target.element_as::<#format, _>(&self.#name);),
    }
}

pub(super) fn decode(context: &Context<'_>, name: &str, elements: &[Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = elements.iter().enumerate().map(|(index, element)| {
        let index = Literal::usize_unsuffixed(index);
        let name = ident(&element.rust_name);
        match types::field_format(context, element) {
            None => quote!(#name: reader.element(#index),),
            Some(format) => quote!(#name: reader.element_as::<#format, _>(#index),),
        }
    });
    quote! {
        impl #run_time::Decode for #name {
            #[inline]
            fn decode(reader: &mut #run_time::Reader<'_>) -> Self {
                Self { #(#lines)* }
            }
        }
    }
}
