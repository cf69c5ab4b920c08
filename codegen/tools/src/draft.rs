//! Specs drafted from saved documentation pages, or from OpenAPI documents (`openapi`).
//!
//! Pages come as HTML, Markdown or plain text, in English, Korean or Japanese, of several generations of layouts. A page is read into
//! blocks, and these are sorted by what they are of (`page`, which looks its words up in `dictionary`); types come from tables and samples
//! together (`infer`), and what comes of it is written as YAML (`write`). What could not be read stands in the draft as a comment that begins with
//! `gap`, what contradicts itself as a `defect`, and what the page leaves open as `unconfirmed`.

mod dictionary;
mod infer;
mod markup;
mod model;
mod openapi;
mod page;
mod quote;
mod write;

use std::{collections::BTreeSet, ops::Range, path::Path};

use heck::{ToSnakeCase, ToTitleCase};
use ncloud_codegen::{
    diagnostic::Report,
    ir::Service,
    language::PART_MARK,
    load_str, model,
    parse::{ast, yaml},
    sema::is_service,
    source::{LARGEST_FILE, Sources},
};

use self::{
    infer::{Given, Known},
    model::Operation,
};
use crate::format;

/// A saved page.
#[derive(Clone, Copy, Debug)]
pub struct Page<'text> {
    /// What messages call it.
    pub name: &'text str,
    /// What was saved.
    pub text: &'text str,
}

/// What whoever drafts knows better than the pages.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the service, in place of that of its host.
    pub service: Option<String>,
    /// The name of the operation, if there is a single page.
    pub name: Option<String>,
    /// The address of the page, if there is a single one.
    pub docs: Option<String>,
}

/// A draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The whole spec.
    pub text: String,
    /// The name of the service.
    pub service: String,
    /// The names of the operations that were drafted.
    pub operations: Vec<String>,
    /// How many examples they have.
    pub examples: usize,
    /// What is to be looked at, in the order of the lines.
    pub gaps: Vec<Gap>,
}

/// A comment of a draft that says `gap`: what could not be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The line of the spec, counted from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// Drafts a spec of the operations of pages, which are of one service.
///
/// # Errors
///
/// What is wrong with a page, or with the pages together, as a message.
pub fn draft(pages: &[Page<'_>], options: &Options) -> Result<Draft, String> {
    if let Some(document) = document(pages)? {
        let drafted = of_document(document, options, None)?;
        let service = service_name(options, &drafted.url)?;
        let text = readable(neat(drafted.spec(&service)))?;
        return Ok(Draft::of_document("", text, service, drafted.names));
    }
    let mut operations = drafted(pages, options, None)?;
    let base = common_base(&mut operations)?;
    let is_form = operations.iter().all(|operation| operation.is_form);
    let service = write::Service {
        name: service_name(options, &base)?,
        title: options
            .service
            .as_deref()
            .unwrap_or(&host_label(&base))
            .to_title_case(),
        docs: operations
            .first()
            .map(|operation| operation.docs.clone())
            .unwrap_or_default(),
        url: base,
    };
    let text = sound(&mut operations, |operations| {
        let written = write::operations(operations, None);
        neat(write::spec(&service, &written, is_form))
    });
    Ok(Draft::of("", readable(text)?, service.name, &operations))
}

/// Drafts the operations of pages into a spec of their service: what the service says already is not said again, and its types
/// are used. `path` is what messages call the spec.
///
/// # Errors
///
/// What is wrong with the spec or a page, as a message.
pub fn draft_into(
    path: &Path,
    spec: &str,
    pages: &[Page<'_>],
    options: &Options,
) -> Result<Draft, String> {
    let name = path.display().to_string();
    let (service, syntax) = service_of(path, spec)?;
    let known = Known::of(&service, &syntax.shared);
    let is_neat = format::formatted(&name, spec).is_ok_and(|formatted| formatted == spec);
    if let Some(document) = document(pages)? {
        let drafted = of_document(document, options, Some(&known))?;
        let text = write::insert::into(spec, &drafted.operations, &drafted.types);
        let text = readable(if is_neat { neat(text) } else { text })?;
        return Ok(Draft::of_document(spec, text, service.name, drafted.names));
    }
    let mut operations = drafted(pages, options, Some(&known))?;
    for operation in &mut operations {
        if known.has_name(&operation.name) {
            return Err(format!(
                "{name} has a `{}` already: give the operation another name, with `--name`",
                operation.name
            ));
        }
        known.adopt(operation);
    }
    let text = sound(&mut operations, |operations| {
        let written = write::operations(operations, Some(&known));
        let text = write::insert::into(spec, &written.operations, &written.types);
        // What was written by hand in another form stays as it is.
        if is_neat { neat(text) } else { text }
    });
    let text = readable(text).map_err(|why| match is_neat {
        true => why,
        false => format!("{name}: the draft does not fit into it as it is written ({why}): run `ncloud-codegen fmt` on it first"),
    })?;
    Ok(Draft::of(spec, text, service.name.clone(), &operations))
}

/// The OpenAPI document, if that is what the pages are.
fn document<'pages, 'text>(
    pages: &'pages [Page<'text>],
) -> Result<Option<&'pages Page<'text>>, String> {
    let document = pages.iter().find(|page| openapi::is_document(page.text));
    match document {
        Some(document) if pages.len() > 1 => Err(format!(
            "{}: is an OpenAPI document, which is drafted alone",
            quote::message(document.name)
        )),
        document => Ok(document),
    }
}

fn of_document(
    page: &Page<'_>,
    options: &Options,
    known: Option<&Known>,
) -> Result<openapi::Drafted, String> {
    let refused = |message: String| format!("{}: {message}", quote::message(page.name));
    if page.text.len() > LARGEST_PAGE {
        return Err(refused(format!(
            "has more than the {} MiB that a document has at most",
            LARGEST_PAGE / (1024 * 1024)
        )));
    }
    openapi::drafted(page.text, options, known).map_err(refused)
}

/// The text in the canonical form of specs.
fn neat(text: String) -> String {
    format::formatted("draft", &text).unwrap_or(text)
}

/// A draft is YAML, whatever a page holds, and a spec by its size.
fn readable(text: String) -> Result<String, String> {
    if text.len() as u64 > LARGEST_FILE {
        return Err(format!(
            "the draft would be {} MiB large, and a spec has at most {} MiB: draft fewer pages, or a smaller part of them",
            text.len() / (1024 * 1024),
            LARGEST_FILE / (1024 * 1024)
        ));
    }
    match format::formatted("draft", &text) {
        Ok(_) => Ok(text),
        Err(report) => {
            let findings = report.findings();
            let why = findings.first().map(|finding| finding.message.as_str());
            Err(format!(
                "what would be written cannot be read as a spec: {}; report it with the page, it is a fault of the draft",
                quote::message(why.unwrap_or_default())
            ))
        }
    }
}

/// The only service of a spec, as the model and as it is written. Of a part it is that of the files beside it.
fn service_of(path: &Path, text: &str) -> Result<(Service, ast::Service), String> {
    let mut sources = Sources::default();
    let mut report = Report::default();
    match path.parent().filter(|_| is_part(text)) {
        Some(folder) => sources.read(folder, &mut report),
        None => {
            sources.add(path.display().to_string(), text);
        }
    }
    let (loaded, mut syntax) = model(sources, report).map_err(|report| report.to_string())?;
    let mut services = loaded.services;
    match (services.pop(), syntax.pop()) {
        (Some(service), Some(syntax)) if services.is_empty() => Ok((service, syntax)),
        _ => Err(format!("{}: it is not of one service", path.display())),
    }
}

/// Whether a text says that it is a part of a service.
fn is_part(text: &str) -> bool {
    let nowhere = Sources::default().add("", "");
    yaml::read(nowhere, text, &mut Vec::new())
        .is_some_and(|document| document.get(PART_MARK).is_some())
}

/// The largest page that is read, in bytes. Those of the documentation have a hundredth of it.
pub const LARGEST_PAGE: usize = 8 * 1024 * 1024;

fn drafted(
    pages: &[Page<'_>],
    options: &Options,
    known: Option<&Known>,
) -> Result<Vec<Operation>, String> {
    let given = given(pages, options)?;
    let mut operations: Vec<Operation> = Vec::new();
    for page in pages {
        let refused = |message: String| format!("{}: {message}", quote::message(page.name));
        let own = of_page(page, given, known).map_err(refused)?;
        for operation in own {
            if operations.iter().any(|other| other.name == operation.name) {
                return Err(refused(format!(
                    "another page gives a `{}` too; draft them apart, with names",
                    operation.name
                )));
            }
            operations.push(operation);
        }
    }
    Ok(operations)
}

/// What was said of the pages, if it can be said of them.
fn given<'options>(
    pages: &[Page<'_>],
    options: &'options Options,
) -> Result<Given<'options>, String> {
    let given = Given {
        name: options.name.as_deref(),
        docs: options.docs.as_deref(),
    };
    if pages.len() != 1 && (given.name.is_some() || given.docs.is_some()) {
        return Err("a name and an address are of a single page".to_owned());
    }
    if let Some(name) = given.name.filter(|name| !infer::is_name(name)) {
        return Err(format!(
            "`{}` cannot be the name of an operation: give one like GetUser",
            quote::quoted(name)
        ));
    }
    if let Some(docs) = given.docs.filter(|docs| !infer::is_address(docs)) {
        return Err(format!(
            "`{}` is no address of a page: give one like https://api.ncloud-docs.com/docs/en/..",
            quote::quoted(docs)
        ));
    }
    Ok(given)
}

/// The operations of a page. The first is what the page is for; what cannot be drafted of the others is a gap of it.
fn of_page(
    page: &Page<'_>,
    given: Given<'_>,
    known: Option<&Known>,
) -> Result<Vec<Operation>, String> {
    if page.text.len() > LARGEST_PAGE {
        return Err(format!(
            "is {} MiB large; a page has at most {} MiB",
            page.text.len() / (1024 * 1024),
            LARGEST_PAGE / (1024 * 1024)
        ));
    }
    let captures = page::sections::captures(page::read(page.text))?;
    if captures.len() > 1
        && let Some(name) = given.name
    {
        return Err(format!(
            "the page shows {} requests, and `{name}` can be the name of one: draft it without a name, or a page for each",
            captures.len()
        ));
    }
    let mut operations: Vec<Operation> = Vec::new();
    let mut names = BTreeSet::new();
    for capture in &captures {
        match infer::operation(capture, given, known) {
            Ok(mut operation) => {
                numbered(&mut operation, &mut names);
                operations.push(operation);
            }
            Err(message) => match operations.first_mut() {
                Some(first) => first.notes.gaps.push(format!(
                    "the page shows another request, under `{}`, which was not read: {message}",
                    quote::quoted(capture.title.as_deref().unwrap_or_default())
                )),
                None => return Err(message),
            },
        }
    }
    Ok(operations)
}

/// Gives another name to an operation whose name another one of its page has.
fn numbered(operation: &mut Operation, names: &mut BTreeSet<String>) {
    if names.insert(operation.name.clone()) {
        return;
    }
    let name = std::mem::take(&mut operation.name);
    operation.notes.gaps.push(format!(
        "another request of the page gives the name `{name}` too: put the right one"
    ));
    let mut numbered = (2..).map(|number: usize| format!("{name}{number}"));
    operation.name = numbered
        .find(|name| names.insert(name.clone()))
        .unwrap_or(name);
}

/// The address that all have in common; what is longer goes to the paths.
fn common_base(operations: &mut [Operation]) -> Result<String, String> {
    let Some(mut base) = operations.first().map(|operation| operation.base.clone()) else {
        return Err("there is no page".to_owned());
    };
    for operation in operations.iter() {
        while !(operation.base == base || operation.base.starts_with(&format!("{base}/"))) {
            match base.rsplit_once('/') {
                Some((shorter, _)) if shorter.len() > "https://".len() => base = shorter.to_owned(),
                _ => {
                    return Err(
                        "the pages are of services at different hosts: draft them apart".to_owned(),
                    );
                }
            }
        }
    }
    for operation in operations {
        let rest = operation.base.get(base.len()..).unwrap_or_default();
        operation.path = format!("{rest}{}", operation.path);
    }
    Ok(base)
}

/// A label of a host has at most so many letters (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;

/// `https://organization.apigw.ntruss.com/open-api/v1` -> `organization`; of the host that many services share, its first folder.
fn host_label(base: &str) -> String {
    let rest = base.split("://").nth(1).unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let label = host.split('.').next().unwrap_or_default();
    let folder = path.split('/').next().unwrap_or_default();
    let is_shared = matches!(label, "ncloud" | "naveropenapi" | "host");
    let label = match (is_shared, folder) {
        (true, "") => "unnamed",
        (true, folder) => folder,
        (false, _) => label,
    };
    label.chars().take(LONGEST_LABEL).collect()
}

/// The name of the service of a file that is not there yet: that of the file, by which features and the client find it. `None` where a
/// service cannot have it.
#[must_use]
pub fn service_of_file(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    is_service(name).then(|| name.to_owned())
}

fn service_name(options: &Options, base: &str) -> Result<String, String> {
    let name = options
        .service
        .clone()
        .unwrap_or_else(|| host_label(base).to_snake_case());
    if is_service(&name) {
        Ok(name)
    } else {
        Err(format!(
            "`{}` cannot be the name of a service: give another one in snake_case with `--service`",
            quote::quoted(&name)
        ))
    }
}

/// Writes a draft. Where an example turns out not to fit, it goes, and the draft says so.
fn sound(operations: &mut [Operation], write: impl Fn(&[Operation]) -> String) -> String {
    let mut written = write(operations);
    if let Err(report) = load_str("draft", &written) {
        let lines: BTreeSet<usize> = report
            .findings()
            .iter()
            .filter(|finding| finding.rule.id.starts_with("example-"))
            .map(|finding| finding.location.line)
            .collect();
        // What is in a sample can be what no spec can hold.
        let is_readable = format::formatted("draft", &written).is_ok();
        for operation in operations.iter_mut() {
            let within = lines_of(&written, &operation.name);
            if !operation.examples.is_empty()
                && (!is_readable || lines.range(within).next().is_some())
            {
                operation.examples.clear();
                operation.notes.gaps.push(
                    "the samples do not fit the tables or the types, so there is no example: put one under `examples`"
                        .to_owned(),
                );
            }
        }
        written = write(operations);
    }
    written
}

impl Draft {
    /// Of an OpenAPI document, whose samples are no examples.
    fn of_document(before: &str, text: String, service: String, operations: Vec<String>) -> Self {
        Self {
            service,
            operations,
            examples: 0,
            gaps: new_gaps(before, &text),
            text,
        }
    }

    /// Of a text that came to be from another one, by what was put into it.
    fn of(before: &str, text: String, service: String, operations: &[Operation]) -> Self {
        let names = operations.iter().map(|operation| operation.name.clone());
        let examples = operations.iter().map(|operation| operation.examples.len());
        Self {
            service,
            operations: names.collect(),
            examples: examples.sum(),
            gaps: new_gaps(before, &text),
            text,
        }
    }
}

/// The gaps of a spec: its comments that say `gap`.
#[must_use]
pub fn gaps(text: &str) -> Vec<Gap> {
    new_gaps("", text)
}

/// The gaps of the lines that a text has beside those of another one.
fn new_gaps(before: &str, text: &str) -> Vec<Gap> {
    let mut before = before.lines().peekable();
    let mut gaps = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if before.next_if_eq(&line).is_some() {
            continue;
        }
        if let Some(said) = line.trim_start().strip_prefix("# gap: ") {
            gaps.push(Gap {
                line: index + 1,
                text: said.to_owned(),
            });
        }
    }
    gaps
}

/// The lines of an operation, counted from 1.
fn lines_of(text: &str, operation: &str) -> Range<usize> {
    let head = format!("  {operation}:");
    let mut lines = text
        .lines()
        .enumerate()
        .skip_while(|(_, line)| *line != head);
    let start = lines.next().map_or(usize::MAX, |(index, _)| index + 1);
    let end = lines
        .find(|(_, line)| {
            !line.is_empty() && !line.starts_with("   ") && !line.trim_start().starts_with('#')
        })
        .map_or(usize::MAX, |(index, _)| index + 1);
    start..end
}
