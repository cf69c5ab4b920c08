//! Tables whose cells have run together, as copying a page as text leaves them: `memberNotrueintegerMember number`.
//!
//! A row is cut by what its columns can hold. Where several cuts are possible, a name that the page's samples have decides.

use std::collections::BTreeSet;

use crate::draft::{
    dictionary::{self, Column},
    page::{blocks::Row, request},
};

/// The header of such a table.
#[derive(Debug)]
pub(crate) struct Header {
    columns: Vec<(Column, String)>,
    /// Whether spaces part the cells.
    is_spaced: bool,
    /// Whether more than one space, or a tab, does.
    is_aligned: bool,
    /// What the rows that can be read in one way alone have in the column of what is required.
    requirements: BTreeSet<String>,
}

/// What names are made of.
pub(crate) fn in_name(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '_' | '-' | '.' | '[' | ']' | '@' | '$' | '*')
}

impl Header {
    pub(crate) fn of(line: &str) -> Option<Self> {
        let dictionary::Columns { columns, is_spaced } = dictionary::columns(line)?;
        let aligned = aligned(line);
        let is_aligned = aligned.len() == columns.len() && columns.len() > 1;
        Some(Self {
            columns,
            is_spaced,
            is_aligned,
            requirements: BTreeSet::new(),
        })
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

    /// Learns from a line that may be a row how the table says what is required.
    pub(crate) fn learn(&mut self, line: &str, names: &BTreeSet<String>) {
        let column = self
            .columns
            .iter()
            .position(|(column, _)| *column == Column::Required);
        let (Some(column), false) = (column, self.is_spaced) else {
            return;
        };
        if let [cells] = self.readings(line, names).as_slice()
            && let Some(cell) = cells.get(column).filter(|cell| !cell.is_empty())
        {
            self.requirements.insert((*cell).to_owned());
        }
    }

    /// Whether a line says by itself that it is a row: it has a type, or what is required.
    pub(crate) fn is_row_alone(&self, line: &str, names: &BTreeSet<String>) -> bool {
        let says = |cells: &Vec<&str>| {
            let mut pairs = self.columns.iter().zip(cells);
            pairs.any(|((column, _), cell)| {
                matches!(column, Column::Type | Column::Required) && !matches!(*cell, "" | "-")
            })
        };
        self.readings(line, names).iter().any(says)
    }

    /// Whether a line that is no row could be one: a name, and behind it at once a type or what is required.
    pub(crate) fn resembles_row(&self, line: &str, names: &BTreeSet<String>) -> bool {
        let has = |wanted: Column| self.columns.iter().any(|(column, _)| *column == wanted);
        if !(has(Column::Type) || has(Column::Required)) {
            return false;
        }
        if self.is_spaced {
            return resembles_row(line, names);
        }
        const REQUIREMENTS: [&str; 7] = [
            "Required",
            "Optional",
            "Conditional",
            "Mandatory",
            "Yes",
            "No",
            "NO",
        ];
        const TYPES: [&str; 7] = [
            "String", "Integer", "Boolean", "Array", "Object", "Double", "Number",
        ];
        let run = line.find(|c| !in_name(c)).unwrap_or(line.len());
        let first = line.get(..run).unwrap_or_default();
        let is_glued = |ty: &&str| first.find(*ty).is_some_and(|at| at > 1);
        // What is asked for stands between the two, or the name goes into the type and the text behind it.
        let says_required = |ty: &&str| {
            let before = first.find(*ty).and_then(|at| first.get(..at));
            before.is_some_and(|before| {
                REQUIREMENTS.iter().any(|word| {
                    before
                        .strip_suffix(word)
                        .is_some_and(|name| !name.is_empty())
                })
            })
        };
        let goes_on = line
            .get(run..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace));
        TYPES.iter().any(says_required) || TYPES.iter().any(is_glued) && !goes_on
    }

    /// The line as a row. `None`: it is none, but text that goes on.
    pub(crate) fn row(&self, line: &str, names: &BTreeSet<String>) -> Option<Row> {
        let parts = aligned(line);
        if self.is_aligned && parts.len() == self.columns.len() {
            return Some(Row::of(parts.into_iter().map(str::to_owned).collect()));
        }
        let mut cuts = self.readings(line, names);
        let known = |cells: &Vec<&str>| {
            self.name(cells).is_some_and(|name| {
                let last = name
                    .rsplit('.')
                    .find(|part| !part.is_empty() && *part != "N");
                names.contains(last.unwrap_or(name).trim_end_matches("[]"))
            })
        };
        let usual = |cells: &Vec<&str>| {
            let mut pairs = self.columns.iter().zip(cells);
            pairs.any(|((column, _), cell)| {
                *column == Column::Required && self.requirements.contains(*cell)
            })
        };
        let readings: BTreeSet<Option<&str>> = cuts.iter().map(|cells| self.name(cells)).collect();
        let best = cuts.iter().position(known);
        let of_usual: BTreeSet<Option<&str>> = cuts
            .iter()
            .filter(|cells| usual(cells))
            .map(|cells| self.name(cells))
            .collect();
        let is_unsure = readings.len() > 1 && best.is_none() && of_usual.len() != 1;
        let best = best.or_else(|| cuts.iter().position(usual)).unwrap_or(0);
        (best < cuts.len()).then(|| Row {
            cells: cuts
                .swap_remove(best)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            is_unsure,
        })
    }

    /// Every way to read a line as a row.
    fn readings<'line>(&self, line: &'line str, names: &BTreeSet<String>) -> Vec<Vec<&'line str>> {
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
        cuts
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

/// Whether a line begins like a row whose cells spaces part: with a name, and behind it a type or what is required.
pub(crate) fn resembles_row(line: &str, names: &BTreeSet<String>) -> bool {
    let run = line.find(|c| !in_name(c)).unwrap_or(line.len());
    let (Some(first), Some(rest)) = (line.get(..run), line.get(run..)) else {
        return false;
    };
    let is_mark = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | '.');
    let is_field = first.starts_with(|c: char| c.is_ascii_alphabetic())
        && (names.contains(first) || first.chars().skip(1).any(is_mark));
    let mut words = rest.split_whitespace();
    let (second, third) = (words.next(), words.next());
    let is_requirement =
        |word: &str| dictionary::requirement(word).is_some() && word.chars().count() > 1;
    let says = second.is_some_and(|word| dictionary::kind(word).is_some() || is_requirement(word))
        || third.is_some_and(is_requirement);
    is_field && rest.starts_with(' ') && says
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
            Column::Required => {
                let mut lengths = dictionary::requirement_prefixes(text);
                // A lone small letter belongs to the name before it.
                if !self.is_spaced {
                    lengths.retain(|length| *length > 1 || !text.starts_with(char::is_lowercase));
                }
                lengths
            }
            Column::Place => dictionary::place_prefixes(text),
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
            Column::Uri | Column::Description | Column::Remark => {
                return free(column, after, text, self.is_spaced);
            }
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
    let (_, rest) = request::methods(text)?;
    Some(text.len() - rest.len())
}

/// Free text goes to the end, or to where one of the other columns can begin, the longest first. Of several columns of free text
/// nothing tells one from the next: the first takes all, unless it says with a dash that it has nothing.
fn free(column: Column, after: &[Column], text: &str, is_spaced: bool) -> Vec<usize> {
    /// So far a type is looked for behind a description, in bytes.
    const FARTHEST: usize = 400;
    let mut lengths = Vec::new();
    let is_free = |column: &Column| {
        matches!(column, Column::Description | Column::Remark)
            || !is_spaced && *column == Column::Default
    };
    if after.contains(&Column::Type) {
        let is_border = |at: &usize| {
            let before = text
                .get(..*at)
                .and_then(|before| before.chars().next_back());
            let ty = text.get(*at..).unwrap_or_default();
            let is_parted = !is_spaced || before.is_some_and(char::is_whitespace);
            is_parted
                && ty.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
                && !dictionary::kind_prefixes(ty).is_empty()
        };
        let near = text.char_indices().map(|(at, _)| at);
        lengths.extend(near.take_while(|at| *at <= FARTHEST).filter(is_border));
        lengths.reverse();
    } else if after.contains(&Column::Required)
        && let Some((before, last)) = text.rsplit_once(char::is_whitespace)
        && dictionary::requirement(last).is_some()
    {
        lengths.push(before.len());
    }
    let is_before_description =
        after.ends_with(&[Column::Description]) && after.iter().all(is_free);
    if column == Column::Remark && is_before_description && text.starts_with('-') {
        lengths.push(1);
    }
    if after == [Column::Remark] && text.len() > 1 && text.ends_with('-') {
        lengths.push(text.len() - 1);
    }
    if after.iter().all(is_free) {
        lengths.push(text.len());
    }
    lengths
}

/// Cells that more than one space, or a tab, parts.
fn aligned(line: &str) -> Vec<&str> {
    line.trim()
        .split('\t')
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect()
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
            ["vpcNo", "YES", "Integer", "-", "vpcNo는"]
        );
        assert_eq!(
            cut("필드타입설명", "content[].nameString패키지 이름", &["name"]),
            ["content[].name", "String", "패키지 이름"]
        );
        assert_eq!(
            cut(
                "名前位置必須かどうかタイプ説明",
                "apiIdpathYString説明",
                &[]
            ),
            ["apiId", "path", "Y", "String", "説明"]
        );
        assert_eq!(
            cut(
                "Parameter Brief Description Type Limitations Required",
                "codeList.N Platform code list List Min: 1, Max: 5 No",
                &[]
            ),
            [
                "codeList.N",
                "Platform code list",
                "List",
                "Min: 1, Max: 5",
                "No"
            ]
        );
        assert_eq!(
            cut(
                "Field    Type    Description",
                "boxType    BoxKind    A kind",
                &[]
            ),
            ["boxType", "BoxKind", "A kind"]
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
