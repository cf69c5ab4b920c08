//! Clients that progenitor makes of the OpenAPI documents: `tests/progenitor` is built and tested as its lock file has it.
//!
//! Where its packages cannot be downloaded the test says so and ends.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::{path::Path, process::Output};

use ncloud_test_support::cargo::cargo;

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/progenitor/Cargo.toml");

/// What cargo says when it could not reach the registry. Anything else that keeps it from the packages is a fault here.
const UNREACHABLE: [&str; 4] = [
    "failed to download",
    "failed to get successful HTTP response",
    "you're using offline mode",
    "--offline was specified",
];

fn run(command: &str, arguments: &[&str]) -> Output {
    cargo()
        .args([command, "--locked", "--manifest-path", MANIFEST])
        .args(arguments)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("progenitor"),
        )
        .output()
        .unwrap()
}

#[test]
fn progenitor_makes_clients_that_compile_and_call() {
    let fetched = run("fetch", &[]);
    if !fetched.status.success() {
        let reason = String::from_utf8_lossy(&fetched.stderr);
        if UNREACHABLE.iter().any(|words| reason.contains(words)) {
            eprintln!("left out, as the packages could not be downloaded: {reason}");
            return;
        }
        panic!("{reason}");
    }

    let tested = run("test", &["--offline"]);
    let printed = String::from_utf8(tested.stdout).unwrap();
    let errors = String::from_utf8_lossy(&tested.stderr);
    assert!(tested.status.success(), "{printed}\n{errors}");
    let mut tests: Vec<&str> = printed
        .lines()
        .filter(|line| line.starts_with("test ") && !line.starts_with("test result"))
        .collect();
    tests.sort_unstable();
    assert_eq!(
        tests,
        [
            "test a_body_as_a_form ... ok",
            "test a_body_in_json ... ok",
            "test a_failure ... ok",
            "test a_list ... ok",
            "test a_list_in_a_form_is_never_sent ... ok",
            "test characters_of_a_path ... ok",
            "test every_other_service_has_a_client ... ok",
            "test the_refusals_are_limits_of_progenitor ... ok",
        ]
    );
}
