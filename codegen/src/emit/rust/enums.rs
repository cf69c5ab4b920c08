//! Enums: known values as variants, any other value kept as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    docs::{self, Docs},
    ident,
    operations::text,
};
use crate::ir::{EnumValue, TypeDefinition};

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> Vec<TokenStream> {
    let mut items = vec![
        declaration(context, definition, values),
        conversions(definition, values),
        from_text(context, definition, values),
        from_string(definition),
        display(definition),
    ];
    if definition.received {
        items.push(default(context, definition));
        items.push(decode(context, definition));
    }
    if definition.sent {
        items.extend(encode(context, definition));
    }
    items
}

fn declaration(
    context: &Context<'_>,
    definition: &TypeDefinition,
    values: &[EnumValue],
) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    let docs = match &definition.doc {
        Some(doc) => Docs::default().prose(doc),
        None => Docs::default().markdown(&format!("`{}`.", definition.name)),
    };
    let docs = docs.notes(&definition.notes).tokens();
    let variants = values.iter().map(|value| {
        let docs = Docs::default()
            .prose(&value.doc)
            .markdown(&format!("{} on the wire.", docs::code(&value.wire_name)))
            .notes(&value.notes)
            .tokens();
        let variant = ident(&value.rust_name);
        quote!(#docs #variant,)
    });
    quote! {
        #docs
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version of the crate does not know."]
            Unknown(#run_time::types::UnknownValue),
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
    let name = ident(&definition.name);
    let arms = values.iter().map(|value| {
        let variant = ident(&value.rust_name);
        let wire_name = text(&value.wire_name);
        quote!(#wire_name => Self::#variant,)
    });
    quote! {
        impl ::core::convert::From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#arms)*
                    other => Self::Unknown(#run_time::types::UnknownValue::new(other)),
                }
            }
        }
    }
}

fn from_string(definition: &TypeDefinition) -> TokenStream {
    let name = ident(&definition.name);
    quote! {
        impl ::core::convert::From<::std::string::String> for #name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }
    }
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

/// Stands in while an answer is read; what holds it needs a default of its own.
fn default(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    quote! {
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self::Unknown(#run_time::types::UnknownValue::default())
            }
        }
    }
}

fn decode(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    quote! {
        impl #run_time::decode::Decode for #name {
            fn decode(
                value: #run_time::types::Json
            ) -> ::core::result::Result<Self, #run_time::decode::DecodeError> {
                #run_time::decode::text(value).map(Self::from)
            }
        }
    }
}

fn encode(context: &Context<'_>, definition: &TypeDefinition) -> [TokenStream; 2] {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    [
        quote! {
            impl #run_time::encode::Encode for #name {
                fn encode(&self, writer: &mut #run_time::encode::JsonWriter) {
                    writer.text(self.as_str());
                }
            }
        },
        quote! {
            impl #run_time::encode::EncodeText for #name {
                fn encode_text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                    ::core::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
                }
            }
        },
    ]
}
