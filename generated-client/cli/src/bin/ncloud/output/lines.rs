//! Text for other programs: a line each, values separated by tabs.

use ncloud::printable;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;

use super::{Listed, cell, check_columns, rows, shown};

pub(super) fn written(
    data: &Data,
    listed: &Listed<'_>,
    columns: &[String],
) -> Result<String, Failure> {
    if let Data::Text(text) = data {
        return Ok(format!("{text}\n"));
    }
    let rows = rows(data, listed).unwrap_or(std::slice::from_ref(data));
    check_columns(columns, rows)?;
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = if columns.is_empty() {
            match row {
                Data::Object(members) => members.iter().map(|(_, value)| shown(value)).collect(),
                Data::List(elements) => elements.iter().map(shown).collect(),
                value => vec![shown(value)],
            }
        } else {
            columns.iter().map(|column| cell(row, column)).collect()
        };
        let cells: Vec<_> = cells.iter().map(|cell| printable::line(cell)).collect();
        text.push_str(&format!("{}\n", cells.join("\t")));
    }
    Ok(text)
}
