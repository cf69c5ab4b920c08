//! The commands that are no services, and what every operation takes beside its own.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Command, Subcommand};

#[cfg(feature = "mcp")]
use crate::mcp;
use crate::spec;

/// The commands that are no services.
#[derive(Debug, Subcommand)]
pub(crate) enum Builtin {
    /// Keeps keys in ~/.ncloud/configure
    ///
    /// The keys are asked for on a terminal; else they are read from standard input, the access key in the first line, the secret key in
    /// the second.
    Configure {
        #[command(subcommand)]
        command: Option<Configure>,
    },
    /// Tells whether the keys are taken
    ///
    /// It asks for the list of regions, which every key may read.
    Whoami,
    /// Lists the services
    Services,
    /// Finds operations by words in English or Korean
    Search {
        /// What operations have in their names, sentences, paths, chapters and services; those that have the most of the words are listed
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Prints what a shell completes with
    ///
    /// bash: `source <(ncloud completion bash)`, zsh: `source <(ncloud completion zsh)`, fish: `ncloud completion fish | source`,
    /// PowerShell: `ncloud completion powershell | Out-String | Invoke-Expression`.
    Completion {
        /// The shell
        #[arg(value_parser = ["bash", "elvish", "fish", "powershell", "zsh"])]
        shell: String,
    },
    #[cfg(feature = "mcp")]
    Mcp(mcp::Arguments),
    Spec(spec::arguments::Arguments),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Configure {
    /// Lists the profiles
    List,
}

/// The program without services.
pub(crate) fn root() -> Command {
    Builtin::augment_subcommands(Command::new("ncloud"))
        .version(env!("CARGO_PKG_VERSION"))
        .about("Calls every operation of NAVER Cloud Platform that its specs know: `ncloud SERVICE OPERATION --flags`")
        .arg_required_else_help(true)
        .subcommand_required(true)
}

/// What every operation takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct OfOperation {
    /// Values as a JSON object by their names on the wire: `{..}`, `@file`, or `@-` for standard input; flags go before it
    #[arg(long, value_name = "JSON")]
    pub(crate) input_json: Option<String>,
    /// Prints what `--input-json` takes, with a place for every value, and sends nothing
    #[arg(long)]
    pub(crate) skeleton: bool,
    /// Prints the request without its secrets, and sends nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Goes on without asking, where something is deleted or stopped
    #[arg(long)]
    pub(crate) yes: bool,
    /// Walks through all pages of the list
    #[arg(long)]
    pub(crate) all: bool,
    /// Waits until the thing is in the state that comes after the operation, or in that of the wait that is named
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    pub(crate) wait: Option<String>,
    /// The time between two looks of a wait
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration, hide_short_help = true)]
    pub(crate) wait_every: Option<Duration>,
    /// The time after which a wait is given up
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration, hide_short_help = true)]
    pub(crate) wait_timeout: Option<Duration>,
    /// Asks for the response as a stream of events, where there is a choice
    #[arg(long)]
    pub(crate) events: bool,
    /// Writes a response that is a file to this one
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
