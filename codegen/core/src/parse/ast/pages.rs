//! How lists go on from page to page.

use crate::source::{Span, Spanned};

#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) span: Span,
    /// One, if the spec is sound.
    pub(crate) styles: Vec<PageStyle>,
    pub(crate) first: Option<Spanned<i64>>,
    pub(crate) max: Option<Spanned<u64>>,
    pub(crate) size: Option<Spanned<String>>,
    pub(crate) items: Option<Spanned<String>>,
    pub(crate) key: Option<Spanned<String>>,
    pub(crate) next: Option<Spanned<String>>,
    pub(crate) total: Option<Spanned<String>>,
    pub(crate) total_pages: Option<Spanned<String>>,
    pub(crate) more: Option<Spanned<String>>,
    pub(crate) last: Option<Spanned<String>>,
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub(crate) struct PageStyle {
    pub(crate) by: PageKey,
    /// The request's field; `None` where it could not be read.
    pub(crate) field: Option<Spanned<String>>,
}

/// What a page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKey {
    Offset,
    Number,
    Token,
    Marker,
}

impl PageKey {
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("offset", Self::Offset),
        ("number", Self::Number),
        ("token", Self::Token),
        ("marker", Self::Marker),
    ];
}
