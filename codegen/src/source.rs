//! The texts of the specs, and places in them.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostic, Report},
    lines::end_of,
    rules,
};

/// No spec comes near it; a file above it is a mistake, and is not read.
pub(crate) const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Which file a place is in: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SourceId(usize);

/// A range of characters in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) source: SourceId,
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Characters before it.
    pub(crate) index: usize,
    /// Counted from 1.
    pub(crate) line: usize,
    /// Counted from 1, in characters.
    pub(crate) column: usize,
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
    pub(crate) fn file(source: SourceId) -> Self {
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
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// As it was given, with `/` between folders.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every file of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources(Vec<Source>);

impl Sources {
    /// Takes a text in; for tests and for callers that hold the text already.
    pub(crate) fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source {
            path: path.into(),
            text: text.into(),
        });
        SourceId(self.0.len() - 1)
    }

    pub(crate) fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.0.len()).map(SourceId)
    }

    /// Reads a file, or every `*.yaml` and `*.yml` of a folder and of the folders in it, in the order of their names.
    /// What cannot be read is a finding; the other files are read all the same.
    pub(crate) fn read(&mut self, path: &Path, report: &mut Report) {
        let shown = path.to_string_lossy().replace('\\', "/");
        match fs::metadata(path) {
            Err(error) => self.refuse(
                &shown,
                report,
                format!("cannot be read: {error}"),
                "give the path of a spec or of a folder of specs",
            ),
            Ok(metadata) if metadata.is_dir() => match yaml_files(path) {
                Ok(files) => {
                    for file in files {
                        self.read(&file, report);
                    }
                }
                Err(error) => self.refuse(
                    &shown,
                    report,
                    format!("cannot be listed: {error}"),
                    "check the permissions of the folder",
                ),
            },
            Ok(metadata) if metadata.len() > LARGEST_FILE => self.refuse(
                &shown,
                report,
                format!(
                    "is {} MiB large; a spec has at most {} MiB",
                    metadata.len() / (1024 * 1024),
                    LARGEST_FILE / (1024 * 1024)
                ),
                "split the service, or take out what is not a spec",
            ),
            Ok(_) => self.read_file(path, &shown, report),
        }
    }

    fn read_file(&mut self, path: &Path, shown: &str, report: &mut Report) {
        // A file may grow, or have no size at all (a device): the limit holds for what is really read.
        let mut bytes = Vec::new();
        let read = fs::File::open(path)
            .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.refuse(
                shown,
                report,
                format!("cannot be read: {error}"),
                "check that the file exists and may be read",
            );
            return;
        }
        if bytes.len() as u64 > LARGEST_FILE {
            self.refuse(
                shown,
                report,
                format!("is larger than {} MiB", LARGEST_FILE / (1024 * 1024)),
                "split the service, or take out what is not a spec",
            );
            return;
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.add(shown, text);
            }
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
            }
        }
    }

    fn refuse(&mut self, shown: &str, report: &mut Report, why: String, hint: &str) {
        let source = self.add(shown, "");
        report.push(Diagnostic::new(&rules::UNREADABLE, Span::file(source), why).hint(hint));
        report.skip(source);
    }
}

fn yaml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in sorted_entries(folder)? {
        if is_yaml(&path) {
            files.push(path);
        } else if path.is_dir() {
            let parts = sorted_entries(&path)?;
            files.extend(parts.into_iter().filter(|part| is_yaml(part)));
        }
    }
    Ok(files)
}

fn sorted_entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

pub(crate) fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}
