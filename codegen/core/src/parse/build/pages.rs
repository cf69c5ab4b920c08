//! How lists go on from page to page: `pages`.

use super::keys::{number, spanned_text};
use crate::{
    language::pages::{COMPANIONS, FIRST, ITEMS, KEY, MAX, NEXT, PAGE_FACTS, SIZE, STYLES},
    parse::{
        ast::{PageStyle, Pages},
        node::Node,
    },
};

pub(super) fn pages(node: &Node) -> Pages {
    let styles = STYLES.into_iter().filter_map(|(key, by)| {
        node.get(key.name)?;
        Some(PageStyle {
            by,
            field: spanned_text(node, key.name),
        })
    });
    let facts = PAGE_FACTS
        .rows()
        .filter_map(|(key, fact)| Some((*fact, spanned_text(node, key.name)?)));
    let companions = COMPANIONS.into_iter().filter_map(|(key, _)| {
        let text = spanned_text(node, key.name)?;
        Some((key.name, text.span))
    });
    Pages {
        span: node.mark(),
        styles: styles.collect(),
        first: number(node, FIRST.name),
        max: number(node, MAX.name),
        size: spanned_text(node, SIZE.name),
        items: spanned_text(node, ITEMS.name),
        key: spanned_text(node, KEY.name),
        next: spanned_text(node, NEXT.name),
        facts: facts.collect(),
        companions: companions.collect(),
    }
}
