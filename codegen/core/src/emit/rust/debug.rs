//! `Debug` of structs: through one function of the run time, which prints what a derived one prints and is cheaper to compile.
//! What is sensitive is kept out of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, ident, operations::text};
use crate::ir::Field;

/// Fields in one tuple.
const IN_A_TUPLE: usize = 16;
/// Fields in tuples that are chained; of more, a chain would be deeper than compilers like it.
const IN_A_CHAIN: usize = 64;

/// A field as `Debug` prints it.
pub(super) struct DebugField<'model> {
    pub(super) rust_name: &'model str,
    pub(super) redacted: bool,
}

impl<'model> DebugField<'model> {
    pub(super) fn of(field: &'model Field) -> Self {
        Self {
            rust_name: &field.rust_name,
            redacted: field.sensitive,
        }
    }
}

pub(super) fn of_struct(context: &Context<'_>, name: &str, fields: &[&Field]) -> TokenStream {
    let fields: Vec<DebugField<'_>> = fields.iter().map(|field| DebugField::of(field)).collect();
    implementation(context, name, &fields)
}

/// ```text
/// impl Debug for GetUser {
///     fn fmt(&self, f: &mut Formatter<'_>) -> Result {
///         rt::debug(f, "GetUser", "external_key region_code", (&self.external_key, &self.region_code))
///     }
/// }
/// ```
pub(super) fn implementation(
    context: &Context<'_>,
    name: &str,
    fields: &[DebugField<'_>],
) -> TokenStream {
    let run_time = &context.run_time;
    let name_text = text(name);
    let name = ident(name);
    let names = fields
        .iter()
        .map(|field| field.rust_name.trim_start_matches("r#"));
    let printed = if fields.is_empty() {
        quote!(f.write_str(#name_text))
    } else if fields.len() <= IN_A_CHAIN {
        let names = text(&names.collect::<Vec<_>>().join(" "));
        let values = tuples(context, fields);
        quote!(#run_time::debug(f, #name_text, #names, #values))
    } else {
        let names = names.map(text);
        let values = fields.iter().map(value);
        quote! {
            let mut printed = f.debug_struct(#name_text);
            #(printed.field(#names, #values);)*
            printed.finish()
        }
    };
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #printed
            }
        }
    }
}

/// The fields in tuples of the size that the run time takes, the first ones outside.
fn tuples(context: &Context<'_>, fields: &[DebugField<'_>]) -> Option<TokenStream> {
    let run_time = &context.run_time;
    fields
        .chunks(IN_A_TUPLE)
        .map(|fields| {
            let values = fields.iter().map(value);
            // `(&self.name)` is no tuple.
            let comma = (fields.len() == 1).then(|| quote!(,));
            quote!((#(#values),* #comma))
        })
        .rev()
        .reduce(|behind, tuple| quote!(#run_time::Chained(#tuple, #behind)))
}

fn value(field: &DebugField<'_>) -> TokenStream {
    if field.redacted {
        return quote!(&::core::format_args!("[redacted]"));
    }
    let name = ident(field.rust_name);
    quote!(&self.#name)
}
