//! Lines of prose, and those that say more than prose: headings without marks, requests, statuses.

use super::{Head, Part, Reader, is_sentence};
use crate::draft::{dictionary, page::request};

impl Reader {
    pub(super) fn line(&mut self, text: &str) {
        let bare = text.trim_start_matches(['\u{2022}', '-', '*', ' ']);
        if dictionary::section(bare).is_some() {
            self.heading(bare);
        } else if self.enter_member(text) {
            self.heading = text.to_owned();
        } else if let Some(method) = text.strip_prefix("Method:") {
            let methods = request::methods(method).map(|(methods, _)| methods);
            if let (Some(declared), Some(methods)) = (self.capture.declared.last_mut(), methods) {
                declared.methods = methods;
            }
        } else if request::is_request_line(bare) {
            self.requested(bare);
        } else if let Some(address) = request::read_address(text) {
            if self.capture.declared.is_empty() {
                self.capture.declared.push(address);
            }
        } else if let Some(status) = success_in(text).filter(|_| self.part == Some(Part::Response))
        {
            self.capture.shown_statuses.insert(status);
        } else {
            self.said(text);
        }
    }

    /// A line of prose, or of what was not recognized.
    fn said(&mut self, text: &str) {
        if looks_like_row(text) {
            self.under.rows += 1;
        }
        if let Some(head) = self.head.as_mut().filter(|head| head.about.is_none())
            && is_sentence(text)
        {
            head.about = Some(text.to_owned());
        } else if !self
            .head
            .as_ref()
            .is_some_and(|head| head.is_heading || head.about.is_some())
            && text.chars().count() <= LONGEST_HEAD
        {
            self.head = Some(Head {
                text: text.to_owned(),
                ..Head::default()
            });
        }
        if self.capture.overview.is_none()
            && matches!(self.section, None | Some(Section::Overview))
            && self.part.is_none()
            && is_sentence(text)
        {
            self.capture.overview = Some(text.to_owned());
        }
    }
}

/// Lines that may be headings are no longer, in characters.
const LONGEST_HEAD: usize = 80;

/// `202 Accepted`: the status of a success that a line names.
fn success_in(text: &str) -> Option<u16> {
    const SUCCESSES: [(&str, u16); 5] = [
        ("200 OK", 200),
        ("201 Created", 201),
        ("202 Accepted", 202),
        ("204 No Content", 204),
        ("206 Partial Content", 206),
    ];
    SUCCESSES
        .iter()
        .find(|(words, _)| text.contains(words))
        .map(|(_, status)| *status)
}

/// Whether a line could be a row of a table that was not recognized as one.
fn looks_like_row(text: &str) -> bool {
    const TYPES: [&str; 8] = [
        "String", "Integer", "Boolean", "Array", "Object", "Long", "Number", "Double",
    ];
    text.len() < 400 && !is_sentence(text) && TYPES.iter().any(|ty| text.contains(ty))
}
