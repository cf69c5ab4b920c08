//! How a text is written: without quotes where YAML needs none, and never so that it would be read as something else.

use std::borrow::Cow;

use ncloud_codegen::parse::node::{self, Style};
use serde_json::Value as Json;

use super::WIDTH;

/// A scalar, and how it is written.
pub(super) struct Scalar<'text> {
    pub(super) text: String,
    pub(super) style: Style,
    /// With its quotes; nothing for one in a block.
    written: &'text str,
}

/// Where a scalar stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Block,
    /// In braces or brackets.
    Flow,
}

impl<'text> Scalar<'text> {
    pub(super) fn new(scalar: &node::Scalar, written: &'text str) -> Self {
        Self {
            text: scalar.text.clone(),
            style: scalar.style,
            written,
        }
    }

    pub(super) fn key(text: &str, written: &'text str) -> Self {
        Self {
            text: text.to_owned(),
            style: if written.starts_with(['"', '\'']) {
                Style::Quoted
            } else {
                Style::Plain
            },
            written,
        }
    }

    /// Whether nothing is written at all.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.style == Style::Plain
    }

    pub(super) fn json(&self) -> Json {
        let scalar = node::Scalar {
            text: self.text.clone(),
            style: self.style,
        };
        scalar.json()
    }

    /// The scalar with no more quotes than it needs, on one line.
    pub(super) fn canonical(&self, place: Context) -> Cow<'_, str> {
        let may_be_plain = self.style == Style::Plain || !means_more(&self.text);
        if may_be_plain && is_plain(&self.text, place) || self.is_empty() {
            Cow::Borrowed(&self.text)
        } else {
            self.quoted()
        }
    }

    /// The scalar as it is written, on one line: for samples, whose quotes belong to them.
    pub(super) fn kept(&self, place: Context) -> Cow<'_, str> {
        if self.style == Style::Plain {
            self.canonical(place)
        } else if self.style == Style::Quoted && !self.written.contains('\n') {
            Cow::Borrowed(self.written)
        } else {
            self.quoted()
        }
    }

    fn quoted(&self) -> Cow<'_, str> {
        match (self.style, self.written.starts_with('"')) {
            (Style::Quoted, true) if self.written.contains('\n') => {
                Cow::Owned(joined(self.written))
            }
            (Style::Quoted, true) => Cow::Borrowed(self.written),
            _ => Cow::Owned(encoded(&self.text)),
        }
    }

    /// The canonical form over as many lines as it takes; the first has less room. None of its lines is indented.
    pub(super) fn lines(&self, first_room: usize, room: usize) -> Vec<String> {
        let text = self.canonical(Context::Block);
        let is_quoted = text.starts_with(['"', '\'']);
        let mut lines = vec![String::new()];
        let mut room_left = first_room.min(WIDTH);
        for word in words(&text, is_quoted) {
            let length = word.chars().count();
            let line = lines.last_mut();
            match line {
                Some(line) if line.is_empty() || length < room_left => {
                    if !line.is_empty() {
                        line.push(' ');
                        room_left -= 1;
                    }
                    line.push_str(word);
                    room_left = room_left.saturating_sub(length);
                }
                _ => {
                    lines.push(word.to_owned());
                    room_left = room.saturating_sub(length);
                }
            }
        }
        lines
    }

    /// The lines of a block, its mark on the first, where that is how the text is best written.
    pub(super) fn block(&self) -> Option<Vec<String>> {
        let text = &self.text;
        let content = text.trim_end_matches('\n');
        let is_writable = |c: char| c == '\n' || is_printable(c);
        if self.style != Style::Block
            || !text.contains('\n')
            || content.trim().is_empty()
            || !text.chars().all(is_writable)
        {
            return None;
        }
        let is_indented = text.trim_start_matches('\n').starts_with(' ');
        let indentation = if is_indented { "2" } else { "" };
        let ends = text.len() - content.len();
        let end = match ends {
            0 => "-",
            1 => "",
            _ => "+",
        };
        let lines = content.split('\n').map(str::to_owned);
        let blank = std::iter::repeat_n(String::new(), ends.saturating_sub(1));
        Some(
            std::iter::once(format!("|{indentation}{end}"))
                .chain(lines)
                .chain(blank)
                .collect(),
        )
    }
}

/// A text as the value of a key that is to be read as text.
pub(super) fn of_text(text: &str, place: Context) -> String {
    if !means_more(text) && is_plain(text, place) {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// The parts of a text between which a line can end: at single spaces, and where no sign follows that could begin
/// something else.
fn words(text: &str, is_quoted: bool) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (place, _) in text.match_indices(' ') {
        let before = text.get(..place).and_then(|text| text.chars().last());
        let after = text.get(place + 1..).and_then(|text| text.chars().next());
        let ends = before.is_some_and(|c| !c.is_whitespace() && c != '\\' && c != ':');
        let begins = after.is_some_and(|c| c.is_alphanumeric() || is_quoted && c == '(');
        let is_behind_quote = is_quoted && place == 1;
        if ends && begins && place > start && !is_behind_quote {
            words.extend(text.get(start..place));
            start = place + 1;
        }
    }
    words.extend(text.get(start..));
    words
}

/// Whether plain text would be taken for something else than text, by this reader or by one of another version of YAML.
fn means_more(text: &str) -> bool {
    let scalar = node::Scalar {
        text: text.to_owned(),
        style: Style::Plain,
    };
    if !matches!(scalar.json(), Json::String(_)) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let is_word = matches!(
        lower.as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "=" | "<<"
    );
    let begins = text.trim_start_matches(['-', '+', '.']);
    let numeric = |c: char| c.is_ascii_hexdigit() || "xo_.:+-TZ ".contains(c);
    is_word
        || begins.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(numeric)
        || matches!(begins.to_ascii_lowercase().as_str(), "inf" | "nan")
}

pub(crate) fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{85}'
                | '\u{a0}'
                | '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180e}'
                | '\u{2000}'..='\u{200f}'
                | '\u{2028}'..='\u{202f}'
                | '\u{205f}'..='\u{206f}'
                | '\u{3164}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{ffff}'
        )
}

/// Whether a text can be written without quotes.
fn is_plain(text: &str, place: Context) -> bool {
    const INDICATORS: &str = ",[]{}#&*!|>'\"%@`";
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return false;
    };
    let second = characters.next();
    let begins = match first {
        // In braces other readers take these for marks, whatever follows.
        '?' | ':' if place == Context::Flow => false,
        '-' | '?' | ':' => second.is_some_and(|c| c != ' ' && c != ':'),
        first => !INDICATORS.contains(first),
    };
    begins
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("---")
        && !text.starts_with("...")
        && text.chars().all(is_printable)
        // The reader takes a dash before a comma for the beginning of an item.
        && (place == Context::Block
            || !text.ends_with(" -") && !text.contains([',', '[', ']', '{', '}']))
}

/// A text in quotes.
fn encoded(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') && text.chars().all(is_printable) {
        return format!("'{text}'");
    }
    double_quoted(text)
}

/// A text in double quotes, and nothing in it but what everybody can see.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut encoded = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => encoded.push_str("\\\""),
            '\\' => encoded.push_str("\\\\"),
            '\n' => encoded.push_str("\\n"),
            '\t' => encoded.push_str("\\t"),
            '\r' => encoded.push_str("\\r"),
            plain if is_printable(plain) => encoded.push(plain),
            other if u32::from(other) < 0x100 => {
                encoded.push_str(&format!("\\x{:02x}", u32::from(other)));
            }
            other if u32::from(other) < 0x10000 => {
                encoded.push_str(&format!("\\u{:04x}", u32::from(other)));
            }
            other => encoded.push_str(&format!("\\U{:08x}", u32::from(other))),
        }
    }
    encoded.push('"');
    encoded
}

/// A text in double quotes over several lines on one, with its escapes as they are.
fn joined(written: &str) -> String {
    let mut joined = String::new();
    let mut breaks = 0;
    let mut is_glued = true;
    let last = written.matches('\n').count();
    for (index, line) in written.split('\n').enumerate() {
        let is_last = index == last;
        let mut line = if index == 0 {
            line
        } else {
            line.trim_start_matches([' ', '\t'])
        };
        let full = line;
        if !is_last {
            line = line.trim_end_matches([' ', '\t']);
        }
        if index > 0 {
            breaks += 1;
        }
        if line.is_empty() && index > 0 && !is_last {
            continue;
        }
        if index > 0 {
            match breaks {
                1 if is_glued => {}
                1 => joined.push(' '),
                more => joined.push_str(&"\\n".repeat(more - 1)),
            }
        }
        breaks = 0;
        let escapes = line.len() - line.trim_end_matches('\\').len();
        is_glued = false;
        if !is_last && escapes % 2 == 1 {
            if line.len() < full.len() {
                // What is escaped is a blank at the end of the line.
                joined.push_str(full.get(..=line.len()).unwrap_or(line));
                continue;
            }
            is_glued = true;
            line = line.get(..line.len() - 1).unwrap_or(line);
        }
        joined.push_str(line);
    }
    joined
}
