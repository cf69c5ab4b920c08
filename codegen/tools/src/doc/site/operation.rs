//! The page of an operation: what it does, calls of it, what goes out and comes back, the types of that, samples, and what the
//! documentation gets wrong.

use ncloud_codegen::{
    emit::{
        calls,
        markdown::{code, prose},
        words,
    },
    ir::{Operation, Service},
};

use super::{
    Frame,
    html::{self, blocks, escape, inline},
    links::{Links, SERVICE, Targets, needed, own_type},
};
use crate::doc::{
    definitions, errors,
    examples::Exchange,
    operations::{elsewhere, goes_on},
    page::Page,
    requests, responses,
    service::chapter_anchor,
    shell,
};

pub(super) fn page(service: &Service, operation: &Operation, places: &Targets<'_>) -> Frame {
    let types = needed(service, operation);
    let own = own_type(service, operation);
    let links = Links::new(places, types.iter().copied().chain(own));
    let part = |print: &dyn Fn(&mut Page)| {
        let mut page = Page::default();
        print(&mut page);
        blocks(page.blocks(), &links)
    };
    let mut main = head(service, operation, &links);
    main += &part(&|page| elsewhere(page, service, operation));
    main += &samples(service, operation);
    main += &section(
        "request",
        &part(&|page| requests::print(page, service, operation)),
    );
    main += &section(
        "response",
        &part(&|page| responses::print(page, service, operation)),
    );
    main += &section("more", &part(&|page| goes_on(page, service, operation)));
    main += &section(
        "failures",
        &part(&|page| errors::of_operation(page, service, operation)),
    );
    main += &exchanges(service, operation, &links);
    if !types.is_empty() {
        main += &part(&|page| {
            page.heading(2, "section-types", "Types");
            let types = types.iter().filter_map(|name| service.type_named(name));
            for definition in types {
                definitions::print(page, service, definition);
            }
        });
    }
    let notes = words::notes(&operation.notes);
    if !notes.is_empty() {
        main += &section(
            "defects",
            &part(&|page| {
                page.paragraph("**Where the documentation differs**");
                page.list(&notes);
            }),
        );
    }
    let frame = Frame::of_service((service, places), &operation.name, &operation.doc, main);
    let chapter = operation.chapter.and_then(|index| {
        let chapter = service.chapters.get(index)?;
        Some((
            format!("{SERVICE}#{}", chapter_anchor(index)),
            &chapter.title,
        ))
    });
    let frame = match chapter {
        Some((address, title)) => frame.below(address, title),
        None => frame,
    };
    frame.below(places.file(operation).to_owned(), &operation.name)
}

fn head(service: &Service, operation: &Operation, links: &Links<'_>) -> String {
    let mut page = Page::default();
    page.paragraph(words::safety(operation.safety));
    page.paragraph(&format!("Documentation: <{}>", operation.docs));
    page.paragraphs(words::origin(&operation.sources));
    format!(
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<p class=\"line {}\">{}</p>\n{}",
        escape(&operation.name),
        inline(&prose(&operation.doc), links),
        operation.method.as_str().to_lowercase(),
        inline(&code(&words::request_line(service, operation)), links),
        blocks(page.blocks(), links)
    )
}

/// A part of the page that a link can lead to; nothing, where there is nothing in it.
fn section(name: &str, content: &str) -> String {
    if content.is_empty() {
        String::new()
    } else {
        format!("<section class=\"{name}\" id=\"section-{name}\">\n{content}</section>\n")
    }
}

/// The same call in Rust, by curl and at a command line; without a script one below the other.
fn samples(service: &Service, operation: &Operation) -> String {
    let samples = [
        ("Rust", "rust", calls::call(service, operation).to_string()),
        ("curl", "sh", shell::curl(service, operation)),
        ("ncloud", "sh", shell::ncloud(service, operation)),
    ];
    let samples: String = samples
        .iter()
        .map(|(title, language, text)| {
            format!(
                "<div class=\"sample\" data-title=\"{title}\"><p><strong>{title}</strong></p>{}</div>\n",
                html::code(language, text)
            )
        })
        .collect();
    format!("<section class=\"samples\" id=\"section-call\">\n{samples}</section>\n")
}

/// Samples of exchanges, request and response side by side.
fn exchanges(service: &Service, operation: &Operation, links: &Links<'_>) -> String {
    let exchanges: String = operation
        .examples
        .iter()
        .map(|example| {
            let exchange = Exchange::of(service, operation, example);
            format!(
                "<div class=\"exchange\">\n<div><p>{}</p>\n{}</div>\n<div><p>{}</p>\n{}</div>\n</div>\n",
                inline(&exchange.title, links),
                html::code("text", &exchange.request),
                inline(&exchange.outcome, links),
                html::code(exchange.language, &exchange.response),
            )
        })
        .collect();
    section("examples", &exchanges)
}
