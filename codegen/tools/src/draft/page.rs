//! A saved page as a row of blocks, whatever it was saved as.

use std::borrow::Cow;

use super::{html, text};

/// A page, read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What it is called.
    pub(super) title: Option<String>,
    /// Where it was saved from, if it says so.
    pub(super) address: Option<String>,
    /// In the order of the page.
    pub(super) blocks: Vec<Block>,
    /// What was not read of it.
    pub(super) gaps: Vec<String>,
}

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    /// A line of prose; in plain text also what may be a heading.
    Line(String),
    Table(Table),
    /// A sample: JSON, XML, a request, a command.
    Code(String),
}

/// A table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    /// Whether its text could have been cut into cells in another way too.
    pub(super) is_unsure: bool,
}

impl Row {
    pub(super) fn of(cells: Vec<String>) -> Self {
        Self {
            cells,
            is_unsure: false,
        }
    }
}

/// Reads HTML, Markdown and plain text.
pub(super) fn read(text: &str) -> Page {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    if html::is_html(&text) {
        html::read(&text)
    } else {
        text::read(&text)
    }
}

/// The text without what only marks it up: code ticks, emphasis, links, entities, anchors.
pub(super) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => 1,
            // Three and more hide something.
            '*' if rest.starts_with("***") => {
                let stars = rest.len() - rest.trim_start_matches('*').len();
                plain.push_str(rest.get(..stars).unwrap_or_default());
                stars
            }
            '*' if rest.starts_with("**") => 2,
            '\\' if rest.len() > 1 && !rest.starts_with("\\\\") => {
                let escaped = rest.get(1..).and_then(|rest| rest.chars().next());
                match escaped {
                    Some(escaped) if escaped.is_ascii_punctuation() => {
                        plain.push(escaped);
                        2
                    }
                    _ => {
                        plain.push('\\');
                        1
                    }
                }
            }
            '[' => match link(rest) {
                Some((label, length)) => {
                    plain.push_str(&unmarked(label));
                    length
                }
                None => {
                    plain.push('[');
                    1
                }
            },
            '<' => match tag(rest) {
                Some(length) => length,
                None => {
                    plain.push('<');
                    1
                }
            },
            '&' => match ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
                Some((name, character)) => {
                    plain.push(*character);
                    name.len()
                }
                None => {
                    plain.push('&');
                    1
                }
            },
            '\u{a0}' => {
                plain.push(' ');
                first.len_utf8()
            }
            _ => {
                plain.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    plain.trim().to_owned()
}

const ENTITIES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&nbsp;", ' '),
];

/// Links and tags are shorter, in bytes; so far their ends are looked for.
const LONGEST_MARK: usize = 4000;

/// `[label](address)`: the label, and the length of the whole.
fn link(text: &str) -> Option<(&str, usize)> {
    let near = beginning(text);
    let end = near.get(1..)?.find(['[', ']'])? + 1;
    let address = near.get(end..)?.strip_prefix("](")?;
    let length = end + 2 + address.find(')')? + 1;
    Some((near.get(1..end)?, length))
}

/// As much of a text as a link or a tag can take.
fn beginning(text: &str) -> &str {
    let longest = text.len().min(LONGEST_MARK);
    let end = (0..=longest).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// Tags that Markdown pages of the documentation are sprinkled with. `List<String>` has none of them.
fn tag(text: &str) -> Option<usize> {
    const TAGS: [&str; 9] = [
        "<a ", "</a>", "<p ", "<p>", "</p>", "<br", "</br", "<span", "</span",
    ];
    TAGS.iter().find(|tag| text.starts_with(**tag))?;
    Some(beginning(text).find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn marks_go_and_types_stay() {
        for (marked, plain) in [
            ("`keyTag`", "keyTag"),
            ("List&lt;String&gt;", "List<String>"),
            ("Request<a name=\"Request\"></a>", "Request"),
            (
                "See [Get key list](/docs/en/kms) now",
                "See Get key list now",
            ),
            ("`a` \\| `b`", "a | b"),
            ("List<[Server](/docs/x)>", "List<Server>"),
            ("restream[].id", "restream[].id"),
            ("**Note** ***43", "Note ***43"),
        ] {
            assert_eq!(unmarked(marked), plain);
        }
    }
}
