//! Tables of parameters and members into rows that say what each is.

use crate::draft::{
    dictionary::{self, Column, Kind, Requirement},
    page::blocks::{Row, Table},
    quote::quoted,
};

/// Where what a row describes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    /// The page does not say.
    Unplaced,
    Body,
    Response,
    ResponseHeader,
}

/// A row that describes a parameter or a member.
#[derive(Clone, Debug)]
pub(crate) struct FieldRow {
    pub(crate) place: Place,
    /// The members that lead to it, itself last.
    pub(crate) path: Vec<Step>,
    /// What the page calls its type.
    pub(crate) type_text: Option<String>,
    pub(crate) kind: Option<Kind>,
    /// `None`: the table has no such column, or what it says is not understood.
    pub(crate) requirement: Option<Requirement>,
    /// What is not understood there.
    pub(crate) requirement_text: Option<String>,
    pub(crate) size: Option<u64>,
    pub(crate) default: Option<String>,
    pub(crate) doc: String,
    /// Whether the row could have been read in another way too.
    pub(crate) is_unsure: bool,
    /// Whether it is a member of the elements of a list that is all there is: `[].id`.
    pub(crate) is_in_root_list: bool,
}

/// A step of a dotted name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: String,
    /// Whether it is written as a list: `items[]`, `serverNoList.N`.
    pub(crate) is_list: bool,
}

/// What the columns of a table hold.
#[derive(Debug)]
pub(crate) struct Header {
    columns: Vec<Option<Column>>,
}

impl Header {
    pub(crate) fn of(table: &Table) -> Self {
        Self {
            columns: table
                .header
                .iter()
                .map(|cell| dictionary::column(cell))
                .collect(),
        }
    }

    pub(crate) fn index(&self, wanted: Column) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| *column == Some(wanted))
    }

    /// The rows of a table whose rows describe members of `above`. What is none is a gap.
    pub(crate) fn rows(
        &self,
        table: &Table,
        place: Place,
        above: &[Step],
        gaps: &mut Vec<String>,
    ) -> Vec<FieldRow> {
        let mut rows: Vec<FieldRow> = Vec::new();
        // The rows above, by how deep they are.
        let mut nest: Vec<Vec<Step>> = Vec::new();
        // Where every row has a mark, it is that of a list of rows.
        let least = table.rows.iter().map(|row| self.marked_name(row).0).min();
        for row in &table.rows {
            let (depth, name) = self.marked_name(row);
            let depth = depth - least.unwrap_or_default();
            let name = first_line(name);
            if name.is_empty() {
                self.unnamed(row, rows.last_mut(), gaps);
                continue;
            }
            let own = steps(name);
            let is_name = is_name(name) && own.iter().all(is_step) && !own.is_empty();
            if !is_name || self.is_shifted(row) || depth > nest.len() {
                gaps.push(unread(name));
                continue;
            }
            nest.truncate(depth);
            let group = self.cell(row, Column::Group).map(steps).unwrap_or_default();
            let inner = nest.iter().flatten().chain(&group).chain(&own).cloned();
            // The table of an object may repeat the way to it.
            let repeats = own.len() > above.len()
                && own
                    .iter()
                    .zip(above)
                    .all(|(own, above)| own.name == above.name);
            let path: Vec<Step> = if repeats {
                inner.collect()
            } else {
                above.iter().cloned().chain(inner).collect()
            };
            if path.len() > DEEPEST {
                gaps.push(unread(name));
                continue;
            }
            nest.push(own);
            let said = self
                .cell(row, Column::Place)
                .filter(|said| !said.is_empty());
            let of_row = said.and_then(dictionary::place);
            if let (Some(said), None) = (said, of_row) {
                gaps.push(format!(
                    "the row `{}` is said to go to `{}`, which says nothing here: see whether it stands where it belongs",
                    quoted(name),
                    quoted(said)
                ));
            }
            let place = match of_row {
                Some(dictionary::Location::Path) => Place::Path,
                Some(dictionary::Location::Query) => Place::Query,
                Some(dictionary::Location::Header) => Place::Header,
                Some(dictionary::Location::Body) => Place::Body,
                None => place,
            };
            let mut field = self.field(row, place, path);
            field.is_in_root_list = above.is_empty() && name.starts_with("[]");
            rows.push(field);
        }
        for line in &table.unread {
            gaps.push(format!(
                "the line `{}` may be a row of its own, and was not read as one: if it is, put it down by hand",
                quoted(line)
            ));
        }
        rows
    }

    /// The name, and how many marks say that it is of a member.
    fn marked_name<'row>(&self, row: &'row Row) -> (usize, &'row str) {
        nested(self.cell(row, Column::Name).unwrap_or_default())
    }

    /// A row without a name goes on with the one above, where it has no more than text; anything else is lost if nobody says so.
    fn unnamed(&self, row: &Row, above: Option<&mut FieldRow>, gaps: &mut Vec<String>) {
        let free = [Column::Description, Column::Remark];
        let says = |(column, cell): (&Option<Column>, &String)| {
            !cell.trim().is_empty() && !column.is_some_and(|column| free.contains(&column))
        };
        let is_text = !self.columns.iter().zip(&row.cells).any(says);
        let text: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).collect();
        let text = text.join(" ");
        let text = text.trim();
        match above {
            _ if text.trim_matches(['-', ' ']).is_empty() => {}
            Some(above) if is_text => {
                above.doc.push('\n');
                above.doc.push_str(text);
            }
            _ => gaps.push(format!(
                "a row has no name and was not read, `{}`: put it down by hand",
                quoted(text)
            )),
        }
    }

    /// Whether the cells of a row stand in the columns beside their own: a cell is missing.
    fn is_shifted(&self, row: &Row) -> bool {
        let filled = |column: Column| self.cell(row, column).filter(|cell| !cell.is_empty());
        let is_kind = |text: &str| dictionary::kind(first_line(text)).is_some();
        let is_requirement = |text: &str| dictionary::requirement(text).is_some();
        let has_types = self.index(Column::Type).is_some();
        let ty = filled(Column::Type).filter(|ty| *ty != "-");
        let required = filled(Column::Required);
        has_types
            && !ty.is_some_and(is_kind)
            && (ty.is_some_and(is_requirement)
                || required.is_some_and(is_kind)
                || filled(Column::Name).is_some_and(is_kind))
    }

    fn field(&self, row: &Row, place: Place, path: Vec<Step>) -> FieldRow {
        let type_text = self
            .cell(row, Column::Type)
            .map(first_line)
            .filter(|text| !matches!(*text, "" | "-"))
            .map(str::to_owned);
        let type_kind = type_text.as_deref().and_then(dictionary::kind);
        let remark = self.cell(row, Column::Remark);
        // Where tables lost the border between limits and description, both stand in the first.
        let is_description = |text: &&str| text.starts_with("- ");
        let doc = remark
            .filter(is_description)
            .or_else(|| {
                self.cell(row, Column::Description)
                    .filter(|text| !text.is_empty())
            })
            .or(remark)
            .unwrap_or_default();
        // An empty cell that is gone moves what is required into the column before.
        let required = self
            .cell(row, Column::Required)
            .map(|required| match remark {
                Some(remark) if required.is_empty() && is_requirement(remark) => remark,
                _ => required,
            });
        let requirement = required.and_then(dictionary::requirement);
        FieldRow {
            place,
            path,
            kind: type_kind.clone(),
            type_text,
            requirement,
            requirement_text: required
                .filter(|_| requirement.is_none())
                .map(str::to_owned),
            size: self
                .cell(row, Column::Size)
                .and_then(|text| text.parse().ok())
                .or_else(|| {
                    let is_text = type_kind == Some(Kind::Text);
                    let limits = self.cell(row, Column::Remark).filter(|_| is_text)?;
                    dictionary::greatest(limits)
                }),
            default: self
                .cell(row, Column::Default)
                .filter(|text| !matches!(*text, "" | "-"))
                .map(str::to_owned)
                .or_else(|| default_in(doc)),
            doc: doc.to_owned(),
            is_unsure: row.is_unsure,
            is_in_root_list: false,
        }
    }

    /// `None`: the table has no such column.
    fn cell<'row>(&self, row: &'row Row, column: Column) -> Option<&'row str> {
        Some(cell(row, self.index(column)?).trim())
    }
}

pub(crate) fn cell(row: &Row, index: usize) -> &str {
    row.cells.get(index).map(String::as_str).unwrap_or_default()
}

/// Whether a text is nothing but a word for what is required.
fn is_requirement(text: &str) -> bool {
    text.chars().count() > 1 && dictionary::requirement(text).is_some()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}

/// Members in members; no page goes half as deep.
const DEEPEST: usize = 32;
/// No name on the wire is longer, in characters.
pub(crate) const LONGEST_NAME: usize = 200;

fn unread(name: &str) -> String {
    let name = quoted(name);
    format!("the row `{name}` was not read: put it down by hand")
}

/// Whether something can be called so.
fn is_step(step: &Step) -> bool {
    step.name.len() <= LONGEST_NAME && ncloud_codegen::names::field(&step.name).is_some()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '$' | '_' | '['))
        && text.chars().all(|c| super::rows::in_name(c) && c != '*')
}

/// The marks before the name of a member of the row above: how many, and the name.
fn nested(text: &str) -> (usize, &str) {
    let bare = text.trim_start_matches([
        '\u{2514}', '\u{3134}', '>', '\u{251c}', '\u{2500}', ' ', '-',
    ]);
    let marks = text.get(..text.len() - bare.len()).unwrap_or_default();
    let count = |of: &[char]| marks.chars().filter(|c| of.contains(c)).count();
    let depth = match count(&['\u{2514}', '\u{3134}', '>', '\u{251c}']) {
        0 => count(&['-']),
        corners => corners,
    };
    (depth, bare)
}

/// `restream[].id` -> `restream` (a list), `id`.
pub(crate) fn steps(name: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for part in name.split('.').filter(|part| !part.is_empty()) {
        let is_index = matches!(part, "N" | "n" | "0" | "1");
        let bare = part.split('[').next().unwrap_or_default();
        match steps.last_mut() {
            Some(last) if is_index || bare.is_empty() => last.is_list = true,
            _ if bare.is_empty() => {}
            _ => steps.push(Step {
                name: bare.to_owned(),
                is_list: part.contains('['),
            }),
        }
    }
    steps
}

/// `Default: 10`, `vpc (default) | classic`, `기본값: 0`.
fn default_in(doc: &str) -> Option<String> {
    let lower = doc.to_lowercase();
    for mark in [
        "default:",
        "default :",
        "기본값:",
        "기본값 :",
        "기본 값:",
        "デフォルト:",
        "デフォルト値:",
    ] {
        if let Some(at) = lower.find(mark) {
            let rest = lower_offset(doc, at + mark.len())?;
            let value: String = rest
                .trim_start()
                .chars()
                .take_while(|c| is_value(*c))
                .collect();
            return Some(value).filter(|value| !value.is_empty());
        }
    }
    for mark in ["(default)", "(기본값)", "(デフォルト)"] {
        if let Some(at) = lower.find(mark) {
            let before = lower_offset(doc, 0)?.get(..at)?;
            // One of several values, not the last word of a sentence.
            let value = before
                .rsplit(['|', '\n', '\u{2022}'])
                .next()?
                .rsplit(" - ")
                .next()?
                .trim();
            return Some(value.to_owned())
                .filter(|value| !value.is_empty() && value.chars().all(is_value));
        }
    }
    None
}

/// The rest of a text, where its lower case has as many bytes.
fn lower_offset(text: &str, at: usize) -> Option<&str> {
    (text.len() == text.to_lowercase().len())
        .then(|| text.get(at..))
        .flatten()
}

fn is_value(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::{default_in, nested, steps};

    #[test]
    fn names_are_cut_at_their_dots() {
        let shown = |name: &str| -> Vec<String> {
            steps(name)
                .into_iter()
                .map(|step| format!("{}{}", step.name, if step.is_list { "[]" } else { "" }))
                .collect()
        };
        assert_eq!(shown("restream[].id"), ["restream[]", "id"]);
        assert_eq!(shown("serverInstanceNoList.N"), ["serverInstanceNoList[]"]);
        assert_eq!(shown("user.name"), ["user", "name"]);
        assert_eq!(shown("[].id"), ["id"]);
        assert_eq!(nested("\u{2514} id"), (1, "id"));
        assert_eq!(nested("\u{2514}- id"), (1, "id"));
        assert_eq!(nested("-- id"), (2, "id"));
    }

    #[test]
    fn defaults_are_found_in_descriptions() {
        for (doc, default) in [
            ("- Page number Default: 0", Some("0")),
            (
                "Platform\n\u{2022} vpc | classic (default)",
                Some("classic"),
            ),
            ("결과 목록 크기. 기본값: 10", Some("10")),
            ("First Region of the query result", None),
        ] {
            assert_eq!(default_in(doc).as_deref(), default, "{doc}");
        }
    }
}
