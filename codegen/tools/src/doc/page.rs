//! A page, block by block: what it says, as Markdown within blocks. How it looks is decided by who prints it.

use std::fmt::Write as _;

use ncloud_codegen::{
    emit::markdown::{cell, fenced},
    printable,
};

/// Blocks in their order.
#[derive(Default)]
pub(super) struct Page(Vec<Block>);

/// A block. Texts are lines of Markdown, but for code.
pub(super) enum Block {
    /// The title of the page.
    Title(String),
    /// A heading that `#anchor` leads to.
    Heading {
        level: usize,
        anchor: String,
        title: String,
    },
    Paragraph(String),
    List(Vec<String>),
    /// Text that stays as it is.
    Code {
        language: &'static str,
        text: String,
    },
    /// Rows under a head, each of as many cells; columns in which no row has anything are left out already.
    Table {
        head: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
    /// Blocks that are Markdown already.
    Markdown(String),
}

impl Page {
    pub(super) fn titled(title: &str) -> Self {
        let mut page = Self::default();
        page.title(title);
        page
    }

    pub(super) fn title(&mut self, title: &str) {
        self.0.push(Block::Title(one_line(title)));
    }

    pub(super) fn heading(&mut self, level: usize, anchor: &str, title: &str) {
        self.0.push(Block::Heading {
            level,
            anchor: anchor.to_owned(),
            title: one_line(title),
        });
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.0.push(Block::Paragraph(one_line(text)));
    }

    pub(super) fn paragraphs<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        for text in texts {
            self.paragraph(text.as_ref());
        }
    }

    pub(super) fn list<T: AsRef<str>>(&mut self, items: impl IntoIterator<Item = T>) {
        let items = items.into_iter().map(|item| one_line(item.as_ref()));
        self.0.push(Block::List(items.collect()));
    }

    /// Text that stays as it is.
    pub(super) fn code(&mut self, language: &'static str, text: &str) {
        self.0.push(Block::Code {
            language,
            text: printable::lines(text.trim_end()).into_owned(),
        });
    }

    /// Rows under a head; columns in which no row has anything are left out, and so is a table without rows.
    pub(super) fn table<const COLUMNS: usize>(
        &mut self,
        head: [&'static str; COLUMNS],
        rows: &[[String; COLUMNS]],
    ) {
        if rows.is_empty() {
            return;
        }
        let is_shown = |column: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(column));
            cells.any(|cell| !cell.is_empty())
        };
        let shown: Vec<usize> = (0..COLUMNS).filter(|column| is_shown(*column)).collect();
        let cells = |row: &[String; COLUMNS]| {
            let cells = shown.iter().filter_map(|column| row.get(*column));
            cells.map(|cell| one_line(cell)).collect()
        };
        let head = shown.iter().filter_map(|column| head.get(*column));
        self.0.push(Block::Table {
            head: head.copied().collect(),
            rows: rows.iter().map(cells).collect(),
        });
    }

    /// Blocks that are Markdown already.
    pub(super) fn append(&mut self, blocks: &str) {
        self.0.push(Block::Markdown(blocks.to_owned()));
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.0
    }

    /// The page as Markdown, an empty line before each block.
    pub(super) fn finish(self) -> String {
        let mut text = String::new();
        for block in &self.0 {
            block.print(&mut text);
        }
        text
    }
}

impl Block {
    fn print(&self, out: &mut String) {
        // A `String` takes whatever is written to it.
        let _ = match self {
            Self::Title(title) => writeln!(out, "# {title}"),
            Self::Heading {
                level,
                anchor,
                title,
            } => {
                let signs = "#".repeat(*level);
                write!(out, "\n{signs} <a id=\"{anchor}\"></a>{title}\n")
            }
            Self::Paragraph(text) => write!(out, "\n{text}\n"),
            Self::List(items) => {
                out.push('\n');
                items.iter().try_for_each(|item| writeln!(out, "- {item}"))
            }
            Self::Code { language, text } => write!(out, "\n{}\n", fenced(language, text)),
            Self::Table { head, rows } => {
                out.push('\n');
                row(out, head);
                row(out, &vec!["---"; head.len()]);
                for cells in rows {
                    row(out, cells);
                }
                Ok(())
            }
            Self::Markdown(blocks) => write!(out, "{blocks}"),
        };
    }
}

fn row<T: AsRef<str>>(out: &mut String, cells: &[T]) {
    out.push('|');
    for text in cells {
        let _ = write!(out, " {} |", cell(text.as_ref()));
    }
    out.push('\n');
}

fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable::line(&text).into_owned()
}
