//! The pages of a service: what it says once and its operations by their chapters; all its types.

use ncloud_codegen::{
    emit::{
        markdown::{code, prose},
        words,
    },
    ir::{Operation, Service},
};

use super::{
    Frame,
    html::blocks,
    links::{Links, TYPES, Targets},
};
use crate::doc::{
    addresses, authorization, definitions, errors,
    fields::link,
    page::Page,
    service::{chapter_anchor, introduction},
    waiters,
};

/// What the service says once, its operations, waits and codes, and what the documentation gets wrong.
pub(super) fn page(service: &Service, places: &Targets<'_>) -> Frame {
    let mut page = Page::default();
    introduction(&mut page, service);
    operations(&mut page, service);
    addresses::of_service(&mut page, &service.address);
    page.paragraphs(words::region_parameter(service));
    authorization::of_service(&mut page, service);
    waiters::section(&mut page, service);
    errors::section(&mut page, service);
    defects(&mut page, service);
    let waits = service.waiters.iter().map(|waiter| waiter.name.as_str());
    let links = Links::new(places, waits);
    let main = blocks(page.blocks(), &links);
    let about = service.doc.as_deref().unwrap_or_default();
    Frame::of_service((service, places), &service.title, about, main)
}

fn operations(page: &mut Page, service: &Service) {
    page.heading(2, "section-operations", "Operations");
    let table = |page: &mut Page, chapter: Option<usize>| {
        let operations = service.operations.iter();
        let rows: Vec<[String; 3]> = operations
            .filter(|operation: &&Operation| operation.chapter == chapter)
            .map(|operation| {
                [
                    link(&operation.name),
                    prose(&operation.doc),
                    code(&words::request_line(service, operation)),
                ]
            })
            .collect();
        page.table(["operation", "what it does", "request"], &rows);
    };
    table(page, None);
    for (index, chapter) in service.chapters.iter().enumerate() {
        page.heading(3, &chapter_anchor(index), &prose(&chapter.title));
        if let Some(address) = &chapter.docs {
            page.paragraph(&format!("Documentation: <{address}>"));
        }
        table(page, Some(index));
    }
}

/// All remarks on the service and its operations.
fn defects(page: &mut Page, service: &Service) {
    let mut items = words::notes(&service.notes);
    for operation in &service.operations {
        let notes = words::notes(&operation.notes);
        let of_operation = notes
            .iter()
            .map(|note| format!("{}: {note}", link(&operation.name)));
        items.extend(of_operation);
    }
    if !items.is_empty() {
        page.heading(2, "section-defects", "Where the documentation differs");
        page.list(items);
    }
}

/// All types that do not stand with an operation.
pub(super) fn types(service: &Service, places: &Targets<'_>) -> Frame {
    let mut page = Page::titled("Types");
    let names: Vec<&str> = definitions::of_section(service)
        .map(|definition| definition.name.as_str())
        .collect();
    if names.is_empty() {
        page.paragraph("All types stand with the operations that use them.");
    }
    for definition in definitions::of_section(service) {
        definitions::print(&mut page, service, definition);
    }
    let links = Links::new(places, names);
    let main = blocks(page.blocks(), &links);
    let about = format!("The types of {}", service.title);
    Frame::of_service((service, places), "Types", &about, main).below(TYPES.to_owned(), "Types")
}
