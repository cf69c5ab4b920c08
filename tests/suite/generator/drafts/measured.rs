//! Rows of real pages: how many a draft has as the page has them, for how many it names a gap, and how many are wrong or gone without a
//! word, which none may be.

use std::{
    collections::BTreeSet,
    fs,
    ops::AddAssign,
    path::{Path, PathBuf},
};

use ncloud_codegen::ir::Operation;
use ncloud_tools::draft::{self, Options, Page};

use super::statements::{marked, said};
use crate::support;

const PAGES: &str = "fixtures/draft";

/// Of a page, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    right: usize,
    gap: usize,
    silent: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.gap += other.gap;
        self.silent += other.silent;
    }
}

impl Counts {
    fn rows(self) -> usize {
        self.right + self.gap + self.silent
    }

    fn line(self, of: &str) -> String {
        let share = self.right * 1000 / self.rows().max(1);
        format!(
            "{of:<74} {:>5} {:>5} {:>4} {:>6} {:>3}.{} %\n",
            self.rows(),
            self.right,
            self.gap,
            self.silent,
            share / 10,
            share % 10
        )
    }
}

#[test]
fn rows_of_real_pages_are_right_or_named() {
    let mut table = format!(
        "{:<74} {:>5} {:>5} {:>4} {:>6}\n",
        "page", "rows", "right", "gap", "silent"
    );
    let mut silent = Vec::new();
    let mut all = Counts::default();
    for group in ["seen", "held-out"] {
        let mut of_group = Counts::default();
        for page in pages(group) {
            let counts = measured(&page, &mut silent);
            let name = page.file_name().unwrap().to_str().unwrap();
            table.push_str(&counts.line(&format!("{group}/{name}")));
            of_group += counts;
        }
        table.push_str(&of_group.line(&format!("{group}, together")));
        let of_hundred = of_group.right * 100 / of_group.rows().max(1);
        assert!(of_hundred >= 95, "{table}\n{silent:#?}");
        all += of_group;
    }
    table.push_str(&all.line("all"));
    println!("{table}");
    assert_eq!(silent, Vec::<String>::new(), "{table}");
    support::snapshots("drafts").bind(|| insta::assert_snapshot!("rows-of-real-pages", table));
}

fn pages(group: &str) -> Vec<PathBuf> {
    let folder = support::path(PAGES).join(group);
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "rows")
        })
        .collect();
    pages.sort();
    pages
}

/// A row as the list has it: what it is called, and the whole.
struct Expected<'text> {
    key: &'text str,
    line: &'text str,
    /// The heading that the page has above its table, where the list says so.
    heading: &'text str,
}

/// `query name string optional` -> `query name`; an address is its own key.
fn key(line: &str) -> &str {
    match line.split(' ').count() {
        4.. => line.rsplitn(3, ' ').last().unwrap_or(line),
        _ => line,
    }
}

fn expected(block: &str) -> Vec<Expected<'_>> {
    let mut heading = "";
    let mut rows = Vec::new();
    for line in block.lines() {
        match line.strip_prefix("# ") {
            Some(of_table) => heading = of_table,
            None => rows.push(Expected {
                key: key(line),
                line,
                heading,
            }),
        }
    }
    rows
}

fn measured(page: &Path, silent: &mut Vec<String>) -> Counts {
    let name = page.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(page).unwrap();
    let rows = fs::read_to_string(page.with_extension("rows")).unwrap();
    let pages = [Page { name, text: &text }];
    // A page that is refused loses nothing without a word.
    let Ok(draft) = draft::draft(&pages, &Options::default()) else {
        let lines = rows
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        return Counts {
            gap: lines.count(),
            ..Counts::default()
        };
    };
    let service = support::service(&draft.text);
    let names_gap = |row: &Expected<'_>| {
        let field = row.key.rsplit([' ', '.']).next().unwrap_or_default();
        let mut gaps = draft.gaps.iter().map(|gap| gap.text.as_str());
        gaps.any(|gap| {
            let mut words = gap.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
            let is_named = words.any(|word| word == field);
            is_named || !row.heading.is_empty() && gap.contains(&format!("`{}`", row.heading))
        })
    };
    let mut counts = Counts::default();
    for block in rows.split("\n\n") {
        let expected = expected(block);
        let Some((address, _)) = expected.split_first() else {
            continue;
        };
        let first = |operation: &Operation| {
            let said = said(&service, operation);
            said.first().cloned().unwrap_or_default()
        };
        let ends = |line: &str| {
            let method = line.split(' ').next().map(str::to_owned);
            (method, line.rsplit('/').next().map(str::to_owned))
        };
        let mut operations = service.operations.iter();
        let exact = operations.find(|operation| first(operation) == address.line);
        let found = exact.or_else(|| {
            let like = |operation: &&Operation| ends(&first(operation)) == ends(address.line);
            service.operations.iter().find(like)
        });
        let Some(operation) = found else {
            let is_named = draft
                .gaps
                .iter()
                .any(|gap| gap.text.contains("another request"));
            match is_named {
                true => counts.gap += expected.len(),
                false => {
                    counts.silent += expected.len();
                    silent.push(format!(
                        "{name}: {} is not there: {:?}",
                        address.line, draft.operations
                    ));
                }
            }
            continue;
        };
        let said = said(&service, operation);
        let marked = marked(&service, operation);
        let is_marked = |key: &str| marked.iter().any(|marked| marked == key);
        // Of two addresses that a page shows, only its author knows the right one.
        let defects = &operation.notes.defects;
        let doubts_address = defects
            .iter()
            .any(|defect| defect.contains("path of the sample"));
        for row in &expected {
            if row.line == address.line && exact.is_none() && doubts_address {
                counts.gap += 1;
            } else if said.iter().any(|said| said == row.line) {
                counts.right += 1;
            } else if is_marked(row.key) || names_gap(row) {
                counts.gap += 1;
            } else {
                counts.silent += 1;
                silent.push(format!("{name}: {} is not there", row.line));
            }
        }
        let known: BTreeSet<&str> = expected.iter().map(|row| row.key).collect();
        for line in &said {
            let row = Expected {
                key: key(line),
                line,
                heading: "",
            };
            let is_own = line.starts_with("auth ") || line.starts_with("constant ");
            let is_address = said.first() == Some(line);
            if !known.contains(row.key)
                && !is_address
                && !is_own
                && !is_marked(row.key)
                && !names_gap(&row)
            {
                counts.silent += 1;
                silent.push(format!("{name}: {line} is too much"));
            }
        }
    }
    counts
}
