//! Pagers: what a response says of its list, and what is written anew for the next page.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Context, ident,
    paths::{borrowed, owned},
    types,
};
use crate::{
    ir::{Operation, PageStyle, Pages, PathStep, RequestField},
    language::pages::PAGE_FACTS,
};

/// ```text
/// impl Paginated for ListUsers {
///     type Item = User;
///     fn advance(&mut self, response: &Self::Output, page: &mut Page) {
///         page.items(response.users.as_ref().map(Vec::len));
///         page.total(&response.total);
///         page.offset(&mut self.offset, 0);
///     }
///     fn into_items(response: Self::Output) -> Vec<User> { response.users.unwrap_or_default() }
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
    let said = said(context, operation, pages);
    let max = pages.max.map(Literal::i64_unsuffixed);
    let max = max.map(|max| quote!(page.max(#max);));
    let next = next(operation, pages);
    let items = owned(operation, &pages.items);
    let vec = &context.prelude.vec;
    quote! {
        impl #run_time::Paginated for #name {
            type Item = #item;

            #[inline]
            fn advance(&mut self, response: &Self::Output, page: &mut #run_time::Page) {
                #said
                #max
                #next
            }

            #[inline]
            fn into_items(response: Self::Output) -> #vec<Self::Item> {
                #items
            }
        }
    }
}

/// What the response says of the list, a line each.
fn said(context: &Context<'_>, operation: &Operation, pages: &Pages) -> TokenStream {
    let received = borrowed(operation, &pages.items).length(context);
    let mut lines = quote!(page.items(#received););
    for (fact, path) in &pages.facts {
        let path = borrowed(operation, path);
        let value = match fact.at_end() {
            None => path.reference(),
            Some(_) => path.copied(context),
        };
        let method = PAGE_FACTS.word(fact).map(ident);
        lines.extend(quote!(page.#method(#value);));
    }
    lines
}

/// How the next page is asked for.
fn next(operation: &Operation, pages: &Pages) -> TokenStream {
    let path_of = |path: &[PathStep]| borrowed(operation, path).reference();
    match &pages.style {
        PageStyle::Offset { offset, first } => {
            let (offset, first) = (field(offset), Literal::i64_unsuffixed(*first));
            quote!(page.offset(&mut #offset, #first);)
        }
        PageStyle::Number {
            number,
            first,
            next,
        } => {
            let (number, first) = (field(number), Literal::i64_unsuffixed(*first));
            match next {
                None => quote!(page.number(&mut #number, #first);),
                Some(next) => {
                    let next = path_of(next);
                    quote!(page.number_from(&mut #number, #first, #next);)
                }
            }
        }
        PageStyle::Token { token, next } => {
            let (token, next) = (field(token), path_of(next));
            quote!(page.token(&mut #token, #next);)
        }
        PageStyle::Marker { marker, key } => {
            let marker = field(marker);
            let items = borrowed(operation, &pages.items);
            let last = items.last().then(key).reference();
            quote!(page.marker(&mut #marker, #last);)
        }
    }
}

fn field(field: &RequestField) -> TokenStream {
    let path = field.path.iter().map(|name| ident(name));
    quote!(self #(.#path)*)
}
