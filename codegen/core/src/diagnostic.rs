//! Findings: what is wrong with a spec, where, and what to do about it.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use crate::{
    ir::Location,
    printable,
    rules::{Rule, Severity},
    source::{SourceId, Sources, Span},
};

/// One finding. Its texts quote specs, and are printable in one line whatever those hold.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static Rule,
    pub span: Span,
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            span,
            message: in_one_line(message),
            hint: None,
            related: Vec::new(),
        }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(in_one_line(hint));
        self
    }

    /// With a hint, where there is none that says more.
    pub(crate) fn or_hint(&mut self, hint: impl FnOnce() -> String) {
        if self.hint.is_none() {
            self.hint = Some(in_one_line(hint()));
        }
    }

    pub(crate) fn hint_if(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, in_one_line(label)));
        self
    }
}

fn in_one_line(text: impl Into<String>) -> String {
    let text = text.into();
    match printable::line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

/// A text of a spec as messages quote it.
pub(crate) fn clipped(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['\u{2026}']).collect()
}

/// The findings of one run over all files, and the texts they point into.
///
/// Its `Display` prints every finding in a line of `file:line:column: error[rule]: message` (or `warning[lint]`), the hint and the
/// related places in lines of their own below it.
#[derive(Default)]
pub struct Report {
    pub(crate) sources: Sources,
    diagnostics: Vec<Diagnostic>,
    /// Files that have no meaning beyond their findings.
    skipped: BTreeSet<SourceId>,
}

impl Report {
    /// The same findings, and the texts that they point into.
    #[doc(hidden)]
    #[must_use]
    pub fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    #[doc(hidden)]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    #[doc(hidden)]
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    pub(crate) fn skip(&mut self, source: SourceId) {
        self.skipped.insert(source);
    }

    pub(crate) fn is_skipped(&self, source: SourceId) -> bool {
        self.skipped.contains(&source)
    }

    /// The findings in the order of files and places, each once.
    #[doc(hidden)]
    pub fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| {
            (a.span.source, a.span.start, a.rule.id, &a.message).cmp(&(
                b.span.source,
                b.span.start,
                b.rule.id,
                &b.message,
            ))
        });
        self.diagnostics
            .dedup_by(|a, b| a.rule.id == b.rule.id && a.span == b.span && a.message == b.message);
    }

    /// Changes every text of its findings that is not the spec's own: messages, hints and remarks, in which values are quoted.
    pub fn change_texts(&mut self, change: impl Fn(&str) -> String) {
        for diagnostic in &mut self.diagnostics {
            let hint = diagnostic.hint.iter_mut();
            let related = diagnostic.related.iter_mut().map(|(_, label)| label);
            for text in related.chain(hint).chain([&mut diagnostic.message]) {
                *text = change(text);
            }
        }
    }

    #[doc(hidden)]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether nothing was found at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Every finding as plain data, in the order of files and places.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.diagnostics
            .iter()
            .map(|diagnostic| Finding {
                rule: diagnostic.rule,
                location: self.location(diagnostic.span),
                message: diagnostic.message.clone(),
                hint: diagnostic.hint.clone(),
                related: diagnostic
                    .related
                    .iter()
                    .map(|(span, label)| (self.location(*span), label.clone()))
                    .collect(),
            })
            .collect()
    }

    #[doc(hidden)]
    pub fn location(&self, span: Span) -> Location {
        self.sources.location(span)
    }
}

/// A finding as plain data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// Where.
    pub location: Location,
    /// What is wrong, in one line: of what it quotes, [`printable::line`].
    pub message: String,
    /// What to do, in one line too.
    pub hint: Option<String>,
    /// Other places that belong to it, each with a remark of one line.
    pub related: Vec<(Location, String)>,
}

impl Finding {
    /// The finding in one line, for places that have no more: `file:line:column: [rule] message (help: hint)`.
    #[must_use]
    pub fn one_line(&self) -> String {
        let mut line = format!("{}: [{}] {}", self.location, self.rule.id, self.message);
        for (place, label) in &self.related {
            line.push_str(&format!("; {label} at {place}"));
        }
        if let Some(hint) = &self.hint {
            line.push_str(&format!(" (help: {hint})"));
        }
        line
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = printable::line(&self.file);
        write!(f, "{file}:{}:{}", self.line, self.column)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}[{}]: {}",
            self.location, self.rule.severity, self.rule.id, self.message
        )?;
        for (place, label) in &self.related {
            write!(f, "\n  note: {label} at {place}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  help: {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings().iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

/// As `Display`: a `main` that returns the report prints it so, and nobody wants the text of every file.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Report {}
