//! Values as data: what the run time makes of them where its feature `data` is on. Everything stands in a call of a macro of the
//! run time, which is nothing where the feature is off.
//!
//! What goes over the wire as JSON is data already; what is added is the other direction, and requests as one object of all their
//! parameters.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, enums, ident, numbers, operations::text, structs, tuples, unions};
use crate::ir::{Field, Operation, Shape, Type, TypeDefinition, Use};

/// ```text
/// rt::data! {
///     encode User;
///     field external_key "externalKey";
///     field_as created "created" as rt::EpochMillis;
/// }
/// ```
pub(super) fn of_type(context: &Context<'_>, definition: &TypeDefinition) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&definition.name);
    let (encode, decode) = (
        !definition.usage.has(Use::Sent),
        !definition.usage.has(Use::Received),
    );
    match &definition.shape {
        Shape::Struct(fields) => of_struct(
            context,
            &definition.name,
            [encode, decode],
            fields.iter().map(Cow::Borrowed),
        ),
        Shape::Tuple(elements) => {
            let encode = encode.then(|| tuples::encode(context, &definition.name, elements));
            let decode = decode.then(|| tuples::decode(context, &definition.name, elements));
            quote!(#run_time::data! { as_written #name; #encode #decode })
        }
        Shape::Union(union) => {
            let encode = encode.then(|| unions::encode(context, &definition.name, union));
            let decode = decode.then(|| unions::decode(context, &definition.name, union));
            quote!(#run_time::data! { as_written #name; #encode #decode })
        }
        Shape::Enum(_) => {
            let encode = encode.then(|| enums::encode_json(context, definition));
            let decode = decode.then(|| enums::decode(context, definition));
            quote!(#run_time::text_enum! { #name; #encode #decode })
        }
        Shape::NumberEnum(_) => {
            let encode = encode.then(|| numbers::encode_json(context, definition));
            let decode = decode.then(|| numbers::decode(context, definition));
            quote!(#run_time::number_enum! { #name; #encode #decode })
        }
    }
}

/// A struct of these fields, by the names of their members; whether it is to be written and to be read.
pub(super) fn of_struct<'model>(
    context: &Context<'_>,
    name: &str,
    [encode, decode]: [bool; 2],
    fields: impl Iterator<Item = Cow<'model, Field>>,
) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(name);
    let (mode, fields) = match (encode, decode) {
        (true, true) => ("request", Some(fields)),
        (true, false) => ("encode", Some(fields)),
        (false, true) => ("decode", Some(fields)),
        (false, false) => ("as_written", None),
    };
    let mode = ident(mode);
    let lines = fields
        .into_iter()
        .flatten()
        .map(|field| line(context, &field));
    quote!(#run_time::data! { #mode #name; #(#lines)* })
}

/// `field external_key "externalKey";`
fn line(context: &Context<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.rust_name);
    let wire_name = text(&field.wire_name);
    let (method, format) = structs::encoding(context, "field", field);
    let format = format.map(|format| quote!(as #format));
    quote!(#method #name #wire_name #format;)
}

/// A request as one object. One that sends files or bytes is none: they are streams, which are read once.
pub(super) fn of_request(context: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    if operation
        .request_fields()
        .any(|field| is_streamed(&field.ty))
    {
        return None;
    }
    let fields = named(operation).into_iter();
    Some(of_struct(context, &operation.name, [true, true], fields))
}

/// The fields of a request by the names of their members: those on the wire, of families of headers the beginning that they share,
/// and where several have one, with the location before it.
fn named(operation: &Operation) -> Vec<Cow<'_, Field>> {
    let locations = operation.parameters.iter().map(|it| it.location.as_str());
    let locations = locations.chain(std::iter::repeat("body"));
    let is_shared = |field: &Field| {
        let same = operation.request_fields();
        let same = same.filter(|other| other.wire_name == field.wire_name);
        same.count() > 1
    };
    let fields = operation.request_fields().zip(locations);
    fields
        .map(|(field, location)| {
            if is_shared(field) {
                renamed(field, format!("{location}.{}", field.wire_name))
            } else {
                family(field)
            }
        })
        .collect()
}

/// A family of headers by the beginning that they share; anything else as it is.
pub(super) fn family(field: &Field) -> Cow<'_, Field> {
    match field.wire_name.strip_suffix('*') {
        Some(prefix) => renamed(field, prefix.to_owned()),
        None => Cow::Borrowed(field),
    }
}

fn renamed(field: &Field, wire_name: String) -> Cow<'_, Field> {
    Cow::Owned(Field {
        wire_name,
        ..field.clone()
    })
}

fn is_streamed(ty: &Type) -> bool {
    match ty {
        Type::Bytes | Type::File => true,
        Type::List(inner) | Type::Map(inner) | Type::CommonCode(inner) => is_streamed(inner),
        Type::Scalar(_) | Type::Named(..) => false,
    }
}
