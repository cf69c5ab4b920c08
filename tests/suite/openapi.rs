//! OpenAPI documents before judges that nobody here wrote: a validator, and a generator of clients.
//!
//! Both are installed from the Python registry into a folder of the build; where that is not possible the tests say so and end.
//! Clients in Rust are in `progenitor.rs`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use ncloud_test_support::python;
use ncloud_tools::openapi::{Version, document};

/// The releases that the scripts were written for.
const PACKAGES: [&str; 2] = [
    "openapi-spec-validator==0.9.0",
    "openapi-python-client==0.29.1",
];

/// Services that a client is built for.
const CLIENTS: [&str; 5] = ["kms", "media_connect_center", "nks", "organization", "sens"];

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// An empty folder of the build.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn python() -> Option<PathBuf> {
    match python::with_packages(
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi"),
        &PACKAGES,
    ) {
        Ok(python) => Some(python),
        Err(reason) => {
            eprintln!("left out, as the packages could not be installed: {reason}");
            None
        }
    }
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn a_validator_accepts_every_document() {
    let Some(python) = python() else {
        return;
    };
    let folder = folder("openapi-documents");
    let services = ncloud_codegen::load([below("../spec"), below("fixtures/features")]).unwrap();
    let mut files = Vec::new();
    for (version, name) in [(Version::V3_0, "3.0"), (Version::V3_1, "3.1")] {
        for service in &services {
            let file = folder.join(format!("{}.{name}.json", service.name));
            fs::write(&file, document(service, version)).unwrap();
            files.push(file);
        }
    }
    let validate = |files: &[PathBuf]| {
        text(
            &Command::new(&python)
                .arg(below("python/validate_openapi.py"))
                .args(files)
                .output()
                .unwrap(),
        )
    };
    assert_eq!(validate(&files), format!("{} documents\n", files.len()));

    // It would have said so.
    let sound = fs::read_to_string(&files[0]).unwrap();
    let faulty = folder.join("faulty.json");
    fs::write(&faulty, sound.replacen("\"in\"", "\"ni\"", 1)).unwrap();
    assert!(validate(&[faulty]).lines().count() > 1);
}

#[test]
fn a_generator_builds_clients() {
    let Some(python) = python() else {
        return;
    };
    let folder = folder("openapi-clients");
    let clients = folder.join("clients");
    fs::create_dir(&clients).unwrap();
    let settings = folder.join("settings.json");
    fs::write(&settings, r#"{ "post_hooks": [] }"#).unwrap();
    let mut expected = String::new();
    for service in ncloud_codegen::load([below("../spec")]).unwrap() {
        if !CLIENTS.contains(&service.name.as_str()) {
            continue;
        }
        let file = folder.join(format!("{}.json", service.name));
        fs::write(&file, document(&service, Version::V3_1)).unwrap();
        let output = Command::new(&python)
            .args([
                "-m",
                "openapi_python_client",
                "generate",
                "--meta",
                "none",
                "--path",
            ])
            .arg(&file)
            .arg("--config")
            .arg(&settings)
            .arg("--output-path")
            .arg(clients.join(&service.name))
            .output()
            .unwrap();
        let said = text(&output);
        assert!(
            output.status.success() && !said.contains("WARNING"),
            "{said}"
        );
        expected += &format!("{} {}\n", service.name, service.operations.len());
    }
    let output = Command::new(&python)
        .arg(below("python/import_clients.py"))
        .arg(&clients)
        .output()
        .unwrap();
    assert_eq!(text(&output), expected);
}
