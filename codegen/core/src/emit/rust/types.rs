//! Types as Rust writes them: of fields, of setters, of wire formats.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, ident, prelude::Prelude};
use crate::ir::{CivilKind, Field, Presence, Scalar, ShapeKind, Type};

/// The type of a value.
pub(super) fn value(context: &Context<'_>, ty: &Type) -> TokenStream {
    let Context {
        run_time, prelude, ..
    } = context;
    match ty {
        Type::Scalar(Scalar::String) => prelude.string.clone(),
        Type::Scalar(Scalar::Bool | Scalar::YesNo) => quote!(bool),
        Type::Scalar(Scalar::I32) => quote!(i32),
        Type::Scalar(Scalar::I64) => quote!(i64),
        Type::Scalar(Scalar::F64) => quote!(f64),
        Type::Scalar(Scalar::Timestamp(_)) => quote!(#run_time::Timestamp),
        Type::Scalar(Scalar::Civil(format)) => match format.kind() {
            CivilKind::DateTime => quote!(#run_time::CivilDateTime),
            CivilKind::Date => quote!(#run_time::CivilDate),
            CivilKind::Month => quote!(#run_time::CivilMonth),
        },
        Type::Scalar(Scalar::Base64) => {
            let vec = &prelude.vec;
            quote!(#vec<u8>)
        }
        Type::Scalar(Scalar::Json) => quote!(#run_time::Json),
        Type::Scalar(Scalar::Quoted(inner)) => value(context, inner.bare_type()),
        Type::CommonCode(code) => {
            let code = match code.as_ref() {
                Type::Scalar(Scalar::String) => None,
                code => {
                    let code = value(context, code);
                    Some(quote!(<#code>))
                }
            };
            quote!(#run_time::CommonCode #code)
        }
        Type::Bytes => quote!(#run_time::Upload),
        Type::File => quote!(#run_time::File),
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
        Type::Named(_, name) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// The type of a value that may be held behind a pointer.
pub(super) fn held(context: &Context<'_>, ty: &Type, boxed: bool) -> TokenStream {
    let ty = value(context, ty);
    if boxed {
        quote!(::std::boxed::Box<#ty>)
    } else {
        ty
    }
}

/// The type of a struct's field.
pub(super) fn field(context: &Context<'_>, field: &Field) -> TokenStream {
    let ty = held(context, &field.ty, field.boxed);
    around(context, field, ty)
}

/// A type or a format with what it is inside of: an `Option`, which a field that cannot be left out sends as `null`, or a `Patch`,
/// which tells `null` from being left out.
fn around(context: &Context<'_>, field: &Field, inner: TokenStream) -> TokenStream {
    let run_time = &context.run_time;
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => context.prelude.optional(&inner),
        Presence::OptionalNullable => quote!(#run_time::Patch<#inner>),
    }
}

/// How a field is written on the wire, where its Rust type does not say it.
pub(super) fn field_format(context: &Context<'_>, field: &Field) -> Option<TokenStream> {
    let format = format(context, &field.ty)?;
    Some(around(context, field, format))
}

/// How an item of a list or a map is written, where its Rust type does not say it.
pub(super) fn item_format(context: &Context<'_>, field: &Field) -> Option<TokenStream> {
    match &field.ty {
        Type::List(item) | Type::Map(item) => format(context, item),
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
    around(context, field, joined)
}

fn joined(context: &Context<'_>, ty: &Type, separators: &[char]) -> Option<TokenStream> {
    let run_time = &context.run_time;
    match (ty, separators) {
        (Type::List(item), [separator, inner @ ..]) => {
            let separator = Literal::character(*separator);
            Some(match joined(context, item, inner) {
                None => quote!(#run_time::Joined<#separator>),
                Some(item) => quote!(#run_time::Joined<#separator, #item>),
            })
        }
        (Type::Named(ShapeKind::Tuple, _), [separator, ..]) => {
            let separator = Literal::character(*separator);
            Some(quote!(#run_time::JoinedElements<#separator>))
        }
        (ty, _) => format(context, ty),
    }
}

/// How a value is written on the wire, where its Rust type does not say it.
pub(super) fn format(context: &Context<'_>, ty: &Type) -> Option<TokenStream> {
    let Context {
        run_time, prelude, ..
    } = context;
    match ty {
        Type::Scalar(Scalar::YesNo) => Some(quote!(#run_time::YesNo)),
        Type::Scalar(Scalar::Timestamp(format)) => {
            let format = ident(format.name());
            Some(quote!(#run_time::#format))
        }
        Type::Scalar(Scalar::Civil(format)) => {
            let format = ident(format.name());
            Some(quote!(#run_time::#format))
        }
        Type::Scalar(Scalar::Base64) => Some(quote!(#run_time::Base64)),
        Type::Scalar(Scalar::Quoted(_)) => Some(quote!(#run_time::Quoted)),
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
        Type::Scalar(
            Scalar::String | Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64 | Scalar::Json,
        )
        | Type::CommonCode(_)
        | Type::Bytes
        | Type::File
        | Type::Named(..) => None,
    }
}

/// What a setter takes, and how the field's value comes of it.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
    /// Whether the value is made of the argument, rather than the argument itself.
    pub(super) is_converted: bool,
}

/// The argument for a field; `name` is what the argument is called.
pub(super) fn argument(context: &Context<'_>, field: &Field, name: &TokenStream) -> Argument {
    if field.is_nullable() {
        // A value, `None`, and of what may be left out `Patch::Null`.
        let into = &context.prelude.into;
        let ty = around(context, field, value(context, &field.ty));
        let value = if field.boxed {
            quote!(#into::<#ty>::into(#name).map(::std::boxed::Box::new))
        } else {
            quote!(#name.into())
        };
        return Argument {
            ty: quote!(impl #into<#ty>),
            value,
            is_converted: true,
        };
    }
    let argument = value_argument(context, &field.ty, name);
    if field.boxed {
        let value = argument.value;
        return Argument {
            value: quote!(::std::boxed::Box::new(#value)),
            is_converted: true,
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
                is_converted: true,
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
                is_converted: true,
            }
        }
        ty => {
            let plain = value(context, ty);
            if converts(ty) {
                Argument {
                    ty: quote!(impl #into<#plain>),
                    value: quote!(#name.into()),
                    is_converted: true,
                }
            } else {
                Argument {
                    ty: plain,
                    value: name.clone(),
                    is_converted: false,
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
    match ty {
        Type::Scalar(Scalar::String | Scalar::Base64)
        | Type::Bytes
        | Type::Scalar(Scalar::Json) => true,
        // Whoever calls makes a struct by name.
        Type::Named(kind, _) => *kind != ShapeKind::Struct,
        Type::Scalar(
            Scalar::Bool
            | Scalar::I32
            | Scalar::I64
            | Scalar::F64
            | Scalar::YesNo
            | Scalar::Timestamp(_)
            | Scalar::Civil(_)
            | Scalar::Quoted(_),
        )
        | Type::CommonCode(_)
        | Type::File
        | Type::List(_)
        | Type::Map(_) => false,
    }
}
