//! What keeps a value from being read.

use core::fmt::{self, Write as _};

use crate::printable::OneLine;
use crate::redact::Redactor;
use crate::types::Json;

/// What an answer holds instead of what was expected, and where.
///
/// What was found is printed with at most 40 characters of text. Fields of type `String` take every scalar, so that
/// free text (names, addresses) does not come up here unless an answer holds text in place of a number.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Mismatch>);

#[derive(Clone, PartialEq, Eq)]
struct Mismatch {
    /// Grows at its front while the error goes up.
    path: String,
    expected: &'static str,
    got: String,
}

/// Longest text of an answer that an error quotes, in characters.
const QUOTED: usize = 40;

impl DecodeError {
    /// An error at this place: what a [`Decode`](super::Decode) written by hand expected, and what it found.
    #[must_use]
    pub fn new(expected: &'static str, got: impl Into<String>) -> Self {
        Self(Box::new(Mismatch {
            path: String::new(),
            expected,
            got: got.into(),
        }))
    }

    /// An error at this place: what was expected, and the value that was found.
    #[must_use]
    pub fn unexpected(expected: &'static str, got: &Json) -> Self {
        let got = match got {
            Json::Null => "null".to_owned(),
            Json::Bool(boolean) => boolean.to_string(),
            Json::Number(number) => number.to_string(),
            Json::String(text) => match text.char_indices().nth(QUOTED) {
                Some((end, _)) => format!("{:?}...", text.get(..end).unwrap_or_default()),
                None => format!("{text:?}"),
            },
            Json::Array(items) => format!("a list of {}", items.len()),
            Json::Object(members) => format!("an object of {}", members.len()),
        };
        Self::new(expected, got)
    }

    pub(super) fn missing() -> Self {
        Self::new("a value", "no such member")
    }

    /// Puts the name of a member before the path.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        let plain = member
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'));
        let name = if plain && !member.is_empty() {
            member.to_owned()
        } else {
            format!("[{member:?}]")
        };
        self.prepend(&name);
        self
    }

    pub(super) fn within_item(mut self, index: usize) -> Self {
        self.prepend(&format!("[{index}]"));
        self
    }

    /// The same without secrets: names of members are those of the other side.
    pub(crate) fn without_secrets(mut self, redactor: &Redactor) -> Self {
        for text in [&mut self.0.path, &mut self.0.got] {
            *text = redactor.without_secrets(text).into_owned();
        }
        self
    }

    fn prepend(&mut self, step: &str) {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, step);
    }

    /// The place, `[3].modYmdt`; empty for the whole answer.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected there.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.0.expected
    }

    /// What was found there.
    #[must_use]
    pub fn got(&self) -> &str {
        &self.0.got
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch {
            path,
            expected,
            got,
        } = &*self.0;
        let place = if path.is_empty() { "answer" } else { path };
        write!(OneLine(f), "{place}: expected {expected}, got {got}")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.0.path)
            .field("expected", &self.0.expected)
            .field("got", &self.0.got)
            .finish()
    }
}

impl core::error::Error for DecodeError {}
