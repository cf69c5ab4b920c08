//! A page of Markdown, block by block.

use std::fmt::Write as _;

use ncloud_codegen::{emit::markdown::cell, printable};

/// Blocks, each with an empty line before it.
pub(super) struct Page(String);

impl Page {
    pub(super) fn titled(title: &str) -> Self {
        Self(format!("# {}\n", one_line(title)))
    }

    /// A heading that `#anchor` leads to.
    pub(super) fn heading(&mut self, level: usize, anchor: &str, title: &str) {
        let signs = "#".repeat(level);
        let title = one_line(title);
        let _ = write!(self.0, "\n{signs} <a id=\"{anchor}\"></a>{title}\n");
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let _ = write!(self.0, "\n{}\n", one_line(text));
    }

    pub(super) fn paragraphs<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        for text in texts {
            self.paragraph(text.as_ref());
        }
    }

    pub(super) fn list<T: AsRef<str>>(&mut self, items: impl IntoIterator<Item = T>) {
        self.0.push('\n');
        for item in items {
            let _ = writeln!(self.0, "- {}", one_line(item.as_ref()));
        }
    }

    /// Text that stays as it is.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        let longest = text
            .split(|character| character != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let text = printable::lines(text.trim_end());
        let _ = write!(self.0, "\n{fence}{language}\n{text}\n{fence}\n");
    }

    /// Rows under a head; columns in which no row has anything are left out, and so is a table without rows.
    pub(super) fn table<const COLUMNS: usize>(
        &mut self,
        head: [&str; COLUMNS],
        rows: &[[String; COLUMNS]],
    ) {
        if rows.is_empty() {
            return;
        }
        let is_shown: Vec<bool> = (0..COLUMNS)
            .map(|column| {
                let mut cells = rows.iter().filter_map(|row| row.get(column));
                cells.any(|cell| !cell.is_empty())
            })
            .collect();
        self.0.push('\n');
        self.row(head, &is_shown);
        self.row(["---"; COLUMNS], &is_shown);
        for row in rows {
            self.row(row.each_ref().map(String::as_str), &is_shown);
        }
    }

    fn row<const COLUMNS: usize>(&mut self, cells: [&str; COLUMNS], is_shown: &[bool]) {
        self.0.push('|');
        for (text, _) in cells.iter().zip(is_shown).filter(|(_, shown)| **shown) {
            let _ = write!(self.0, " {} |", cell(&one_line(text)));
        }
        self.0.push('\n');
    }

    /// Blocks that are Markdown already.
    pub(super) fn append(&mut self, blocks: &str) {
        self.0.push_str(blocks);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable::line(&text).into_owned()
}
