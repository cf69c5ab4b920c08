//! CSV, as RFC 4180 has it, with line feeds.

use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;

use super::{Listed, cell, check_columns, names, rows, shown};

/// Every column, unless some are chosen: lists and objects are JSON in theirs.
pub(super) fn written(
    data: &Data,
    listed: &Listed<'_>,
    columns: &[String],
) -> Result<String, Failure> {
    let rows = rows(data, listed).unwrap_or(std::slice::from_ref(data));
    check_columns(columns, rows)?;
    let columns = if columns.is_empty() {
        names(rows)
    } else {
        columns.to_vec()
    };
    if columns.is_empty() {
        let values = rows.iter().map(|row| match row {
            Data::List(elements) => line(elements.iter().map(shown)),
            value => line([shown(value)]),
        });
        return Ok(values.collect());
    }
    let mut text = line(columns.iter().cloned());
    for row in rows {
        text.push_str(&line(columns.iter().map(|column| cell(row, column))));
    }
    Ok(text)
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    format!("{}\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    let needs_quotes =
        cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
    if needs_quotes {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
