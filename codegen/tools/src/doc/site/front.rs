//! The front page: all services.

use ncloud_codegen::{emit::markdown::prose, ir::Service};

use super::{
    Frame,
    html::{escape, inline},
    links::{Links, SERVICE},
};

pub(super) fn page(services: &[Service]) -> Frame {
    let links = Links::none();
    let operations: usize = services
        .iter()
        .map(|service| service.operations.len())
        .sum();
    let mut sorted: Vec<&Service> = services.iter().collect();
    sorted.sort_by_key(|service| service.title.to_lowercase());
    let items: String = sorted
        .iter()
        .map(|service| {
            let doc = service.doc.as_deref().unwrap_or_default();
            format!(
                "<li><a href=\"{}/{SERVICE}\"><strong>{}</strong> <code>{}</code></a> <small>{}</small><p>{}</p></li>\n",
                escape(&service.name),
                escape(&service.title),
                escape(&service.name),
                service.operations.len(),
                inline(&prose(doc), &links),
            )
        })
        .collect();
    let about = format!("{operations} operations of {} services", services.len());
    Frame::outer(
        "Services",
        &about,
        format!(
            "<h1>Services</h1>\n<p class=\"lead\">{about}, each with its request, its response, a call in Rust, by curl and at a command line, and what the documentation gets wrong. Press <kbd>/</kbd> to search, in English or Korean.</p>\n<ul class=\"services\">\n{items}</ul>\n"
        ),
    )
}
