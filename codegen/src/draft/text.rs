//! Plain text and Markdown into blocks.
//!
//! Plain text has lost what a page looked like: headings are known by their words, tables by the words of their headers,
//! samples by how they begin.

use std::collections::BTreeSet;

use super::{
    page::{Block, Page, Row, Table, unmarked},
    request,
    rows::{self, Header},
    words,
};

pub(super) fn read(text: &str) -> Page {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut reader = Reader {
        lines: &lines,
        at: 0,
        names: names(text),
        page: Page::default(),
    };
    reader.front_matter(text);
    while let Some(line) = reader.line() {
        reader.block(line);
    }
    reader.page
}

/// Every name that the page's samples and placeholders have: they tell where a name ends in a row without spaces.
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
    names.extend(quoted.chain(placeholders).map(str::to_owned));
    names.extend(words::OWN_HEADERS.map(str::to_owned));
    names
}

struct Reader<'text> {
    lines: &'text [&'text str],
    at: usize,
    names: BTreeSet<String>,
    page: Page,
}

impl<'text> Reader<'text> {
    fn line(&self) -> Option<&'text str> {
        self.lines.get(self.at).copied()
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
                "canonical" => {
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
        if text.is_empty() {
            self.at += 1;
        } else if text.starts_with("```") {
            self.fence();
        } else if let Some(heading) = heading(text) {
            self.at += 1;
            if self.page.title.is_none() {
                self.page.title = Some(heading);
            } else if self.page.title.as_ref() != Some(&heading) {
                self.push(Block::Heading(heading));
            }
        } else if self.next_is_rule() {
            self.pipe_table(text);
        } else if let Some(header) = Header::of(text) {
            self.at += 1;
            self.flat_table(&header);
        } else if words::section(bare).is_some() {
            self.at += 1;
            self.push(Block::Heading(unmarked(bare)));
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
            if self.page.title.is_none() && text != "MENU" {
                self.page.title = Some(unmarked(text));
            } else {
                self.push(Block::Line(unmarked(text)));
            }
        }
    }

    fn push(&mut self, block: Block) {
        self.page.blocks.push(block);
    }

    fn fence(&mut self) {
        self.at += 1;
        let start = self.at;
        while self
            .line()
            .is_some_and(|line| !line.trim().starts_with("```"))
        {
            self.at += 1;
        }
        let code = self
            .lines
            .get(start..self.at)
            .unwrap_or_default()
            .join("\n");
        self.at += 1;
        self.push(Block::Code(code));
    }

    /// Whether the line under this one is the rule under the header of a table of pipes.
    fn next_is_rule(&self) -> bool {
        let Some([header, rule]) = self.lines.get(self.at..self.at + 2) else {
            return false;
        };
        header.contains('|')
            && rule.contains("--")
            && rule.contains('|')
            && rule.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    }

    fn pipe_table(&mut self, header: &str) {
        let header: Vec<String> = cells(header).iter().map(|cell| unmarked(cell)).collect();
        self.at += 2;
        let mut table = Table {
            header,
            rows: Vec::new(),
        };
        let columns = table.header.len();
        let mut row = String::new();
        while let Some(line) = self.line() {
            let text = line.trim();
            let count = pipes(&row);
            if row.is_empty() {
                if !text.contains('|') || self.next_is_rule() {
                    break;
                }
            } else if text.is_empty() || words::section(text).is_some() || text.starts_with('#') {
                break;
            } else if count > 1 && row.ends_with('|') && begins_row(text) {
                table.rows.push(piped(&row, columns));
                row.clear();
                continue;
            }
            self.at += 1;
            if !row.is_empty() {
                row.push('\n');
            }
            row.push_str(text);
            let leading = usize::from(row.starts_with('|'));
            if pipes(&row) >= columns + leading && row.ends_with('|') {
                table.rows.push(piped(&row, columns));
                row.clear();
            }
        }
        if pipes(&row) > 0 {
            table.rows.push(piped(&row, columns));
        }
        self.push(Block::Table(table));
    }

    fn flat_table(&mut self, header: &Header) {
        let mut table = Table {
            header: header.names(),
            rows: Vec::new(),
        };
        while let Some(line) = self.line() {
            let text = line.trim();
            if text.is_empty()
                || words::section(text).is_some()
                || Header::of(text).is_some()
                || opens_json(text)
                || text.starts_with("curl ")
            {
                break;
            }
            self.at += 1;
            if let Some(row) = header.row(text, &self.names) {
                table.rows.push(row);
            } else if let Some(row) = table.rows.last_mut()
                && let Some(cell) = row.cells.get_mut(header.description())
            {
                cell.push('\n');
                cell.push_str(text);
            }
        }
        self.push(Block::Table(table));
    }

    /// Takes lines to where the brackets close. What never closes goes up to the next heading, for the reader of samples to
    /// say that it is cut off.
    fn json(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(line) = self.line() {
            if self.at > start && words::section(line).is_some() {
                break;
            }
            self.at += 1;
            let mut in_text = false;
            let mut escaped = false;
            for character in line.chars() {
                match character {
                    _ if escaped => escaped = false,
                    '\\' if in_text => escaped = true,
                    '"' => in_text = !in_text,
                    '{' | '[' if !in_text => depth += 1,
                    '}' | ']' if !in_text => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if depth == 0 {
                break;
            }
        }
        let code = self
            .lines
            .get(start..self.at)
            .unwrap_or_default()
            .join("\n");
        self.push(Block::Code(code.trim().to_owned()));
    }

    fn xml(&mut self) {
        let start = self.at;
        let mut root: Option<&str> = None;
        while let Some(line) = self.line() {
            let text = line.trim();
            if self.at > start && words::section(text).is_some() {
                break;
            }
            self.at += 1;
            if root.is_none() && !text.starts_with("<?") {
                let name = text.trim_start_matches('<');
                root = name.split([' ', '>', '/']).next();
            }
            if root.is_some_and(|root| text.contains(&format!("</{root}>"))) {
                break;
            }
        }
        let code = self
            .lines
            .get(start..self.at)
            .unwrap_or_default()
            .join("\n");
        self.push(Block::Code(code.trim().to_owned()));
    }

    /// A command with its arguments on the lines below it.
    fn command(&mut self) {
        let start = self.at;
        let mut quotes = 0;
        let mut is_open = true;
        while let Some(line) = self.line() {
            let text = line.trim();
            let goes_on = quotes % 2 == 1
                || is_open
                || text.starts_with(['-', '\'', '?', '&'])
                || text.starts_with("\"http");
            if !goes_on || (text.is_empty() && quotes % 2 == 0) {
                break;
            }
            quotes += text.matches('\'').count();
            is_open = text.ends_with('\\');
            self.at += 1;
        }
        let code = self
            .lines
            .get(start..self.at)
            .unwrap_or_default()
            .join("\n");
        self.push(Block::Code(code));
    }

    /// A request line or a status line with the headers below it.
    fn request(&mut self, first: &str) {
        self.at += 1;
        let mut code = first.to_owned();
        while let Some(line) = self.line() {
            let text = line.trim();
            let is_header = text.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty()
                    && name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            });
            if !is_header {
                break;
            }
            self.at += 1;
            code.push('\n');
            code.push_str(text);
        }
        self.push(Block::Code(code));
    }
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

fn opens_json(text: &str) -> bool {
    matches!(text, "{" | "[" | "[{" | "{}" | "[]")
        || text.starts_with("{\"")
        || text.starts_with("{ \"")
        || text.starts_with("[{\"")
        || text.starts_with("[\"")
}

fn opens_xml(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    text.starts_with("<?xml")
        || (text.ends_with('>') && rest.starts_with(|first: char| first.is_ascii_alphabetic()))
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
    use super::{Block, read};

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
