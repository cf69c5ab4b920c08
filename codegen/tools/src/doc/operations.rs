//! An operation: what it does, what goes out, what comes back, how it goes on, how it is called, what it looks like.

use ncloud_codegen::{
    emit::{
        calls,
        markdown::{code, prose},
        words,
    },
    ir::{Operation, Service},
};

use super::{Page, addresses, authorization, examples, pagers, requests, responses, waiters};

pub(super) fn print(page: &mut Page, service: &Service, operation: &Operation) {
    page.heading(3, &operation.name, &operation.name);
    page.paragraph(&prose(&operation.doc));
    page.paragraph(&format!(
        "{}. {}",
        code(&words::request_line(service, operation)),
        words::safety(operation.safety)
    ));
    page.paragraph(&format!("Documentation: <{}>", operation.docs));
    page.paragraphs(words::origin(&operation.sources));
    page.paragraphs(words::notes(&operation.notes));
    elsewhere(page, service, operation);
    requests::print(page, service, operation);
    responses::print(page, service, operation);
    goes_on(page, service, operation);
    page.paragraph("**In Rust**");
    page.code("rust", &calls::call(service, operation).to_string());
    examples::print(page, service, operation);
}

/// Where it is and who may call it, if that is otherwise than with the service.
pub(super) fn elsewhere(page: &mut Page, service: &Service, operation: &Operation) {
    if let Some(address) = &operation.address {
        addresses::of_operation(page, address);
    }
    if operation.authorization != service.authorization {
        page.paragraph("It is authorized otherwise than the service.");
        authorization::print(page, &operation.authorization, &service.name);
    }
}

/// What asks it more than once.
pub(super) fn goes_on(page: &mut Page, service: &Service, operation: &Operation) {
    if let Some(pages) = &operation.pages {
        pagers::print(page, service, operation, pages);
    }
    waiters::of_operation(page, service, operation);
}
