//! Turns specs of NAVER Cloud Platform's services into a typed Rust client.
//!
//! A spec is YAML that reads like the documentation pages it captures. [`load`] reads specs into the model in [`ir`];
//! what is wrong with them comes back as one [`Report`] that holds every finding of every file. [`build_script`] does
//! the whole way from a `build.rs`:
//!
//! ```no_run
//! # fn build() -> std::process::ExitCode {
//! ncloud_codegen::build_script::generate("spec")
//! # }
//! ```
//!
//! Data flows one way: text -> syntax tree (`parse`) -> services (`assemble`) -> model (`sema`, which checks by building) ->
//! Rust (`emit`). The printer decides nothing, and nothing before it knows what is printed.
//!
//! A user's build script compiles all that is here, so it is no more than that takes: drafts, documents and the command line are
//! the package `ncloud-tools`.

mod assemble;
pub mod build_script;
pub mod emit;
pub mod ir;
mod lint;
pub mod rules;

// What the tools need besides, and the tests. It is no public face: it changes without notice.
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod folder;
#[doc(hidden)]
pub mod language;
#[doc(hidden)]
pub mod lines;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod printable;
#[doc(hidden)]
pub mod sema;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod suggest;
#[doc(hidden)]
pub mod values;
#[doc(hidden)]
pub mod wire;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

pub use diagnostic::{Finding, Report};

use crate::{
    parse::{allowed::Allowed, ast},
    sema::Analysis,
    source::Sources,
};

/// Reads specs: files, or folders of `*.yaml` and of such folders, one for a service in several files.
///
/// # Errors
///
/// The findings of all files, if there is one.
pub fn load<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<Vec<ir::Service>, Report> {
    load_with_warnings(paths).map(|loaded| loaded.services)
}

/// Services, and what lints found in their specs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The services, in the order of their files.
    pub services: Vec<ir::Service>,
    /// Findings that keep nothing from being generated; nothing, if the specs are clean.
    pub warnings: Report,
}

/// [`load`], and what lints find.
///
/// # Errors
///
/// The errors of all files, if there is one; lints are about specs that are sound.
pub fn load_with_warnings<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<Loaded, Report> {
    let mut report = Report::default();
    let mut sources = Sources::default();
    for path in paths {
        sources.read(path.as_ref(), &mut report);
    }
    model(sources, report).map(|(loaded, _)| loaded)
}

/// The specs of a folder whose file, or whose folder, has a name that is chosen, its extension left out.
fn load_chosen(path: &Path, is_chosen: &dyn Fn(&OsStr) -> bool) -> Result<Loaded, Report> {
    let mut report = Report::default();
    let mut sources = Sources::default();
    for found in folder::specs_where(path, is_chosen) {
        sources.take(&found, &mut report);
    }
    model(sources, report).map(|(loaded, _)| loaded)
}

/// Where a path of specs leads: a small file that holds nothing but the way to a folder is what git makes of a symbolic link
/// where it may not make one, and stands for that folder.
#[must_use]
pub fn resolved(path: &Path) -> PathBuf {
    folder::resolved(path).unwrap_or_else(|_| path.to_owned())
}

/// Reads a spec that is in memory already. `name` is what findings call the file.
///
/// # Errors
///
/// The findings, if there is one.
pub fn load_str(name: &str, text: &str) -> Result<Vec<ir::Service>, Report> {
    load_texts([(name, text)])
}

/// Reads specs that are in memory already: the name of each file and its text, parts of a service in their order.
///
/// # Errors
///
/// The findings of all files, if there is one.
pub fn load_texts<N: Into<String>, T: Into<String>>(
    files: impl IntoIterator<Item = (N, T)>,
) -> Result<Vec<ir::Service>, Report> {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(name, text);
    }
    model(sources, Report::default()).map(|(loaded, _)| loaded.services)
}

/// The document of a spec as JSON text, members in the order in which they are written: for tests that hold our reading of
/// YAML against another reader's.
///
/// # Errors
///
/// The findings of the reader.
#[doc(hidden)]
pub fn document_as_json(name: &str, text: &str) -> Result<String, Report> {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let mut findings = Vec::new();
    let document = parse::yaml::read(id, text, &mut findings);
    let mut report = Report::default().with_sources(sources);
    report.extend(findings);
    match document {
        Some(document) if report.is_empty() => Ok(document.to_json_text()),
        _ => Err(report),
    }
}

/// The services, and their syntax for whoever points to it.
///
/// # Errors
///
/// The findings of all files, if there is one that is no lint's.
#[doc(hidden)]
pub fn model(sources: Sources, mut report: Report) -> Result<(Loaded, Vec<ast::Service>), Report> {
    let (files, allowed) = parse_all(&sources, &mut report);
    let syntax = assemble::services(files, &mut report);
    let Analysis { services, findings } = sema::analyze(&syntax, &sources);
    let mut report = report.with_sources(sources);
    report.extend(findings);
    report.sort();
    if !report.is_empty() {
        return Err(report);
    }
    lint::lint(&syntax, &services, &allowed, &mut report);
    report.sort();
    let loaded = Loaded {
        services,
        warnings: report,
    };
    Ok((loaded, syntax))
}

fn parse_all(sources: &Sources, report: &mut Report) -> (Vec<ast::File>, Vec<Allowed>) {
    let (mut files, mut allowed) = (Vec::new(), Vec::new());
    for id in sources
        .ids()
        .filter(|id| !report.is_skipped(*id))
        .collect::<Vec<_>>()
    {
        let Some(source) = sources.get(id) else {
            continue;
        };
        let parsed = parse::file(id, source);
        report.extend(parsed.findings);
        allowed.extend(parsed.allowed);
        files.extend(parsed.file);
    }
    (files, allowed)
}
