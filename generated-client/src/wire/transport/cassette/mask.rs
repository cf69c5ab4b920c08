//! What is taken out of recordings.

use std::borrow::Cow;

use crate::codec::json::{behind_text, blank, unescaped, whole};
use crate::codec::redact::Redactor;
use crate::codec::types::Redacted;

use super::Content;

/// Takes secrets out of what is recorded and of what is compared with it.
pub(super) struct Mask {
    redactor: Redactor,
}

impl Mask {
    /// What knows the secrets of a call, and further names of what is redacted.
    pub(super) fn new(mut redactor: Redactor, names: &[String]) -> Self {
        for name in names {
            redactor.name(name);
        }
        Self { redactor }
    }

    pub(super) fn text(&self, text: &str) -> String {
        self.redactor.text(text).into_owned()
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.redactor.is_named(name)
    }

    /// A body as it is compared: JSON in lines, whatever its blanks were.
    pub(super) fn request_body(&self, body: Vec<u8>) -> Content {
        match String::from_utf8(body) {
            Ok(text) if whole(text.as_bytes()).is_ok() => Content::Text(self.json(&text, true)),
            Ok(text) => Content::Text(self.text(&text)),
            Err(error) => {
                let body = error.into_bytes();
                match self.is_clean(&body) {
                    true => Content::Binary(body),
                    false => Content::Text(Redacted::MARK.to_owned()),
                }
            }
        }
    }

    /// A body as it is played back; `None` where it is no text and cannot be redacted. In pieces it may be content, whose bytes matter.
    pub(super) fn response_body(&self, body: Vec<u8>, in_pieces: bool) -> Option<Content> {
        match String::from_utf8(body) {
            Ok(text) if whole(text.as_bytes()).is_ok() => {
                Some(Content::Text(self.json(&text, !in_pieces)))
            }
            Ok(text) => Some(Content::Text(self.text(&text))),
            Err(error) => {
                let body = error.into_bytes();
                self.is_clean(&body).then_some(Content::Binary(body))
            }
        }
    }

    fn is_clean(&self, body: &[u8]) -> bool {
        let text = String::from_utf8_lossy(body);
        matches!(self.redactor.text(&text), Cow::Borrowed(_))
    }

    /// JSON with its scalars redacted: it stays JSON, and every value of its kind.
    fn json(&self, text: &str, in_lines: bool) -> String {
        let mut writer = Writer {
            mask: self,
            out: String::with_capacity(text.len() * 2),
            open: Vec::new(),
            next_is_redacted: false,
            in_lines,
        };
        writer.walk(text);
        writer.out
    }
}

/// Writes JSON that is whole token by token.
struct Writer<'mask> {
    mask: &'mask Mask,
    out: String,
    /// Whether everything in it is redacted, for each list and object that is open.
    open: Vec<bool>,
    next_is_redacted: bool,
    in_lines: bool,
}

impl Writer<'_> {
    fn walk(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let end = match byte {
                b'"' => behind_text(bytes, at + 1).map_or(bytes.len(), |(quote, _)| quote + 1),
                b'{' | b'[' | b'}' | b']' | b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => at + 1,
                _ => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let ends = |byte: &u8| {
                        matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')
                    };
                    at + rest.iter().position(ends).unwrap_or(rest.len())
                }
            };
            let token = text.get(at..end).unwrap_or_default();
            let behind = bytes.get(blank(bytes, end)).copied();
            self.token(token, behind);
            at = end.max(at + 1);
        }
    }

    /// `behind`: what comes next that is not blank.
    fn token(&mut self, token: &str, behind: Option<u8>) {
        let is_redacted = self.next_is_redacted || self.open.last().copied().unwrap_or_default();
        match token.as_bytes().first() {
            Some(b' ' | b'\n' | b'\r' | b'\t') => {
                if !self.in_lines {
                    self.out.push_str(token);
                }
            }
            Some(b'{' | b'[') => {
                self.out.push_str(token);
                self.open.push(is_redacted);
                self.next_is_redacted = false;
                if !matches!(behind, Some(b'}' | b']')) {
                    self.line();
                }
            }
            Some(b'}' | b']') => {
                self.open.pop();
                if !self.out.ends_with(['{', '[']) {
                    self.line();
                }
                self.out.push_str(token);
            }
            Some(b',') => {
                self.out.push_str(token);
                self.line();
            }
            Some(b':') => self.out.push_str(if self.in_lines { ": " } else { token }),
            Some(b'"') if behind == Some(b':') => {
                let inner = token.get(1..token.len() - 1).unwrap_or_default();
                let name = unescaped(inner.as_bytes(), inner.contains('\\'));
                self.next_is_redacted = self.mask.is_named(&name);
                self.out.push_str(token);
            }
            _ => {
                self.scalar(token, is_redacted);
                self.next_is_redacted = false;
            }
        }
    }

    fn scalar(&mut self, token: &str, is_redacted: bool) {
        let found = self.mask.redactor.without_secrets(token);
        if !is_redacted && matches!(found, Cow::Borrowed(_)) {
            self.out.push_str(token);
            return;
        }
        match token.as_bytes().first() {
            Some(b'"') => {
                let kept = Some(&*found).filter(|it| {
                    !is_redacted && it.len() > 1 && it.starts_with('"') && it.ends_with('"')
                });
                match kept {
                    Some(kept) => self.out.push_str(kept),
                    None => {
                        self.out.push('"');
                        self.out.push_str(Redacted::MARK);
                        self.out.push('"');
                    }
                }
            }
            Some(b'n') => self.out.push_str(token),
            Some(b't' | b'f') => self.out.push_str("false"),
            _ => self.out.push('0'),
        }
    }

    fn line(&mut self) {
        if self.in_lines {
            self.out.push('\n');
            self.out.push_str(&"  ".repeat(self.open.len()));
        }
    }
}
