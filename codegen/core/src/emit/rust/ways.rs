//! Ways into an answer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, ident};
use crate::ir::{Operation, PathStep};

/// What a way leads to, without taking it out of the answer.
pub(super) enum Found {
    /// A place that is always there.
    Always(TokenStream),
    /// A place that holds an `Option`.
    Optional(TokenStream),
    /// An `Option` of a reference.
    Perhaps(TokenStream),
}

impl Found {
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

    /// What a way leads to from here.
    pub(super) fn then(self, path: &[PathStep]) -> Self {
        path.iter().fold(self, follow)
    }
}

/// Where ways begin: the answer, or the value that it holds beside headers.
fn value_of(operation: &Operation) -> TokenStream {
    if operation.response.has_body_field() {
        quote!(answer.body)
    } else {
        quote!(answer)
    }
}

/// The way from `answer`, which is borrowed.
pub(super) fn borrowed(operation: &Operation, path: &[PathStep]) -> Found {
    let answer = value_of(operation);
    let found = if operation.response.optional {
        Found::Optional(answer)
    } else {
        Found::Always(answer)
    };
    found.then(path)
}

fn follow(found: Found, step: &PathStep) -> Found {
    let field = ident(&step.rust_name);
    let found = match (found.into_option(), step.optional) {
        (Err(place), false) => Found::Always(quote!(#place.#field)),
        (Err(place), true) => Found::Optional(quote!(#place.#field)),
        (Ok(value), false) => Found::Perhaps(quote!(#value.map(|value| &value.#field))),
        (Ok(value), true) => Found::Perhaps(quote!(#value.and_then(|value| value.#field.as_ref()))),
    };
    let Some(index) = step.index else {
        return found;
    };
    let element = match index {
        0 => quote!(first()),
        _ => {
            let index = Literal::usize_unsuffixed(index);
            quote!(get(#index))
        }
    };
    Found::Perhaps(match found.into_option() {
        Err(list) => quote!(#list.#element),
        Ok(list) => quote!(#list.and_then(|value| value.#element)),
    })
}

/// The list that a way leads to, taken out of `answer`.
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
