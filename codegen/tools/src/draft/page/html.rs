//! HTML into blocks.

use html5gum::{Token, Tokenizer};

use crate::draft::{
    page::blocks::{Block, Page, Row, Table},
    quote::quoted,
};

/// Whether the text is HTML. Markdown may hold tags, but does not begin with one.
pub(crate) fn is_html(text: &str) -> bool {
    text.starts_with('<') && !text.starts_with("<?xml")
}

/// Elements whose text is none of the page's.
const SILENT: [&str; 7] = [
    "script", "style", "nav", "header", "footer", "svg", "button",
];

/// Elements that end a line.
const LINES: [&str; 9] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "br",
    "section",
    "article",
    "blockquote",
];

pub(crate) fn read(text: &str) -> Page {
    let mut reader = Reader {
        copies_left: text.len() * 4 + 64 * 1024,
        ..Reader::default()
    };
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|value| String::from_utf8_lossy(value).into_owned())
                };
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "link" && attribute("rel").as_deref() == Some("canonical") {
                    reader.page.address = attribute("href");
                }
                let span = |name: &str| {
                    attribute(name)
                        .and_then(|count| count.trim().parse().ok())
                        .filter(|count| (1..100).contains(count))
                        .unwrap_or(1)
                };
                let spans = (span("rowspan"), span("colspan"));
                reader.open(&name, spans, tag.self_closing);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end();
    let mut page = reader.page;
    if page.title.is_none() {
        page.title = reader.document_title;
    }
    page
}

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    document_title: Option<String>,
    /// Silent elements that are open.
    silent: Vec<String>,
    text: String,
    /// The level of the heading that is open.
    in_pre: bool,
    tables: usize,
    table: Table,
    row: Vec<String>,
    /// Of each column the text that goes on into the next rows, and into how many.
    spanning: Vec<(usize, String)>,
    cell: Option<(usize, usize)>,
    /// How much text may still be repeated where cells reach over rows and columns, in bytes.
    copies_left: usize,
    in_head: bool,
    is_header_row: bool,
}

impl Reader {
    fn open(&mut self, name: &str, spans: (usize, usize), self_closing: bool) {
        if SILENT.contains(&name) && !self_closing {
            self.silent.push(name.to_owned());
        }
        match name {
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.end_line();
                    self.table = Table::default();
                    self.spanning.clear();
                }
            }
            "thead" => self.in_head = true,
            "tr" if self.tables == 1 => {
                self.row.clear();
                self.is_header_row = self.in_head;
                self.fill();
            }
            "td" | "th" if self.tables == 1 => {
                self.is_header_row |= name == "th" && self.row.is_empty();
                self.text.clear();
                self.cell = Some(spans);
            }
            "pre" => {
                if self.tables == 0 {
                    self.end_line();
                }
                self.in_pre = true;
            }
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_line(),
            _ if LINES.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.silent.last().is_some_and(|last| last == name) {
            self.silent.pop();
            return;
        }
        match name {
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let table = std::mem::take(&mut self.table);
                    self.page.blocks.push(Block::Table(table));
                    self.text.clear();
                }
            }
            "thead" => self.in_head = false,
            "td" | "th" if self.tables == 1 => self.end_cell(),
            "tr" if self.tables == 1 => self.end_row(),
            "pre" => {
                self.in_pre = false;
                let code = std::mem::take(&mut self.text);
                if self.tables == 0 && !code.trim().is_empty() {
                    let code = code.trim_matches('\n').trim_end().to_owned();
                    self.page.blocks.push(Block::Code(code));
                }
            }
            "title" => {
                let title = collapsed(&std::mem::take(&mut self.text));
                self.document_title = Some(title).filter(|title| !title.is_empty());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let heading = collapsed(&std::mem::take(&mut self.text));
                if name == "h1" && self.page.title.is_none() {
                    self.page.title = Some(heading);
                } else if !heading.is_empty() {
                    self.page.blocks.push(Block::Heading(heading));
                }
            }
            _ if LINES.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_empty() {
            self.text.push_str(text);
        }
    }

    fn end_line(&mut self) {
        if self.in_pre || self.cell.is_some() {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            return;
        }
        let line = collapsed(&std::mem::take(&mut self.text));
        if !line.is_empty() {
            self.page.blocks.push(Block::Line(line));
        }
    }

    fn end_cell(&mut self) {
        let Some((rows, columns)) = self.cell.take() else {
            return;
        };
        let text = std::mem::take(&mut self.text);
        let lines: Vec<String> = text
            .lines()
            .map(collapsed)
            .filter(|line| !line.is_empty())
            .collect();
        let text = lines.join("\n");
        for _ in 0..columns {
            let column = self.row.len();
            if self.spanning.len() <= column {
                self.spanning.resize(column + 1, (0, String::new()));
            }
            if let Some(spanning) = self.spanning.get_mut(column) {
                *spanning = (rows - 1, text.clone());
            }
            let copy = self.copy(&text);
            self.row.push(copy);
            self.fill();
        }
    }

    /// A cell's text in another row or column.
    fn copy(&mut self, text: &str) -> String {
        match self.copies_left.checked_sub(text.len()) {
            Some(left) => {
                self.copies_left = left;
                text.to_owned()
            }
            None => {
                let gap = "cells reach over so many rows and columns that their text was not repeated in all of them: compare the tables";
                if !self.page.gaps.iter().any(|known| known == gap) {
                    self.page.gaps.push(gap.to_owned());
                }
                String::new()
            }
        }
    }

    /// What is still open when the page is over.
    fn end(&mut self) {
        if let Some(silent) = self.silent.first() {
            self.page.gaps.push(format!(
                "the page has a `{}` that does not end, and nothing in it was read: see what follows it",
                quoted(silent)
            ));
        }
        if self.tables > 0 {
            self.end_cell();
            self.end_row();
            self.tables = 1;
            self.close("table");
        } else if self.in_pre {
            self.close("pre");
        }
        self.end_line();
    }

    /// Takes the cells that reach down from rows above.
    fn fill(&mut self) {
        while let Some((rows, text)) = self.spanning.get_mut(self.row.len()) {
            if *rows == 0 {
                return;
            }
            *rows -= 1;
            let text = text.clone();
            let copy = self.copy(&text);
            self.row.push(copy);
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if self.is_header_row && self.table.header.is_empty() {
            self.table.header = row;
        } else if !row.is_empty() {
            self.table.rows.push(Row::of(row));
        }
        self.is_header_row = false;
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Block, read};

    #[test]
    fn cells_that_span_rows_stand_in_each_of_them() {
        let page = read(
            "<html><h1>Search</h1><h2>Response body</h2><table><thead><tr><th>Group</th><th>Field</th></tr></thead>\
             <tr><td rowspan=2>results</td><td><code>title</code></td></tr><tr><td>keywords<br>(list)</td></tr></table>\
             <pre><code>{\n  \"a\": 1\n}</code></pre><script>no</script>",
        );
        assert_eq!(page.title.as_deref(), Some("Search"));
        let [
            Block::Heading(heading),
            Block::Table(table),
            Block::Code(code),
        ] = page.blocks.as_slice()
        else {
            unreachable!("{:?}", page.blocks);
        };
        assert_eq!(heading, "Response body");
        assert_eq!(table.header, ["Group", "Field"]);
        let cells: Vec<&[String]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
        assert_eq!(
            cells,
            [["results", "title"], ["results", "keywords\n(list)"]]
        );
        assert_eq!(code, "{\n  \"a\": 1\n}");
    }
}
