//! What the reader of YAML passes over: comments, the dashes of lists, and scalars as they are written.

use std::collections::BTreeMap;

use ncloud_codegen::parse::node::{Kind, Node, Style};

/// A comment, from its `#` to the end of its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'text> {
    pub(super) text: &'text str,
    /// Characters before it in the file.
    pub(super) index: usize,
    /// Counted from 1.
    pub(super) line: usize,
    /// Characters before it on its line.
    pub(super) column: usize,
    /// Whether nothing else stands on its line.
    pub(super) is_alone: bool,
    /// Whether the line above is empty.
    pub(super) is_apart: bool,
}

/// A text by characters, as the reader of YAML counts.
pub(super) struct Characters<'text> {
    text: &'text str,
    /// Of each character and of the end, in bytes.
    offsets: Vec<usize>,
    lines: Vec<&'text str>,
}

impl<'text> Characters<'text> {
    pub(super) fn of(text: &'text str) -> Self {
        let offsets = text
            .char_indices()
            .map(|(offset, _)| offset)
            .chain([text.len()]);
        Self {
            text,
            offsets: offsets.collect(),
            lines: text.split('\n').collect(),
        }
    }

    fn offset(&self, index: usize) -> usize {
        self.offsets.get(index).copied().unwrap_or(self.text.len())
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'text str {
        self.text
            .get(self.offset(start)..self.offset(end))
            .unwrap_or_default()
    }

    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.text.get(self.offset(index)..)?.chars().next()
    }

    /// Whether the line above this one, both counted from 1, is there and empty.
    pub(super) fn is_empty_above(&self, line: usize) -> bool {
        line >= 2
            && self
                .lines
                .get(line - 2)
                .is_some_and(|line| line.trim().is_empty())
    }
}

/// Everything that stands between and in the scalars of a text.
pub(super) struct Scan<'text> {
    pub(super) comments: Vec<Comment<'text>>,
    /// Where dashes of lists stand: characters before each.
    pub(super) dashes: Vec<usize>,
    /// Where braces and brackets close, by the characters before the opening one.
    pub(super) closings: BTreeMap<usize, Closing>,
    /// Scalars as they are written, quotes included, by the characters before them; those in blocks are left out.
    pub(super) scalars: BTreeMap<usize, &'text str>,
}

/// Where a brace or a bracket closes.
#[derive(Clone, Copy)]
pub(super) struct Closing {
    pub(super) index: usize,
    pub(super) line: usize,
}

impl<'text> Scan<'text> {
    pub(super) fn of(characters: &Characters<'text>, root: &Node) -> Self {
        let mut places = Vec::new();
        collect(root, &mut places);
        let mut scanner = Scanner {
            characters,
            cursor: 0,
            line: 1,
            column: 0,
            is_alone: true,
            open: Vec::new(),
            scan: Self {
                comments: Vec::new(),
                dashes: Vec::new(),
                closings: BTreeMap::new(),
                scalars: BTreeMap::new(),
            },
        };
        for place in places {
            scanner.scalar(&place);
        }
        scanner.gap(characters.offsets.len());
        scanner.scan
    }
}

struct Written {
    start: usize,
    end: usize,
    style: Style,
}

fn collect(node: &Node, places: &mut Vec<Written>) {
    let mut place = |span: ncloud_codegen::source::Span, style| {
        places.push(Written {
            start: span.start.index,
            end: span.end.index,
            style,
        });
    };
    match &node.kind {
        Kind::Scalar(_) if node.is_empty() => {}
        Kind::Scalar(scalar) => place(node.span, scalar.style),
        Kind::Sequence(elements) => elements.iter().for_each(|each| collect(each, places)),
        Kind::Mapping(entries) => {
            for entry in entries {
                // Keys are one line; a quote at the start says all that their style could.
                places.push(Written {
                    start: entry.key.span.start.index,
                    end: entry.key.span.end.index,
                    style: Style::Plain,
                });
                collect(&entry.value, places);
            }
        }
    }
}

struct Scanner<'scan, 'text> {
    characters: &'scan Characters<'text>,
    cursor: usize,
    line: usize,
    /// Characters before the cursor on its line.
    column: usize,
    /// Whether all of them are blank.
    is_alone: bool,
    /// Braces and brackets that are not closed yet.
    open: Vec<usize>,
    scan: Scan<'text>,
}

impl Scanner<'_, '_> {
    fn advance(&mut self, to: usize) {
        while self.cursor < to {
            match self.characters.at(self.cursor) {
                None => break,
                Some('\n') => {
                    self.line += 1;
                    self.column = 0;
                    self.is_alone = true;
                }
                Some(character) => {
                    self.column += 1;
                    self.is_alone &= character.is_whitespace();
                }
            }
            self.cursor += 1;
        }
    }

    /// What stands before a scalar, or behind the last one.
    fn gap(&mut self, end: usize) {
        while self.cursor < end {
            match self.characters.at(self.cursor) {
                None => break,
                Some('#') => self.comment(),
                Some('%') if self.column == 0 => self.advance(self.end_of_line()),
                Some('-') => {
                    let next = self.characters.at(self.cursor + 1);
                    if next.is_none_or(char::is_whitespace) {
                        self.scan.dashes.push(self.cursor);
                    }
                    self.advance(self.cursor + 1);
                }
                Some(bracket) => {
                    match bracket {
                        '{' | '[' => self.open.push(self.cursor),
                        '}' | ']' => self.close(),
                        _ => {}
                    }
                    self.advance(self.cursor + 1);
                }
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            let closing = Closing {
                index: self.cursor,
                line: self.line,
            };
            self.scan.closings.insert(open, closing);
        }
    }

    fn end_of_line(&self) -> usize {
        let mut end = self.cursor;
        while self.characters.at(end).is_some_and(|c| c != '\n') {
            end += 1;
        }
        end
    }

    fn comment(&mut self) {
        let end = self.end_of_line();
        self.scan.comments.push(Comment {
            text: self.characters.slice(self.cursor, end).trim_end(),
            index: self.cursor,
            line: self.line,
            column: self.column,
            is_alone: self.is_alone,
            is_apart: self.characters.is_empty_above(self.line),
        });
        self.advance(end);
    }

    fn scalar(&mut self, place: &Written) {
        self.gap(place.start);
        let end = match (place.style, self.characters.at(place.start)) {
            (Style::Block, _) => {
                // The reader's end lies behind the indentation of what follows.
                let content = self.characters.slice(place.start, place.end);
                place.start + content.trim_end().chars().count()
            }
            (_, Some(quote @ ('"' | '\''))) => self.end_of_quoted(place.start, quote),
            _ => place.end,
        };
        if place.style != Style::Block {
            let written = self.characters.slice(place.start, end);
            self.scan.scalars.insert(place.start, written.trim_end());
        }
        self.advance(end);
    }

    /// Behind the closing quote. The reader's own end of a text of several lines lies behind a comment that follows.
    fn end_of_quoted(&self, start: usize, quote: char) -> usize {
        let mut index = start + 1;
        while let Some(character) = self.characters.at(index) {
            index += 1;
            if quote == '"' && character == '\\' {
                index += 1;
            } else if character == quote {
                if quote == '\'' && self.characters.at(index) == Some('\'') {
                    index += 1;
                } else {
                    break;
                }
            }
        }
        index
    }
}
