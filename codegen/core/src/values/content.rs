//! Contents: files, and bodies that are bytes.

use super::Checker;
use crate::{
    parse::node::{Entry, Node},
    source::Span,
    wire::base64_bytes,
};

impl Checker<'_> {
    /// `{ name: a.png, type: image/png, content: text }`
    pub(super) fn file(&mut self, value: &Node, place: Span) {
        let text = |key: &str| value.get(key).and_then(Node::text);
        let named = text("name").is_some() && text("type").is_some();
        let known = |entry: &Entry| {
            matches!(
                entry.key.value.as_str(),
                "name" | "type" | "content" | "base64"
            )
        };
        let contents = [text("content"), text("base64")];
        let is_file = named
            && contents.iter().flatten().count() == 1
            && value
                .entries()
                .is_some_and(|entries| entries.iter().all(known));
        if !is_file {
            self.mismatch(
                "a file, `{ name: a.png, type: image/png, content: text }` or with `base64` in place of `content`",
                value,
                place,
            );
        } else if text("base64").is_some_and(|text| base64_bytes(text).is_none()) {
            self.mismatch("a file whose `base64` is base64", value, place);
        }
    }

    /// A body that is bytes: text, or `{ base64: .. }`.
    pub(super) fn bytes(&mut self, value: &Node, place: Span) {
        let encoded = match value.entries() {
            Some([entry]) if entry.key.value == "base64" => entry.value.text(),
            _ => None,
        };
        let fits = match encoded {
            Some(text) => base64_bytes(text).is_some(),
            None => value.text().is_some(),
        };
        if !fits {
            self.mismatch("bytes, as text or as `{ base64: .. }`", value, place);
        }
    }
}
