//! The reference as a static site: it needs no server, nothing from elsewhere, and no script for what is read.
//!
//! A folder a service, a page an operation, whose address stays. What is said is what the pages in Markdown say.

mod assets;
mod finder;
mod frame;
mod front;
mod html;
mod links;
mod operation;
mod service;
mod sites;

use ncloud_codegen::ir::Service;

use self::{frame::Frame, links::Targets};

/// Every file of the site: its path, with slashes, and its text.
#[must_use]
pub fn site(services: &[Service]) -> Vec<(String, String)> {
    let places: Vec<Targets<'_>> = services.iter().map(Targets::of).collect();
    let mut files = vec![
        ("index.html".to_owned(), front::page(services).finish()),
        (
            "sites.html".to_owned(),
            sites::page(services, &places).finish(),
        ),
        ("search.js".to_owned(), finder::script(services, &places)),
    ];
    files.extend(assets::files());
    for (service, places) in services.iter().zip(&places) {
        let mut add = |file: &str, page: Frame| {
            files.push((format!("{}/{file}", service.name), page.finish()));
        };
        add(links::SERVICE, service::page(service, places));
        add(links::TYPES, service::types(service, places));
        for each in &service.operations {
            add(places.file(each), operation::page(service, each, places));
        }
    }
    files
}
