//! Tables whose cells have run together, as copying a page as text leaves them: `memberNotrueintegerMember number`.
//!
//! A row is cut by what its columns can hold. Where several cuts are possible, a name that the page's samples have decides.

use std::collections::BTreeSet;

use crate::draft::{
    dictionary::{self, Column},
    page::blocks::Row,
};

/// The header of such a table.
#[derive(Debug)]
pub(crate) struct Header {
    columns: Vec<(Column, String)>,
    /// Whether spaces part the cells.
    is_spaced: bool,
}

/// What names are made of.
pub(crate) fn in_name(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '_' | '-' | '.' | '[' | ']' | '@' | '$' | '*')
}

impl Header {
    pub(crate) fn of(line: &str) -> Option<Self> {
        let columns = dictionary::columns(line)?;
        let first = columns.first().map_or(0, |(_, word)| word.len());
        let is_spaced = line
            .get(first..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace));
        Some(Self { columns, is_spaced })
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(_, name)| name.clone()).collect()
    }

    /// The index of the column that takes free text.
    pub(crate) fn description(&self) -> usize {
        self.columns
            .iter()
            .position(|(column, _)| *column == Column::Description)
            .or_else(|| {
                self.columns
                    .iter()
                    .position(|(column, _)| *column == Column::Remark)
            })
            .unwrap_or(self.columns.len().saturating_sub(1))
    }

    /// The index of the column that a line goes on with: limits stand in a column of their own, where there is one.
    pub(crate) fn goes_on(&self, line: &str) -> usize {
        let remark = self
            .columns
            .iter()
            .position(|(column, _)| *column == Column::Remark)
            .filter(|_| dictionary::is_limit(line));
        remark.unwrap_or_else(|| self.description())
    }

    /// The line as a row. `None`: it is none, but text that goes on.
    pub(crate) fn row(&self, line: &str, names: &BTreeSet<String>) -> Option<Row> {
        let bare = line.trim_start_matches(['\u{2022}', ' ']);
        let is_bulleted = bare.len() < line.len();
        let columns: Vec<Column> = self.columns.iter().map(|(column, _)| *column).collect();
        let mut cuts = Vec::new();
        for may_be_empty in [false, true] {
            let mut cut = Cut {
                is_spaced: self.is_spaced,
                may_be_empty,
                left: MOST_TRIED,
            };
            cuts = cut.cut(&columns, bare);
            if !cuts.is_empty() {
                break;
            }
        }
        cuts.retain(|cells| self.is_row(cells, names, is_bulleted));
        let known = |cells: &Vec<&str>| {
            self.name(cells).is_some_and(|name| {
                let last = name
                    .rsplit('.')
                    .find(|part| !part.is_empty() && *part != "N");
                names.contains(last.unwrap_or(name).trim_end_matches("[]"))
            })
        };
        let readings: BTreeSet<Option<&str>> = cuts.iter().map(|cells| self.name(cells)).collect();
        let best = cuts.iter().position(known);
        let is_unsure = readings.len() > 1 && best.is_none();
        let best = best.unwrap_or(0);
        (best < cuts.len()).then(|| Row {
            cells: cuts
                .swap_remove(best)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            is_unsure,
        })
    }

    fn name<'text>(&self, cells: &[&'text str]) -> Option<&'text str> {
        let column = self.columns.iter().position(|(column, _)| {
            matches!(column, Column::Name | Column::Method | Column::Code)
        })?;
        cells.get(column).copied()
    }

    /// Prose may look like a row: what has neither a type nor a requirement must at least be named like a field.
    fn is_row(&self, cells: &[&str], names: &BTreeSet<String>, is_bulleted: bool) -> bool {
        let filled = |wanted: Column| {
            self.columns
                .iter()
                .zip(cells)
                .any(|((column, _), cell)| *column == wanted && !cell.is_empty())
        };
        let says = filled(Column::Type) || filled(Column::Required) || filled(Column::Uri);
        let name = self.name(cells).unwrap_or_default();
        let is_field = |c: char| c.is_ascii_uppercase() || matches!(c, '-' | '_' | '.' | '[');
        let looks = names.contains(name)
            || name.chars().skip(1).any(is_field)
            || name.chars().all(|c| c.is_ascii_digit());
        if is_bulleted {
            filled(Column::Type) && filled(Column::Required)
        } else {
            says || looks
        }
    }
}

/// Names that run together with what follows them are no longer.
const LONGEST_NAME: usize = 200;
/// Cells that are tried in a row; no row that means something takes more.
const MOST_TRIED: usize = 20_000;

struct Cut {
    is_spaced: bool,
    /// Whether a cell that says no more than a requirement or a size may be missing.
    may_be_empty: bool,
    /// How many cells may still be tried.
    left: usize,
}

impl Cut {
    /// Every way to cut a text into these columns, those with the longest cells first.
    fn cut<'text>(&mut self, columns: &[Column], text: &'text str) -> Vec<Vec<&'text str>> {
        let Some((column, rest)) = columns.split_first() else {
            return if text.trim().is_empty() {
                vec![Vec::new()]
            } else {
                Vec::new()
            };
        };
        let text = text.trim_start();
        let mut cuts = Vec::new();
        for length in self.lengths(*column, rest, text) {
            let Some(left) = self.left.checked_sub(1) else {
                break;
            };
            self.left = left;
            let (cell, after) = (text.get(..length), text.get(length..));
            let (Some(cell), Some(after)) = (cell, after) else {
                continue;
            };
            for mut cells in self.cut(rest, after) {
                cells.insert(0, cell.trim());
                cuts.push(cells);
            }
        }
        cuts
    }

    fn lengths(&self, column: Column, after: &[Column], text: &str) -> Vec<usize> {
        let mut lengths = match column {
            Column::Name | Column::Group => {
                let longest = text.find(|c| !in_name(c)).unwrap_or(text.len());
                if !text.starts_with(|c: char| {
                    c.is_ascii_alphabetic() || matches!(c, '@' | '$' | '_' | '[')
                }) {
                    Vec::new()
                } else if self.is_spaced {
                    vec![longest]
                } else {
                    (1..=longest.min(LONGEST_NAME)).rev().collect()
                }
            }
            Column::Type => dictionary::kind_prefixes(text),
            Column::Required => dictionary::requirement_prefixes(text),
            Column::Size | Column::Code => {
                let digits = text
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(text.len());
                match digits {
                    0 => text.starts_with('-').then_some(1).into_iter().collect(),
                    digits => vec![digits],
                }
            }
            Column::Default => {
                let word = text.find(char::is_whitespace).unwrap_or(text.len());
                match (self.is_spaced, text.starts_with('-')) {
                    (_, true) => vec![1],
                    (true, false) => vec![word],
                    (false, false) => {
                        let digits = text
                            .find(|c: char| !c.is_ascii_digit())
                            .unwrap_or(text.len());
                        vec![digits.min(1)]
                    }
                }
            }
            Column::Method => methods(text).into_iter().collect(),
            Column::Uri | Column::Description | Column::Remark => return free(after, text),
        };
        if self.is_spaced {
            lengths.retain(|length| {
                text.get(*length..)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
            });
        }
        let optional = matches!(column, Column::Required | Column::Size | Column::Default);
        if optional
            && (self.may_be_empty || column == Column::Size)
            && (self.is_spaced || lengths.is_empty())
        {
            lengths.push(0);
        }
        lengths
    }
}

/// `GET, POST /getVpcList`: the length of the methods.
fn methods(text: &str) -> Option<usize> {
    const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    let mut length = None;
    let mut rest = text;
    while let Some(method) = METHODS.iter().find(|method| rest.starts_with(**method)) {
        let behind = rest.get(method.len()..)?;
        length = Some(text.len() - behind.len());
        rest = behind.trim_start_matches([',', ' ']);
        if rest.len() == behind.len() {
            break;
        }
    }
    length
}

/// Free text goes to the end, or to a requirement at the end where that column comes last. Of several columns of free text
/// nothing tells one from the next: the first takes all.
fn free(after: &[Column], text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    if after.contains(&Column::Required)
        && let Some((before, last)) = text.rsplit_once(char::is_whitespace)
        && dictionary::requirement(last).is_some()
    {
        lengths.push(before.len());
    }
    if after
        .iter()
        .all(|column| matches!(column, Column::Description | Column::Remark))
    {
        lengths.push(text.len());
    }
    lengths
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Header;

    fn cut(header: &str, row: &str, names: &[&str]) -> Vec<String> {
        let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Header::of(header)
            .and_then(|header| header.row(row, &names))
            .map(|row| row.cells)
            .unwrap_or_default()
    }

    #[test]
    fn rows_are_cut_by_what_their_columns_hold() {
        let glued = "ItemRequirement statusTypeDescription";
        assert_eq!(
            cut(glued, "memberNotrueintegerMember number", &[]),
            ["memberNo", "true", "integer", "Member number"]
        );
        let spaced = "Parameters Type Size Required Description";
        assert_eq!(
            cut(spaced, "user.name String 100 Member name", &[]),
            ["user.name", "String", "100", "", "Member name"]
        );
        assert_eq!(
            cut(spaced, "user.externalKey String 36 Y External key", &[]),
            ["user.externalKey", "String", "36", "Y", "External key"]
        );
        assert_eq!(
            cut(spaced, "user.tmznTypeCd string Timezone", &[]),
            ["user.tmznTypeCd", "string", "", "", "Timezone"]
        );
        let korean = "파라미터명필수 여부타입제약 사항설명";
        assert_eq!(
            cut(korean, "vpcNoYESInteger- vpcNo는", &[]),
            ["vpcNo", "YES", "Integer", "- vpcNo는", ""]
        );
        assert_eq!(
            cut("필드타입설명", "content[].nameString패키지 이름", &["name"]),
            ["content[].name", "String", "패키지 이름"]
        );
        assert_eq!(
            cut("MethodURI", "GET, POST/getVpcList", &[]),
            ["GET, POST", "/getVpcList"]
        );
    }

    #[test]
    fn text_that_goes_on_is_no_row() {
        let spaced = "Parameters Type Size Required Description";
        assert!(cut(spaced, "Developers > Basic settings", &[]).is_empty());
        assert!(cut(spaced, "Map<Locale, String> i18nNames", &[]).is_empty());
        assert!(cut("Header name Description", "If the time differs", &[]).is_empty());
    }
}
