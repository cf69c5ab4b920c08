//! The page of a service: what it says once, its operations chapter by chapter, its types, waits and codes.

use ncloud_codegen::{
    emit::{
        markdown::{self, code, prose},
        words,
    },
    ir::{Operation, Service},
};

use super::{
    Page, addresses, authorization, definitions, errors, fields::link, operations, waiters,
};

/// What it is.
pub(super) fn introduction(page: &mut Page, service: &Service) {
    page.title(&prose(&service.title));
    page.paragraphs(service.doc.as_deref().map(prose));
    if let Some(address) = &service.docs {
        page.paragraph(&format!("Documentation: <{address}>"));
    }
    page.paragraph(&format!(
        "In Rust: the module {} of the crate `ncloud`, with the feature {}.",
        code(&format!("ncloud::{}", service.name)),
        code(&service.name),
    ));
}

pub(super) fn page(service: &Service) -> String {
    let mut page = Page::default();
    introduction(&mut page, service);
    let contents: Vec<String> = sections(service)
        .into_iter()
        .map(|(anchor, title)| format!("[{title}](#{anchor})"))
        .collect();
    page.paragraph(&format!("On this page: {}.", contents.join(", ")));
    page.paragraph(&format!(
        "Types are written as in specs: [how](language.md#field). {}",
        "Optional fields have setters, required ones are the arguments of `new`."
    ));
    let notes = words::notes(&service.notes);
    if !notes.is_empty() {
        page.list(notes);
    }
    addresses::of_service(&mut page, &service.address);
    page.paragraphs(words::region_parameter(service));
    authorization::of_service(&mut page, service);
    operations_by_chapter(&mut page, service);
    definitions::section(&mut page, service);
    waiters::section(&mut page, service);
    errors::section(&mut page, service);
    page.finish()
}

fn sections(service: &Service) -> Vec<(&'static str, &'static str)> {
    let mut sections = vec![
        ("section-addresses", "Addresses"),
        ("section-authorization", "Authorization"),
        ("section-operations", "Operations"),
    ];
    if definitions::has_section(service) {
        sections.push(("section-types", "Types"));
    }
    if !service.waiters.is_empty() {
        sections.push(("section-waits", "Waits"));
    }
    if !service.errors.is_empty() {
        sections.push(("section-errors", "Error codes"));
    }
    sections
}

fn operations_by_chapter(page: &mut Page, service: &Service) {
    page.heading(2, "section-operations", "Operations");
    let rows: Vec<[String; 4]> = service
        .operations
        .iter()
        .map(|operation| {
            let chapter = operation.chapter.and_then(|index| {
                let chapter = service.chapters.get(index)?;
                let anchor = format!("#{}", chapter_anchor(index));
                Some(markdown::link(&chapter.title, &anchor))
            });
            [
                link(&operation.name),
                chapter.unwrap_or_default(),
                code(&words::request_line(service, operation)),
                prose(&operation.doc),
            ]
        })
        .collect();
    page.table(["operation", "chapter", "request", "what it does"], &rows);
    let of_chapter = |index: Option<usize>| {
        let operations = service.operations.iter();
        operations.filter(move |operation: &&Operation| operation.chapter == index)
    };
    for operation in of_chapter(None) {
        operations::print(page, service, operation);
    }
    for (index, chapter) in service.chapters.iter().enumerate() {
        page.heading(2, &chapter_anchor(index), &prose(&chapter.title));
        if let Some(address) = &chapter.docs {
            page.paragraph(&format!("Documentation: <{address}>"));
        }
        for operation in of_chapter(Some(index)) {
            operations::print(page, service, operation);
        }
    }
}

/// Where a chapter begins.
pub(super) fn chapter_anchor(index: usize) -> String {
    format!("section-chapter-{}", index + 1)
}
