//! Pagers, and ways into an answer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, ident, types};
use crate::ir::{Operation, PageStyle, Pages, PathStep, Total, Type};

/// ```text
/// impl Paginated for ListUsers {
///     type Item = User;
///     fn advance(&mut self, answer: &Self::Output) -> bool { advance_offset(&mut self.offset, received, total) }
///     fn into_items(answer: Self::Output) -> Vec<User> { answer.users.unwrap_or_default() }
/// }
/// ```
pub(super) fn implementation(
    context: &Context<'_>,
    operation: &Operation,
    pages: &Pages,
) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&operation.name);
    let item = types::value(context, &pages.item);
    let received = match borrowed(&pages.items) {
        Found::Always(list) => quote!(#list.len()),
        Found::Perhaps(list) => quote!(#list.map_or(0, ::std::vec::Vec::len)),
    };
    let total = pages
        .total
        .as_ref()
        .map_or_else(|| quote!(::core::option::Option::None), total);
    let PageStyle::Offset { offset } = &pages.style;
    let offset = ident(offset);
    let items = owned(&pages.items);
    quote! {
        impl #run_time::paginate::Paginated for #name {
            type Item = #item;

            fn advance(&mut self, answer: &Self::Output) -> bool {
                let received = #received;
                let total = #total;
                #run_time::paginate::advance_offset(&mut self.#offset, received, total)
            }

            fn into_items(answer: Self::Output) -> ::std::vec::Vec<Self::Item> {
                #items
            }
        }
    }
}

fn total(total: &Total) -> TokenStream {
    match (borrowed(&total.path), &total.ty) {
        (Found::Always(place), Type::I64) => quote!(::core::option::Option::Some(#place)),
        (Found::Always(place), _) => quote!(::core::option::Option::Some(i64::from(#place))),
        (Found::Perhaps(place), Type::I64) => quote!(#place.copied()),
        (Found::Perhaps(place), _) => quote!(#place.map(|total| i64::from(*total))),
    }
}

/// A member of an answer.
pub(super) enum Found {
    /// A place that is always there.
    Always(TokenStream),
    /// An `Option` of a reference.
    Perhaps(TokenStream),
}

/// The member that a path leads to, from `answer`, which is borrowed.
pub(super) fn borrowed(path: &[PathStep]) -> Found {
    let mut found = Found::Always(quote!(answer));
    for step in path {
        let field = ident(&step.rust_name);
        found = match (found, step.optional) {
            (Found::Always(place), false) => Found::Always(quote!(#place.#field)),
            (Found::Always(place), true) => Found::Perhaps(quote!(#place.#field.as_ref())),
            (Found::Perhaps(place), false) => {
                Found::Perhaps(quote!(#place.map(|value| &value.#field)))
            }
            (Found::Perhaps(place), true) => {
                Found::Perhaps(quote!(#place.and_then(|value| value.#field.as_ref())))
            }
        };
        if let Some(index) = step.index {
            let element = match index {
                0 => quote!(first()),
                _ => {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(get(#index))
                }
            };
            found = match found {
                Found::Always(place) => Found::Perhaps(quote!(#place.#element)),
                Found::Perhaps(place) => {
                    Found::Perhaps(quote!(#place.and_then(|value| value.#element)))
                }
            };
        }
    }
    found
}

/// The list that a path leads to, taken out of `answer`.
fn owned(path: &[PathStep]) -> TokenStream {
    let mut place = quote!(answer);
    let mut perhaps = false;
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
