//! NCP's official Python SDK, a client that nobody here wrote, talks to the sandbox gateway.
//!
//! The SDK is installed from the Python registry into a folder of the build; where that is not possible the test says so and ends.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use ncloud_test_support::python;
use serde_json::Value as Json;

/// The releases that the script was written for.
const PACKAGES: [&str; 2] = ["ncloud-vserver==1.0.1", "ncloud-vpc==1.0.1"];

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_official_python_sdk_is_understood() {
    let python = match python::with_packages(
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("python-sdk"),
        &PACKAGES,
    ) {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("left out, as the SDK could not be installed: {reason}");
            return;
        }
    };
    let specs = ncloud_codegen::load([below("../spec/vserver"), below("../spec/vpc")]).unwrap();
    let gateway = Gateway::builder().specs(specs).start_blocking().unwrap();
    let output = Command::new(python)
        .arg(below("python/official_sdk.py"))
        .env("NCLOUD_API_GW", gateway.url())
        .env("NCLOUD_ACCESS_KEY", SAMPLE_ACCESS_KEY)
        .env("NCLOUD_SECRET_KEY", SAMPLE_SECRET_KEY)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for request in gateway.requests() {
        assert!(
            request.verdict.is_accepted(),
            "{} {}",
            request.target,
            request.verdict
        );
    }
    let answers: BTreeMap<String, Json> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let mut line: Json = serde_json::from_str(line).unwrap();
            let operation = line["operation"].as_str().unwrap().to_owned();
            (operation, line["answer"].take())
        })
        .collect();
    assert_eq!(answers.len(), 13);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("official_python_sdk", serde_json::to_string_pretty(&answers).unwrap());
    });
}
