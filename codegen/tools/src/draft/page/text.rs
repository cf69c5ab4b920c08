//! Plain text and Markdown into blocks.
//!
//! Plain text has lost what a page looked like: headings are known by their words, tables by the words of their headers,
//! samples by how they begin.

mod code;
mod pipes;

use std::collections::BTreeSet;

use self::code::{opens_json, opens_xml};
use crate::draft::{
    dictionary,
    markup::unmarked,
    page::{
        blocks::{Block, Page, Table},
        html, request,
        rows::{self, Header},
    },
};

pub(crate) fn read(text: &str) -> Page {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut reader = Reader {
        lines: &lines,
        at: 0,
        names: names(text),
        page: Page::default(),
        has_begun: false,
    };
    reader.front_matter(text);
    while let Some(line) = reader.line() {
        reader.block(line);
    }
    reader.page
}

/// Every name that the page's samples, addresses and placeholders have: they tell where a name ends in a row without spaces.
fn names(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let quoted = text.match_indices("\":").filter_map(|(end, _)| {
        let before = text.get(..end)?;
        before.get(before.rfind('"')? + 1..)
    });
    let placeholders = text.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        name.chars().all(rows::in_name).then_some(name)
    });
    let queried = text.split(['?', '&']).skip(1).filter_map(|pair| {
        let (name, _) = pair.split_once('=')?;
        (!name.is_empty() && name.chars().all(rows::in_name)).then_some(name)
    });
    names.extend(quoted.chain(placeholders).chain(queried).map(str::to_owned));
    names.extend(dictionary::OWN_HEADERS.map(str::to_owned));
    names
}

struct Reader<'text> {
    lines: &'text [&'text str],
    at: usize,
    names: BTreeSet<String>,
    page: Page,
    /// Whether anything but prose was read: the title comes before.
    has_begun: bool,
}

impl<'text> Reader<'text> {
    fn line(&self) -> Option<&'text str> {
        self.lines.get(self.at).copied()
    }

    /// The lines from one up to this one.
    fn since(&self, start: usize) -> String {
        self.lines
            .get(start..self.at)
            .unwrap_or_default()
            .join("\n")
    }

    fn front_matter(&mut self, text: &str) {
        if self.line().map(str::trim) != Some("---") {
            return;
        }
        self.at += 1;
        while let Some(line) = self.line() {
            self.at += 1;
            if line.trim() == "---" {
                break;
            }
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim().trim_matches('"');
            match key.trim() {
                "title" => self.page.title = Some(value.to_owned()),
                // Without the folder and the language, which the page's own links have.
                "canonical" if self.page.address.is_none() => {
                    let (host, slug) = value.split_once('/').unwrap_or((value, ""));
                    let folder = ["/docs/en/", "/docs/ja/", "/docs/ko/"]
                        .into_iter()
                        .find(|folder| text.contains(folder))
                        .unwrap_or("/docs/");
                    let slug = slug.rsplit('/').next().unwrap_or(slug);
                    self.page.address = Some(format!("https://{host}{folder}{slug}"));
                }
                _ => {}
            }
        }
    }

    fn block(&mut self, line: &'text str) {
        let text = line.trim();
        let bare = without_bullet(text);
        if text.is_empty() || dictionary::is_boilerplate(text) {
            self.at += 1;
        } else if text.starts_with("```") {
            self.fence();
        } else if let Some(heading) = heading(text) {
            self.at += 1;
            if dictionary::is_availability(&heading) {
                self.push(Block::Line(heading));
            } else if self.page.title.is_none() {
                self.page.title = Some(heading);
            } else if self.page.title.as_ref() != Some(&heading) {
                self.push(Block::Heading(heading));
            }
        } else if self.next_is_rule() {
            self.pipe_table(text, 2);
        } else if pipes::is_header(text) {
            self.pipe_table(text, 1);
        } else if let Some(header) = Header::of(text) {
            self.at += 1;
            self.flat_table(header);
        } else if dictionary::section(bare).is_some() {
            self.at += 1;
            self.push(Block::Heading(unmarked(bare)));
        } else if text.starts_with("<table") {
            self.html_table();
        } else if opens_json(text) {
            self.json();
        } else if opens_xml(text) {
            self.xml();
        } else if text.starts_with("curl ") {
            self.command();
        } else if request::is_request_line(bare) || request::is_status_line(bare) {
            self.request(bare);
        } else {
            self.at += 1;
            let text = unmarked(text);
            if self.page.title.as_ref() == Some(&text) {
                return;
            }
            let is_title = !dictionary::is_availability(&text) && !is_sentence(&text);
            if self.page.title.is_none() && !self.has_begun && is_title {
                self.page.title = Some(text);
            } else {
                self.push(Block::Line(text));
            }
        }
    }

    fn push(&mut self, block: Block) {
        self.has_begun |= !matches!(block, Block::Line(_));
        self.page.blocks.push(block);
    }

    /// A table in HTML among Markdown.
    fn html_table(&mut self) {
        let start = self.at;
        while let Some(line) = self.line() {
            self.at += 1;
            if line.contains("</table>") {
                break;
            }
        }
        for block in html::read(&self.since(start)).blocks {
            if let Block::Table(mut table) = block {
                let rows = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                for cell in table.header.iter_mut().chain(rows) {
                    *cell = unmarked(cell);
                }
                self.push(Block::Table(table));
            }
        }
    }

    fn flat_table(&mut self, mut header: Header) {
        let mut table = Table {
            header: header.names(),
            ..Table::default()
        };
        let lines = self.lines.get(self.at..).unwrap_or_default();
        // Rows may stand apart: below an empty line the table goes on where another row follows.
        let goes_on = |at: usize| {
            let below = lines.get(at..).unwrap_or_default();
            let mut next = below.iter().take(MOST_EMPTY).map(|line| line.trim());
            let next = next.find(|line| !line.is_empty());
            next.is_some_and(|line| !is_below_table(line) && header.is_row_alone(line, &self.names))
        };
        let is_over = |(at, line): (usize, &&str)| {
            let text = line.trim();
            let may_be_cell = text.is_empty() || dictionary::section(text).is_some();
            is_below_table(text) && !(may_be_cell && goes_on(at + 1))
        };
        let end = lines
            .iter()
            .enumerate()
            .position(is_over)
            .unwrap_or(lines.len());
        let lines = lines.get(..end).unwrap_or_default();
        self.at += end;
        for line in lines {
            header.learn(line.trim(), &self.names);
        }
        let texts = lines.iter().map(|line| line.trim());
        for text in texts.filter(|text| !text.is_empty()) {
            if let Some(row) = header.row(text, &self.names) {
                table.rows.push(row);
                continue;
            }
            if header.resembles_row(text, &self.names) {
                table.unread.push(text.to_owned());
            }
            if let Some(row) = table.rows.last_mut()
                && let Some(cell) = row.cells.get_mut(header.goes_on(text))
            {
                cell.push('\n');
                cell.push_str(text);
            }
        }
        self.push(Block::Table(table));
    }
}

/// No two rows of a table stand farther apart, in lines.
const MOST_EMPTY: usize = 4;

/// Whether a line is none of the table above it.
fn is_below_table(text: &str) -> bool {
    text.is_empty()
        || dictionary::section(text).is_some()
        || Header::of(text).is_some()
        || opens_json(text)
        || text.starts_with("curl ")
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '\u{3002}']) || text.ends_with("다")
}

fn heading(text: &str) -> Option<String> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| unmarked(rest))
}

fn without_bullet(text: &str) -> &str {
    ["\u{2022} ", "- ", "* "]
        .iter()
        .find_map(|bullet| text.strip_prefix(bullet))
        .unwrap_or(text)
        .trim_start()
}
