//! How the value of a response is found, how its failure, and how it is written.

use super::keys::spanned_text;
use crate::language::key;
use crate::{
    language::words::FORMATS,
    parse::{
        ast::{Envelope, Format, Success},
        node::Node,
    },
    source::Spanned,
};

pub(super) fn envelope(text: String) -> Envelope {
    match text.strip_suffix('?') {
        Some(name) => Envelope::Member {
            name: name.to_owned(),
            optional: true,
        },
        None => Envelope::Member {
            name: text,
            optional: false,
        },
    }
}

pub(super) fn success(node: &Node) -> Option<Success> {
    let values = node
        .get(key!(SUCCESS, "values"))?
        .elements()
        .unwrap_or_default();
    Some(Success {
        code: spanned_text(node, key!(SUCCESS, "code"))?,
        values: values
            .iter()
            .filter_map(|value| value.text().map(str::to_owned))
            .collect(),
        message: spanned_text(node, key!(SUCCESS, "message")),
    })
}

pub(super) fn format(node: &Node) -> Option<Spanned<Format>> {
    let format = FORMATS.meaning(node.text()?)?;
    Some(Spanned::new(*format, node.text_span()))
}
