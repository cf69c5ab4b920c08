//! How lists go on from page to page: the keys of `pages`, and what each belongs to.

use super::{
    Form, Key, Value, optional,
    patterns::{FIRST_PAGE, PATH},
    vocabulary::words,
};
use crate::ir::PageFact;

/// What a page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKey {
    Offset,
    Number,
    Token,
    Marker,
}

words! {
    /// What a response says of its list.
    pub const PAGE_FACTS: PageFact {
        "total" => PageFact::Total, "is the number of all items";
        "total_pages" => PageFact::TotalPages, "is the number of all pages";
        "more" => PageFact::More, "says whether there is another page";
        "last" => PageFact::Last, "says whether this is the last page";
    }
}

static PATH_VALUE: Value = Value::Pattern(&PATH);
static FIRST_VALUE: Value = Value::Pattern(&FIRST_PAGE);

pub const OFFSET: Key = optional(
    "offset",
    &Value::Text,
    "offset",
    "The parameter (or member of the body) that says how many items to leave out, or with `first: 1`, the place of the first item to give.",
);
pub const NUMBER: Key = optional(
    "number",
    &Value::Text,
    "pageNo",
    "The parameter (or member of the body) that says which page to give; `first` says how pages are counted.",
);
pub const TOKEN: Key = optional(
    "token",
    &Value::Text,
    "nextToken",
    "The parameter (or member of the body) that takes the token of the page before, which `next` names. The list ends where there is none.",
);
pub const MARKER: Key = optional(
    "marker",
    &Value::Text,
    "marker",
    "The parameter (or member of the body) that takes the last item of the page before, or its member `key`.",
);
pub const FIRST: Key = optional(
    "first",
    &FIRST_VALUE,
    "1",
    "The `number` of the first page, which must be said, or the `offset` of the first item, which is 0 where it is not said.",
);
pub const MAX: Key = optional(
    "max",
    &Value::Whole,
    "1000",
    "The greatest `offset` or `number` that the service takes. A list that goes on beyond it, or may, ends with an error behind the last item that can be had.",
);
pub const SIZE: Key = optional(
    "size",
    &Value::Text,
    "pageSize",
    "The parameter (or member of the body) that says how many items a page has. A page with fewer is not taken for the last: a service may give fewer than it is asked for.",
);
pub const ITEMS: Key = optional(
    "items",
    &PATH_VALUE,
    "users",
    "The list in the response (inside the envelope). Without the key, the response is the list.",
);
pub const KEY: Key = optional(
    "key",
    &PATH_VALUE,
    "name",
    "The member of an item that goes into `marker`, where items are objects.",
);
pub const NEXT: Key = optional(
    "next",
    &PATH_VALUE,
    "nextToken",
    "In the response, what goes into `token`; with `number`, the number of the next page. Absent, null or empty at the end.",
);
const TOTAL: Key = optional(
    "total",
    &PATH_VALUE,
    "page.total",
    "The number of all items in the response.",
);
const TOTAL_PAGES: Key = optional(
    "total_pages",
    &PATH_VALUE,
    "totalPages",
    "The number of all pages in the response, with `number`.",
);
const MORE: Key = optional(
    "more",
    &PATH_VALUE,
    "hasMore",
    "Whether there is another page, in the response.",
);
const LAST: Key = optional(
    "last",
    &PATH_VALUE,
    "last",
    "Whether this is the last page, in the response.",
);

/// The keys of which a spec has one.
pub const STYLES: [(&Key, PageKey); 4] = [
    (&OFFSET, PageKey::Offset),
    (&NUMBER, PageKey::Number),
    (&TOKEN, PageKey::Token),
    (&MARKER, PageKey::Marker),
];

/// Keys that go with some of those alone.
pub const COMPANIONS: [(&Key, &[PageKey]); 5] = [
    (&FIRST, &[PageKey::Offset, PageKey::Number]),
    (&MAX, &[PageKey::Offset, PageKey::Number]),
    (&NEXT, &[PageKey::Number, PageKey::Token]),
    (&TOTAL_PAGES, &[PageKey::Number]),
    (&KEY, &[PageKey::Marker]),
];

pub static PAGES: Form = Form {
    name: "pages",
    doc: "How a list goes on: by one of `offset`, `number`, `token` and `marker`. Whatever a response says of the end ends it, where it says nothing to the contrary, and otherwise an empty page.",
    keys: &[
        OFFSET,
        NUMBER,
        TOKEN,
        MARKER,
        FIRST,
        MAX,
        SIZE,
        ITEMS,
        KEY,
        NEXT,
        TOTAL,
        TOTAL_PAGES,
        MORE,
        LAST,
    ],
};
