//! Where the lines of a text begin, as YAML 1.2 breaks them: after a line feed, after a carriage return, after both in a
//! row. Nothing else breaks a line: not U+0085, not U+2028.

use std::ops::Range;

use crate::source::Position;

/// The lines of a text. What a span calls a line is one of these.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<Start>,
    characters: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Start {
    character: usize,
    byte: usize,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        let mut starts = vec![Start::default()];
        let mut characters = 0;
        let mut bytes = 0;
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            characters += 1;
            bytes += character.len_utf8();
            let breaks = match character {
                '\n' => true,
                '\r' => rest.peek() != Some(&'\n'),
                _ => false,
            };
            if breaks {
                starts.push(Start {
                    character: characters,
                    byte: bytes,
                });
            }
        }
        Self { starts, characters }
    }

    /// The place with so many characters before it; the end of the text where it has fewer.
    pub(crate) fn position(&self, index: usize) -> Position {
        let index = index.min(self.characters);
        let line = self
            .starts
            .partition_point(|start| start.character <= index);
        let before = line
            .checked_sub(1)
            .and_then(|line| self.starts.get(line))
            .map_or(0, |start| start.character);
        Position {
            index,
            line,
            column: index - before + 1,
        }
    }

    /// The bytes of a line, without its break; none where there is no such line.
    pub fn bytes(&self, text: &str, line: usize) -> Option<Range<usize>> {
        let start = self.starts.get(line.checked_sub(1)?)?.byte;
        let end = self.starts.get(line).map_or(text.len(), |next| next.byte);
        let length = text.get(start..end)?.trim_end_matches(['\n', '\r']).len();
        Some(start..start + length)
    }
}

/// The place behind a text.
pub(crate) fn end_of(text: &str) -> Position {
    Lines::of(text).position(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Lines, end_of};

    #[test]
    fn lines_are_those_of_yaml() {
        let text = "a\nb\r\nc\rd\u{85}e\u{2028}f\r\r\n\u{ac00}g";
        let lines = Lines::of(text);
        let places: Vec<(usize, usize)> = (0..=text.chars().count())
            .map(|index| lines.position(index))
            .map(|place| (place.line, place.column))
            .collect();
        assert_eq!(
            places,
            [
                (1, 1),
                (1, 2),
                (2, 1),
                (2, 2),
                (2, 3),
                (3, 1),
                (3, 2),
                (4, 1),
                (4, 2),
                (4, 3),
                (4, 4),
                (4, 5),
                (4, 6),
                (5, 1),
                (5, 2),
                (6, 1),
                (6, 2),
                (6, 3),
            ]
        );
        assert_eq!(end_of("").line, 1);
        assert_eq!((end_of("a\r").line, end_of("a\r").column), (2, 1));
    }

    #[test]
    fn a_line_has_no_break() {
        let text = "a\nb\r\n\rd";
        let lines = Lines::of(text);
        let shown: Vec<Option<&str>> = (0..=5)
            .map(|line| lines.bytes(text, line).and_then(|bytes| text.get(bytes)))
            .collect();
        assert_eq!(
            shown,
            [None, Some("a"), Some("b"), Some(""), Some("d"), None]
        );
    }
}
