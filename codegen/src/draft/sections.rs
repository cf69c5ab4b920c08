//! The blocks of a page by what they are of: where it says a request goes, rows of parameters and answers, samples.

use super::{
    page::{Block, Page, Table, unmarked},
    request::{self, Request},
    sample,
    tables::{self, FieldRow, Header, Place, Step, steps},
    words::{self, Column, Kind, Section},
};
use crate::ir::Method;

/// What a page says, as it says it.
#[derive(Debug, Default)]
pub(super) struct Capture {
    pub(super) title: Option<String>,
    /// Where the page is.
    pub(super) address: Option<String>,
    /// What the operation does.
    pub(super) overview: Option<String>,
    /// Where requests go.
    pub(super) declared: Vec<Request>,
    /// Requests that are shown.
    pub(super) samples: Vec<Request>,
    pub(super) rows: Vec<FieldRow>,
    /// Bodies of requests that are shown.
    pub(super) bodies: Vec<String>,
    /// Answers that are shown, with the status where it is.
    pub(super) answers: Vec<(Option<u16>, String)>,
    /// Whether a success is said to have no content.
    pub(super) no_content: bool,
    /// What could not be read, for the reader of the draft.
    pub(super) gaps: Vec<String>,
}

/// Sorts the blocks of a page.
pub(super) fn capture(page: Page) -> Capture {
    let mut reader = Reader {
        capture: Capture {
            title: page.title,
            address: page.address,
            ..Capture::default()
        },
        part: None,
        section: None,
        heading: String::new(),
        member: Vec::new(),
        status: None,
        is_over: false,
    };
    for block in page.blocks {
        if reader.is_over {
            break;
        }
        match block {
            Block::Heading(text) => reader.heading(&text),
            Block::Line(text) => reader.line(&text),
            Block::Table(table) => reader.table(&table),
            Block::Code(code) => reader.code(&code),
        }
    }
    reader.capture
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Request,
    Response,
}

struct Reader {
    capture: Capture,
    part: Option<Part>,
    section: Option<Section>,
    /// The heading above, known or not.
    heading: String,
    /// The members that lead to the object whose own table comes next.
    member: Vec<Step>,
    /// The status of the answer that comes next.
    status: Option<u16>,
    is_over: bool,
}

impl Reader {
    fn heading(&mut self, text: &str) {
        let text = without_number(text);
        if let Some(section) = words::section(text) {
            self.enter(section);
        } else if !self.enter_member(text) {
            self.section = None;
            self.member.clear();
        }
        self.heading = text.to_owned();
    }

    fn enter(&mut self, section: Section) {
        self.member.clear();
        self.section = Some(section);
        match section {
            Section::Request
            | Section::Address
            | Section::Path
            | Section::Query
            | Section::RequestExample => self.part = Some(Part::Request),
            Section::Response
            | Section::ResponseBody
            | Section::ResponseHeaders
            | Section::ResponseExample
            | Section::Errors => self.part = Some(Part::Response),
            Section::End => self.is_over = true,
            Section::Overview
            | Section::Parameters
            | Section::Headers
            | Section::Body
            | Section::Example => {}
        }
    }

    /// Headings that are the name of an object in the table before: its own table follows.
    fn enter_member(&mut self, text: &str) -> bool {
        let name = text
            .trim_end_matches(" dto")
            .trim_end_matches(" object")
            .trim_matches('`')
            .trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return false;
        }
        let steps = steps(name);
        let Some(place) = self.place() else {
            return false;
        };
        let found = self
            .capture
            .rows
            .iter()
            .filter(|row| row.place == place && holds_members(row))
            .find(|row| {
                let names = row.path.iter().rev().map(|step| &step.name);
                steps
                    .iter()
                    .rev()
                    .map(|step| &step.name)
                    .zip(names)
                    .all(|(a, b)| a == b)
                    && row.path.len() >= steps.len()
            });
        match found {
            Some(row) => {
                self.member = row.path.clone();
                true
            }
            None => false,
        }
    }

    /// Where what a table here describes goes.
    fn place(&self) -> Option<Place> {
        let is_answer = self.part == Some(Part::Response);
        Some(match self.section? {
            Section::Path => Place::Path,
            Section::Query => Place::Query,
            Section::Headers | Section::ResponseHeaders if is_answer => Place::AnswerHeader,
            Section::Headers => Place::Header,
            Section::Body | Section::ResponseBody | Section::Response | Section::Parameters
                if is_answer =>
            {
                Place::Answer
            }
            Section::Body => Place::Body,
            Section::Parameters | Section::Request => Place::Unplaced,
            _ => return None,
        })
    }

    fn line(&mut self, text: &str) {
        let bare = text.trim_start_matches(['\u{2022}', '-', '*', ' ']);
        if words::section(bare).is_some() {
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
        } else if self.part == Some(Part::Response) && text.contains("204 No Content") {
            self.capture.no_content = true;
        } else if self.capture.overview.is_none()
            && matches!(self.section, None | Some(Section::Overview))
            && self.part.is_none()
            && is_sentence(text)
        {
            self.capture.overview = Some(text.to_owned());
        }
    }

    fn requested(&mut self, code: &str) {
        let Some(request) = request::read_request(code) else {
            return;
        };
        let is_sample = matches!(
            self.section,
            Some(Section::RequestExample | Section::Example | Section::Response)
        );
        if is_sample || !self.capture.declared.is_empty() {
            self.capture.samples.push(request);
        } else {
            self.capture.declared.push(request);
        }
    }

    fn code(&mut self, code: &str) {
        let code = code.trim();
        if self.section == Some(Section::Errors) {
            return;
        }
        if code.starts_with("curl ") {
            match request::read_command(code) {
                Some(request) => self.capture.samples.push(request),
                None => self.capture.gaps.push(
                    "a command of the page was not read: put what it shows under `examples`"
                        .to_owned(),
                ),
            }
        } else if request::is_status_line(code) {
            self.status = request::status(code);
            self.part = Some(Part::Response);
            if let Some(start) = code.find("\n{").or_else(|| code.find("\n[")) {
                self.json(code.get(start..).unwrap_or_default());
            }
        } else if request::is_request_line(code) {
            self.requested(code);
        } else if sample::is_json(code) {
            self.json(code);
        } else if code.starts_with('<') {
            if self.part == Some(Part::Response) {
                self.answer(code);
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
                let takes = self
                    .capture
                    .declared
                    .iter()
                    .chain(&self.capture.samples)
                    .any(|request| request.methods.contains(&Method::Post));
                waits && takes && self.capture.bodies.is_empty() && self.status.is_none()
            }
            _ => self.part == Some(Part::Request),
        };
        if is_request {
            self.capture.bodies.push(code.trim().to_owned());
        } else {
            self.answer(code);
        }
    }

    fn answer(&mut self, code: &str) {
        let status = self.status.take();
        self.capture.answers.push((status, code.trim().to_owned()));
    }

    fn table(&mut self, table: &Table) {
        let header = Header::of(table);
        if let (Some(method), Some(uri)) = (header.index(Column::Method), header.index(Column::Uri))
        {
            for row in &table.rows {
                self.addressed(tables::cell(row, method), tables::cell(row, uri));
            }
            return;
        }
        if self.section == Some(Section::Errors) {
            return;
        }
        let names = header.index(Column::Name).is_some();
        match self.place().filter(|_| names) {
            Some(place) => {
                let rows = header.rows(table, place, &self.member, &mut self.capture.gaps);
                self.capture.rows.extend(rows);
            }
            None if !names && (header.index(Column::Code).is_some() || self.section.is_none()) => {}
            None => self.unread(),
        }
    }

    fn unread(&mut self) {
        self.capture.gaps.push(format!(
            "the table under `{}` was not read: put its rows down by hand",
            self.heading
        ));
    }

    /// A row of the table of methods and addresses.
    fn addressed(&mut self, methods: &str, uri: &str) {
        let Some((methods, _)) = request::methods(methods) else {
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
            self.capture.gaps.push(format!(
                "the address `{uri}` was not read: put it under `http`"
            ));
            return;
        };
        let names: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
        if let Some(request) = request::read_request(&format!("{} {target}", names.join(", "))) {
            if self.capture.declared.is_empty() {
                self.capture.declared.push(request);
            } else {
                self.capture
                    .gaps
                    .push(format!("the page has another address too, {target}: see whether it is of another region, site or operation"));
            }
        }
        for other in targets.iter().filter(|other| *other != target) {
            self.capture
                .gaps
                .push(format!("the page has another address too, {other}: see whether it is of another region, site or operation"));
        }
    }
}

/// `1. Request` -> `Request`.
fn without_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .strip_prefix(". ")
        .unwrap_or(text)
        .trim()
}

/// Whether the table before says, or leaves open, that it has members.
fn holds_members(row: &FieldRow) -> bool {
    match &row.kind {
        None | Some(Kind::Object | Kind::Map | Kind::List(_) | Kind::Named(_) | Kind::Either) => {
            true
        }
        Some(_) => false,
    }
}

/// Lines that every page has, or that say nothing of the operation.
fn is_sentence(text: &str) -> bool {
    const OTHERS: [&str; 8] = [
        "Available in",
        "Classic",
        "VPC \u{d658}\u{acbd}",
        "Prev",
        "Did you find",
        "Thank",
        "http",
        ">",
    ];
    let ends = text.ends_with('.') || text.ends_with("\u{b2e4}");
    ends && text.len() > 12 && !OTHERS.iter().any(|other| text.starts_with(other))
}
