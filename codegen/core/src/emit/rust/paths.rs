//! Paths into a response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, ident};
use crate::ir::{Operation, PathStep};

/// What a path leads to, without taking it out of the response.
pub(super) enum Access {
    /// A place that is always there.
    Always(TokenStream),
    /// A place that holds an `Option`.
    Optional(TokenStream),
    /// An `Option` of a reference.
    Perhaps(TokenStream),
}

impl Access {
    /// An `Option` of a reference, where it is not always there.
    fn into_option(self) -> Result<TokenStream, TokenStream> {
        match self {
            Self::Always(place) => Err(place),
            Self::Optional(place) => Ok(quote!(#place.as_ref())),
            Self::Perhaps(value) => Ok(value),
        }
    }

    /// An `Option` of what `function` makes of a reference; it is a method call without its receiver.
    pub(super) fn map(self, context: &Context<'_>, method: &TokenStream) -> TokenStream {
        let some = &context.prelude.some;
        match self.into_option() {
            Err(place) => quote!(#some(#place.#method)),
            Ok(value) => quote!(#value.map(|value| value.#method)),
        }
    }

    /// An `Option` of the text that it is, as `&str`; of an enum, its value on the wire.
    pub(super) fn str(self, context: &Context<'_>, is_text: bool) -> TokenStream {
        match self {
            Self::Optional(place) if is_text => quote!(#place.as_deref()),
            access => access.map(context, &quote!(as_str())),
        }
    }

    /// A reference to it, or to an `Option` of it.
    pub(super) fn reference(self) -> TokenStream {
        match self {
            Self::Always(place) | Self::Optional(place) | Self::Perhaps(place) => quote!(&#place),
        }
    }

    /// An `Option` of a value that is copied.
    pub(super) fn copied(self, context: &Context<'_>) -> TokenStream {
        let some = &context.prelude.some;
        match self {
            Self::Always(place) => quote!(#some(#place)),
            Self::Optional(place) => place,
            Self::Perhaps(value) => quote!(#value.copied()),
        }
    }

    /// How many elements a list has that it leads to; an `Option` where there may be no list.
    pub(super) fn length(self, context: &Context<'_>) -> TokenStream {
        let vec = &context.prelude.vec;
        match self.into_option() {
            Err(list) => quote!(#list.len()),
            Ok(list) => quote!(#list.map(#vec::len)),
        }
    }

    /// The last element of a list that it leads to.
    pub(super) fn last(self) -> Self {
        Self::Perhaps(match self.into_option() {
            Err(list) => quote!(#list.last()),
            Ok(list) => quote!(#list.and_then(|list| list.last())),
        })
    }

    /// What a path leads to from here.
    pub(super) fn then(self, path: &[PathStep]) -> Self {
        path.iter().fold(self, follow)
    }
}

/// Where paths begin: the response, or the value that it holds beside headers.
fn value_of(operation: &Operation) -> TokenStream {
    if operation.response.has_body_field() {
        quote!(response.body)
    } else {
        quote!(response)
    }
}

/// The path from `response`, which is borrowed.
pub(super) fn borrowed(operation: &Operation, path: &[PathStep]) -> Access {
    let response = value_of(operation);
    let access = if operation.response.optional {
        Access::Optional(response)
    } else {
        Access::Always(response)
    };
    access.then(path)
}

fn follow(access: Access, step: &PathStep) -> Access {
    let field = ident(&step.rust_name);
    let access = match (access.into_option(), step.optional) {
        (Err(place), false) => Access::Always(quote!(#place.#field)),
        (Err(place), true) => Access::Optional(quote!(#place.#field)),
        (Ok(value), false) => Access::Perhaps(quote!(#value.map(|value| &value.#field))),
        (Ok(value), true) => {
            Access::Perhaps(quote!(#value.and_then(|value| value.#field.as_ref())))
        }
    };
    let Some(index) = step.index else {
        return access;
    };
    let element = match index {
        0 => quote!(first()),
        _ => {
            let index = Literal::usize_unsuffixed(index);
            quote!(get(#index))
        }
    };
    Access::Perhaps(match access.into_option() {
        Err(list) => quote!(#list.#element),
        Ok(list) => quote!(#list.and_then(|value| value.#element)),
    })
}

/// The list that a path leads to, taken out of `response`.
pub(super) fn owned(operation: &Operation, path: &[PathStep]) -> TokenStream {
    let mut place = value_of(operation);
    let mut perhaps = operation.response.optional;
    for step in path {
        let field = ident(&step.rust_name);
        place = match (perhaps, step.optional) {
            (false, _) => quote!(#place.#field),
            (true, false) => quote!(#place.map(|value| value.#field)),
            (true, true) => quote!(#place.and_then(|value| value.#field)),
        };
        perhaps |= step.optional;
    }
    if perhaps {
        quote!(#place.unwrap_or_default())
    } else {
        place
    }
}
