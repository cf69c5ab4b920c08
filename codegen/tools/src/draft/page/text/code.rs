//! Samples, commands and requests: where they begin and where they end.

use super::Reader;
use crate::draft::{dictionary, page::blocks::Block};

impl Reader<'_> {
    pub(super) fn fence(&mut self) {
        self.at += 1;
        let start = self.at;
        while self
            .line()
            .is_some_and(|line| !line.trim().starts_with("```"))
        {
            self.at += 1;
        }
        let code = self.since(start);
        self.at += 1;
        self.push(Block::Code(code));
    }

    /// Takes lines to where the brackets close. What never closes goes up to the next heading, for the reader of samples to
    /// say that it is cut off.
    pub(super) fn json(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(line) = self.line() {
            if self.at > start && dictionary::section(line).is_some() {
                break;
            }
            self.at += 1;
            let mut in_text = false;
            let mut escaped = false;
            for character in line.chars() {
                match character {
                    _ if escaped => escaped = false,
                    '\\' if in_text => escaped = true,
                    '"' => in_text = !in_text,
                    '{' | '[' if !in_text => depth += 1,
                    '}' | ']' if !in_text => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if depth == 0 {
                break;
            }
        }
        let code = self.since(start);
        self.push(Block::Code(code.trim().to_owned()));
    }

    pub(super) fn xml(&mut self) {
        let start = self.at;
        let mut close: Option<String> = None;
        while let Some(line) = self.line() {
            let text = line.trim();
            if self.at > start && dictionary::section(text).is_some() {
                break;
            }
            self.at += 1;
            if close.is_none() && !text.starts_with("<?") {
                let name = text.trim_start_matches('<').split([' ', '>', '/']).next();
                close = name.map(|name| format!("</{name}>"));
            }
            if close.as_ref().is_some_and(|close| text.contains(close)) {
                break;
            }
        }
        let code = self.since(start);
        self.push(Block::Code(code.trim().to_owned()));
    }

    /// A command with its arguments on the lines below it.
    pub(super) fn command(&mut self) {
        let start = self.at;
        let mut quotes = 0;
        let mut is_open = true;
        while let Some(line) = self.line() {
            let text = line.trim();
            let goes_on = quotes % 2 == 1
                || is_open
                || text.starts_with(['-', '\'', '?', '&'])
                || text.starts_with("\"http");
            if !goes_on || (text.is_empty() && quotes % 2 == 0) {
                break;
            }
            quotes += text.matches('\'').count();
            is_open = text.ends_with('\\');
            self.at += 1;
        }
        let code = self.since(start);
        self.push(Block::Code(code));
    }

    /// A request line or a status line with the query and the headers below it.
    pub(super) fn request(&mut self, first: &str) {
        self.at += 1;
        let mut code = first.to_owned();
        while let Some(line) = self.line() {
            let text = line.trim();
            if text.starts_with(['?', '&']) {
                self.at += 1;
                code.push('\n');
                code.push_str(text);
                continue;
            }
            let is_header = text.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty()
                    && name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            });
            if !is_header {
                break;
            }
            self.at += 1;
            code.push('\n');
            code.push_str(text);
        }
        self.push(Block::Code(code));
    }
}

pub(super) fn opens_json(text: &str) -> bool {
    matches!(text, "{" | "[" | "[{" | "{}" | "[]")
        || text.starts_with("{\"")
        || text.starts_with("{ \"")
        || text.starts_with("[{\"")
        || text.starts_with("[\"")
}

pub(super) fn opens_xml(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    text.starts_with("<?xml")
        || (text.ends_with('>') && rest.starts_with(|first: char| first.is_ascii_alphabetic()))
}
