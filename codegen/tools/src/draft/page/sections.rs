//! The blocks of a page by what they are of: where it says a request goes, rows of parameters and answers, samples.

mod requests;

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{
    dictionary::{self, Column, Kind, Section},
    markup::unmarked,
    page::{
        blocks::{Block, Page, Table},
        request::{self, Request},
        sample,
        tables::{self, FieldRow, Header, Place, Step, steps},
    },
    quote::quoted,
};

/// What a page says, as it says it.
#[derive(Debug, Default)]
pub(crate) struct Capture {
    pub(crate) title: Option<String>,
    /// Where the page is.
    pub(crate) address: Option<String>,
    /// What the operation does.
    pub(crate) overview: Option<String>,
    /// Where requests go.
    pub(crate) declared: Vec<Request>,
    /// The address above that of the request, where the page says both: that of the whole service.
    pub(crate) base: Option<Request>,
    /// Requests that are shown.
    pub(crate) samples: Vec<Request>,
    pub(crate) rows: Vec<FieldRow>,
    /// Bodies of requests that are shown.
    pub(crate) bodies: Vec<String>,
    /// Answers that are shown, with the status where it is.
    pub(crate) answers: Vec<(Option<u16>, String)>,
    /// Statuses of success that a table lists.
    pub(crate) statuses: BTreeSet<u16>,
    /// Those that a line or a sample without a body shows.
    pub(crate) shown_statuses: BTreeSet<u16>,
    /// Where there are tables that were not read.
    pub(crate) unread: Vec<Place>,
    /// What could not be read, for the reader of the draft.
    pub(crate) gaps: Vec<String>,
}

impl Capture {
    /// Whether a success is said to have no content.
    pub(crate) fn has_no_content(&self) -> bool {
        let mut statuses = self.statuses.union(&self.shown_statuses).peekable();
        statuses.peek().is_some() && statuses.all(|status| matches!(status, 204 | 205))
    }
}

/// More requests than any page shows.
const MOST_REQUESTS: usize = 200;

/// Sorts the blocks of a page by the requests that it shows: most pages show one.
///
/// # Errors
///
/// The page shows too many.
pub(crate) fn captures(page: Page) -> Result<Vec<Capture>, String> {
    let mut reader = Reader {
        capture: Capture {
            title: page.title,
            address: page.address,
            gaps: page.gaps,
            ..Capture::default()
        },
        ..Reader::default()
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
        if reader.finished.len() >= MOST_REQUESTS {
            return Err(format!(
                "the page shows more than {MOST_REQUESTS} requests: save it in parts"
            ));
        }
    }
    reader.leave();
    let mut captures = reader.finished;
    captures.push(reader.capture);
    Ok(captures)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Request,
    Response,
}

#[derive(Debug, Default)]
struct Reader {
    finished: Vec<Capture>,
    capture: Capture,
    part: Option<Part>,
    section: Option<Section>,
    /// The heading above, known or not.
    heading: String,
    /// The members that lead to the object whose own table comes next.
    member: Vec<Step>,
    /// The members that can have a table of their own, by their place and the ends of their paths.
    holders: BTreeMap<String, Vec<Step>>,
    /// The status of the answer that comes next.
    status: Option<u16>,
    /// What may be the heading of another request: it follows what is said of one, and is no heading of a known part.
    head: Option<Head>,
    /// What the first request stands under.
    first_head: Option<Head>,
    /// Whether anything was said of the request since it was declared.
    is_described: bool,
    /// Whether anything of its answer was.
    is_answered: bool,
    /// The place of the tables above, where an unknown heading came since.
    place_above: Option<Place>,
    under: Under,
    /// Rows of headers that stand before the first request: they are of all.
    common: Vec<FieldRow>,
    /// Descriptions that were searched for the headings of tables.
    searched: usize,
    /// Whether a request that has a body is shown or declared.
    takes_body: bool,
    is_over: bool,
}

#[derive(Debug, Default)]
struct Head {
    text: String,
    is_heading: bool,
    /// The sentence below it.
    about: Option<String>,
}

/// What stands under the heading of a part.
#[derive(Debug, Default)]
struct Under {
    tables: usize,
    /// Lines that look like rows of a table.
    rows: usize,
}

impl Reader {
    fn heading(&mut self, text: &str) {
        let text = without_number(text);
        if let Some(section) = dictionary::section(text) {
            self.enter(section);
        } else if !self.enter_member(text) {
            self.leave();
            self.place_above = self.place().or(self.place_above);
            self.section = None;
            self.member.clear();
            if !self.head.as_ref().is_some_and(|head| head.is_heading) {
                self.head = Some(Head {
                    text: text.to_owned(),
                    is_heading: true,
                    about: None,
                });
            }
        }
        self.heading = text.to_owned();
    }

    /// Something was said of the request.
    fn describe(&mut self) {
        self.head = None;
        self.is_described = true;
    }

    /// What is above the next heading is whole.
    fn leave(&mut self) {
        let under = std::mem::take(&mut self.under);
        if under.tables == 0 && under.rows > 1 && self.place().is_some() {
            self.unread();
        }
    }

    fn enter(&mut self, section: Section) {
        self.leave();
        self.place_above = None;
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
        let Some(place) = self.place() else {
            return false;
        };
        let Some(path) = self.holders.get(&holder(place, &steps(name))) else {
            return false;
        };
        self.member.clone_from(path);
        true
    }

    /// Members whose description names the heading above a table, which then lists what is in them.
    fn member_described_by(&mut self, heading: &str) -> Option<(Place, Vec<Step>)> {
        /// Of all tables of a page together.
        const MOST_SEARCHED: usize = 200_000;
        let heading = heading.to_lowercase();
        let place = self.place().or(self.place_above)?;
        let rows = self.capture.rows.iter().filter(|row| row.place == place);
        if heading.chars().count() < 4 || self.searched >= MOST_SEARCHED {
            return None;
        }
        self.searched += self.capture.rows.len();
        let mut found = rows
            .filter(|row| holds_members(row) && row.doc.to_lowercase().contains(&heading))
            .map(|row| row.path.clone());
        let first = found.next()?;
        // Of two nobody knows which is meant.
        found.next().is_none().then_some((place, first))
    }

    fn add_rows(&mut self, rows: Vec<FieldRow>) {
        for row in rows.iter().filter(|row| holds_members(row)) {
            for from in row.path.len().saturating_sub(LONGEST_WAY)..row.path.len() {
                let end = row.path.get(from..).unwrap_or_default();
                let key = holder(row.place, end);
                self.holders.entry(key).or_insert_with(|| row.path.clone());
            }
        }
        let is_declared = self
            .capture
            .declared
            .iter()
            .any(|known| !known.methods.is_empty());
        if !is_declared && self.finished.is_empty() {
            let is_header = |row: &&FieldRow| row.place == Place::Header;
            self.common.extend(rows.iter().filter(is_header).cloned());
        }
        self.is_answered |= rows.iter().any(|row| row.place == Place::Answer);
        self.capture.rows.extend(rows);
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

    fn code(&mut self, code: &str) {
        let code = code.trim();
        if self.section == Some(Section::Errors) {
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
                waits && self.takes_body && self.capture.bodies.is_empty() && self.status.is_none()
            }
            _ => self.part == Some(Part::Request),
        };
        if is_request {
            self.capture.bodies.push(code.trim().to_owned());
            self.describe();
        } else {
            self.answer(code);
        }
    }

    fn answer(&mut self, code: &str) {
        let status = self.status.take();
        self.capture.answers.push((status, code.trim().to_owned()));
        self.is_answered = true;
        self.describe();
    }

    fn table(&mut self, table: &Table) {
        let header = Header::of(table);
        if let (Some(method), Some(uri)) = (header.index(Column::Method), header.index(Column::Uri))
        {
            for (index, row) in table.rows.iter().enumerate() {
                self.addressed(tables::cell(row, method), tables::cell(row, uri), index);
            }
            return;
        }
        if self.section == Some(Section::Errors) {
            self.statuses(table, &header);
            return;
        }
        let names = header.index(Column::Name).is_some();
        // Below the first table of a part, or a heading of its own, a table is that of a member.
        let head = self.head.as_ref().map(|head| head.text.clone());
        let has_own = self.member.is_empty()
            && (self.place().is_none() || self.under.tables > 0 && self.has_nested());
        let described = head
            .filter(|_| names && has_own)
            .and_then(|head| self.member_described_by(&head));
        self.under.tables += 1;
        match (described, self.place().filter(|_| names)) {
            (Some((place, member)), _) => self.read(&header, table, place, &member),
            (None, Some(_)) if has_own && self.head.is_some() => {
                let head = self.head.take().unwrap_or_default();
                self.unread_under(&head.text);
            }
            (None, Some(place)) => {
                let member = self.member.clone();
                self.read(&header, table, place, &member);
            }
            (None, None) if !names && header.index(Column::Code).is_some() => {}
            (None, None) => self.unread(),
        }
    }

    fn read(&mut self, header: &Header, table: &Table, place: Place, member: &[Step]) {
        let rows = header.rows(table, place, member, &mut self.capture.gaps);
        self.add_rows(rows);
        self.describe();
    }

    /// Whether a table here has members whose own members are not there yet.
    fn has_nested(&self) -> bool {
        !self.holders.is_empty()
    }

    /// A table of statuses: those of success are the operation's, the others its errors.
    fn statuses(&mut self, table: &Table, header: &Header) {
        let code = header.index(Column::Code);
        let mut has_failures = false;
        for row in &table.rows {
            let text = code.map(|code| unmarked(tables::cell(row, code)));
            let digits: String = text
                .iter()
                .flat_map(|text| text.chars())
                .take_while(char::is_ascii_digit)
                .collect();
            match digits.parse() {
                Ok(status) if (200..300).contains(&status) => {
                    self.capture.statuses.insert(status);
                }
                _ => has_failures = true,
            }
        }
        if has_failures {
            let heading = quoted(&self.heading);
            self.capture.gaps.push(format!(
                "the table under `{heading}` lists failures: put their codes under `errors`"
            ));
        }
    }

    fn unread(&mut self) {
        let heading = self.heading.clone();
        self.unread_under(&heading);
    }

    fn unread_under(&mut self, heading: &str) {
        self.capture.gaps.push(format!(
            "the table under `{}` was not read: put its rows down by hand",
            quoted(heading)
        ));
        let place = self.place().or(self.place_above);
        self.capture.unread.extend(place);
    }
}

/// Headings of members have no longer way to them.
const LONGEST_WAY: usize = 8;
/// Lines that may be headings are no longer, in characters.
const LONGEST_HEAD: usize = 80;

/// The end of the way to a member, as the key of those that can have a table of their own.
fn holder(place: Place, end: &[Step]) -> String {
    let names: Vec<&str> = end.iter().map(|step| step.name.as_str()).collect();
    format!("{place:?} {}", names.join("."))
}

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
    let ends = text.ends_with(['.', '\u{3002}']) || text.ends_with("\u{b2e4}");
    ends && text.len() > 12 && !OTHERS.iter().any(|other| text.starts_with(other))
}
