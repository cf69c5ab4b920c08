//! Types as Rust writes them: of fields, of setters, of wire formats.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, ident, prelude::Prelude};
use crate::ir::{Field, TimeFormat, Type};

/// The type of a value.
pub(super) fn value(context: &Context<'_>, ty: &Type) -> TokenStream {
    let Context {
        run_time, prelude, ..
    } = context;
    match ty {
        Type::String => prelude.string.clone(),
        Type::Bool | Type::YesNo => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::F64 => quote!(f64),
        Type::Timestamp(_) => quote!(#run_time::types::Timestamp),
        Type::Json => quote!(#run_time::types::Json),
        Type::List(element) => {
            let vec = &prelude.vec;
            let element = value(context, element);
            quote!(#vec<#element>)
        }
        Type::Map(element) => {
            let string = &prelude.string;
            let element = value(context, element);
            quote!(::std::collections::BTreeMap<#string, #element>)
        }
        Type::Struct(name) | Type::Enum(name) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// The type of a struct's field.
pub(super) fn field(context: &Context<'_>, field: &Field) -> TokenStream {
    let mut ty = value(context, &field.ty);
    if field.boxed {
        ty = quote!(::std::boxed::Box<#ty>);
    }
    if field.required {
        ty
    } else {
        context.prelude.optional(&ty)
    }
}

/// How a field is written on the wire, where its Rust type does not say it.
pub(super) fn field_format(context: &Context<'_>, field: &Field) -> Option<TokenStream> {
    let format = format(context, &field.ty)?;
    Some(if field.required {
        format
    } else {
        context.prelude.optional(&format)
    })
}

/// How an item of a list is written, where its Rust type does not say it.
pub(super) fn item_format(context: &Context<'_>, field: &Field) -> Option<TokenStream> {
    match &field.ty {
        Type::List(item) => format(context, item),
        _ => None,
    }
}

/// How a list is written as one text: `Joined<'|', Joined<','>>`.
pub(super) fn joined_format(
    context: &Context<'_>,
    field: &Field,
    separators: &[char],
) -> TokenStream {
    let joined = joined(context, &field.ty, separators).unwrap_or_default();
    if field.required {
        joined
    } else {
        context.prelude.optional(&joined)
    }
}

fn joined(context: &Context<'_>, ty: &Type, separators: &[char]) -> Option<TokenStream> {
    let run_time = &context.run_time;
    match (ty, separators) {
        (Type::List(item), [separator, inner @ ..]) => {
            let separator = Literal::character(*separator);
            Some(match joined(context, item, inner) {
                None => quote!(#run_time::format::Joined<#separator>),
                Some(item) => quote!(#run_time::format::Joined<#separator, #item>),
            })
        }
        (ty, _) => format(context, ty),
    }
}

fn format(context: &Context<'_>, ty: &Type) -> Option<TokenStream> {
    let Context {
        run_time, prelude, ..
    } = context;
    match ty {
        Type::YesNo => Some(quote!(#run_time::format::YesNo)),
        Type::Timestamp(TimeFormat::EpochMillis) => Some(quote!(#run_time::format::EpochMillis)),
        Type::List(element) => {
            let vec = &prelude.vec;
            let element = format(context, element)?;
            Some(quote!(#vec<#element>))
        }
        Type::Map(element) => {
            let string = &prelude.string;
            let element = format(context, element)?;
            Some(quote!(::std::collections::BTreeMap<#string, #element>))
        }
        Type::String
        | Type::Bool
        | Type::I32
        | Type::I64
        | Type::F64
        | Type::Json
        | Type::Struct(_)
        | Type::Enum(_) => None,
    }
}

/// What a setter takes, and how the field's value comes of it.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

/// The argument for a field; `name` is what the argument is called.
pub(super) fn argument(context: &Context<'_>, field: &Field, name: &TokenStream) -> Argument {
    let argument = value_argument(context, &field.ty, name);
    if field.boxed {
        let value = argument.value;
        return Argument {
            value: quote!(::std::boxed::Box::new(#value)),
            ..argument
        };
    }
    argument
}

fn value_argument(context: &Context<'_>, ty: &Type, name: &TokenStream) -> Argument {
    let Prelude {
        into,
        into_iterator,
        string,
        ..
    } = &context.prelude;
    match ty {
        Type::List(element) => {
            let (element, mapping) = element_argument(context, element);
            Argument {
                ty: quote!(impl #into_iterator<Item = #element>),
                value: quote!(#name.into_iter() #mapping .collect()),
            }
        }
        Type::Map(element) => {
            let element_type = value(context, element);
            let (value, converted) = if converts(element) {
                (quote!(impl #into<#element_type>), quote!(value.into()))
            } else {
                (element_type, quote!(value))
            };
            Argument {
                ty: quote!(impl #into_iterator<Item = (impl #into<#string>, #value)>),
                value: quote!(#name.into_iter().map(|(key, value)| (key.into(), #converted)).collect()),
            }
        }
        ty => {
            let plain = value(context, ty);
            if converts(ty) {
                Argument {
                    ty: quote!(impl #into<#plain>),
                    value: quote!(#name.into()),
                }
            } else {
                Argument {
                    ty: plain,
                    value: name.clone(),
                }
            }
        }
    }
}

fn element_argument(context: &Context<'_>, element: &Type) -> (TokenStream, TokenStream) {
    let into = &context.prelude.into;
    let plain = value(context, element);
    if converts(element) {
        (quote!(impl #into<#plain>), quote!(.map(#into::into)))
    } else {
        (plain, TokenStream::new())
    }
}

/// Whether callers usually hold something else that becomes the type.
fn converts(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Json | Type::Enum(_))
}
