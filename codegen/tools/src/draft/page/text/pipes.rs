//! Tables of pipes, their rows broken over lines or not.

use super::Reader;
use crate::draft::{
    dictionary::{self, Column},
    markup::unmarked,
    page::{
        blocks::{Block, Row, Table},
        rows,
    },
};

impl Reader<'_> {
    /// Whether the line under this one is the rule under the header of a table of pipes.
    pub(super) fn next_is_rule(&self) -> bool {
        let Some([header, rule]) = self.lines.get(self.at..self.at + 2) else {
            return false;
        };
        header.contains('|')
            && rule.contains("--")
            && rule.contains('|')
            && rule.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    }

    /// A table whose header stands here, with the rule below it where there is one: `head` lines.
    pub(super) fn pipe_table(&mut self, header: &str, head: usize) {
        let header: Vec<String> = cells(header).iter().map(|cell| unmarked(cell)).collect();
        self.at += head;
        let mut table = Table {
            header,
            ..Table::default()
        };
        let columns = table.header.len();
        // A row on a line of its own may lack its last cell.
        let is_short = |row: &str, next: &str| {
            !row.contains('\n') && pipes(row) + 1 >= columns && !next.contains('|')
        };
        let mut row = String::new();
        // Pipes of the row so far.
        let mut count = 0;
        while let Some(line) = self.line() {
            let text = line.trim();
            if row.is_empty() {
                if !text.contains('|') || self.next_is_rule() {
                    break;
                }
            } else if text.is_empty()
                || dictionary::section(text).is_some()
                || text.starts_with('#')
            {
                break;
            } else if count > 1 && row.ends_with('|') && (begins_row(text) || is_short(&row, text))
            {
                self.push_row(&mut table, &row);
                row.clear();
                count = 0;
                continue;
            }
            self.at += 1;
            if !row.is_empty() {
                row.push('\n');
            }
            row.push_str(text);
            count += pipes(text);
            let leading = usize::from(row.starts_with('|'));
            if count >= columns + leading && row.ends_with('|') {
                self.push_row(&mut table, &row);
                row.clear();
                count = 0;
            }
        }
        if count > 0 {
            self.push_row(&mut table, &row);
        }
        self.push(Block::Table(table));
    }

    /// A row, with the group of the one above where its own cell is that one's, which reaches down to it.
    fn push_row(&self, table: &mut Table, text: &str) {
        let columns = table.header.len();
        let first = table
            .header
            .first()
            .and_then(|first| dictionary::column(first));
        let is_short = first == Some(Column::Group) && cells(text).len() + 1 == columns;
        let above = table.rows.last().and_then(|row| row.cells.first());
        let row = match above.filter(|_| is_short) {
            Some(above) => piped(&format!("{above} | {text}"), columns),
            None => piped(text, columns),
        };
        table.rows.push(row);
    }
}

/// Whether a line is the header of a table of pipes, with or without a rule below it.
pub(super) fn is_header(text: &str) -> bool {
    let cells = cells(text);
    let is_column = |cell: &String| cell.is_empty() || dictionary::column(cell).is_some();
    let named = cells.iter().filter(|cell| !cell.is_empty()).count();
    text.contains('|') && named > 1 && cells.iter().all(is_column)
}

/// Pipes that part cells.
fn pipes(text: &str) -> usize {
    cells(text).len() - 1
        + usize::from(text.starts_with('|'))
        + usize::from(text.trim_end().ends_with('|'))
}

/// Whether a line is the beginning of a row, or the whole of it: a name, and at least one more cell.
fn begins_row(text: &str) -> bool {
    match cells(text).as_slice() {
        [name, _, ..] => !name.is_empty() && unmarked(name).chars().all(rows::in_name),
        [name] => {
            text.ends_with('|') && !name.is_empty() && unmarked(name).chars().all(rows::in_name)
        }
        [] => false,
    }
}

/// The cells between pipes that are not escaped.
fn cells(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(text);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for character in text.chars() {
        if character == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(character);
        }
        escaped = character == '\\';
    }
    cells
        .into_iter()
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// A row of so many cells. What a description has of pipes of its own stays in the last one.
fn piped(text: &str, columns: usize) -> Row {
    let mut cells: Vec<String> = cells(text).iter().map(|cell| unmarked(cell)).collect();
    if cells.len() > columns && columns > 0 {
        let rest = cells.split_off(columns - 1);
        let rest: Vec<String> = rest.into_iter().filter(|cell| !cell.is_empty()).collect();
        cells.push(rest.join(" | "));
    }
    cells.resize(columns, String::new());
    Row::of(cells)
}

#[cfg(test)]
mod tests {
    use crate::draft::page::{blocks::Block, text::read};

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text)
            .blocks
            .into_iter()
            .find_map(|block| match block {
                Block::Table(table) => Some(table.rows.into_iter().map(|row| row.cells).collect()),
                _ => None,
            })
            .unwrap_or_default()
    }

    #[test]
    fn rows_of_pipes_may_be_broken_over_lines() {
        let text = "Title\n| Field | Type | Required | Description |\n|---|---|---|---|\ncode |\nString | - | Code |\nmsg |\nString | - | Message\n|\nResponse\n";
        assert_eq!(
            rows(text),
            [
                ["code", "String", "-", "Code"],
                ["msg", "String", "-", "Message"]
            ]
        );
    }

    #[test]
    fn rows_of_pipes_may_lack_their_last_cells() {
        let text = "Title\nName | Type | Description | Note |\n---|---|---|---|\ncontent[].name | String | Name | |\ncontent[].description | String | Text |\nErrors\n";
        assert_eq!(
            rows(text),
            [
                ["content[].name", "String", "Name", ""],
                ["content[].description", "String", "Text", ""]
            ]
        );
    }

    #[test]
    fn escaped_pipes_are_text() {
        let text =
            "# Title\n| Field | Description |\n| --- | --- |\n| `unit` | `date` \\| `week` |\n";
        assert_eq!(rows(text), [["unit", "date | week"]]);
    }
}
