//! Text of others as it is printed: nothing in it that a terminal, an editor or a build tool obeys, or that nobody sees.
//!
//! What is not shown as itself is written as Rust writes it in a literal: `\n`, `\u{202e}`. A backslash stays one.

use std::{borrow::Cow, fmt::Write as _};

/// The text in one line: line breaks, controls, marks that turn the direction of writing, characters without width and
/// what is no character are escaped, and so are spaces that are not the usual one.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_plain, in_rust)
}

/// The same for text of several lines: its line feeds stay.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || is_plain(c), in_rust)
}

/// JSON with the same characters escaped as JSON escapes them. Its own layout has none of them but line feeds, which stay.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || is_plain(c), in_json)
}

/// Whether a character is shown as itself.
pub(crate) fn is_plain(character: char) -> bool {
    match character {
        ' '..='~' => true,
        // They fill a place in writing and show nothing; the standard library has them among letters and marks.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => false,
        _ => {
            // Behind a letter, where a mark that belongs to one is no reason to escape it.
            let mut buffer = [0; 5];
            let (letter, mark) = buffer.split_at_mut(1);
            letter.fill(b'a');
            let length = 1 + character.encode_utf8(mark).len();
            buffer
                .get(..length)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .is_some_and(|text| text.escape_debug().count() == 2)
        }
    }
}

fn escaped(
    text: &str,
    is_plain: impl Fn(char) -> bool,
    escape: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    let Some(first) = text.find(|character| !is_plain(character)) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(first);
    let mut result = plain.to_owned();
    for character in rest.chars() {
        if is_plain(character) {
            result.push(character);
        } else {
            escape(character, &mut result);
        }
    }
    Cow::Owned(result)
}

fn in_rust(character: char, result: &mut String) {
    match character {
        '\n' => result.push_str("\\n"),
        '\r' => result.push_str("\\r"),
        '\t' => result.push_str("\\t"),
        _ => result.extend(character.escape_unicode()),
    }
}

fn in_json(character: char, result: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // A `String` takes whatever is written to it.
        let _ = write!(result, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::{json, line, lines};

    #[test]
    fn what_is_obeyed_or_not_seen_is_escaped() {
        for character in [
            '\0',
            '\u{7}',
            '\u{8}',
            '\u{b}',
            '\u{c}',
            '\u{1b}',
            '\u{7f}',
            '\u{80}',
            '\u{85}',
            '\u{9b}',
            '\u{a0}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180e}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{206a}',
            '\u{3000}',
            '\u{3164}',
            '\u{e000}',
            '\u{fdd0}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{fff9}',
            '\u{ffff}',
            '\u{e0001}',
            '\u{e0100}',
            '\u{10ffff}',
        ] {
            let text = format!("a{character}b");
            assert_eq!(line(&text), format!("a\\u{{{:x}}}b", u32::from(character)));
            assert_eq!(
                serde_json::from_str::<String>(&json(&format!("\"a{character}b\""))).ok(),
                Some(text)
            );
        }
        assert_eq!(line("a\r\n\tb"), "a\\r\\n\\tb");
        assert_eq!(lines("a\r\nb"), "a\\r\nb");
        assert_eq!(
            json("{\n  \"a\u{1d173}\"\n}"),
            "{\n  \"a\\ud834\\udd73\"\n}"
        );
    }

    #[test]
    fn what_is_seen_stays() {
        for text in [
            "",
            "plain",
            "\\n `a` \"b\" 'c'",
            "한국어, 日本語",
            "e\u{301}",
            "\u{fffd}",
            "😀",
        ] {
            assert_eq!(line(text), text);
        }
    }
}
