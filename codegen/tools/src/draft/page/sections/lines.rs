//! Lines of prose, and those that say more than prose: headings without marks, requests, statuses.

use std::collections::BTreeSet;

use super::{Head, Part, Reader, is_sentence};
use crate::draft::{
    dictionary::{self, Section},
    page::{request, rows},
    quote::quoted,
};

impl Reader {
    pub(super) fn line(&mut self, text: &str) {
        if dictionary::is_boilerplate(text) {
            return;
        }
        let bare = text.trim_start_matches(['\u{2022}', '-', '*', ' ']);
        let method = self.method.take();
        if let Some(method) = method
            && (bare.starts_with('/') || request::read_address(bare).is_some())
        {
            self.requested(&format!("{method} {bare}"));
        } else if is_method(bare) {
            self.method = Some(bare.to_owned());
        } else if dictionary::section(bare).is_some() {
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
        } else if let Some(mut address) = request::read_address(bare) {
            if self.capture.declared.is_empty() {
                address.methods = std::mem::take(&mut self.methods);
                self.capture.declared.push(address);
            }
        } else if let Some(status) = success_in(text).filter(|_| self.part == Some(Part::Response))
        {
            self.capture.shown_statuses.insert(status);
        } else if let Some(status) =
            lone_status(bare).filter(|_| self.section == Some(Section::Errors))
        {
            self.listed_status(status);
        } else {
            self.said(text);
        }
    }

    /// A line of prose, or of what was not recognized.
    fn said(&mut self, text: &str) {
        if dictionary::is_failure(text) || dictionary::is_success(text) {
            self.shows_failures = !dictionary::is_success(text);
        }
        self.acted(text);
        if looks_like_row(text) {
            self.under.rows += 1;
            let is_below_table = self.under.tables > 0 || !self.capture.rows.is_empty();
            if is_below_table && rows::resembles_row(text, &BTreeSet::new()) {
                self.capture.unread.push(self.place());
                self.capture.gaps.push(format!(
                    "the line `{}` may be a row of its own, and was not read as one: if it is, put it down by hand",
                    quoted(text)
                ));
            }
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

/// `201`, alone on its line.
fn lone_status(text: &str) -> Option<u16> {
    let status = text.parse().ok()?;
    (100..600).contains(&status).then_some(status)
}

/// Whether a line is a single method and nothing else.
fn is_method(text: &str) -> bool {
    request::methods(text).is_some_and(|(methods, rest)| methods.len() == 1 && rest.is_empty())
}

/// Whether a line could be a row of a table that was not recognized as one.
fn looks_like_row(text: &str) -> bool {
    const TYPES: [&str; 8] = [
        "String", "Integer", "Boolean", "Array", "Object", "Long", "Number", "Double",
    ];
    let is_type = |word: &str| !word.is_ascii() && dictionary::kind(word).is_some();
    text.len() < 400
        && !is_sentence(text)
        && (TYPES.iter().any(|ty| text.contains(ty)) || text.split_whitespace().any(is_type))
}
