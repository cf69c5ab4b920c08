//! The requests of a page: where each goes, and where what is said of the next begins.

use ncloud_codegen::ir::Method;

use super::{Capture, Part, Reader};
use crate::draft::{
    dictionary::{self, Section},
    markup::unmarked,
    page::request::{self, Request},
    quote::quoted,
};

impl Reader {
    pub(super) fn requested(&mut self, code: &str) {
        let Some(request) = request::read_request(code) else {
            return;
        };
        let is_sample = matches!(
            self.section,
            Some(Section::RequestExample | Section::Example | Section::Response)
        );
        if self.begins_another(&request, is_sample) {
            self.begin();
        }
        if !is_sample {
            self.declare(request);
        } else {
            self.shown(request);
        }
    }

    pub(super) fn shown(&mut self, request: Request) {
        self.takes_body |= request.methods.contains(&Method::Post);
        let is_first = self.finished.is_empty() && self.capture.samples.is_empty();
        if is_first
            && self
                .capture
                .declared
                .iter()
                .all(|known| known.methods.is_empty())
        {
            self.first_head = self.head.take();
        }
        self.capture.samples.push(request);
        self.describe();
    }

    /// Where the page says that requests go. What has no method, or comes first, is the address of the whole service beside one that has.
    fn declare(&mut self, request: Request) {
        let known = self.capture.declared.first();
        let is_base = |known: &Request| known.methods.is_empty() && !request.methods.is_empty();
        match known {
            Some(known) if !is_base(known) => {
                let is_same = same_target(known, &request);
                if is_same {
                    self.shown(request);
                } else {
                    let target = request.target();
                    self.capture.gaps.push(other_address(&target));
                }
            }
            _ => {
                self.takes_body |= request.methods.contains(&Method::Post);
                if let Some(base) = self.capture.declared.pop() {
                    self.capture.base = Some(base);
                }
                let request = match &self.capture.base {
                    Some(base) => request.below(base),
                    None => request,
                };
                self.capture.declared.push(request);
                let head = self.head.take();
                if self.finished.is_empty() {
                    self.first_head = head;
                }
                self.is_described = false;
            }
        }
    }

    /// Whether a request is another one than that which the page is about so far.
    pub(super) fn begins_another(&self, request: &Request, is_sample: bool) -> bool {
        let declared = self.capture.declared.first();
        let declared = declared.filter(|declared| !declared.methods.is_empty());
        let Some(known) = declared.or(self.capture.samples.first()) else {
            return false;
        };
        let is_apart = if is_sample || declared.is_none() {
            self.head.is_some() && self.has_response
        } else {
            self.is_described
        };
        is_apart && !request.methods.is_empty() && !same_target(known, request)
    }

    /// Ends what is said of one request and begins the next.
    pub(super) fn begin(&mut self) {
        self.leave();
        // The title of a page of several requests is that of none.
        if let Some(first) = self.first_head.take() {
            self.capture.title = Some(first.text);
            self.capture.overview = first.about.or(self.capture.overview.take());
        }
        let head = self.head.take().unwrap_or_default();
        let next = Capture {
            title: Some(head.text).filter(|title| !title.is_empty()),
            address: self.capture.address.clone(),
            overview: head.about,
            base: self.capture.base.clone(),
            rows: self.common.clone(),
            ..Capture::default()
        };
        self.finished
            .push(std::mem::replace(&mut self.capture, next));
        self.part = Some(Part::Request);
        self.member.clear();
        self.holders.clear();
        self.twins.clear();
        self.status = None;
        self.shows_failures = false;
        self.takes_body = false;
        self.is_described = false;
        self.has_response = false;
    }

    /// A line that may be what an operation of the family of forms is called.
    pub(super) fn acted(&mut self, text: &str) {
        let bare = text.trim_start_matches(['\u{2022}', '-', '*', ' ']).trim();
        if dictionary::is_action(bare) {
            self.action = Some(bare.to_owned());
        }
    }

    /// Where nothing says where the request goes that a table describes, the name of an action above it may: operations of the family of
    /// forms have it as their path.
    pub(super) fn assume(&mut self) {
        let is_said = |known: &Request| !known.methods.is_empty();
        if self.capture.declared.iter().any(is_said) {
            return;
        }
        let Some(action) = self.action.take() else {
            return;
        };
        let Some(request) = request::read_request(&format!("GET, POST /{action}")) else {
            return;
        };
        if self.capture.assumed.as_ref() == Some(&request) {
            return;
        }
        let head = self.head.take();
        let about = head.as_ref().and_then(|head| head.about.clone());
        if self.capture.assumed.is_some() {
            let base = self.capture.declared.clone();
            self.begin();
            self.capture.declared = base;
            self.capture.overview = about;
        }
        self.head = head.filter(|head| head.text != action);
        self.capture.title = Some(action);
        self.capture.assumed = Some(request);
    }

    /// A row of the table of methods and addresses.
    pub(super) fn addressed(&mut self, methods: &str, uri: &str, index: usize) {
        let Some((methods, _)) = request::methods(methods) else {
            self.capture.gaps.push(format!(
                "the method `{}` of `{}` was not read: put it under `http`",
                quoted(methods),
                quoted(uri)
            ));
            return;
        };
        let uri = unmarked(uri);
        let targets: Vec<&str> = uri
            .split_whitespace()
            .filter(|word| {
                word.starts_with('/') || word.starts_with("http") || word.starts_with('{')
            })
            .collect();
        // The signature of today is the second.
        let second = uri
            .lines()
            .flat_map(|line| line.split(" - "))
            .find(|line| line.contains("signature v2"))
            .and_then(|line| targets.iter().find(|target| line.contains(**target)));
        let Some(target) = second.or_else(|| targets.first()) else {
            self.methods = methods;
            self.capture.gaps.push(format!(
                "the address `{}` was not read: put it under `http`",
                quoted(&uri)
            ));
            return;
        };
        let names: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
        if let Some(request) = request::read_request(&format!("{} {target}", names.join(", "))) {
            if index == 0 && self.begins_another(&request, false) {
                self.begin();
            }
            let is_first = self
                .capture
                .declared
                .iter()
                .all(|known| known.methods.is_empty());
            if is_first {
                self.declare(request);
            } else {
                self.capture.gaps.push(other_address(target));
            }
        }
        for other in targets.iter().filter(|other| *other != target) {
            self.capture.gaps.push(other_address(other));
        }
    }
}

/// Whether two requests are of one operation: a sample has values where a template has names.
fn same_target(known: &Request, other: &Request) -> bool {
    let is_name = |segment: &str| segment.contains('{');
    let (known_path, other_path) = (known.segments(), other.segments());
    let ends = known_path.iter().rev().zip(other_path.iter().rev());
    let is_same_path = {
        let mut ends = ends;
        ends.all(|(a, b)| a == b || is_name(a) || is_name(b))
    };
    let has_method = known.methods.is_empty()
        || other.methods.is_empty()
        || known
            .methods
            .iter()
            .any(|method| other.methods.contains(method));
    has_method && is_same_path
}

fn other_address(target: &str) -> String {
    format!(
        "the page has another address too, {}: see whether it is of another region, site or operation",
        quoted(target)
    )
}
