use std::path::Path;

use ncloud_codegen::{emit::rust, ir::Service};

use crate::{failure::Failure, files::write_all};

pub(crate) fn generate(services: &[Service], out: &Path) -> Result<String, Failure> {
    let mut files = vec![(out.join("services.rs"), rust::index(services))];
    for service in services {
        files.push((
            out.join(format!("{}.rs", service.name)),
            rust::module(service, rust::RUN_TIME),
        ));
    }
    for (path, text) in &mut files {
        *text = ncloud_tools::rust::formatted(text)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
    }
    write_all(out, files)
}
