//! `ncloud-codegen`: checks specs and prints what is made of them.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand, ValueEnum};
use ncloud_codegen::{
    Loaded, Report,
    diff::{self, Effect, Version},
    draft,
    emit::{coverage, list, openapi, reference, rust, schema},
    format,
    ir::Service,
    load_with_warnings, rules,
};

/// Checks specs of NAVER Cloud Platform's services and generates the Rust client from them.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints every finding; exit status 1 if there is an error.
    Check {
        /// Exit status 1 also if there are warnings alone.
        #[arg(long)]
        deny_warnings: bool,
        /// Specs, or folders of specs.
        #[arg(default_value = "spec")]
        paths: Vec<PathBuf>,
    },
    /// Writes the client's modules, formatted, one file a service and `services.rs`.
    Generate {
        /// The folder to write into; made if it is not there.
        #[arg(long)]
        out: PathBuf,
        /// Specs, or folders of specs.
        #[arg(default_value = "spec")]
        paths: Vec<PathBuf>,
    },
    /// Brings specs into the one canonical form, and prints the files that it changed.
    Fmt {
        /// Changes nothing, but prints the files that are not formatted and the first lines that would change; exit status 1 if
        /// there is one.
        #[arg(long)]
        check: bool,
        /// Specs, or folders of specs.
        #[arg(default_value = "spec")]
        paths: Vec<PathBuf>,
    },
    /// Prints what changes for callers between two sets of specs, and the version step that it asks for; exit status 1 if
    /// something breaks.
    Diff {
        /// The specs that callers have: a file, a folder, or a revision of the repository (`HEAD~3`, `HEAD~3:spec`).
        old: String,
        /// The specs that they get.
        new: String,
        /// How.
        #[arg(long, value_enum, default_value_t = Changes::Text)]
        format: Changes,
        /// The released version of the client that was made of the old specs. Below 1.0 what breaks asks for a minor step.
        #[arg(long, default_value = env!("CARGO_PKG_VERSION"))]
        released: Version,
    },
    /// Prints the operations.
    List {
        /// How.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Specs, or folders of specs.
        #[arg(default_value = "spec")]
        paths: Vec<PathBuf>,
    },
    /// Prints the table of what is captured, as Markdown.
    Coverage {
        /// A file that has the table between `<!-- coverage -->` and `<!-- /coverage -->`: written there instead.
        #[arg(long)]
        into: Option<PathBuf>,
        /// Specs, or folders of specs.
        #[arg(default_value = "spec")]
        paths: Vec<PathBuf>,
    },
    /// Prints the reference of the spec language, as Markdown.
    Reference {
        /// A file that has it between `<!-- reference -->` and `<!-- /reference -->`: written there instead.
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Writes the operations of saved documentation pages as a spec: what could not be read is marked `gap`.
    Draft {
        /// Pages of one service, saved as HTML, Markdown or plain text.
        #[arg(required = true)]
        pages: Vec<PathBuf>,
        /// The spec of their service, which they are written into; made if it is not there. Without: a spec is printed.
        #[arg(long)]
        into: Option<PathBuf>,
        /// The name of a new service, in place of that of the pages' host.
        #[arg(long)]
        service: Option<String>,
        /// The name of the operation, of a single page.
        #[arg(long)]
        name: Option<String>,
        /// The address of the page, where a single one was saved without it.
        #[arg(long)]
        docs: Option<String>,
    },
    /// Prints OpenAPI documents, one a service, as JSON.
    Openapi {
        /// The folder to write into, one file a service; made if it is not there.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Of OpenAPI.
        #[arg(long, value_enum, default_value_t = OpenapiVersion::V3_1)]
        version: OpenapiVersion,
        /// A spec, or a folder of specs; may be given several times.
        #[arg(long, default_value = "spec")]
        spec: Vec<PathBuf>,
        /// Names of services; without one, all.
        services: Vec<String>,
    },
    /// Prints the JSON Schema of the spec language.
    Schema,
    /// Prints what a rule checks and why; without an id, all rules.
    Explain {
        /// `unknown-key`, as findings name it.
        rule: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Table,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OpenapiVersion {
    #[value(name = "3.0")]
    V3_0,
    #[value(name = "3.1")]
    V3_1,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Changes {
    Json,
    Text,
}

/// Why the program ends with a failure. Findings and other failures have different exit statuses.
enum Failure {
    Findings(Box<Report>),
    /// Findings where the exit status 1 means something else.
    Faulty(Box<Report>),
    /// What was asked for, where the answer is no success: what is not formatted, changes that break callers.
    Answer(String),
    Other(String),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(text) => print(&text),
        Err(Failure::Findings(report)) => {
            draw(&report);
            ExitCode::from(1)
        }
        Err(Failure::Faulty(report)) => {
            draw(&report);
            ExitCode::from(2)
        }
        Err(Failure::Answer(text)) => {
            let _ = print(&text);
            ExitCode::from(1)
        }
        Err(Failure::Other(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn draw(report: &Report) {
    let findings = counted(report.findings().len(), "finding");
    eprint!("{}", report.render(io::stderr().is_terminal()));
    eprintln!("\n{findings}; `ncloud-codegen explain RULE` says more of a rule");
}

fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}

/// A reader that closes the pipe early (`| head`) is no failure.
fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: standard output: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

fn run(command: Command) -> Result<String, Failure> {
    match command {
        Command::Check {
            deny_warnings,
            paths,
        } => check(&paths, deny_warnings),
        Command::Generate { out, paths } => generate(&read(&paths)?, &out),
        Command::Fmt { check, paths } => format_specs(&paths, check),
        Command::Diff {
            old,
            new,
            format,
            released,
        } => compare(&old, &new, format, released),
        Command::List { format, paths } => {
            let services = read(&paths)?;
            Ok(match format {
                Format::Json => list::json(&services),
                Format::Table => list::table(&services),
            })
        }
        Command::Coverage { into, paths } => {
            let table = coverage::table(&read(&paths)?);
            printed(table, into.as_deref(), coverage::replaced)
        }
        Command::Reference { into } => {
            printed(reference::sections(), into.as_deref(), reference::replaced)
        }
        Command::Draft {
            pages,
            into,
            service,
            name,
            docs,
        } => {
            let options = draft::Options {
                service,
                name,
                docs,
            };
            draft_pages(&pages, into.as_deref(), &options)
        }
        Command::Openapi {
            out,
            version,
            spec,
            services,
        } => {
            let version = match version {
                OpenapiVersion::V3_0 => openapi::Version::V3_0,
                OpenapiVersion::V3_1 => openapi::Version::V3_1,
            };
            documents(&chosen(read(&spec)?, &services)?, version, out.as_deref())
        }
        Command::Schema => Ok(schema::schema()),
        Command::Explain { rule: None } => Ok(explained()
            .iter()
            .map(|rule| format!("{:32} {}\n", rule.id, rule.purpose))
            .collect()),
        Command::Explain { rule: Some(id) } => {
            match explained().into_iter().find(|rule| rule.id == id) {
                Some(rule) => Ok(format!(
                    "{} ({})\n\n{}\n\n{}\n",
                    rule.id, rule.weight, rule.purpose, rule.explanation
                )),
                None => {
                    let hint = rules::nearest(&id)
                        .or_else(|| diff::rules::nearest(&id))
                        .unwrap_or_else(|| "`ncloud-codegen explain` lists them".to_owned());
                    Err(Failure::Other(format!("there is no rule `{id}`; {hint}")))
                }
            }
        }
    }
}

/// A rule as `explain` prints it.
struct Explained {
    id: &'static str,
    /// How much what it finds weighs.
    weight: String,
    purpose: &'static str,
    explanation: &'static str,
}

/// Every rule: of what specs are held to, then of changes.
fn explained() -> Vec<Explained> {
    let held = rules::ALL.iter().chain(rules::LINTS);
    let held = held.map(|rule| Explained {
        id: rule.id,
        weight: rule.severity.to_string(),
        purpose: rule.purpose,
        explanation: rule.explanation,
    });
    let changes = diff::rules::ALL.iter().map(|rule| Explained {
        id: rule.id,
        weight: rule.effect.as_str().to_owned(),
        purpose: rule.purpose,
        explanation: rule.explanation,
    });
    held.chain(changes).collect()
}

fn compare(old: &str, new: &str, format: Changes, released: Version) -> Result<String, Failure> {
    let specs = |argument| {
        diff::revision::specs(argument).map_err(|failure| match failure {
            diff::revision::Failure::Findings(report) => Failure::Faulty(report),
            diff::revision::Failure::Other(message) => Failure::Other(message),
        })
    };
    let changes = diff::changes(&specs(old)?, &specs(new)?);
    let text = match format {
        Changes::Json => diff::report::json(&changes, released),
        Changes::Text => diff::report::text(&changes, released),
    };
    match diff::effect(&changes) {
        Effect::Breaking => Err(Failure::Answer(text)),
        Effect::None | Effect::Patch | Effect::Addition => Ok(text),
    }
}

/// A part of a document: printed, or put in its place in a file.
fn printed(
    text: String,
    into: Option<&Path>,
    replaced: impl Fn(&str, &str) -> Option<String>,
) -> Result<String, Failure> {
    let Some(file) = into else {
        return Ok(text);
    };
    let failed =
        |error: &dyn std::fmt::Display| Failure::Other(format!("{}: {error}", file.display()));
    let document = fs::read_to_string(file).map_err(|error| failed(&error))?;
    let document = replaced(&document, &text).ok_or_else(|| failed(&"has no markers for it"))?;
    fs::write(file, document).map_err(|error| failed(&error))?;
    Ok(format!("{}\n", file.display()))
}

fn check(paths: &[PathBuf], deny_warnings: bool) -> Result<String, Failure> {
    let Loaded {
        services, warnings, ..
    } = read_with_warnings(paths)?;
    let operations = services.iter().map(|service| service.operations.len());
    let counts = format!(
        "{} services, {} operations",
        services.len(),
        operations.sum::<usize>()
    );
    if warnings.is_empty() {
        return Ok(format!("{counts}: no findings\n"));
    }
    if deny_warnings {
        return Err(Failure::Findings(Box::new(warnings)));
    }
    draw(&warnings);
    let warnings = counted(warnings.findings().len(), "warning");
    Ok(format!("{counts}: {warnings}\n"))
}

fn read(paths: &[PathBuf]) -> Result<Vec<Service>, Failure> {
    read_with_warnings(paths).map(|loaded| loaded.services)
}

fn read_with_warnings(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    let loaded = load_with_warnings(paths).map_err(|report| Failure::Findings(Box::new(report)))?;
    if loaded.services.is_empty() {
        let shown: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Failure::Other(format!(
            "no specs (*.yaml) in {}",
            shown.join(", ")
        )));
    }
    Ok(loaded)
}

fn format_specs(paths: &[PathBuf], check: bool) -> Result<String, Failure> {
    let findings = |report| Failure::Findings(Box::new(report));
    let mut changed = Vec::new();
    // Nothing is written unless all can be.
    for (path, text) in format::texts(paths).map_err(findings)? {
        let formatted = format::formatted(&path, &text).map_err(findings)?;
        if formatted != text {
            changed.push((path, text, formatted));
        }
    }
    if check {
        let shown: String = changed
            .iter()
            .map(|(path, before, after)| format::first_difference(path, before, after))
            .collect();
        return if shown.is_empty() {
            Ok(String::new())
        } else {
            Err(Failure::Answer(shown))
        };
    }
    let mut written = String::new();
    for (path, _, formatted) in changed {
        fs::write(&path, formatted).map_err(|error| Failure::Other(format!("{path}: {error}")))?;
        written.push_str(&format!("{path}\n"));
    }
    Ok(written)
}

fn draft_pages(
    pages: &[PathBuf],
    into: Option<&Path>,
    options: &draft::Options,
) -> Result<String, Failure> {
    let mut texts = Vec::new();
    for path in pages {
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
        texts.push((path.display().to_string(), text));
    }
    let pages: Vec<draft::Page<'_>> = texts
        .iter()
        .map(|(name, text)| draft::Page { name, text })
        .collect();
    let Some(into) = into else {
        return Ok(draft::draft(&pages, options).map_err(Failure::Other)?.text);
    };
    let failed = |error: io::Error| Failure::Other(format!("{}: {error}", into.display()));
    let draft = match fs::read_to_string(into) {
        Ok(spec) => draft::draft_into(into, &spec, &pages, options),
        Err(error) if error.kind() == io::ErrorKind::NotFound => draft::draft(&pages, options),
        Err(error) => return Err(failed(error)),
    }
    .map_err(Failure::Other)?;
    fs::write(into, &draft.text).map_err(failed)?;
    let count = draft.gaps;
    let gaps = if count == 1 { "gap" } else { "gaps" };
    Ok(format!(
        "{}: {}; {count} {gaps} to look at\n",
        into.display(),
        draft.operations.join(", ")
    ))
}

/// The services of these names, in this order.
fn chosen(services: Vec<Service>, names: &[String]) -> Result<Vec<Service>, Failure> {
    if names.is_empty() {
        return Ok(services);
    }
    let of_name = |name: &String| {
        let service = services.iter().find(|service| service.name == *name);
        service.cloned().ok_or_else(|| {
            let known: Vec<&str> = services
                .iter()
                .map(|service| service.name.as_str())
                .collect();
            Failure::Other(format!(
                "there is no service `{name}`; there are {}",
                known.join(", ")
            ))
        })
    };
    names.iter().map(of_name).collect()
}

fn documents(
    services: &[Service],
    version: openapi::Version,
    out: Option<&Path>,
) -> Result<String, Failure> {
    let documents = services
        .iter()
        .map(|service| (service, openapi::document(service, version)));
    let Some(out) = out else {
        return Ok(documents.map(|(_, document)| document).collect());
    };
    let files = documents.map(|(service, document)| {
        let path = out.join(format!("{}.openapi.json", service.name));
        (path, document)
    });
    write_all(out, files)
}

fn generate(services: &[Service], out: &Path) -> Result<String, Failure> {
    let mut files = vec![(out.join("services.rs"), rust::index(services))];
    for service in services {
        files.push((
            out.join(format!("{}.rs", service.name)),
            rust::module(service, rust::RUN_TIME),
        ));
    }
    for (path, text) in &mut files {
        *text = rust::formatted(text)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
    }
    write_all(out, files)
}

/// Writes files into a folder, and says which.
fn write_all(
    folder: &Path,
    files: impl IntoIterator<Item = (PathBuf, String)>,
) -> Result<String, Failure> {
    let failed =
        |path: &Path, error: io::Error| Failure::Other(format!("{}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut written = String::new();
    for (path, text) in files {
        fs::write(&path, text).map_err(|error| failed(&path, error))?;
        written.push_str(&format!("{}\n", path.display()));
    }
    Ok(written)
}
