//! Text of a page where messages and comments quote it: on one line, cut where it is long, and with nothing in it that a
//! terminal would obey.

use crate::format::is_printable;

/// The most of a text that a message quotes, in characters.
const LONGEST_QUOTE: usize = 120;
/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 600;

/// A name, an address or the like of a page in a message.
pub(crate) fn quoted(text: &str) -> String {
    visible(text, LONGEST_QUOTE)
}

/// A whole message.
pub(crate) fn message(text: &str) -> String {
    visible(text, LONGEST_MESSAGE)
}

/// Blanks of any kind become single ones, what nobody sees becomes its number.
fn visible(text: &str, longest: usize) -> String {
    let mut visible = String::new();
    let mut characters = text.trim().chars().enumerate().peekable();
    while let Some((index, character)) = characters.next() {
        if index >= longest {
            visible.push_str("..");
            break;
        }
        if character.is_whitespace() {
            if characters
                .peek()
                .is_none_or(|(_, next)| !next.is_whitespace())
            {
                visible.push(' ');
            }
        } else if is_printable(character) {
            visible.push(character);
        } else {
            visible.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        }
    }
    visible
}

/// Prose of a page without the characters that are no part of what a reader sees: of control, and those that turn the direction
/// of writing.
pub(crate) fn prose(text: &str) -> String {
    let is_seen = |c: &char| {
        c.is_whitespace()
            || !(c.is_control()
                || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
    };
    text.chars().filter(is_seen).collect()
}

#[cfg(test)]
mod tests {
    use super::{message, prose, quoted};

    #[test]
    fn what_is_not_seen_is_shown_by_its_number() {
        assert_eq!(quoted(" a\r\n\tb "), "a b");
        assert_eq!(
            quoted("\u{1b}[31m\u{9b}\u{202e}\u{2028}x"),
            "\\u{1b}[31m\\u{9b}\\u{202e} x"
        );
        assert_eq!(quoted(&"k".repeat(5_000)).len(), 122);
        assert_eq!(message(&"k".repeat(5_000)).len(), 602);
        assert_eq!(prose("a\u{1b}\u{2067}b\u{2069} \u{200d}c"), "ab \u{200d}c");
    }
}
