//! Enums of numbers: known values as variants, any other number kept as it came.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, enums, ident, prelude::Prelude, structs};
use crate::ir::{EnumValue, TypeDefinition, Use};

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> Vec<TokenStream> {
    let mut items = vec![
        enums::declaration(context, definition, values, "UnknownNumber"),
        as_number(definition, values),
        from_number(context, definition, values),
        display(definition),
    ];
    items.extend(enums::equality(definition, "as_i64"));
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

/// The number of a value as a literal; a value that is none was refused before.
fn number(value: &EnumValue) -> Literal {
    Literal::i64_unsuffixed(value.wire_name.parse().unwrap_or_default())
}

fn as_number(definition: &TypeDefinition, values: &[EnumValue]) -> TokenStream {
    let name = ident(&definition.name);
    let arms = values.iter().map(|value| {
        let variant = ident(&value.rust_name);
        let number = number(value);
        quote!(Self::#variant => #number,)
    });
    quote! {
        impl #name {
            #[doc = " The number as it goes over the wire."]
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(#arms)*
                    Self::Unknown(number) => number.get(),
                }
            }
        }
    }
}

fn from_number(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> TokenStream {
    let run_time = &context.run_time;
    let from = &context.prelude.from;
    let name = ident(&definition.name);
    let arms = values.iter().map(|value| {
        let variant = ident(&value.rust_name);
        let number = number(value);
        quote!(#number => Self::#variant,)
    });
    quote! {
        impl #from<i64> for #name {
            fn from(number: i64) -> Self {
                match number {
                    #(#arms)*
                    other => Self::Unknown(#run_time::UnknownNumber::new(other)),
                }
            }
        }
    }
}

fn display(definition: &TypeDefinition) -> TokenStream {
    let name = ident(&definition.name);
    quote! {
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
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
                Self::from(reader.value::<i64>())
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
            #[inline]
            fn encode(&self, writer: &mut #run_time::JsonWriter) {
                writer.integer(self.as_i64());
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
            #[inline]
            fn encode_text(&self) -> #option<::std::borrow::Cow<'_, str>> {
                #some(::std::borrow::Cow::Owned(self.to_string()))
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
                writer.text(#some(::std::borrow::Cow::Owned(self.to_string())));
            }
        }
    }
}
