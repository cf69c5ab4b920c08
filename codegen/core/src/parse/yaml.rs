//! The only place that knows the YAML library.
//!
//! The parser's events are read one by one, so that nesting, aliases and everything else that a spec does not use is
//! refused at its place before any of it takes memory.

use std::collections::{BTreeMap, btree_map};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan, StrInput};

use super::node::{Entry, Kind, Node, Scalar, Style};
use crate::{
    diagnostic::Diagnostic,
    lines::{Lines, end_of},
    rules,
    source::{Position, SourceId, Span, Spanned},
};

const DEEPEST_NESTING: usize = 64;

/// The document of a text. `None` where the text has no usable meaning; the findings say why.
pub fn read(source: SourceId, text: &str, findings: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut reader = Reader {
        source,
        text,
        lines: Lines::of(text),
        parser: Parser::new_from_str(text),
        depth: 0,
        findings,
    };
    match reader.document() {
        Ok(node) => node,
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

struct Reader<'input, 'findings> {
    source: SourceId,
    text: &'input str,
    lines: Lines,
    parser: Parser<'input, StrInput<'input>>,
    depth: usize,
    findings: &'findings mut Vec<Diagnostic>,
}

/// A fault that ends the reading of the file.
type Fatal = Box<Diagnostic>;

impl<'input> Reader<'input, '_> {
    fn document(&mut self) -> Result<Option<Node>, Fatal> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                _ if root.is_some() => {
                    return Err(Box::new(
                        Diagnostic::new(&rules::UNSUPPORTED_YAML, span, "a spec is one document")
                            .hint("give every service a file of its own"),
                    ));
                }
                event => root = Some(self.node(event, span)?),
            }
        }
        if root.is_none() {
            self.findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    Span::file(self.source),
                    "the file is empty",
                )
                .hint("begin with `spec: 1`"),
            );
        }
        Ok(root)
    }

    fn next(&mut self) -> Result<(Event<'input>, Span), Fatal> {
        match self.parser.next() {
            None => Ok((Event::StreamEnd, Span::file(self.source))),
            Some(Ok((event, span))) => Ok((event, self.span(span))),
            Some(Err(error)) => Err(Box::new(self.syntax(&error))),
        }
    }

    fn span(&self, span: YamlSpan) -> Span {
        // The parser's own lines are one too many at the end of a text that ends within a line.
        Span {
            source: self.source,
            start: self.lines.position(span.start.index()),
            end: self.lines.position(span.end.index()),
        }
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let marker = *error.marker();
        let mut span = self.span(YamlSpan::new(marker, marker));
        let end = end_of(self.text.trim_end());
        if span.start.index >= end.index {
            // What is missing at the end is missed after the last thing that is written.
            span = Span {
                start: end,
                end,
                ..span
            };
        }
        if error.info() == "recursion limit exceeded" {
            return too_deep(span);
        }
        if error.info().contains("unknown anchor") {
            return alias(span);
        }
        let hint = if error.info().contains("tab") {
            "indent with spaces"
        } else {
            "quote text that holds `: `, ` #` or, inside braces and brackets, a comma, a brace or a bracket; close what is opened"
        };
        Diagnostic::new(
            &rules::YAML_SYNTAX,
            span,
            format!("not YAML: {}", error.info()),
        )
        .hint(hint)
    }

    fn node(&mut self, event: Event<'input>, span: Span) -> Result<Node, Fatal> {
        let (kind, end) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_anchor(anchor, span);
                self.refuse_tag(tag.is_some(), span);
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let text = text.into_owned();
                (Kind::Scalar(Scalar { text, style }), span.end)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_anchor(anchor, span);
                self.refuse_tag(tag.is_some(), span);
                self.enter(span)?;
                let sequence = self.sequence()?;
                self.depth -= 1;
                sequence
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_anchor(anchor, span);
                self.refuse_tag(tag.is_some(), span);
                self.enter(span)?;
                let mapping = self.mapping()?;
                self.depth -= 1;
                mapping
            }
            Event::Alias(_) => {
                return Err(Box::new(alias(span)));
            }
            _ => {
                return Err(Box::new(Diagnostic::new(
                    &rules::YAML_SYNTAX,
                    span,
                    "not YAML: a value is missing here",
                )));
            }
        };
        Ok(Node {
            span: Span { end, ..span },
            kind,
        })
    }

    fn enter(&mut self, span: Span) -> Result<(), Fatal> {
        self.depth += 1;
        if self.depth > DEEPEST_NESTING {
            return Err(Box::new(too_deep(span)));
        }
        Ok(())
    }

    fn sequence(&mut self) -> Result<(Kind, Position), Fatal> {
        let mut elements = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, span) => return Ok((Kind::Sequence(elements), span.end)),
                (event, span) => elements.push(self.node(event, span)?),
            }
        }
    }

    fn mapping(&mut self) -> Result<(Kind, Position), Fatal> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok((Kind::Mapping(entries), span.end));
            }
            let key = self.node(event, span)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            match key.kind {
                // In quotes it is a name like any other.
                Kind::Scalar(scalar) if scalar.text == "<<" && scalar.style == Style::Plain => {
                    self.findings.push(
                        Diagnostic::new(
                            &rules::UNSUPPORTED_YAML,
                            key.span,
                            "a spec has no merge keys",
                        )
                        .hint("define a type and name it where it is used"),
                    )
                }
                Kind::Scalar(scalar) => {
                    let key = Spanned::new(scalar.text, key.span);
                    match places.entry(unmarked(&key.value).to_owned()) {
                        btree_map::Entry::Occupied(first) => self.findings.push(
                            Diagnostic::new(
                                &rules::DUPLICATE_KEY,
                                key.span,
                                format!("`{}` is here twice", key.value),
                            )
                            .related(*first.get(), "first here")
                            .hint("keep one of them"),
                        ),
                        btree_map::Entry::Vacant(place) => {
                            place.insert(key.span);
                            entries.push(Entry { key, value });
                        }
                    }
                }
                Kind::Sequence(_) | Kind::Mapping(_) => self.findings.push(
                    Diagnostic::new(&rules::UNSUPPORTED_YAML, key.mark(), "a key is text")
                        .hint("quote it, if it is meant as text"),
                ),
            }
        }
    }

    fn refuse_anchor(&mut self, anchor: usize, span: Span) {
        if anchor > 0 {
            self.findings.push(
                Diagnostic::new(&rules::UNSUPPORTED_YAML, span, "a spec has no anchors")
                    .hint("define a type and name it where it is used"),
            );
        }
    }

    fn refuse_tag(&mut self, tagged: bool, span: Span) {
        if tagged {
            self.findings.push(
                Diagnostic::new(&rules::UNSUPPORTED_YAML, span, "a spec has no tags")
                    .hint("leave the tag out; quotes make a value text"),
            );
        }
    }
}

/// `name` and `name?` are the same field, once required and once not.
fn unmarked(key: &str) -> &str {
    key.strip_suffix('?').unwrap_or(key)
}

fn alias(span: Span) -> Diagnostic {
    Diagnostic::new(&rules::UNSUPPORTED_YAML, span, "a spec has no aliases")
        .hint("define a type and name it where it is used")
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        &rules::TOO_DEEP,
        span,
        format!("nested more than {DEEPEST_NESTING} levels deep"),
    )
    .hint("define types and name them")
}
