//! How lists go on from page to page.

pub(crate) use crate::language::pages::PageKey;
use crate::{
    ir::PageFact,
    source::{Span, Spanned},
};

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
    /// What a response says of its list, and where.
    pub(crate) facts: Vec<(PageFact, Spanned<String>)>,
    /// The values of keys that go with some styles alone, by the keys.
    pub(crate) companions: Vec<(&'static str, Span)>,
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub(crate) struct PageStyle {
    pub(crate) by: PageKey,
    /// The request's field; `None` where it could not be read.
    pub(crate) field: Option<Spanned<String>>,
}
