//! The texts of the specs, and places in them.

use std::{fs, io::Read, path::Path};

use crate::{
    diagnostic::{Diagnostic, Report},
    folder::{self, Found},
    ir::Location,
    lines::end_of,
    rules,
};

/// No spec comes near it; a file above it is a mistake, and is not read.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Which file a place is in: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(usize);

/// A range of characters in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub source: SourceId,
    pub start: Position,
    pub end: Position,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Characters before it.
    pub index: usize,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Position {
    const START: Self = Self {
        index: 0,
        line: 1,
        column: 1,
    };

    /// The place so many characters further on the same line.
    pub(crate) fn plus(self, characters: usize) -> Self {
        Self {
            index: self.index + characters,
            line: self.line,
            column: self.column + characters,
        }
    }
}

impl Span {
    /// The start of a file, for findings about the file as a whole.
    pub fn file(source: SourceId) -> Self {
        Self {
            source,
            start: Position::START,
            end: Position::START,
        }
    }

    /// The first character of this span.
    pub(crate) fn first(self) -> Self {
        Self {
            end: self.start.plus(1),
            ..self
        }
    }

    /// A part of this span: `length` characters after `offset`. Where that is no part of one line of it, all of it.
    pub(crate) fn part(self, offset: usize, length: usize) -> Self {
        if self.start.line != self.end.line || self.start.index + offset + length > self.end.index {
            return self;
        }
        let start = self.start.plus(offset);
        Self {
            source: self.source,
            start,
            end: start.plus(length),
        }
    }
}

/// A value and where it is written.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it was given, with `/` between folders.
    pub path: String,
    pub text: String,
}

/// Every file of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes a text in; for tests and for callers that hold the text already.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source {
            path: path.into(),
            text: text.into(),
        });
        SourceId(self.0.len() - 1)
    }

    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0)
    }

    /// A place for people to find again.
    pub fn location(&self, span: Span) -> Location {
        Location {
            file: self
                .get(span.source)
                .map_or_else(String::new, |source| source.path.clone()),
            ..Location::at(span)
        }
    }

    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.0.len()).map(SourceId)
    }

    /// Reads a file, or every `*.yaml` and `*.yml` of a folder and of the folders in it, in the order of their names.
    /// What cannot be read is a finding; the other files are read all the same.
    pub fn read(&mut self, path: &Path, report: &mut Report) {
        for found in folder::specs(path) {
            self.take(&found, report);
        }
    }

    /// Reads one of the files of a path. `None`: it could not be, and there is a finding.
    pub fn take(&mut self, found: &Found, report: &mut Report) -> Option<SourceId> {
        let shown = folder::shown(&found.path);
        match &found.fault {
            Some(fault) => self.refuse(&shown, report, fault.why.clone(), fault.hint),
            None => self.read_file(&found.path, &shown, report),
        }
    }

    fn read_file(&mut self, path: &Path, shown: &str, report: &mut Report) -> Option<SourceId> {
        const SPLIT: &str = "split the service, or take out what is not a spec";
        let length = fs::metadata(path).map_or(0, |metadata| metadata.len());
        if length > LARGEST_FILE {
            let why = format!(
                "is {} MiB large; a spec has at most {} MiB",
                length / (1024 * 1024),
                LARGEST_FILE / (1024 * 1024)
            );
            return self.refuse(shown, report, why, SPLIT);
        }
        // A file may grow, or have no size at all (a device): the limit holds for what is really read.
        let mut bytes = Vec::new();
        let read = fs::File::open(path)
            .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            let why = format!("cannot be read: {error}");
            return self.refuse(
                shown,
                report,
                why,
                "check that the file exists and may be read",
            );
        }
        if bytes.len() as u64 > LARGEST_FILE {
            let why = format!("is larger than {} MiB", LARGEST_FILE / (1024 * 1024));
            return self.refuse(shown, report, why, SPLIT);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(self.add(shown, text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let before = bytes.get(..valid).unwrap_or_default();
                let position = end_of(&String::from_utf8_lossy(before));
                // The text is kept as far as it is text, so that the finding can show its line.
                let source = self.add(shown, String::from_utf8_lossy(&bytes).into_owned());
                report.push(
                    Diagnostic::new(
                        &rules::NOT_UTF8,
                        Span {
                            source,
                            start: position,
                            end: position.plus(1),
                        },
                        "this byte is not UTF-8",
                    )
                    .hint("save the file as UTF-8"),
                );
                report.skip(source);
                None
            }
        }
    }

    fn refuse(
        &mut self,
        shown: &str,
        report: &mut Report,
        why: String,
        hint: &str,
    ) -> Option<SourceId> {
        let source = self.add(shown, "");
        report.push(Diagnostic::new(&rules::UNREADABLE, Span::file(source), why).hint(hint));
        report.skip(source);
        None
    }
}
