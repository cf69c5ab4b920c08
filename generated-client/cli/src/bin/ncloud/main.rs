//! `ncloud`: every operation that the specs know, as a command.

mod arguments;
mod candidates;
mod configure;
mod confirm;
#[cfg(test)]
mod every_operation;
mod globals;
#[cfg(feature = "mcp")]
mod mcp;
mod operation;
mod output;
mod progress;
mod report;
mod services;
mod spec;
mod terminal;
mod tree;
mod whoami;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{ArgMatches, FromArgMatches as _};
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;
use ncloud_cli::catalog::Catalog;
use ncloud_cli::failure::Failure;

use crate::arguments::{Builtin, Configure};
use crate::globals::Globals;

/// The variable by which a shell asks for completions.
const COMPLETE: &str = "COMPLETE";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let line: Vec<OsString> = env::args_os().collect();
    let catalog = match catalog(&line) {
        Ok(catalog) => Arc::new(catalog),
        Err(failure) => return report::told(failure),
    };
    if env::var_os(COMPLETE).is_some() {
        let complete = CompleteEnv::with_factory(|| {
            tree::tree(&catalog, &line).unwrap_or_else(|_| arguments::root())
        });
        complete.var(COMPLETE).complete();
    }
    let line = tree::spelled(&catalog, line);
    let root = match tree::tree(&catalog, &line) {
        Ok(root) => root,
        Err(failure) => return report::told(failure),
    };
    let matches = match root.try_get_matches_from(&line) {
        Ok(matches) => matches,
        Err(error) => return parsed_badly(&error),
    };
    let for_author = matches.subcommand_name() == Some("spec");
    match run(&catalog, &matches).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if for_author => report::told_to_author(failure),
        Err(failure) => report::told(failure),
    }
}

/// Help goes to standard output, and what is wrong to standard error; either may be closed.
fn parsed_badly(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The services inside the program, and those of specs that the command line names: they are commands themselves.
fn catalog(line: &[OsString]) -> Result<Catalog, Failure> {
    const FLAG: &str = "--spec";
    let words: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    // Those of `ncloud spec` are read by itself.
    if words.get(1) == Some(&"spec") {
        return Ok(Catalog::embedded());
    }
    let mut paths = Vec::new();
    let mut rest = words.into_iter();
    while let Some(word) = rest.next() {
        match word.strip_prefix(FLAG) {
            Some("") => paths.extend(rest.next().map(PathBuf::from)),
            Some(path) => paths.extend(path.strip_prefix('=').map(PathBuf::from)),
            None => {}
        }
    }
    if paths.is_empty() {
        return Ok(Catalog::embedded());
    }
    Catalog::with_specs(&paths).map_err(Failure::Findings)
}

async fn run(catalog: &Arc<Catalog>, matches: &ArgMatches) -> Result<(), Failure> {
    let misread = |error: clap::Error| Failure::Usage(error.to_string());
    let globals = Globals::from_arg_matches(matches).map_err(misread)?;
    let Some((name, own)) = matches.subcommand() else {
        return Err(Failure::Usage("no command is named".to_owned()));
    };
    if let Some((entry, _)) = tree::found(catalog, name, "") {
        let Some((operation, own)) = own.subcommand() else {
            return Err(Failure::Usage("no operation is named".to_owned()));
        };
        let chapter = entry
            .chapters
            .iter()
            .position(|title| ncloud_cli::commands::chapter(title) == operation);
        let (_, found) = tree::found(catalog, name, operation).unwrap_or((entry, None));
        return match (found, chapter) {
            (None, Some(chapter)) => {
                terminal::print_line(&tree::listing(entry, Some(chapter))).map(drop)
            }
            _ => operation::run(catalog, &globals, catalog.operation(name, operation)?, own).await,
        };
    }
    match Builtin::from_arg_matches(matches).map_err(misread)? {
        Builtin::Configure {
            command: Some(Configure::List),
        } => configure::list(),
        Builtin::Configure { command: None } => configure::configure(globals.profile().as_deref()),
        Builtin::Whoami => whoami::whoami(catalog, &globals).await,
        Builtin::Services => services::list(catalog, &globals),
        Builtin::Search { words } => services::search(catalog, &globals, &words),
        Builtin::Completion { shell } => completion(&shell),
        #[cfg(feature = "mcp")]
        Builtin::Mcp(arguments) => mcp::serve(catalog, globals, arguments).await,
        Builtin::Spec(arguments) => spec::run(arguments).await,
    }
}

/// Prints what registers completions with a shell.
fn completion(shell: &str) -> Result<(), Failure> {
    let shells = Shells::builtins();
    let known = shells.completer(shell);
    let known =
        known.ok_or_else(|| Failure::Usage(format!("there are no completions for {shell}")))?;
    let mut script = Vec::new();
    known
        .write_registration(COMPLETE, "ncloud", "ncloud", "ncloud", &mut script)
        .map_err(|error| Failure::After(error.to_string()))?;
    terminal::print_bytes(&script).map(drop)
}
