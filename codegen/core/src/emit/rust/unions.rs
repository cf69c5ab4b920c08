//! Unions: an enum with a value in each variant, and any other JSON kept as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    docs::{self, Docs},
    ident,
    operations::text,
    structs, types,
};
use crate::{
    emit::words,
    ir::{Alternative, JsonKind, Scalar, Tagging, Type, TypeDefinition, Union, Use},
};

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    union: &Union,
) -> Vec<TokenStream> {
    let name = &definition.name;
    let mut items = vec![declaration(context, definition, union)];
    if definition.usage.has(Use::Sent) {
        let converting = union.alternatives.iter().filter(|each| each.converts);
        items.extend(converting.flat_map(|alternative| conversions(context, name, alternative)));
        items.push(encode(context, name, union));
    }
    if definition.usage.has(Use::Received) {
        items.push(structs::default(context, name));
        items.push(decode(context, name, union));
    }
    items
}

/// ```text
/// pub enum Plaintext { Text(String), Texts(Vec<String>), Unknown(UnknownJson) }
/// ```
fn declaration(context: &Context<'_>, definition: &TypeDefinition, union: &Union) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    let docs = docs::definition(context, definition).tokens();
    let variants = union.alternatives.iter().map(|alternative| {
        let docs = alternative_docs(union, alternative).tokens();
        let variant = ident(&alternative.rust_name);
        let ty = types::held(context, &alternative.ty, alternative.boxed);
        quote!(#docs #variant(#ty),)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " What this version of the crate does not know."]
            Unknown(#run_time::UnknownJson),
        }
    }
}

fn alternative_docs(union: &Union, alternative: &Alternative) -> Docs {
    let docs = match &alternative.doc {
        Some(doc) => Docs::default().prose(doc),
        None => Docs::default(),
    };
    docs.markdown(&words::told_by(union, alternative))
        .notes(&alternative.notes)
}

/// ```text
/// impl From<String> for Plaintext { fn from(value: String) -> Self { Self::Text(value) } }
/// ```
fn conversions(context: &Context<'_>, name: &str, alternative: &Alternative) -> Vec<TokenStream> {
    let from = &context.prelude.from;
    let name = ident(name);
    let variant = ident(&alternative.rust_name);
    let ty = types::value(context, &alternative.ty);
    let value = if alternative.boxed {
        quote!(::std::boxed::Box::new(value))
    } else {
        quote!(value)
    };
    let mut conversions = vec![quote! {
        impl #from<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
    }];
    if alternative.ty == Type::Scalar(Scalar::String) {
        conversions.push(quote! {
            impl #from<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant(value.into())
                }
            }
        });
    }
    conversions
}

pub(super) fn encode(context: &Context<'_>, name: &str, union: &Union) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let arms = union.alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.rust_name);
        let format = types::format(context, &alternative.ty);
        let wire_name = text(&alternative.wire_name);
        let (method, before) = match &union.tagging {
            Tagging::Kind => ("value", TokenStream::new()),
            Tagging::Member { tag, content: None } => {
                let tag = text(tag);
                ("tagged", quote!(#tag, #wire_name,))
            }
            Tagging::Member {
                tag,
                content: Some(content),
            } => {
                let (tag, content) = (text(tag), text(content));
                ("tagged_content", quote!(#tag, #wire_name, #content,))
            }
        };
        match format {
            None => {
                let method = ident(method);
                quote!(Self::#variant(value) => writer.#method(#before value),)
            }
            Some(format) => {
                let method = ident(&format!("{method}_as"));
                quote!(Self::#variant(value) => writer.#method::<#format, _>(#before value),)
            }
        }
    });
    quote! {
        impl #run_time::Encode for #name {
            fn encode(&self, writer: &mut #run_time::JsonWriter) {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => writer.value(value),
                }
            }
        }
    }
}

pub(super) fn decode(context: &Context<'_>, name: &str, union: &Union) -> TokenStream {
    let run_time = &context.run_time;
    let some = &context.prelude.some;
    let name = ident(name);
    let said = match &union.tagging {
        Tagging::Kind => quote!(reader.kind()),
        Tagging::Member { tag, .. } => {
            let tag = text(tag);
            quote!(reader.tag(#tag).as_str())
        }
    };
    let arms = union.alternatives.iter().filter_map(|alternative| {
        let variant = ident(&alternative.rust_name);
        let format = types::format(context, &alternative.ty);
        let (pattern, method, argument) = match &union.tagging {
            Tagging::Kind => {
                let kind = ident(match alternative.kind? {
                    JsonKind::Text => "Text",
                    JsonKind::Number => "Number",
                    JsonKind::Boolean => "Boolean",
                    JsonKind::List => "List",
                    JsonKind::Object => "Object",
                });
                (quote!(#some(#run_time::Kind::#kind)), "value", None)
            }
            Tagging::Member { content, .. } => {
                let wire_name = text(&alternative.wire_name);
                match content {
                    None => (quote!(#wire_name), "value", None),
                    Some(content) => (quote!(#wire_name), "field", Some(text(content))),
                }
            }
        };
        Some(match format {
            None => {
                let method = ident(method);
                quote!(#pattern => Self::#variant(reader.#method(#argument)),)
            }
            Some(format) => {
                let method = ident(&format!("{method}_as"));
                quote!(#pattern => Self::#variant(reader.#method::<#format, _>(#argument)),)
            }
        })
    });
    let empty_text = empty_text_is_a_value(union).then(|| {
        quote!(
            const EMPTY_TEXT_IS_ABSENT: bool = false;
        )
    });
    quote! {
        impl #run_time::Decode for #name {
            #empty_text

            fn decode(reader: &mut #run_time::Reader<'_>) -> Self {
                match #said {
                    #(#arms)*
                    _ => Self::Unknown(reader.value()),
                }
            }
        }
    }
}

fn empty_text_is_a_value(union: &Union) -> bool {
    union.tagging == Tagging::Kind
        && union
            .alternatives
            .iter()
            .any(|alternative| alternative.ty == Type::Scalar(Scalar::String))
}
