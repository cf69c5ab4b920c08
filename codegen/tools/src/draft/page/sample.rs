//! Samples of JSON, read leniently: what a page breaks is mended where there is one way to, and said.

use std::collections::BTreeSet;

use crate::json::Json;

/// What was mended in a sample.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repair {
    /// There is no comma behind the member.
    MissingComma(String),
    /// The last member has one.
    TrailingComma,
    /// Digits of a number are hidden behind asterisks; they are zeros now.
    Masked(String),
    /// Text stands without its quotes.
    Unquoted(String),
    /// Members are left out where there are dots.
    Ellipsis,
    Comment,
    /// It is XML; this is what it is in JSON.
    Xml,
}

/// A sample, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) json: Json,
    pub(crate) repairs: Vec<Repair>,
}

/// Whether it can be JSON at all.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads a sample. `None`: it is cut off, or broken in a way that leaves more than one reading.
pub(crate) fn read(text: &str) -> Option<Sample> {
    let mut reader = Reader {
        rest: text.trim(),
        member: String::new(),
        repairs: Vec::new(),
        repaired: BTreeSet::new(),
        depth: 0,
    };
    let json = reader.value()?;
    reader.space();
    let is_whole = reader.rest.is_empty() || reader.rest.starts_with(['{', '[']);
    is_whole.then_some(Sample {
        json,
        repairs: reader.repairs,
    })
}

/// As deep as any response goes, and no deeper than an example in a spec can be.
const DEEPEST: usize = 48;

struct Reader<'text> {
    rest: &'text str,
    /// The member that is read.
    member: String,
    repairs: Vec<Repair>,
    /// The same, to know each once.
    repaired: BTreeSet<Repair>,
    depth: usize,
}

impl<'text> Reader<'text> {
    fn repair(&mut self, repair: Repair) {
        if self.repaired.insert(repair.clone()) {
            self.repairs.push(repair);
        }
    }

    fn space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if let Some(comment) = self.rest.strip_prefix("//") {
                let end = comment.find('\n').unwrap_or(comment.len());
                self.rest = comment.get(end..).unwrap_or_default();
                self.repair(Repair::Comment);
            } else if self.rest.starts_with("...") || self.rest.starts_with('\u{2026}') {
                self.rest = self.rest.trim_start_matches(['.', '\u{2026}']);
                self.repair(Repair::Ellipsis);
            } else {
                return;
            }
        }
    }

    fn take(&mut self, character: char) -> bool {
        self.space();
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.rest.chars().next()? {
            '{' => self.nested(Self::object),
            '[' => self.nested(Self::list),
            '"' | '\u{201c}' | '\u{201d}' => self.text().map(Json::String),
            _ => self.bare(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Json>) -> Option<Json> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Json> {
        self.take('{');
        let mut members = Vec::new();
        loop {
            self.space();
            if self.take('}') {
                return Some(Json::Object(members));
            }
            let name = self.text()?;
            if !self.take(':') {
                return None;
            }
            self.member.clone_from(&name);
            let value = self.value()?;
            self.member.clone_from(&name);
            members.push((name, value));
            self.separator('}', "\u{22}\u{201c}")?;
        }
    }

    fn list(&mut self) -> Option<Json> {
        self.take('[');
        let mut elements = Vec::new();
        loop {
            self.space();
            if self.take(']') {
                return Some(Json::List(elements));
            }
            elements.push(self.value()?);
            self.separator(']', "\u{22}\u{201c}{[")?;
        }
    }

    /// What stands between two members: a comma, or what takes one to mend.
    fn separator(&mut self, close: char, opens: &str) -> Option<()> {
        self.space();
        if self.take(',') {
            self.space();
            if self.rest.starts_with(close) {
                self.repair(Repair::TrailingComma);
            }
            return Some(());
        }
        if self.rest.starts_with(close) {
            return Some(());
        }
        if self.rest.starts_with(|first| opens.contains(first)) {
            let member = self.member.clone();
            self.repair(Repair::MissingComma(member));
            return Some(());
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        self.space();
        let mut characters = self.rest.char_indices();
        let (_, open) = characters.next()?;
        if !matches!(open, '"' | '\u{201c}' | '\u{201d}') {
            return None;
        }
        let mut text = String::new();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' | '\u{201c}' | '\u{201d}' if (character == '"') == (open == '"') => {
                    self.rest = self.rest.get(at + character.len_utf8()..)?;
                    return Some(text);
                }
                '\\' => match characters.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'b' => text.push('\u{8}'),
                    'f' => text.push('\u{c}'),
                    'u' => {
                        let mut units = vec![utf16_unit(characters.as_str())?];
                        characters.nth(3);
                        // A character beyond 16 bits is written as two units.
                        while let Some(unit) =
                            characters.as_str().strip_prefix("\\u").and_then(utf16_unit)
                        {
                            units.push(unit);
                            characters.nth(5);
                        }
                        let decoded = char::decode_utf16(units);
                        text.extend(decoded.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
                    }
                    other => text.push(other),
                },
                _ => text.push(character),
            }
        }
        None
    }

    /// What stands without quotes: a number, a word, a placeholder.
    fn bare(&mut self) -> Option<Json> {
        let end = self
            .rest
            .find([',', '}', ']', '\n'])
            .unwrap_or(self.rest.len());
        let text = self.rest.get(..end)?.trim();
        self.rest = self.rest.get(end..)?;
        let is_number = text.parse::<f64>().is_ok()
            && text.ends_with(|last: char| last.is_ascii_digit())
            && text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        match text {
            "" => None,
            "null" => Some(Json::Null),
            "true" => Some(Json::Bool(true)),
            "false" => Some(Json::Bool(false)),
            _ if is_number => Some(Json::Number(text.to_owned())),
            _ if text.chars().all(|c| c.is_ascii_digit() || c == '*') => {
                let member = self.member.clone();
                self.repair(Repair::Masked(member));
                let digits = text.replace('*', "0");
                let digits = digits.trim_start_matches('0');
                Some(Json::Number(
                    if digits.is_empty() { "0" } else { digits }.to_owned(),
                ))
            }
            _ => {
                let member = self.member.clone();
                self.repair(Repair::Unquoted(member));
                Some(Json::String(text.to_owned()))
            }
        }
    }
}

/// The four digits behind `\u`.
fn utf16_unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::{Repair, read};

    fn mended(text: &str) -> (String, Vec<Repair>) {
        read(text)
            .map(|sample| (sample.json.to_string(), sample.repairs))
            .unwrap_or_default()
    }

    #[test]
    fn sound_json_stays_as_it_is() {
        let text = r#"{"b": [1, 2.5, "x\n", null], "a": {"c": true}}"#;
        assert_eq!(mended(text), (text.to_owned(), Vec::new()));
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        let text = r#"{"a": "\ud83d\ude00 \uac00\u0041\/ \ud83d"}"#;
        let json = "{\"a\": \"\u{1f600} \u{ac00}A/ \u{fffd}\"}";
        assert_eq!(mended(text), (json.to_owned(), Vec::new()));
    }

    #[test]
    fn what_is_broken_in_one_way_is_mended_and_said() {
        for (broken, json, repair) in [
            (
                "{\"a\": 1\n \"b\": 2}",
                r#"{"a": 1, "b": 2}"#,
                Repair::MissingComma("a".to_owned()),
            ),
            ("{\"a\": 1,\n}", r#"{"a": 1}"#, Repair::TrailingComma),
            (
                "{\"memberNo\": 270****}",
                r#"{"memberNo": 2700000}"#,
                Repair::Masked("memberNo".to_owned()),
            ),
            (
                "{\"id\": abc-1\n}",
                r#"{"id": "abc-1"}"#,
                Repair::Unquoted("id".to_owned()),
            ),
            ("[{\"a\": 1}, ...]", r#"[{"a": 1}]"#, Repair::Ellipsis),
            ("{\"a\": 1} // why", r#"{"a": 1}"#, Repair::Comment),
        ] {
            let (mended, repairs) = mended(broken);
            assert_eq!(mended, json, "{broken}");
            assert!(repairs.contains(&repair), "{broken}: {repairs:?}");
        }
    }

    #[test]
    fn what_is_cut_off_is_not_guessed() {
        for text in ["{\"a\": [1, 2", "{\"a\"", "{\"a\": \"b", "{a: 1}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
