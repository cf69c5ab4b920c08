//! The codes that a service fails with.

use ncloud_codegen::{
    emit::{
        markdown::code,
        words::{self, in_words},
    },
    ir::{ErrorCode, Operation, Retry, Service},
};

use super::{Page, fields::with_notes};

pub(super) fn section(page: &mut Page, service: &Service) {
    if service.errors.is_empty() {
        return;
    }
    page.heading(2, "section-errors", "Error codes");
    page.paragraph(
        "Others may come. A call is repeated, after some of them, without a word from the caller.",
    );
    let rows: Vec<[String; 5]> = service
        .errors
        .iter()
        .map(|error| {
            let status = error.status;
            [
                code(&error.code),
                code(&format!("error_code::{}", error.rust_name)),
                status.map(|status| status.to_string()).unwrap_or_default(),
                repeated(error),
                meaning(error),
            ]
        })
        .collect();
    page.table(["code", "in Rust", "status", "repeated", "meaning"], &rows);
}

/// The codes that samples of an operation show, and where the others are.
pub(super) fn of_operation(page: &mut Page, service: &Service, operation: &Operation) {
    if service.errors.is_empty() {
        return;
    }
    let shown = words::shown_failures(service, operation);
    page.paragraph("**Failures** have codes: [those that are known](#section-errors).");
    if !shown.is_empty() {
        page.list(shown.iter().map(|error| {
            format!(
                "{}: {}",
                code(&error.code),
                with_notes(&error.doc, &error.notes)
            )
        }));
    }
}

fn repeated(error: &ErrorCode) -> String {
    let which = match error.retry {
        Some(Retry::Never) => "never",
        Some(Retry::Reads) => "where the operation only reads",
        Some(Retry::Always) => "always",
        None => "as its status allows",
    };
    match error.pause {
        None => which.to_owned(),
        Some(pause) => format!("{which}, after at least {}", in_words(pause)),
    }
}

fn meaning(error: &ErrorCode) -> String {
    let throttled = error.throttled.then_some("`Error::is_throttled` holds.");
    let not_found = error.not_found.then_some("`Error::is_not_found` holds.");
    let doc = with_notes(&error.doc, &error.notes);
    let parts = std::iter::once(doc.as_str())
        .chain(throttled)
        .chain(not_found);
    parts.collect::<Vec<_>>().join("<br>")
}
