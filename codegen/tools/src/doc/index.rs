//! The index of services.

use ncloud_codegen::{
    emit::markdown::{code, link, prose},
    ir::Service,
};

use super::{LANGUAGE, Page, file_name};

pub(super) fn page(services: &[Service]) -> String {
    let mut page = Page::titled("Services");
    page.paragraph(&format!(
        "Made from the specs, which are written in [a language of their own]({LANGUAGE})."
    ));
    let rows: Vec<[String; 4]> = services
        .iter()
        .map(|service| {
            [
                link(&service.title, &file_name(service)),
                code(&service.name),
                service.operations.len().to_string(),
                service.doc.as_deref().map(prose).unwrap_or_default(),
            ]
        })
        .collect();
    page.table(["service", "feature", "operations", "what it is"], &rows);
    page.finish()
}
