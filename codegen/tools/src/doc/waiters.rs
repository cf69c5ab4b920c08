//! Waits for a state.

use ncloud_codegen::{
    emit::{
        calls,
        markdown::{code, prose},
        words::{self, in_words},
    },
    ir::{Operation, Service},
};

use super::{Page, fields::link};
use crate::paths::into_response;

/// The waits that ask an operation.
pub(super) fn of_operation(page: &mut Page, service: &Service, operation: &Operation) {
    let waiters: Vec<String> = service
        .waiters
        .iter()
        .filter(|waiter| waiter.poll == operation.name)
        .map(|waiter| link(&waiter.name))
        .collect();
    if !waiters.is_empty() {
        page.paragraph(&format!("**Waits** that ask it: {}.", waiters.join(", ")));
    }
}

pub(super) fn section(page: &mut Page, service: &Service) {
    if service.waiters.is_empty() {
        return;
    }
    page.heading(2, "section-waits", "Waits");
    for waiter in &service.waiters {
        page.heading(3, &waiter.name, &waiter.name);
        page.paragraph(&prose(&waiter.doc));
        page.paragraph(&format!(
            "Asks {} every {} for at most {}, and looks at {} in the response.",
            link(&waiter.poll),
            in_words(waiter.every),
            in_words(waiter.deadline),
            code(&into_response(&waiter.state)),
        ));
        page.list(words::states(waiter));
        page.paragraphs(words::notes(&waiter.notes));
        if let Some(operation) = service.operation_named(&waiter.poll) {
            page.code("rust", &calls::wait(service, operation, waiter).to_string());
        }
    }
}
