//! What there is: services, and operations by words.

use ncloud_cli::catalog::Catalog;
use ncloud_cli::commands::command;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;

use crate::globals::Globals;
use crate::output::Output;

fn row(members: &[(&str, &str)]) -> Data {
    let members = members.iter();
    Data::Object(
        members
            .map(|(name, value)| ((*name).to_owned(), Data::Text((*value).to_owned())))
            .collect(),
    )
}

/// Prints the services.
///
/// # Errors
///
/// When standard output takes no more.
pub(crate) fn list(catalog: &Catalog, globals: &Globals) -> Result<(), Failure> {
    let rows = catalog.services().iter().map(|service| {
        let count = service.operations.len().to_string();
        row(&[
            ("service", &command(service.name)),
            ("title", service.title),
            ("operations", &count),
        ])
    });
    Output::new(globals)?
        .print(&Data::List(rows.collect()), &None)
        .map(drop)
}

/// Prints the operations that have the words.
///
/// # Errors
///
/// When there is none, and when standard output takes no more.
pub(crate) fn search(
    catalog: &Catalog,
    globals: &Globals,
    words: &[String],
) -> Result<(), Failure> {
    let found = catalog.search(words);
    if found.is_empty() {
        return Err(Failure::Usage(format!(
            "no operation has the words `{}`",
            words.join(" ")
        )));
    }
    let rows = found.iter().map(|(service, operation)| {
        row(&[
            ("service", &command(service.name)),
            ("operation", &command(operation.name)),
            ("does", operation.doc),
            ("page", operation.docs),
        ])
    });
    Output::new(globals)?
        .print(&Data::List(rows.collect()), &None)
        .map(drop)
}
