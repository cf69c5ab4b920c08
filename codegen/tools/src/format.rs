//! One canonical form of a spec, so that a review is about what it says.
//!
//! Keys stand in the order of the language's definition; what pages order (operations, types, parameters, members, values)
//! keeps its order. Comments stay where they belong. Nothing is re-typed: a text is the same text afterwards, and what JSON
//! would read as a number, a flag or nothing is read so before and after.

mod comments;
mod json;
mod kept;
mod names;
mod print;
mod scalars;
mod shape;
mod sort;
mod tree;

use std::path::{Path, PathBuf};

use ncloud_codegen::{
    Report,
    diagnostic::Diagnostic,
    folder,
    language::{self, Form},
    parse::{
        node::{Kind, Node},
        yaml,
    },
    rules,
    source::{LARGEST_FILE, SourceId, Sources, Span},
};

pub(crate) use kept::ends_in_kept_text;
pub(crate) use names::in_flow as key_in_flow;
pub(crate) use scalars::{double_quoted, is_printable};
use tree::Tree;

/// The greatest length of a line in characters, where it can be broken at all.
const WIDTH: usize = 160;

/// A spec in its canonical form. `name` is what findings call the file. The text need not be a valid spec, but it is one
/// document of YAML without anchors and the like, and a mapping. Lines end in a line feed afterwards, and however they did before.
///
/// # Errors
///
/// The findings of the reader of YAML.
pub fn formatted(name: &str, text: &str) -> Result<String, Report> {
    let text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut sources = Sources::default();
    let source = sources.add(name, text.as_str());
    formatted_text(source, &text).map_err(|findings| {
        let mut report = Report::default().with_sources(sources);
        report.extend(findings);
        report
    })
}

fn formatted_text(source: SourceId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let before = document(source, text)?;
    let formatted = print::document(&before);
    // What is written must say the same, whatever the fault: a formatter that loses something is worse than none.
    let refused = |span, why: String, hint| {
        Err(vec![
            Diagnostic::new(&rules::NOT_FORMATTED, span, why).hint(hint),
        ])
    };
    if formatted.len() as u64 > LARGEST_FILE {
        return refused(
            Span::file(source),
            format!(
                "cannot be formatted: it would be larger than the {} MiB that a spec may have",
                LARGEST_FILE / (1024 * 1024)
            ),
            "split the service",
        );
    }
    const FAULT: &str = "report it with the file; it is a fault of the formatter";
    match document(source, &formatted) {
        Ok(after) if after.says_the_same(&before) => Ok(formatted),
        Ok(after) => refused(
            differing(&before.node, &after.node).unwrap_or_else(|| Span::file(source)),
            "cannot be formatted without changing what it says".to_owned(),
            FAULT,
        ),
        Err(findings) => {
            let why = findings.first().map_or("", |finding| &finding.message);
            refused(
                Span::file(source),
                format!("cannot be formatted, for what would be written cannot be read: {why}"),
                FAULT,
            )
        }
    }
}

/// The first place at which two documents differ, but for the order of keys.
fn differing(before: &Node, after: &Node) -> Option<Span> {
    match (&before.kind, &after.kind) {
        (Kind::Scalar(one), Kind::Scalar(other)) if one.json() == other.json() => None,
        (Kind::Sequence(one), Kind::Sequence(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .find_map(|(one, other)| differing(one, other)),
        (Kind::Mapping(one), Kind::Mapping(other)) if one.len() == other.len() => {
            one.iter().find_map(|entry| {
                after
                    .get(&entry.key.value)
                    .map_or(Some(entry.key.span), |value| differing(&entry.value, value))
            })
        }
        _ => Some(before.mark()),
    }
}

/// A text as YAML that reads it as that text, where nothing but the end of the line follows.
pub(crate) fn text_alone(text: &str) -> String {
    scalars::of_text(text, scalars::Context::Block)
}

/// A text as YAML that reads it as that text, in braces and brackets too.
pub(crate) fn text_among_others(text: &str) -> String {
    scalars::of_text(text, scalars::Context::Flow)
}

/// A file, its keys in the order of the language.
struct Document<'text> {
    form: &'static Form,
    node: Node,
    tree: Tree<'text>,
    comments: Vec<&'text str>,
}

impl Document<'_> {
    fn says_the_same(&self, other: &Self) -> bool {
        let sorted = |comments: &[&str]| {
            let mut sorted: Vec<String> = comments.iter().map(|&text| text.to_owned()).collect();
            sorted.sort();
            sorted
        };
        self.tree.to_json_text() == other.tree.to_json_text()
            && sorted(&self.comments) == sorted(&other.comments)
    }
}

fn document(source: SourceId, text: &str) -> Result<Document<'_>, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let node = yaml::read(source, text, &mut findings);
    let Some(node) = node.filter(|_| findings.is_empty()) else {
        return Err(findings);
    };
    if node.entries().is_none() {
        return Err(vec![
            Diagnostic::new(&rules::WRONG_KIND, node.mark(), "a mapping belongs here")
                .hint("begin with `spec: 1`"),
        ]);
    }
    let form = form_of(&node);
    let (mut tree, comments) = tree::read(text, &node);
    tree.sort(form);
    Ok(Document {
        form,
        node,
        tree,
        comments,
    })
}

fn form_of(node: &Node) -> &'static Form {
    if node.get(language::PART_MARK).is_some() {
        &language::PART
    } else {
        &language::FILE
    }
}

/// Texts of a folder of specs or of one spec, for whoever formats them: the file and its text.
///
/// # Errors
///
/// The findings about files that cannot be read.
pub fn texts<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<Vec<(PathBuf, String)>, Report> {
    let mut report = Report::default();
    let mut sources = Sources::default();
    let mut texts = Vec::new();
    for path in paths {
        for found in folder::specs(path.as_ref()) {
            let source = sources.take(&found, &mut report);
            if let Some(source) = source.and_then(|id| sources.get(id)) {
                texts.push((found.path, source.text.clone()));
            }
        }
    }
    let report = report.with_sources(sources);
    if report.is_empty() {
        Ok(texts)
    } else {
        Err(report)
    }
}

/// Where two forms of a file first differ, in the look of a diff; what nobody sees stands there by its number.
#[must_use]
pub fn first_difference(path: &str, before: &str, after: &str) -> String {
    const LINES: usize = 3;
    let alike = before
        .lines()
        .zip(after.lines())
        .take_while(|(before, after)| before == after)
        .count();
    let side = |text: &str, sign: char| -> String {
        text.lines()
            .skip(alike)
            .take(LINES)
            .map(|line| format!("{sign}{}\n", visible(line)))
            .collect()
    };
    format!(
        "--- {path}\n+++ {path}, formatted\n@@ from line {} on @@\n{}{}",
        alike + 1,
        side(before, '-'),
        side(after, '+')
    )
}

/// A line for a terminal, which would obey some characters.
fn visible(line: &str) -> String {
    let mut visible = String::with_capacity(line.len());
    for character in line.chars() {
        if is_printable(character) || matches!(character, '\t' | '\u{a0}') {
            visible.push(character);
        } else {
            visible.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        }
    }
    visible
}
