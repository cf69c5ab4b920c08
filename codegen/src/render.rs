//! Findings drawn under their source lines, for people at a terminal.

use std::{collections::BTreeMap, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{
    diagnostic::{Diagnostic, Report},
    rules::Severity,
    source::{Position, Source, SourceId, Span},
};

/// A finding in a line of this length would be a wall of text; there the place alone is shown.
const LONGEST_LINE: usize = 400;
/// Nobody reads more at a terminal.
const MOST_FINDINGS: usize = 500;
/// Places further apart are not drawn in one picture.
const MOST_LINES: usize = 2000;

impl Report {
    /// Findings under their source lines, in the look of rustc; with colours if asked for. Of very many, the first 500.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut texts: BTreeMap<SourceId, Lines<'_>> = BTreeMap::new();
        let mut drawn: Vec<String> = Vec::new();
        for diagnostic in self.diagnostics().iter().take(MOST_FINDINGS) {
            let source = diagnostic.span.source;
            if let Some(file) = self.sources.get(source) {
                texts.entry(source).or_insert_with(|| Lines::of(file));
            }
            let group = self.group(diagnostic, texts.get(&source));
            drawn.push(format!("{}\n", renderer.render(&[group])));
        }
        let more = self.diagnostics().len().saturating_sub(MOST_FINDINGS);
        if more > 0 {
            drawn.push(format!("and {more} more\n"));
        }
        drawn.join("\n")
    }

    fn group<'report>(
        &'report self,
        diagnostic: &'report Diagnostic,
        lines: Option<&Lines<'report>>,
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
        match lines.filter(|lines| lines.is_drawable(diagnostic.span)) {
            Some(lines) => {
                let place = diagnostic.span;
                let is_near = |span: Span| {
                    span.source == place.source
                        && lines.is_drawable(span)
                        && span.start.line.abs_diff(place.start.line) <= MOST_LINES
                };
                let (near, far) = elsewhere.into_iter().partition(|(span, _)| is_near(*span));
                elsewhere = far;
                let shown: Vec<Span> = near.iter().map(|(span, _)| *span).chain([place]).collect();
                let picture = lines.picture(&shown);
                let mut snippet = Snippet::source(picture.text)
                    .path(lines.source.path.as_str())
                    .line_start(picture.first_line)
                    .annotation(AnnotationKind::Primary.span(picture.bytes(lines, place)));
                for (span, label) in near {
                    let span = picture.bytes(lines, *span);
                    snippet = snippet
                        .annotation(AnnotationKind::Context.span(span).label(label.as_str()));
                }
                group = group.element(snippet);
            }
            None => {
                let place = self.place(diagnostic.span);
                group = group.element(Level::NOTE.message(format!("at {place}")));
            }
        }
        for (span, label) in elsewhere {
            let place = self.place(*span);
            group = group.element(Level::NOTE.message(format!("{label} at {place}")));
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        group
    }
}

/// A text and where its lines begin.
struct Lines<'text> {
    source: &'text Source,
    /// In bytes, of every line and of the end.
    starts: Vec<usize>,
}

impl<'text> Lines<'text> {
    fn of(source: &'text Source) -> Self {
        let feeds = source.text.match_indices('\n').map(|(index, _)| index + 1);
        let starts = std::iter::once(0)
            .chain(feeds)
            .chain([source.text.len()])
            .collect();
        Self { source, starts }
    }

    /// The bytes of a line, its line feed included.
    fn line(&self, number: usize) -> Range<usize> {
        let start = |index: usize| {
            self.starts
                .get(index)
                .copied()
                .unwrap_or(self.source.text.len())
        };
        start(number - 1)..start(number)
    }

    fn is_drawable(&self, span: Span) -> bool {
        let line = self.line(span.start.line);
        line.len() <= LONGEST_LINE
            && self
                .source
                .text
                .get(line)
                .is_some_and(|line| !line.trim_end().is_empty())
    }

    /// The lines from the first to the last of some spans.
    fn picture(&self, spans: &[Span]) -> Picture<'text> {
        let lines = || spans.iter().map(|span| span.start.line);
        let first_line = lines().min().unwrap_or(1);
        let last_line = lines().max().unwrap_or(1);
        let start = self.line(first_line).start;
        Picture {
            text: self
                .source
                .text
                .get(start..self.line(last_line).end)
                .unwrap_or_default(),
            first_line,
            start,
        }
    }

    fn byte(&self, position: Position) -> usize {
        let line = self.line(position.line);
        let text = self.source.text.get(line.clone()).unwrap_or_default();
        let offset = text
            .char_indices()
            .nth(position.column - 1)
            .map_or(text.len(), |(byte, _)| byte);
        line.start + offset
    }
}

/// The part of a text that is drawn.
struct Picture<'text> {
    text: &'text str,
    first_line: usize,
    /// Bytes of the text before it.
    start: usize,
}

impl Picture<'_> {
    /// The span in bytes of the picture, at least a character wide and on one line.
    fn bytes(&self, lines: &Lines<'_>, span: Span) -> Range<usize> {
        let start = lines.byte(span.start);
        let line = lines.line(span.start.line);
        let text = lines.source.text.get(line.clone()).unwrap_or_default();
        let line_end = line.start + text.trim_end_matches(['\n', '\r']).len();
        let mut end = if span.end.line == span.start.line {
            lines.byte(span.end).min(line_end)
        } else {
            line_end
        };
        if end <= start {
            let next = lines
                .source
                .text
                .get(start..)
                .and_then(|rest| rest.chars().next());
            end = start + next.map_or(0, char::len_utf8);
        }
        start - self.start..end - self.start
    }
}
