//! How lists go on from page to page: `pages`.

use super::keys::{number, spanned_text};
use crate::parse::{
    ast::{PageKey, PageStyle, Pages},
    node::Node,
};

pub(super) fn pages(node: &Node) -> Pages {
    let given = |(key, by): (&str, PageKey)| {
        node.get(key).map(|_| PageStyle {
            by,
            field: spanned_text(node, key),
        })
    };
    Pages {
        span: node.mark(),
        styles: PageKey::ALL.into_iter().filter_map(given).collect(),
        first: number(node, "first"),
        max: number(node, "max"),
        size: spanned_text(node, "size"),
        items: spanned_text(node, "items"),
        key: spanned_text(node, "key"),
        next: spanned_text(node, "next"),
        total: spanned_text(node, "total"),
        total_pages: spanned_text(node, "total_pages"),
        more: spanned_text(node, "more"),
        last: spanned_text(node, "last"),
    }
}
