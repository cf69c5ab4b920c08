//! The commands: a service is one, and an operation of it is one of its commands.
//!
//! Of the service and the operation that are named, all is known; of the others the name and what they do, which the index knows.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Args as _, Command};
use clap_complete::engine::ArgValueCandidates;
use ncloud_cli::catalog::{Catalog, OperationEntry, ServiceEntry};
use ncloud_cli::commands::{self, command, is_operation, is_service};
use ncloud_cli::describe;
use ncloud_cli::description::text;
use ncloud_cli::failure::{Class, Failure};
use ncloud_cli::flags::{Flag, flags};
use ncloud_codegen::ir::{Scalar, Service, Type};
use ncloud_tools::dynamic::DynamicOperation;

use crate::arguments::{self, OfOperation};
use crate::candidates;
use crate::globals::{Globals, HEADING};

/// The whole tree, for a command line.
///
/// # Errors
///
/// When the spec of the service that is named is not sound.
pub(crate) fn tree(catalog: &Catalog, line: &[OsString]) -> Result<Command, Failure> {
    let words: Vec<&str> = commands_in(line)
        .into_iter()
        .map(|(_, word)| word)
        .collect();
    let named = words
        .iter()
        .enumerate()
        .find_map(|(index, word)| Some((index, catalog.service(word)?)));
    let builtins = arguments::root();
    let mut root = Globals::augment_args(builtins.clone())
        .help_template("{about-with-newline}\n{usage-heading} {usage}{after-help}\n\n{all-args}")
        .after_help(text(&overview(catalog, &builtins)));
    for service in catalog.services() {
        let is_named = named.is_some_and(|(_, entry)| entry.name == service.name);
        let mut own = service_command(service);
        if is_named {
            let rest = words
                .get(named.map_or(0, |(index, _)| index + 1)..)
                .unwrap_or_default();
            own = with_operations(catalog, service, own, rest)?;
        }
        root = root.subcommand(own);
    }
    Ok(root)
}

/// What of a command line is no option and no value of one, as far as that is known before the line is parsed.
fn commands_in(line: &[OsString]) -> Vec<(usize, &str)> {
    let globals = Globals::augment_args(Command::new(""));
    let takes_value = |word: &str| {
        let mut known = globals.get_arguments();
        known.any(|argument| {
            let is_meant = word
                .strip_prefix("--")
                .is_some_and(|name| argument.get_long() == Some(name))
                || argument
                    .get_short()
                    .is_some_and(|short| word == format!("-{short}"));
            is_meant && argument.get_action().takes_values()
        })
    };
    let mut commands = Vec::new();
    let mut words = line.iter().enumerate().skip(1);
    while let Some((index, word)) = words.next() {
        match word.to_str() {
            Some(word) if takes_value(word) => drop(words.next()),
            Some(word) if !word.starts_with('-') => commands.push((index, word)),
            _ => {}
        }
    }
    commands
}

/// A command line with its service and its operation as commands are spelt, where they were spelt as in the documentation.
pub(crate) fn spelled(catalog: &Catalog, mut line: Vec<OsString>) -> Vec<OsString> {
    let words: Vec<(usize, String)> = commands_in(&line)
        .into_iter()
        .map(|(index, word)| (index, word.to_owned()))
        .collect();
    let Some(((index, word), rest)) = words.split_first() else {
        return line;
    };
    let Some(service) = catalog.service(word) else {
        return line;
    };
    let operation = rest.first().and_then(|(index, word)| {
        let mut operations = service.operations.iter();
        Some((*index, operations.find(|it| is_operation(it.name, word))?))
    });
    let names = operation.map(|(index, operation)| (index, operation.name));
    for (index, name) in [Some((*index, service.name)), names].into_iter().flatten() {
        if let Some(word) = line.get_mut(index) {
            *word = command(name).into();
        }
    }
    line
}

fn overview(catalog: &Catalog, builtins: &Command) -> String {
    let names: Vec<String> = catalog
        .services()
        .iter()
        .map(|it| command(it.name))
        .collect();
    let widest = names.iter().map(String::len).max().unwrap_or_default();
    let mut lines = "Commands:\n".to_owned();
    for own in builtins.get_subcommands() {
        let about = own.get_about().map(ToString::to_string).unwrap_or_default();
        lines.push_str(&format!("  {:widest$}  {about}\n", own.get_name()));
    }
    lines.push_str("\nServices:\n");
    for (service, name) in catalog.services().iter().zip(&names) {
        lines.push_str(&format!("  {name:widest$}  {}\n", service.title));
    }
    lines.push_str("\n`ncloud SERVICE --help` lists its operations, `ncloud search WORD..` finds one.\n\nExit status:\n  0  success\n");
    for (class, meaning) in Class::ALL {
        lines.push_str(&format!("  {}  {meaning}\n", class as u8));
    }
    lines
}

fn service_command(service: &ServiceEntry) -> Command {
    Command::new(text(&command(service.name)))
        .about(service.title)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
}

fn with_operations(
    catalog: &Catalog,
    service: &ServiceEntry,
    own: Command,
    words: &[&str],
) -> Result<Command, Failure> {
    let doc = service
        .doc
        .map(|doc| format!("\n\n{doc}"))
        .unwrap_or_default();
    let page = service
        .docs
        .map(|page| format!("\n\n{page}"))
        .unwrap_or_default();
    let about = format!("{}{doc}{page}", service.title);
    let mut own = own
        .about(text(&about))
        .help_template("{about-with-newline}\n{usage-heading} {usage}{after-help}\n")
        .after_help(text(&listing(service, None)));
    let named = words.iter().find_map(|word| {
        let mut operations = service.operations.iter();
        operations.find(|operation| is_operation(operation.name, word))
    });
    for operation in service.operations {
        let is_named = named.is_some_and(|it| it.name == operation.name);
        own = own.subcommand(if is_named {
            of_operation(&catalog.operation(service.name, operation.name)?)
        } else {
            light(operation)
        });
    }
    for (index, title) in service.chapters.iter().enumerate() {
        let name = commands::chapter(title);
        let is_taken = service
            .operations
            .iter()
            .any(|it| is_operation(it.name, &name));
        if !is_taken && own.find_subcommand(&name).is_none() {
            let own_help = Command::new(text(&name))
                .about(text(&format!(
                    "Lists the operations of the chapter {title}"
                )))
                .help_template("{after-help}")
                .after_help(text(&listing(service, Some(index))))
                .hide(true);
            own = own.subcommand(own_help);
        }
    }
    Ok(own)
}

/// The operations of a service by their chapters, or of one chapter.
pub(crate) fn listing(service: &ServiceEntry, only: Option<usize>) -> String {
    let name = command(service.name);
    let names: Vec<String> = service
        .operations
        .iter()
        .map(|it| command(it.name))
        .collect();
    let widest = names.iter().map(String::len).max().unwrap_or_default();
    let mut text = String::new();
    let mut chapters: Vec<Option<usize>> = Vec::new();
    for operation in service.operations {
        if !chapters.contains(&operation.chapter) {
            chapters.push(operation.chapter);
        }
    }
    for chapter in chapters
        .into_iter()
        .filter(|chapter| only.is_none() || *chapter == only)
    {
        let title = chapter.and_then(|index| service.chapters.get(index));
        text.push_str(&match title {
            Some(title) => format!("{title} (`ncloud {name} {}`):\n", commands::chapter(title)),
            None => "Operations:\n".to_owned(),
        });
        let operations = service.operations.iter().zip(&names);
        for (operation, name) in operations.filter(|(it, _)| it.chapter == chapter) {
            text.push_str(&format!("  {name:widest$}  {}\n", sentence(operation.doc)));
        }
        text.push('\n');
    }
    text.push_str(&format!(
        "`ncloud {name} OPERATION --help` says what it takes."
    ));
    text
}

/// The first sentence of a text.
fn sentence(doc: &str) -> &str {
    doc.split_inclusive(". ").next().unwrap_or(doc).trim_end()
}

fn light(operation: &OperationEntry) -> Command {
    Command::new(text(&command(operation.name))).about(sentence(operation.doc))
}

/// Names of flags that mean the same for every operation.
pub(crate) fn reserved() -> Vec<String> {
    let all = OfOperation::augment_args(Globals::augment_args(Command::new("")));
    let names = all
        .get_arguments()
        .filter_map(|argument| argument.get_long());
    names
        .map(str::to_owned)
        .chain(["help".to_owned(), "version".to_owned()])
        .collect()
}

/// The flags of an operation, as the program spells them.
pub(crate) fn flags_of<'specs>(operation: &DynamicOperation<'specs>) -> Vec<Flag<'specs>> {
    let reserved = reserved();
    let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
    flags(operation.service(), operation.model(), &reserved)
}

/// What clap calls the argument of a flag.
pub(crate) fn id(flag: &Flag<'_>) -> String {
    format!("flag:{}", flag.name)
}

/// The command of an operation, with all that it takes.
pub(crate) fn of_operation(operation: &DynamicOperation<'_>) -> Command {
    let (service, model) = (operation.service(), operation.model());
    let flags = flags_of(operation);
    let required: String = flags
        .iter()
        .filter(|flag| flag.required())
        .map(|flag| format!(" --{} {}", flag.name, value_name(service, flag)))
        .collect();
    let usage = format!(
        "ncloud {} {}{required} [OPTIONS]",
        command(&service.name),
        command(&model.name)
    );
    let remarks: String = model
        .notes
        .told()
        .map(|(what, remark)| format!("\n\n{what}: {remark}"))
        .collect();
    let about = format!(
        "{}\n\n{} {}\n{}{remarks}",
        model.doc,
        model.method.as_str(),
        service.path_template(model),
        model.docs
    );
    let mut own = Command::new(text(&command(&model.name)));
    for flag in &flags {
        own = own.arg(argument(service, flag));
    }
    // What derives the options of every operation brings a sentence about itself.
    OfOperation::augment_args(own.next_help_heading("Options of every operation"))
        .next_help_heading(HEADING)
        .about(text(sentence(&model.doc)))
        .long_about(text(&about))
        .override_usage(text(&usage))
        .after_help(text(&after(operation, &flags)))
}

/// What comes back, and how it is called with the values of an example.
fn after(operation: &DynamicOperation<'_>, flags: &[Flag<'_>]) -> String {
    let (service, model) = (operation.service(), operation.model());
    let mut lines = format!("Response: {}", describe::response(service, &model.response));
    if model.events.is_some() {
        lines.push_str(" (as a stream of events with `--events`)");
    }
    if model.pages.is_some() {
        lines.push_str("\nPages: `--all` walks through them");
    }
    if ncloud_cli::call::is_destructive(model) {
        lines.push_str(
            "\nIt deletes or stops something: it asks before, and needs `--yes` in a script",
        );
    }
    let example = model
        .examples
        .iter()
        .find(|example| example.error.is_none());
    if let Some(arguments) =
        example.and_then(|example| ncloud_cli::bind::example_arguments(flags, example))
    {
        let arguments: Vec<String> = arguments.iter().map(|it| shell_quoted(it)).collect();
        lines.push_str(&format!(
            "\n\nExample:\n  ncloud {} {} {}",
            command(&service.name),
            command(&model.name),
            arguments.join(" ")
        ));
    }
    lines.trim_end().to_owned()
}

fn shell_quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=./:,@+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

fn value_name(service: &Service, flag: &Flag<'_>) -> String {
    let kind = match &flag.field.ty {
        Type::List(element) => describe::kind(service, element),
        ty => describe::kind(service, ty),
    };
    kind.split([' ', ','])
        .next()
        .unwrap_or_default()
        .to_uppercase()
}

fn argument(service: &Service, flag: &Flag<'_>) -> Arg {
    let described = describe::flag(service, flag);
    let mut own = Arg::new(text(&id(flag)))
        .long(text(&flag.name))
        .value_name(text(&value_name(service, flag)))
        .action(ArgAction::Append)
        .allow_negative_numbers(true)
        .help_heading(if flag.required() {
            "Required"
        } else {
            "Optional"
        })
        .help(text(&help(&described, flag)));
    if let Some(alias) = &flag.alias {
        own = own.alias(text(alias));
    }
    own = match &flag.field.ty {
        Type::List(_) => own.num_args(1..),
        Type::Scalar(Scalar::Bool) => own.num_args(0..=1).default_missing_value("true"),
        Type::Scalar(Scalar::YesNo) => own.num_args(0..=1).default_missing_value("Y"),
        _ => own.num_args(1),
    };
    let values = described.values;
    if values.is_empty() {
        own
    } else {
        own.add(ArgValueCandidates::new(move || candidates::values(&values)))
    }
}

fn help(described: &describe::Description, flag: &Flag<'_>) -> String {
    let mut text = described.doc.clone();
    if matches!(flag.field.ty, Type::List(_)) {
        text.push_str(" [several, or JSON]");
    }
    if !described.values.is_empty() && described.values.iter().any(|(_, about)| !about.is_empty()) {
        let values: Vec<String> = described
            .values
            .iter()
            .map(|(value, about)| {
                if about.is_empty() {
                    value.clone()
                } else {
                    format!("{value}: {}", about.trim_end_matches('.'))
                }
            })
            .collect();
        text.push_str(&format!(" [values: {}]", values.join("; ")));
    } else if !described.values.is_empty() {
        let values: Vec<&str> = described
            .values
            .iter()
            .map(|(value, _)| value.as_str())
            .collect();
        text.push_str(&format!(" [values: {}]", values.join(", ")));
    }
    if !described.members.is_empty() {
        text.push_str(&format!(" [members: {}]", described.members.join(", ")));
    }
    if let Some(default) = &described.default {
        text.push_str(&format!(" [default: {default}]"));
    }
    if let Some(when) = &described.required_when {
        text.push_str(&format!(" [required where {when}]"));
    }
    text
}

/// The service and the operation that matches name.
pub(crate) fn found<'catalog>(
    catalog: &'catalog Catalog,
    service: &str,
    operation: &str,
) -> Option<(&'catalog ServiceEntry, Option<&'catalog OperationEntry>)> {
    let entry = catalog
        .services()
        .iter()
        .find(|it| is_service(it.name, service))?;
    let mut operations = entry.operations.iter();
    Some((
        entry,
        operations.find(|it| is_operation(it.name, operation)),
    ))
}
