//! Looking into a value without reading it whole.

use std::borrow::Cow;

use super::{Kind, behind_text, blank, compact, integer, skip, unescaped};

/// A value in a text that may be longer, and that nobody has looked through: what is no JSON is as if it were not there.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> View<'a> {
    /// The value that a text begins with.
    pub(crate) fn of(text: &'a [u8]) -> Self {
        let at = blank(text, 0);
        Self { text, at }
    }

    fn first(self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// `None` for `null`.
    pub(crate) fn kind(self) -> Option<Kind> {
        Kind::of(self.first()?)
    }

    pub(crate) fn is_null(self) -> bool {
        self.first() == Some(b'n')
    }

    pub(crate) fn is_object(self) -> bool {
        self.kind() == Some(Kind::Object)
    }

    /// The text of the value, as it is written.
    pub(crate) fn written(self) -> &'a [u8] {
        let end = skip(self.text, self.at).unwrap_or(self.at);
        self.text.get(self.at..end).unwrap_or_default()
    }

    pub(crate) fn as_bool(self) -> Option<bool> {
        match self.written() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// A number, as it is written.
    pub(crate) fn as_number(self) -> Option<&'a str> {
        let written = (self.kind()? == Kind::Number).then(|| self.written())?;
        core::str::from_utf8(written)
            .ok()
            .filter(|text| !text.is_empty())
    }

    pub(crate) fn as_text(self) -> Option<Cow<'a, str>> {
        if self.first() != Some(b'"') {
            return None;
        }
        let (end, escaped) = behind_text(self.text, self.at + 1).ok()?;
        Some(unescaped(self.text.get(self.at + 1..end)?, escaped))
    }

    pub(crate) fn as_integer(self) -> Option<i64> {
        integer(self.as_number()?).ok()
    }

    /// A text; a number or a boolean as it is written.
    pub(crate) fn scalar(self) -> Option<Cow<'a, str>> {
        match self.kind()? {
            Kind::Text => self.as_text(),
            Kind::Number => self.as_number().map(Cow::Borrowed),
            Kind::Boolean => Some(Cow::Borrowed(if self.as_bool()? {
                "true"
            } else {
                "false"
            })),
            Kind::List | Kind::Object => None,
        }
    }

    /// A member of an object; the last one of a name, if there are several.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        self.members()
            .filter(|(member, _)| member == name)
            .last()
            .map(|(_, value)| value)
    }

    /// The members of an object, in their order. Anything else has none.
    pub(crate) fn members(self) -> Members<'a> {
        let begin = (self.first() == Some(b'{')).then_some(self.at + 1);
        Members(Steps::new(self.text, begin))
    }

    /// The items of a list, in their order. Anything else has none.
    pub(crate) fn items(self) -> Items<'a> {
        let begin = (self.first() == Some(b'[')).then_some(self.at + 1);
        Items(Steps::new(self.text, begin))
    }

    /// The value as the text of JSON.
    pub(crate) fn compact(self) -> String {
        compact(self.written())
    }
}

/// What goes from one value of a list or an object to the next.
#[derive(Clone)]
struct Steps<'a> {
    text: &'a [u8],
    /// The beginning of the next item or name, or of the last value that was given out. `None` at the end.
    at: Option<usize>,
    given: bool,
}

impl<'a> Steps<'a> {
    fn new(text: &'a [u8], begin: Option<usize>) -> Self {
        let at = begin
            .map(|begin| blank(text, begin))
            .filter(|at| !matches!(text.get(*at), Some(b']' | b'}')));
        let given = false;
        Self { text, at, given }
    }

    /// Where the next item or name begins.
    fn next(&mut self) -> Option<usize> {
        let at = self.at.take()?;
        let begin = if self.given {
            let behind = blank(self.text, skip(self.text, at).ok()?);
            if self.text.get(behind) != Some(&b',') {
                return None;
            }
            blank(self.text, behind + 1)
        } else {
            at
        };
        self.give(begin);
        Some(begin)
    }

    fn give(&mut self, at: usize) {
        self.at = Some(at);
        self.given = true;
    }
}

/// The members of an object, in their order.
#[derive(Clone)]
pub(crate) struct Members<'a>(Steps<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Cow<'a, str>, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let steps = &mut self.0;
        let name = steps.next()?;
        let text = steps.text;
        steps.at = None;
        if text.get(name) != Some(&b'"') {
            return None;
        }
        let (end, escaped) = behind_text(text, name + 1).ok()?;
        let colon = blank(text, end + 1);
        if text.get(colon) != Some(&b':') {
            return None;
        }
        let at = blank(text, colon + 1);
        steps.give(at);
        let name = unescaped(text.get(name + 1..end)?, escaped);
        Some((name, View { text, at }))
    }
}

/// The items of a list, in their order.
#[derive(Clone)]
pub(crate) struct Items<'a>(Steps<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        let at = self.0.next()?;
        let text = self.0.text;
        Some(View { text, at })
    }
}
