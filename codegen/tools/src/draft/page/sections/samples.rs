//! Code: commands, requests, and the bodies of requests and responses.

use super::{Part, Reader, ShownResponse};
use crate::draft::{
    dictionary::Section,
    page::{request, sample},
};

impl Reader {
    pub(super) fn code(&mut self, code: &str) {
        let code = code.trim();
        let is_success = request::status(code).is_some_and(|status| status < 400);
        let is_sample =
            sample::is_json(code) || code.starts_with('<') || request::is_status_line(code);
        if self.section == Some(Section::Errors) && is_sample && !is_success {
            self.failed();
            return;
        }
        if code.starts_with("curl ") {
            match request::read_command(code) {
                Some(request) => {
                    if self.begins_another(&request, true) {
                        self.begin();
                    }
                    self.shown(request);
                }
                None => self.capture.gaps.push(
                    "a command of the page was not read: put what it shows under `examples`"
                        .to_owned(),
                ),
            }
        } else if request::is_status_line(code) {
            self.status = request::status(code);
            self.part = Some(Part::Response);
            self.capture.shown_statuses.extend(self.status);
            if let Some(start) = code.find("\n{").or_else(|| code.find("\n[")) {
                self.json(code.get(start..).unwrap_or_default());
            }
        } else if request::is_request_line(code) {
            self.requested(code);
        } else if sample::is_json(code) {
            self.json(code);
        } else if code.starts_with('<') {
            if self.part == Some(Part::Response) {
                self.response(code);
            }
        } else {
            for line in code.lines() {
                self.line(line.trim());
            }
        }
    }

    fn json(&mut self, code: &str) {
        let is_request = match self.section {
            Some(Section::RequestExample | Section::Body | Section::Parameters) => {
                self.part != Some(Part::Response)
            }
            Some(Section::Request | Section::Path | Section::Query | Section::Headers) => true,
            Some(Section::Example) => {
                let waits = self
                    .capture
                    .samples
                    .last()
                    .is_some_and(|sample| sample.body.is_none());
                waits && self.takes_body && self.capture.bodies.is_empty() && self.status.is_none()
            }
            _ => self.part == Some(Part::Request),
        };
        if is_request {
            self.capture.bodies.push(code.trim().to_owned());
            self.describe();
        } else {
            self.response(code);
        }
    }

    fn response(&mut self, code: &str) {
        self.capture.responses.push(ShownResponse {
            status: self.status.take(),
            is_failure: self.shows_failures,
            text: code.trim().to_owned(),
        });
        self.has_response = true;
        self.describe();
    }

    /// What is shown where the page is about failures.
    fn failed(&mut self) {
        self.capture.responses.push(ShownResponse {
            status: None,
            is_failure: true,
            text: String::new(),
        });
    }
}
