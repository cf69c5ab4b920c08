use std::path::PathBuf;

use ncloud_codegen::Loaded;

use crate::{
    failure::{Failure, counted, draw},
    specs::read_with_warnings,
};

pub(crate) fn check(paths: &[PathBuf], deny_warnings: bool) -> Result<String, Failure> {
    let Loaded {
        services, warnings, ..
    } = read_with_warnings(paths)?;
    let operations = services.iter().map(|service| service.operations.len());
    let counts = format!(
        "{} services, {} operations",
        services.len(),
        operations.sum::<usize>()
    );
    if warnings.is_empty() {
        return Ok(format!("{counts}: no findings\n"));
    }
    if deny_warnings {
        return Err(Failure::Findings(Box::new(warnings)));
    }
    draw(&warnings);
    let warnings = counted(warnings.findings().len(), "warning");
    Ok(format!("{counts}: {warnings}\n"))
}
