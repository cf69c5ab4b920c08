//! Findings drawn under their source lines, for people at a terminal.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use ncloud_codegen::{
    diagnostic::{Diagnostic, Report},
    lines::Lines,
    printable,
    rules::Severity,
    source::{Position, Source, SourceId, Span},
};

/// A finding in a line of this length would be a wall of text; there the place alone is shown.
const LONGEST_LINE: usize = 400;
/// Nobody reads more at a terminal.
const MOST_FINDINGS: usize = 500;
/// Places further apart are not drawn in one picture.
const MOST_LINES: usize = 2000;

/// Findings under their source lines, in the look of rustc; with colours if asked for. Of very many, the first 500.
/// What a source line holds that is not shown as itself is escaped.
#[must_use]
pub fn drawn(report: &Report, colours: bool) -> String {
    let renderer = if colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut texts: BTreeMap<SourceId, Text<'_>> = BTreeMap::new();
    let mut drawn: Vec<String> = Vec::new();
    for diagnostic in report.diagnostics().iter().take(MOST_FINDINGS) {
        let source = diagnostic.span.source;
        if let Some(file) = report.sources().get(source) {
            texts.entry(source).or_insert_with(|| Text::of(file));
        }
        let group = group(report, diagnostic, texts.get(&source));
        drawn.push(format!("{}\n", renderer.render(&[group])));
    }
    let more = report.diagnostics().len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        drawn.push(format!("and {more} more\n"));
    }
    drawn.join("\n")
}

fn group<'report>(
    report: &'report Report,
    diagnostic: &'report Diagnostic,
    text: Option<&Text<'report>>,
) -> Group<'report> {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.rule.id);
    let mut group = Group::with_title(title);
    let mut elsewhere: Vec<&(Span, String)> = diagnostic.related.iter().collect();
    match text.filter(|text| text.is_drawable(diagnostic.span)) {
        Some(text) => {
            let place = diagnostic.span;
            let is_near = |span: Span| {
                span.source == place.source
                    && text.is_drawable(span)
                    && span.start.line.abs_diff(place.start.line) <= MOST_LINES
            };
            let (near, far) = elsewhere.into_iter().partition(|(span, _)| is_near(*span));
            elsewhere = far;
            let shown: Vec<Span> = near.iter().map(|(span, _)| *span).chain([place]).collect();
            let picture = text.picture(&shown);
            let mut annotations = vec![AnnotationKind::Primary.span(picture.bytes(text, place))];
            for (span, label) in near {
                let span = picture.bytes(text, *span);
                annotations.push(AnnotationKind::Context.span(span).label(label.as_str()));
            }
            let snippet = Snippet::source(picture.text)
                .path(printable::line(&text.source.path))
                .line_start(picture.first_line)
                .annotations(annotations);
            group = group.element(snippet);
        }
        None => {
            let place = report.location(diagnostic.span);
            group = group.element(Level::NOTE.message(format!("at {place}")));
        }
    }
    for (span, label) in elsewhere {
        let place = report.location(*span);
        group = group.element(Level::NOTE.message(format!("{label} at {place}")));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    group
}

/// A text and its lines.
struct Text<'text> {
    source: &'text Source,
    lines: Lines,
}

impl<'text> Text<'text> {
    fn of(source: &'text Source) -> Self {
        Self {
            source,
            lines: Lines::of(&source.text),
        }
    }

    /// A line without its break; empty where there is none.
    fn line(&self, number: usize) -> &'text str {
        self.lines
            .bytes(&self.source.text, number)
            .and_then(|bytes| self.source.text.get(bytes))
            .unwrap_or_default()
    }

    fn is_drawable(&self, span: Span) -> bool {
        let line = self.line(span.start.line);
        line.len() <= LONGEST_LINE && !line.trim_end().is_empty()
    }

    /// The lines from the first to the last of some spans.
    fn picture(&self, spans: &[Span]) -> Picture {
        let lines = || spans.iter().map(|span| span.start.line);
        let first_line = lines().min().unwrap_or(1);
        let last_line = lines().max().unwrap_or(first_line);
        let mut text = String::new();
        let mut starts = Vec::new();
        for number in first_line..=last_line {
            starts.push(text.len());
            // What is further from every span is folded, and need not be there.
            if lines().any(|line| line.abs_diff(number) <= 2) {
                let line = self.line(number);
                text.push_str(&shown(line.get(..LONGEST_LINE).unwrap_or(line)));
            }
            text.push('\n');
        }
        Picture {
            text,
            first_line,
            starts,
        }
    }
}

/// A line as it is drawn.
fn shown(line: &str) -> Cow<'_, str> {
    printable::line(line)
}

/// The lines that are drawn.
struct Picture {
    text: String,
    first_line: usize,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

impl Picture {
    /// The span in bytes of the picture, at least a character wide and on one line.
    fn bytes(&self, text: &Text<'_>, span: Span) -> Range<usize> {
        let line = text.line(span.start.line);
        let start = before(line, span.start);
        let end = if span.end.line == span.start.line {
            before(line, span.end)
        } else {
            line.len()
        };
        let next = line.get(start..).and_then(|rest| rest.chars().next());
        let end = end.max(start + next.map_or(0, char::len_utf8));
        let drawn = |end: usize| shown(line.get(..end).unwrap_or(line)).len();
        let offset = self
            .starts
            .get(span.start.line - self.first_line)
            .copied()
            .unwrap_or_default();
        offset + drawn(start)..offset + drawn(end)
    }
}

/// The bytes of a line before a place in it.
fn before(line: &str, place: Position) -> usize {
    line.char_indices()
        .nth(place.column - 1)
        .map_or(line.len(), |(byte, _)| byte)
}
