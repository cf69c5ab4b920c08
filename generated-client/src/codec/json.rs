//! The text of JSON, read where it stands.
//!
//! Nothing is built from it: a value is a place in the text. That is why a response costs no more memory than its text,
//! however small its values are. What serde_json refuses and people still send is taken: half a surrogate pair and bytes
//! that are not UTF-8 are U+FFFD, control characters stand in texts, a sign may be `+`. Numbers keep the text that they
//! are written in, members their order.

mod number;
mod scan;
mod text;
mod view;

pub(crate) use self::number::{Unfit, integer, thousandths};
pub(crate) use self::scan::{
    Ends, Flaw, MOST_LEVELS, behind_text, blank, is_name, skip, skip_marking, whole,
};
pub(crate) use self::text::{compact, quoted, unescaped};
pub(crate) use self::view::{Items, Members, View};

use core::fmt;

/// A kind of JSON: what tells the alternatives of an untagged union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The kind of what begins with a byte; `None` for `null`.
    pub(crate) const fn of(first: u8) -> Option<Self> {
        match first {
            b'"' => Some(Self::Text),
            b'[' => Some(Self::List),
            b'{' => Some(Self::Object),
            b't' | b'f' => Some(Self::Boolean),
            b'-' | b'+' | b'0'..=b'9' => Some(Self::Number),
            _ => None,
        }
    }
}

/// The JSON of a body: without a mark of the byte order before it, and without what is blank or NUL around it.
pub(crate) fn trimmed(body: &[u8]) -> &[u8] {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let mut text = body.trim_ascii_start();
    while let Some(rest) = text.strip_prefix(MARK) {
        text = rest.trim_ascii_start();
    }
    while let Some((b' ' | b'\t' | b'\n' | b'\r' | 0x0c | 0, rest)) = text.split_last() {
        text = rest;
    }
    text
}

/// The encoding of a body that is in one of two or four bytes a character.
pub(crate) fn wide_encoding(body: &[u8]) -> Option<&'static str> {
    match body {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("text in UTF-32"),
        [0, 0, 0, first, ..] | [first, 0, 0, 0, ..] if *first != 0 => Some("text in UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("text in UTF-16"),
        [0, first, 0, ..] | [first, 0, _, 0, ..] if *first != 0 => Some("text in UTF-16"),
        _ => None,
    }
}

impl Flaw {
    /// Where and what, of a text.
    pub(crate) fn within(self, text: &[u8]) -> impl fmt::Display {
        let before = text.get(..self.at).unwrap_or(text);
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.rsplit(|byte| *byte == b'\n').next();
        // The end of a text is told as the place of its last character.
        let column = column.map_or(0, <[u8]>::len) + usize::from(self.at < text.len());
        format!("{} at line {line} column {column}", self.what)
    }
}
