//! What keeps a value from being read.

use core::fmt::{self, Write as _};
use std::borrow::Cow;

use crate::codec::json::{Flaw, Kind, Unfit, View, wide_encoding};
use crate::codec::printable::OneLine;
use crate::codec::redact::Redactor;
use crate::codec::types::Json;

/// What a response holds instead of what was expected, and where.
///
/// `Display` and `Debug` say the place and the kind of what was found there, and nothing that the response says: values and
/// keys of maps may be secret or personal. What was found is at hand in [`raw`](Self::raw).
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Mismatch>);

#[derive(Clone, PartialEq, Eq)]
struct Mismatch {
    /// Grows at its front while the error goes up.
    path: String,
    expected: &'static str,
    got: Cow<'static, str>,
    raw: Option<Box<str>>,
}

impl DecodeError {
    /// How much of a value [`raw`](Self::raw) has, in bytes.
    pub const KEPT_TEXT: usize = 1024;

    /// An error at this place: what a [`Decode`](super::Decode) written by hand expected, and what it found. Both are
    /// printed, so that nothing may stand in them that the response says.
    #[must_use]
    pub fn new(expected: &'static str, got: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Mismatch {
            path: String::new(),
            expected,
            got: got.into(),
            raw: None,
        }))
    }

    /// An error at this place: what was expected, and the value that was found, of which the kind is printed.
    #[must_use]
    pub fn unexpected(expected: &'static str, got: &Json) -> Self {
        Self::found(expected, got.view())
    }

    /// The same of a value in a text.
    pub(crate) fn found(expected: &'static str, got: View<'_>) -> Self {
        let kind = match got.kind() {
            None => Cow::Borrowed("null"),
            Some(Kind::Text) if got.written() == br#""""# => Cow::Borrowed("empty text"),
            Some(Kind::Text) => Cow::Borrowed("text"),
            Some(Kind::Number) => Cow::Borrowed("a number"),
            Some(Kind::Boolean) => Cow::Borrowed("a boolean"),
            Some(Kind::List) => Cow::Owned(format!("a list of {}", got.items().count())),
            Some(Kind::Object) => Cow::Owned(format!("an object of {}", got.members().count())),
        };
        Self::new(expected, kind).with_raw(got.written())
    }

    /// The same of one that is not the number that was expected.
    pub(crate) fn unfit(expected: &'static str, got: View<'_>, why: Unfit) -> Self {
        let words = match why {
            Unfit::Other => return Self::found(expected, got),
            Unfit::Fraction => "a number with a fraction",
            Unfit::Range => "a number out of range",
        };
        Self::new(expected, words).with_raw(got.written())
    }

    /// A body that is not JSON.
    pub(crate) fn no_json(body: &[u8], flaw: Flaw) -> Self {
        match wide_encoding(body) {
            Some(encoding) => Self::new("JSON in UTF-8", encoding),
            None => Self::new("JSON", flaw.within(body).to_string()),
        }
    }

    pub(crate) fn missing() -> Self {
        Self::new("a value", "no such member")
    }

    pub(super) fn with_raw(mut self, raw: &[u8]) -> Self {
        let kept = raw.get(..Self::KEPT_TEXT).unwrap_or(raw);
        self.0.raw = Some(String::from_utf8_lossy(kept).into());
        self
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

    /// A key of a map is something that the response says, where a name of a member is not.
    pub(super) fn within_entry(mut self, index: usize) -> Self {
        self.prepend(&format!("{{{index}}}"));
        self
    }

    /// The same without secrets: names of members are those of the other side.
    pub(crate) fn without_secrets(mut self, redactor: &Redactor) -> Self {
        self.0.path = redactor.without_secrets(&self.0.path).into_owned();
        self.0.got = Cow::Owned(redactor.without_secrets(&self.0.got).into_owned());
        self
    }

    fn prepend(&mut self, step: &str) {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with(['[', '{']) {
            path.insert(0, '.');
        }
        path.insert_str(0, step);
    }

    /// The place, `[3].modYmdt`; empty for the whole response. Items of a list and entries of a map are counted from 0 in
    /// the order of the text: `users[3]`, `tags{3}`. Keys of maps are not printed.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected there.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.0.expected
    }

    /// The kind of what was found there.
    #[must_use]
    pub fn got(&self) -> &str {
        &self.0.got
    }

    /// What was found there, as it is written in JSON: its first [`KEPT_TEXT`](Self::KEPT_TEXT) bytes. `None` where nothing was found. It may be
    /// secret or personal: no other part of the error has it.
    #[must_use]
    pub fn raw(&self) -> Option<&str> {
        self.0.raw.as_deref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch {
            path,
            expected,
            got,
            ..
        } = &*self.0;
        let place = if path.is_empty() { "response" } else { path };
        write!(OneLine(f), "{place}: expected {expected}, got {got}")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.0.path)
            .field("expected", &self.0.expected)
            .field("got", &self.0.got)
            .finish_non_exhaustive()
    }
}

impl core::error::Error for DecodeError {}
