//! Tables: what each is of, and which are those of a member.

use super::{Part, Reader};
use crate::draft::{
    dictionary::{self, Column, Kind, Section},
    markup::unmarked,
    page::{
        blocks::Table,
        request,
        tables::{self, FieldRow, Header, Place, Step, steps},
    },
    quote::quoted,
};

impl Reader {
    /// Headings that are the name of an object in the table before: its own table follows.
    pub(super) fn enter_member(&mut self, text: &str) -> bool {
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
        let key = holder(place, &steps(name));
        let Some(path) = self.holders.get(&key) else {
            return false;
        };
        if self.twins.contains(&key) {
            let names: Vec<&str> = path.iter().map(|step| step.name.as_str()).collect();
            self.capture.gaps.push(format!(
                "several members are called `{}`, and its table was taken for that of `{}`: see of which it is",
                quoted(name),
                quoted(&names.join("."))
            ));
        }
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
                match self.holders.get(&key) {
                    Some(path) if *path != row.path => {
                        self.twins.insert(key);
                    }
                    Some(_) => {}
                    None => {
                        self.holders.insert(key, row.path.clone());
                    }
                }
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
        self.has_response |= rows.iter().any(|row| row.place == Place::Response);
        self.capture.rows.extend(rows);
    }

    /// Where what a table here describes goes.
    pub(super) fn place(&self) -> Option<Place> {
        let is_response = self.part == Some(Part::Response);
        Some(match self.section? {
            Section::Path => Place::Path,
            Section::Query => Place::Query,
            Section::Headers | Section::ResponseHeaders if is_response => Place::ResponseHeader,
            Section::Headers => Place::Header,
            Section::Body | Section::ResponseBody | Section::Response | Section::Parameters
                if is_response =>
            {
                Place::Response
            }
            Section::Body => Place::Body,
            Section::Parameters | Section::Request => Place::Unplaced,
            _ => return None,
        })
    }

    pub(super) fn table(&mut self, table: &Table) {
        let promoted = promoted(table);
        let table = promoted.as_ref().unwrap_or(table);
        let header = Header::of(table);
        if let (Some(method), Some(uri)) = (header.index(Column::Method), header.index(Column::Uri))
        {
            for (index, row) in table.rows.iter().enumerate() {
                // Several methods may be parted by what parts the cells.
                let whole = row.cells.join(" ");
                match request::methods(&whole) {
                    Some((methods, rest)) if method < uri && methods.len() > 1 => {
                        let methods = whole.get(..whole.len() - rest.len());
                        self.addressed(methods.unwrap_or_default(), rest, index);
                    }
                    _ => self.addressed(tables::cell(row, method), tables::cell(row, uri), index),
                }
            }
            return;
        }
        if self.section == Some(Section::Errors) {
            self.statuses(table, &header);
            return;
        }
        let names = header.index(Column::Name).is_some();
        if names && self.part != Some(Part::Response) {
            self.assume();
        }
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
            (None, _) if !names && header.index(Column::Code).is_some() => {
                let heading = quoted(&self.heading);
                self.capture.gaps.push(format!(
                    "the table under `{heading}` lists codes: put them where they belong"
                ));
            }
            (None, None) => self.unread(),
        }
    }

    fn read(&mut self, header: &Header, table: &Table, place: Place, member: &[Step]) {
        let gaps = self.capture.gaps.len();
        let rows = header.rows(table, place, member, &mut self.capture.gaps);
        // What a row says that was not read, nobody may say that the table does not.
        if self.capture.gaps.len() > gaps {
            self.capture.unread.push(Some(place));
        }
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
            self.lists_failures();
        }
    }

    pub(super) fn unread(&mut self) {
        let heading = self.heading.clone();
        self.unread_under(&heading);
    }

    fn unread_under(&mut self, heading: &str) {
        self.capture.gaps.push(format!(
            "the table under `{}` was not read: put its rows down by hand",
            quoted(heading)
        ));
        let place = self.place().or(self.place_above);
        self.capture.unread.push(place);
    }

    /// A status that a line of its own lists.
    pub(super) fn listed_status(&mut self, status: u16) {
        if (200..300).contains(&status) {
            self.capture.statuses.insert(status);
        } else {
            self.lists_failures();
        }
    }

    fn lists_failures(&mut self) {
        let heading = quoted(&self.heading);
        self.capture.gaps.push(format!(
            "the table under `{heading}` lists failures: put their codes under `errors`"
        ));
    }
}

/// Headings of members have no longer way to them.
const LONGEST_WAY: usize = 8;

/// The table with its first row as the header, where it has none and that row says what the columns are.
fn promoted(table: &Table) -> Option<Table> {
    let (first, rest) = table.rows.split_first()?;
    let is_column = |cell: &String| dictionary::column(cell).is_some();
    let is_header = table.header.is_empty() && first.cells.iter().all(is_column);
    is_header.then(|| Table {
        header: first.cells.clone(),
        rows: rest.to_vec(),
        unread: table.unread.clone(),
    })
}

/// The end of the way to a member, as the key of those that can have a table of their own.
fn holder(place: Place, end: &[Step]) -> String {
    let names: Vec<&str> = end.iter().map(|step| step.name.as_str()).collect();
    format!("{place:?} {}", names.join("."))
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
