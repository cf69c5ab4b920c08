//! Structs: declaration, builder, encoding, decoding.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Context, debug,
    docs::{self, Docs},
    ident,
    operations::text,
    types,
};
use crate::{
    emit::markdown::{code, prose},
    ir::{Field, Presence, Type, TypeDefinition, Use},
};

/// More arguments than clippy takes without a word.
const MANY_ARGUMENTS: usize = 7;

pub(super) fn items(
    context: &Context<'_>,
    definition: &TypeDefinition,
    fields: &[Field],
) -> Vec<TokenStream> {
    let all: Vec<&Field> = fields.iter().collect();
    let mut items = vec![declaration(context, definition, &all)];
    items.push(debug::of_struct(context, &definition.name, &all));
    if definition.usage.has(Use::Sent) || definition.usage.has(Use::SentIndexed) {
        items.push(builder(context, &definition.name, &all));
    }
    if definition.usage.has(Use::Sent) {
        items.push(encode(context, &definition.name, &all));
    }
    if definition.usage.has(Use::SentIndexed) {
        items.push(encode_indexed(context, &definition.name, &all));
    }
    if definition.usage.has(Use::Received) {
        items.push(default(context, &definition.name));
        items.push(decode(context, &definition.name, &all));
    }
    items
}

pub(super) fn declaration(
    context: &Context<'_>,
    definition: &TypeDefinition,
    fields: &[&Field],
) -> TokenStream {
    let name = ident(&definition.name);
    let docs = docs::definition(context, definition).tokens();
    // What is received has a `Default` that is cheaper to compile than a derived one.
    let derives = derives(
        !definition.usage.has(Use::Received) && fields.iter().all(|field| !field.is_required()),
    );
    let declarations = fields
        .iter()
        .map(|field| field_declaration(context, field, &docs::field(field, None)));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#declarations)*
        }
    }
}

/// `pub name: Option<T>,`
pub(super) fn field_declaration(context: &Context<'_>, field: &Field, docs: &Docs) -> TokenStream {
    let docs = docs.tokens();
    let name = ident(&field.rust_name);
    let ty = types::field(context, field);
    quote!(#docs pub #name: #ty,)
}

/// Few of them, because each is code in every client.
/// A type called `Clone` stands in the way of no derive: macros have names of their own.
pub(super) fn derives(default: bool) -> TokenStream {
    let default = default.then(|| quote!(, Default));
    quote!(#[derive(Clone #default)])
}

/// ```text
/// impl GetUser {
///     pub fn new(external_key: impl Into<String>) -> Self { .. }
///     pub fn region_code(mut self, value: impl Into<String>) -> Self { .. }
/// }
/// ```
pub(super) fn builder(context: &Context<'_>, name: &str, fields: &[&Field]) -> TokenStream {
    let name = ident(name);
    let required: Vec<&Field> = fields
        .iter()
        .copied()
        .filter(|field| field.is_required())
        .collect();
    let arguments = required.iter().map(|field| {
        let name = ident(&field.rust_name);
        let ty = types::argument(context, field, &quote!(#name)).ty;
        quote!(#name: #ty)
    });
    let run_time = &context.run_time;
    let none = &context.prelude.none;
    let values = fields.iter().map(|field| {
        let name = ident(&field.rust_name);
        match field.presence {
            Presence::OptionalNullable => return quote!(#name: #run_time::Patch::Absent),
            Presence::Optional => return quote!(#name: #none),
            Presence::Required | Presence::RequiredNullable => {}
        }
        let argument = types::argument(context, field, &quote!(#name));
        let value = argument.value;
        if argument.is_converted {
            quote!(#name: #value)
        } else {
            quote!(#name)
        }
    });
    let many =
        (required.len() > MANY_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let doc = match (fields, required.as_slice()) {
        ([], _) => " Takes nothing.",
        (_, []) => " Takes nothing: all fields are optional.",
        _ => " Takes what is required.",
    };
    let setters = fields
        .iter()
        .filter(|field| !field.is_required())
        .map(|field| setter(context, field));
    quote! {
        impl #name {
            #[doc = #doc]
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* }
            }
            #(#setters)*
        }
    }
}

fn setter(context: &Context<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.rust_name);
    let argument = types::argument(context, field, &quote!(value));
    let (ty, value) = (argument.ty, argument.value);
    let some = &context.prelude.some;
    let (collected, value) = match (field.presence, &field.ty) {
        (Presence::OptionalNullable, _) => (None, value),
        (_, Type::List(_) | Type::Map(_)) => {
            (Some(quote!(let value = #value;)), quote!(#some(value)))
        }
        _ => (None, quote!(#some(#value))),
    };
    let docs = Docs::default()
        .markdown(&match &field.doc {
            Some(doc) => prose(doc),
            None => format!("{}.", code(&field.wire_name)),
        })
        .tokens();
    quote! {
        #docs
        pub fn #name(mut self, value: #ty) -> Self {
            #collected
            self.#name = #value;
            self
        }
    }
}

/// One line of encoding: `object.field("name", &self.name);`.
pub(super) fn encode_field(
    context: &Context<'_>,
    target: &str,
    method: &str,
    field: &Field,
) -> TokenStream {
    let target = ident(target);
    let wire_name = text(&field.wire_name);
    let name = ident(&field.rust_name);
    let (method, format) = encoding(context, method, field);
    let format = format.map(|format| quote!(::<#format, _>));
    quote!(#target.#method #format (#wire_name, &self.#name);)
}

/// The method that writes a field, and the format that it takes where it takes one.
pub(super) fn encoding(
    context: &Context<'_>,
    method: &str,
    field: &Field,
) -> (Ident, Option<TokenStream>) {
    let method = match field.presence {
        Presence::RequiredNullable => "nullable",
        Presence::Required | Presence::Optional | Presence::OptionalNullable => method,
    };
    match types::field_format(context, field) {
        None => (ident(method), None),
        Some(format) => (ident(&format!("{method}_as")), Some(format)),
    }
}

/// One line of encoding where the parts of a value are parameters of their own: the items of a list in their format.
pub(super) fn encode_items(
    context: &Context<'_>,
    target: &str,
    [plain, formatted]: [&str; 2],
    field: &Field,
) -> TokenStream {
    let target = ident(target);
    let wire_name = text(field.wire_name.trim_end_matches('*'));
    let name = ident(&field.rust_name);
    match types::item_format(context, field) {
        None => {
            let method = ident(plain);
            quote!(#target.#method(#wire_name, &self.#name);)
        }
        Some(format) => {
            let method = ident(formatted);
            quote!(#target.#method::<#format, _>(#wire_name, &self.#name);)
        }
    }
}

/// The variable of an object's writer or reader; one without members is written to by nobody.
pub(super) fn object_binding(name: &str, is_empty: bool) -> TokenStream {
    let name = ident(name);
    if is_empty {
        quote!(#name)
    } else {
        quote!(mut #name)
    }
}

fn encode(context: &Context<'_>, name: &str, fields: &[&Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = fields
        .iter()
        .map(|field| encode_field(context, "object", "field", field));
    let object = object_binding("object", fields.is_empty());
    quote! {
        impl #run_time::Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut #run_time::JsonWriter) {
                let #object = writer.object();
                #(#lines)*
                object.end();
            }
        }
    }
}

/// ```text
/// impl EncodeIndexed for Rule {
///     fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) { writer.member("port", &self.port); }
/// }
/// ```
fn encode_indexed(context: &Context<'_>, name: &str, fields: &[&Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = fields.iter().map(|field| match &field.ty {
        Type::List(_) => encode_items(context, "writer", ["member", "items_as"], field),
        _ => encode_field(context, "writer", "member", field),
    });
    let writer = ident(if fields.is_empty() { "_" } else { "writer" });
    quote! {
        impl #run_time::EncodeIndexed for #name {
            fn encode_indexed(&self, #writer: &mut #run_time::IndexedWriter<'_>) {
                #(#lines)*
            }
        }
    }
}

fn decode(context: &Context<'_>, name: &str, fields: &[&Field]) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let lines = fields.iter().map(|field| decode_field(context, field));
    let check = fields.is_empty().then(|| quote!(reader.empty_object();));
    quote! {
        impl #run_time::Decode for #name {
            #[inline]
            fn decode(reader: &mut #run_time::Reader<'_>) -> Self {
                #check
                Self { #(#lines)* }
            }
        }
    }
}

/// One line of decoding: `name: reader.field("name"),`.
pub(super) fn decode_field(context: &Context<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.rust_name);
    let wire_name = text(&field.wire_name);
    match types::field_format(context, field) {
        None => quote!(#name: reader.field(#wire_name),),
        Some(format) => quote!(#name: reader.field_as::<#format, _>(#wire_name),),
    }
}

/// The default of what is received, an enum too: what stands in for it while a response is read.
pub(super) fn default(context: &Context<'_>, name: &str) -> TokenStream {
    let run_time = &context.run_time;
    let default = &context.prelude.default;
    let name = ident(name);
    quote! {
        impl #default for #name {
            #[inline]
            fn default() -> Self {
                #run_time::stand_in()
            }
        }
    }
}
