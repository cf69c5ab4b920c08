//! Text of others as it is printed: nothing in it that a terminal or a log viewer obeys, or that nobody sees.
//!
//! What is not shown as itself is written as Rust writes it in a literal: `\u{202e}`. A backslash stays one.

use core::fmt::{self, Write as _};
use std::borrow::Cow;

/// The text in one line: what breaks or indents a line is a blank, controls and marks that turn the direction of writing are
/// escaped.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_plain, |character| {
        matches!(character, '\t' | '\n' | '\r').then_some(' ')
    })
}

/// The same for text of several lines: its line feeds and tabs stay, and a carriage return before a line feed goes.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    let text = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    match escaped(&text, |c| matches!(c, '\n' | '\t') || is_plain(c), |_| None) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => Cow::Owned(escaped),
    }
}

/// Whether a character is shown as itself. All that are not are controls, or turn or hide what stands around them.
pub(crate) fn is_plain(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn escaped(
    text: &str,
    is_plain: impl Fn(char) -> bool,
    stand_in: impl Fn(char) -> Option<char>,
) -> Cow<'_, str> {
    let Some(first) = text.find(|character| !is_plain(character)) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(first);
    let mut result = plain.to_owned();
    for character in rest.chars() {
        match stand_in(character) {
            _ if is_plain(character) => result.push(character),
            Some(other) => result.push(other),
            None => result.extend(character.escape_unicode()),
        }
    }
    Cow::Owned(result)
}

/// Writes on as [`line`] says.
pub(crate) struct OneLine<'a, 'b>(pub(crate) &'a mut fmt::Formatter<'b>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(&line(text))
    }

    fn write_char(&mut self, character: char) -> fmt::Result {
        self.0.write_str(&line(character.encode_utf8(&mut [0; 4])))
    }
}

/// What a type prints, in one line.
pub(crate) struct InOneLine<'a>(pub(crate) &'a dyn fmt::Display);

impl fmt::Display for InOneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(OneLine(f), "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that a terminal obeys, that turns the direction of writing, or that ends a line.
    fn obeyed() -> impl Iterator<Item = char> {
        let ranges = [
            0x00..=0x1f,
            0x7f..=0x9f,
            0x61c..=0x61c,
            0x200e..=0x200f,
            0x2028..=0x202e,
            0x2066..=0x2069,
            0xfeff..=0xfeff,
        ];
        ranges.into_iter().flatten().filter_map(char::from_u32)
    }

    #[test]
    fn nothing_that_is_obeyed_goes_through() {
        for character in obeyed() {
            let text = format!("a{character}b");
            let code = format!("a\\u{{{:x}}}b", u32::from(character));
            let in_line = match character {
                '\t' | '\n' | '\r' => "a b".to_owned(),
                _ => code.clone(),
            };
            let in_lines = match character {
                '\t' | '\n' => text.clone(),
                _ => code,
            };
            assert_eq!(line(&text), in_line);
            assert_eq!(InOneLine(&text).to_string(), in_line);
            assert_eq!(lines(&text), in_lines);
        }
        assert_eq!(obeyed().count(), 32 + 33 + 1 + 2 + 7 + 4 + 1);
        assert_eq!(lines("a\r\nb\rc"), "a\nb\\u{d}c");
    }

    #[test]
    fn what_is_seen_stays() {
        for text in [
            "",
            "plain \\n \"b\"",
            "한국어, 日本語",
            "e\u{301}",
            "\u{fffd}",
            "👩‍👧",
        ] {
            assert_eq!(line(text), text);
            assert_eq!(lines(text), text);
        }
    }
}
