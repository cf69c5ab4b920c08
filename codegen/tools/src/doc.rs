//! The reference as Markdown: a page of the spec language, a page a service, and an index of them.
//!
//! Operations, types and waiters have their names in Rust as anchors, which are unique in a service; sections have anchors that
//! begin with `section-`.

mod addresses;
mod authorization;
mod definitions;
mod errors;
mod examples;
mod fields;
mod index;
mod operations;
mod page;
mod pagers;
mod requests;
mod responses;
mod sample;
mod service;
mod shell;
mod site;
mod waiters;

use ncloud_codegen::ir::Service;

use self::page::Page;
pub use self::site::site;
use crate::reference;

/// The name of the file of [`language`].
pub const LANGUAGE: &str = "language.md";
/// The name of the file of [`index`].
pub const INDEX: &str = "README.md";

/// The name of the file of a service's [`page`]; with an underscore where another page is called so.
#[must_use]
pub fn file_name(service: &Service) -> String {
    let name = format!("{}.md", service.name);
    let is_taken = [LANGUAGE, INDEX]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&name));
    if is_taken {
        format!("{}_.md", service.name)
    } else {
        name
    }
}

/// The reference of the language that specs are written in.
#[must_use]
pub fn language() -> String {
    let mut page = Page::titled("The spec language");
    page.paragraph(&format!(
        "Every key of every mapping of a spec. The services that are written in it are in the [index]({INDEX})."
    ));
    page.heading(2, "section-keys", "Every key");
    page.append(&reference::sections());
    page.finish()
}

/// The services, with links to their pages.
#[must_use]
pub fn index(services: &[Service]) -> String {
    index::page(services)
}

/// All that the specs say of a service.
#[must_use]
pub fn page(service: &Service) -> String {
    service::page(service)
}
