//! Risk: a service that is generated, and that no path at the root of the crate leads to, as something of the crate itself has its
//! name.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn no_service_is_called_like_a_module_of_the_crate() {
    let root = fs::read_to_string(Path::new(PACKAGE).join("src/lib.rs")).unwrap();
    let own = modules(&root);
    for known in ["body", "client", "credentials", "http", "services"] {
        assert!(own.contains(&known), "{known} is not among {own:?}");
    }
    for entry in fs::read_dir(Path::new(PACKAGE).join("spec")).unwrap() {
        let path = entry.unwrap().path();
        let service = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            !own.contains(&service),
            "`ncloud::{service}` is a module of the crate, which hides the service: rename one of them"
        );
    }
}

/// Modules that are declared at the root or given again there: what begins with a small letter.
fn modules(root: &str) -> Vec<&str> {
    let code = root.lines().filter(|line| !line.starts_with("//"));
    let statements = code.filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let path = line
            .strip_prefix("mod ")
            .or_else(|| line.strip_prefix("use "))?;
        path.rsplit("::").next()
    });
    let is_part_of_name = |character: char| character.is_alphanumeric() || character == '_';
    statements
        .flat_map(|names| names.split(|character| !is_part_of_name(character)))
        .filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase()))
        .collect()
}
