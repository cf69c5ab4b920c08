//! How callers say who they are.

use ncloud_codegen::{
    emit::{markdown::code, words},
    ir::{Authorization, Service},
};

use super::Page;

/// What callers give who have no key of the service's own.
const SIGNATURE: &str = "Every request is signed with the keys of the account, which `ClientBuilder::credentials` takes and `Client::from_env` finds.";

/// Of a service.
pub(super) fn of_service(page: &mut Page, service: &Service) {
    page.heading(2, "section-authorization", "Authorization");
    print(page, &service.authorization, &service.name);
}

/// What callers give, and what is sent of it.
pub(super) fn print(page: &mut Page, authorization: &Authorization, service: &str) {
    if *authorization == Authorization::Signature {
        page.paragraph(SIGNATURE);
    } else {
        page.paragraph(&words::authorization(authorization, service));
    }
    let sent = authorization.parameters().into_iter();
    let rows: Vec<[String; 3]> = sent
        .map(|sent| {
            let location = sent.location.as_str().to_owned();
            [code(&sent.name), location, sent.what.to_owned()]
        })
        .collect();
    page.table(["name", "place", "what is sent"], &rows);
}
