//! Enums: known values as variants, any other value kept as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    docs::{self, Docs},
    ident,
    operations::text,
    prelude::Prelude,
    structs,
};
use crate::{
    emit::markdown::code,
    ir::{EnumValue, TypeDefinition, Use},
};

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> Vec<TokenStream> {
    let mut items = vec![
        declaration(context, definition, values, "UnknownValue"),
        conversions(definition, values),
        from_text(context, definition, values),
        from_string(context, definition),
        display(definition),
    ];
    items.extend(equality(definition, "as_str"));
    if definition.usage.has(Use::Received) {
        items.push(structs::default(context, &definition.name));
        items.push(decode(context, definition));
    }
    if definition.usage.has(Use::Sent) {
        items.push(encode_json(context, definition));
        items.push(encode_text(context, definition));
    }
    if definition.usage.has(Use::SentIndexed) {
        items.push(encode_indexed(context, definition));
    }
    items
}

/// `unknown` is the type of the run time that keeps other values.
pub(super) fn declaration(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
    unknown: &str,
) -> TokenStream {
    let run_time = &context.run_time;
    let unknown = ident(unknown);
    let name = ident(&definition.name);
    let docs = docs::definition(context, definition).tokens();
    let variants = values.iter().map(|value| {
        let docs = Docs::default()
            .prose(&value.doc)
            .markdown(&format!("{} on the wire.", code(&value.wire_name)))
            .notes(&value.notes)
            .tokens();
        let variant = ident(&value.rust_name);
        quote!(#docs #variant,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version of the crate does not know."]
            Unknown(#run_time::#unknown),
        }
    }
}

fn conversions(definition: &TypeDefinition, values: &[EnumValue]) -> TokenStream {
    let name = ident(&definition.name);
    let arms = values.iter().map(|value| {
        let variant = ident(&value.rust_name);
        let wire_name = text(&value.wire_name);
        quote!(Self::#variant => #wire_name,)
    });
    quote! {
        impl #name {
            #[doc = " The value as it goes over the wire."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn from_text(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> TokenStream {
    let run_time = &context.run_time;
    let from = &context.prelude.from;
    let name = ident(&definition.name);
    let arms = values.iter().map(|value| {
        let variant = ident(&value.rust_name);
        let wire_name = text(&value.wire_name);
        quote!(#wire_name => Self::#variant,)
    });
    quote! {
        impl #from<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#arms)*
                    other => Self::Unknown(#run_time::UnknownValue::new(other)),
                }
            }
        }
    }
}

fn from_string(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let Prelude { from, string, .. } = &context.prelude;
    let name = ident(&definition.name);
    quote! {
        impl #from<#string> for #name {
            fn from(value: #string) -> Self {
                Self::from(value.as_str())
            }
        }
    }
}

/// Of what a method gives. A derived one looks into every variant, and is dearer to compile.
pub(super) fn equality(definition: &TypeDefinition, method: &str) -> [TokenStream; 2] {
    let name = ident(&definition.name);
    let value = ident(method);
    [
        quote! {
            impl ::core::cmp::PartialEq for #name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    self.#value() == other.#value()
                }
            }
        },
        quote! {
            impl ::core::cmp::Eq for #name {}
        },
    ]
}

fn display(definition: &TypeDefinition) -> TokenStream {
    let name = ident(&definition.name);
    quote! {
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

pub(super) fn decode(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    quote! {
        impl #run_time::Decode for #name {
            #[inline]
            fn decode(reader: &mut #run_time::Reader<'_>) -> Self {
                Self::from(reader.text())
            }
        }
    }
}

fn encode_indexed(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let some = &context.prelude.some;
    let name = ident(&definition.name);
    quote! {
        impl #run_time::EncodeIndexed for #name {
            fn encode_indexed(&self, writer: &mut #run_time::IndexedWriter<'_>) {
                writer.text(#some(::std::borrow::Cow::Borrowed(self.as_str())));
            }
        }
    }
}

/// As JSON.
pub(super) fn encode_json(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    quote! {
        impl #run_time::Encode for #name {
            fn encode(&self, writer: &mut #run_time::JsonWriter) {
                writer.text(self.as_str());
            }
        }
    }
}

/// As text.
fn encode_text(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let Prelude { option, some, .. } = &context.prelude;
    let name = ident(&definition.name);
    quote! {
        impl #run_time::EncodeText for #name {
            fn encode_text(&self) -> #option<::std::borrow::Cow<'_, str>> {
                #some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }
    }
}
