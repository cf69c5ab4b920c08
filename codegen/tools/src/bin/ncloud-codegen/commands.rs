//! One file a command that has more to do than to print.

mod check;
mod diff;
mod doc;
mod draft;
mod explain;
mod format;
mod generate;
mod openapi;

use ncloud_tools::{coverage, draft::Options, list, openapi::Version, reference, schema};

use crate::{
    arguments::{Command, Format, OpenapiVersion},
    failure::Failure,
    files::printed,
    specs::{chosen, read},
};

/// What the command prints.
pub(crate) fn run(command: Command) -> Result<String, Failure> {
    match command {
        Command::Check {
            deny_warnings,
            deny_gaps,
            paths,
        } => check::check(&paths, deny_warnings, deny_gaps),
        Command::Generate { out, paths } => generate::generate(&read(&paths)?, &out),
        Command::Fmt { check, paths } => format::format(&paths, check),
        Command::Diff {
            old,
            new,
            format,
            released,
        } => diff::diff(&old, &new, format, released),
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
            client,
            service,
            name,
            docs,
        } => {
            let options = Options {
                service,
                name,
                docs,
            };
            draft::draft(&pages, into.as_deref(), &client, &options)
        }
        Command::Openapi {
            out,
            version,
            spec,
            services,
        } => {
            let version = match version {
                OpenapiVersion::V3_0 => Version::V3_0,
                OpenapiVersion::V3_1 => Version::V3_1,
            };
            openapi::openapi(&chosen(read(&spec)?, &services)?, version, out.as_deref())
        }
        Command::Doc {
            out,
            site,
            spec,
            services,
        } => doc::doc(
            &chosen(read(&spec)?, &services)?,
            out.as_deref(),
            site.as_deref(),
        ),
        Command::Schema => Ok(schema::schema()),
        Command::Explain { rule } => explain::explain(rule.as_deref()),
    }
}
