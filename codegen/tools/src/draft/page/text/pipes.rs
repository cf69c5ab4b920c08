//! Tables of pipes, their rows broken over lines or not.

use super::Reader;
use crate::draft::{
    dictionary,
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

    pub(super) fn pipe_table(&mut self, header: &str) {
        let header: Vec<String> = cells(header).iter().map(|cell| unmarked(cell)).collect();
        self.at += 2;
        let mut table = Table {
            header,
            rows: Vec::new(),
        };
        let columns = table.header.len();
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
            } else if count > 1 && row.ends_with('|') && begins_row(text) {
                table.rows.push(piped(&row, columns));
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
                table.rows.push(piped(&row, columns));
                row.clear();
                count = 0;
            }
        }
        if count > 0 {
            table.rows.push(piped(&row, columns));
        }
        self.push(Block::Table(table));
    }
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
