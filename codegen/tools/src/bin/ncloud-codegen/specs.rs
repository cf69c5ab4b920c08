//! The specs that a command is about.

use std::path::PathBuf;

use ncloud_codegen::{Loaded, ir::Service, load_with_warnings};

use crate::failure::Failure;

pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Service>, Failure> {
    read_with_warnings(paths).map(|loaded| loaded.services)
}

pub(crate) fn read_with_warnings(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    let loaded = load_with_warnings(paths).map_err(|report| Failure::Findings(Box::new(report)))?;
    if loaded.services.is_empty() {
        let shown: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Failure::Other(format!(
            "no specs (*.yaml) in {}",
            shown.join(", ")
        )));
    }
    Ok(loaded)
}

/// The services of these names, in this order.
pub(crate) fn chosen(services: Vec<Service>, names: &[String]) -> Result<Vec<Service>, Failure> {
    if names.is_empty() {
        return Ok(services);
    }
    let of_name = |name: &String| {
        let service = services.iter().find(|service| service.name == *name);
        service.cloned().ok_or_else(|| {
            let known: Vec<&str> = services
                .iter()
                .map(|service| service.name.as_str())
                .collect();
            Failure::Other(format!(
                "there is no service `{name}`; there are {}",
                known.join(", ")
            ))
        })
    };
    names.iter().map(of_name).collect()
}
