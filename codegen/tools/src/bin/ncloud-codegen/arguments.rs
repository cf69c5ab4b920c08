//! What can be asked for.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use ncloud_tools::diff::Version;

/// Checks specs of NAVER Cloud Platform's services and generates the Rust client from them.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints every finding; exit status 1 if there is an error.
    Check {
        /// Exit status 1 also if there are warnings alone.
        #[arg(long)]
        deny_warnings: bool,
        /// Exit status 1 also if a spec has a comment that says `gap`, as drafts have where something could not be read.
        #[arg(long)]
        deny_gaps: bool,
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
    /// Writes the operations of saved documentation pages, or of an OpenAPI document, as a spec: what could not be read is marked `gap`.
    Draft {
        /// Pages of one service, saved as HTML, Markdown or plain text; or one OpenAPI document (2.0, 3.0, 3.1), as JSON or YAML.
        #[arg(required = true)]
        pages: Vec<PathBuf>,
        /// The spec of their service, which they are written into; made if it is not there. Without: a spec is printed.
        #[arg(long)]
        into: Option<PathBuf>,
        /// The folder of the client. If it is generated from the folder of that spec, a new service gets its feature in the
        /// client's manifest.
        #[arg(long, default_value = "generated-client")]
        client: PathBuf,
        /// The name of a new service, in place of that of its new file, or without one of the pages' host.
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
    /// Writes the reference: as Markdown, and as a site for browsers, which works from a folder and on any host of files.
    Doc {
        /// The folder for Markdown, made if it is not there: `language.md`, a page a service, and `README.md`, which links to them.
        #[arg(long, required_unless_present = "site")]
        out: Option<PathBuf>,
        /// The folder for the site, made if it is not there: `index.html` is its first page.
        #[arg(long)]
        site: Option<PathBuf>,
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
pub(crate) enum Format {
    Json,
    Table,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OpenapiVersion {
    #[value(name = "3.0")]
    V3_0,
    #[value(name = "3.1")]
    V3_1,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Changes {
    Json,
    Text,
}
