//! Where operations are.

use ncloud_codegen::{
    emit::{markdown::code, words},
    ir::Address,
};

use super::Page;

/// Of a service.
pub(super) fn of_service(page: &mut Page, address: &Address) {
    page.heading(2, "section-addresses", "Addresses");
    print(page, address);
}

/// Of an operation that is elsewhere.
pub(super) fn of_operation(page: &mut Page, address: &Address) {
    page.paragraph("It has addresses of its own.");
    print(page, address);
}

fn print(page: &mut Page, address: &Address) {
    if !address.is_tenant {
        let rows: Vec<[String; 3]> = address
            .bases()
            .map(|base| {
                [
                    base.site.as_str().to_owned(),
                    base.region.as_deref().map(code).unwrap_or_default(),
                    code(&words::whole(base)),
                ]
            })
            .collect();
        page.table(["site", "region", "address"], &rows);
    }
    page.paragraphs(words::address(address));
}
