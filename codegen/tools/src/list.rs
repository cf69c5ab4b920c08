//! The operations of the specs, for people and for programs.

use ncloud_codegen::{
    ir::{Operation, Service},
    printable,
};
use serde_json::{Value as Json, json};

/// One object an operation: service, operation, method, path, file, line.
#[must_use]
pub fn json(services: &[Service]) -> String {
    let rows: Vec<Json> = operations(services)
        .map(|(service, operation)| {
            json!({
                "service": service.name,
                "operation": operation.name,
                "method": operation.method.as_str(),
                "path": service.path_template(operation),
                "file": operation.location.file,
                "line": operation.location.line,
            })
        })
        .collect();
    printable::json(&format!("{:#}\n", Json::Array(rows))).into_owned()
}

/// The same as a table with aligned columns.
#[must_use]
pub fn table(services: &[Service]) -> String {
    let head = ["SERVICE", "OPERATION", "METHOD", "PATH", "PLACE"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head)
        .chain(operations(services).map(|(service, operation)| {
            [
                service.name.clone(),
                operation.name.clone(),
                operation.method.as_str().to_owned(),
                service.path_template(operation),
                format!("{}:{}", operation.location.file, operation.location.line),
            ]
            .map(|cell| printable::line(&cell).into_owned())
        }))
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let line: String = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}  "))
            .collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn operations(services: &[Service]) -> impl Iterator<Item = (&Service, &Operation)> {
    services.iter().flat_map(|service| {
        service
            .operations
            .iter()
            .map(move |operation| (service, operation))
    })
}
