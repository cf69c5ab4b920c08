//! What stands under a key, in the form that the tree has it.

use crate::language::key;
use std::{collections::BTreeSet, str::FromStr};

use crate::{
    ir::{FactSource, Notes},
    language::{Words, words::SOURCES},
    parse::node::{Entry, Node},
    source::Spanned,
};

pub(super) fn members<'node>(node: &'node Node, key: &str) -> impl Iterator<Item = &'node Entry> {
    node.get(key)
        .and_then(Node::entries)
        .unwrap_or_default()
        .iter()
}

pub(super) fn member<'node>(node: &'node Node, key: &str) -> Option<&'node Entry> {
    node.entries()?.iter().find(|entry| entry.key.value == key)
}

pub(super) fn one_or_many<'node>(
    node: &'node Node,
    key: &str,
) -> impl Iterator<Item = &'node Node> {
    node.get(key)
        .map_or(&[][..], |value| {
            value.elements().unwrap_or(std::slice::from_ref(value))
        })
        .iter()
}

pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    spanned_text(node, key).map(|text| text.value)
}

pub(super) fn spanned_text(node: &Node, key: &str) -> Option<Spanned<String>> {
    let value = node.get(key)?;
    let text = value.text().filter(|text| !text.trim().is_empty())?;
    Some(Spanned::new(text.to_owned(), value.text_span()))
}

/// A word of the language. What is none has a finding already.
pub(super) fn word<T: Copy>(node: &Node, key: &str, words: &Words<T>) -> Option<T> {
    words.meaning(node.get(key)?.text()?).copied()
}

/// Where facts come from: a set, in the order of the words.
pub(super) fn sources(node: &Node) -> Vec<FactSource> {
    let words = one_or_many(node, key!(OPERATION, "source"));
    let sources: BTreeSet<FactSource> = words
        .filter_map(|word| SOURCES.meaning(word.text()?).copied())
        .collect();
    sources.into_iter().collect()
}

pub(super) fn number<N: FromStr>(node: &Node, key: &str) -> Option<Spanned<N>> {
    let text = spanned_text(node, key)?;
    Some(Spanned::new(text.value.parse().ok()?, text.span))
}

pub(super) fn flag(node: &Node, key: &str) -> Option<bool> {
    match node.get(key)?.text()? {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

pub(super) fn notes(node: &Node) -> Notes {
    let remarks = |key: &str| {
        one_or_many(node, key)
            .filter_map(|remark| remark.text().map(str::to_owned))
            .collect()
    };
    Notes {
        defects: remarks(key!(FIELD, "defect")),
        unconfirmed: remarks(key!(FIELD, "unconfirmed")),
        partial: remarks(key!(OPERATION, "partial")),
    }
}
