use std::path::Path;

use ncloud_codegen::ir::Service;
use ncloud_tools::openapi;

use crate::{failure::Failure, files::write_all};

pub(crate) fn openapi(
    services: &[Service],
    version: openapi::Version,
    out: Option<&Path>,
) -> Result<String, Failure> {
    let documents = services
        .iter()
        .map(|service| (service, openapi::document(service, version)));
    let Some(out) = out else {
        return Ok(documents.map(|(_, document)| document).collect());
    };
    let files = documents.map(|(service, document)| {
        let path = out.join(format!("{}.openapi.json", service.name));
        (path, document)
    });
    write_all(out, files)
}
