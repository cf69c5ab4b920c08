//! The blocks of a page by what they are of: where it says a request goes, rows of parameters and responses, samples.

mod lines;
mod requests;
mod samples;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::Method;

use crate::draft::{
    dictionary::{self, Section},
    page::{
        blocks::{Block, Page},
        request::Request,
        tables::{FieldRow, Place, Step},
    },
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
    /// Responses that are shown.
    pub(crate) responses: Vec<ShownResponse>,
    /// Statuses of success that a table lists.
    pub(crate) statuses: BTreeSet<u16>,
    /// Those that a line or a sample without a body shows.
    pub(crate) shown_statuses: BTreeSet<u16>,
    /// Where there are tables that were not read. `None`: nobody knows what they are of.
    pub(crate) unread: Vec<Option<Place>>,
    /// Where the request goes if nothing on the page says so, and it is one of the family of forms.
    pub(crate) assumed: Option<Request>,
    /// What could not be read, for the reader of the draft.
    pub(crate) gaps: Vec<String>,
}

/// The sample of a response.
#[derive(Debug)]
pub(crate) struct ShownResponse {
    pub(crate) status: Option<u16>,
    /// Whether the page says that it is that of a failure.
    pub(crate) is_failure: bool,
    pub(crate) text: String,
}

impl Capture {
    /// Whether a table was not read that may describe what goes to a place.
    pub(crate) fn is_unread(&self, place: Place) -> bool {
        let mut unread = self.unread.iter();
        unread.any(|unread| unread.is_none_or(|unread| unread == place))
    }

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
    if let Some(title) = reader.capture.title.clone() {
        reader.acted(&title);
    }
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
    /// Those of them that several members are.
    twins: BTreeSet<String>,
    /// The status of the response that comes next.
    status: Option<u16>,
    /// Whether what is written above says that the samples below are of failures.
    shows_failures: bool,
    /// Those of a table that has no address to them: it may stand below.
    methods: Vec<Method>,
    /// The method on a line of its own, whose address comes next.
    method: Option<String>,
    /// The last line that is what an operation of the family of forms can be called.
    action: Option<String>,
    /// What may be the heading of another request: it follows what is said of one, and is no heading of a known part.
    head: Option<Head>,
    /// What the first request stands under.
    first_head: Option<Head>,
    /// Whether anything was said of the request since it was declared.
    is_described: bool,
    /// Whether anything of its response was.
    has_response: bool,
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
        self.shows_failures = dictionary::is_failure(text);
        self.acted(text);
        if self.enter_member(text) {
            self.heading = text.to_owned();
            return;
        }
        if let Some(section) = dictionary::section(text) {
            self.enter(section);
        } else {
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
        // Where a part has nothing yet, its parameters are of it.
        let of_part = [
            Section::Path,
            Section::Query,
            Section::Headers,
            Section::Body,
        ];
        let is_empty = self.under.tables == 0;
        let section = match self.section {
            Some(above)
                if section == Section::Parameters && is_empty && of_part.contains(&above) =>
            {
                above
            }
            _ => section,
        };
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
}

/// `1. Request` -> `Request`.
fn without_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .strip_prefix(". ")
        .unwrap_or(text)
        .trim()
}

/// Sentences, but those that every page has.
fn is_sentence(text: &str) -> bool {
    let ends = text.ends_with(['.', '\u{3002}']) || text.ends_with("\u{b2e4}");
    let is_mark = text.starts_with("http") || text.starts_with('>');
    ends && text.len() > 12 && !is_mark && !dictionary::is_availability(text)
}
