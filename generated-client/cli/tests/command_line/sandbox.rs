//! The sandbox gateway as a program beside this one.

use std::fs;
use std::path::Path;
use std::process::Command;

use ncloud_sandbox::SAMPLE_SECRET_KEY;
use tempfile::TempDir;

use crate::support::{REPOSITORY, printed, spec_of, text};

/// The program of the sandbox, built by cargo beside a copy of this one.
#[test]
fn the_sandbox_is_started_called_and_stopped() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox");
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo sets for this test is not meant for the cargo that it calls.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG")) {
        cargo.env_remove(name);
    }
    let built = cargo
        .args(["build", "--offline", "-p", "ncloud-sandbox", "--target-dir"])
        .arg(&target)
        .current_dir(REPOSITORY)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    let folder = TempDir::new().unwrap();
    let name = |program: &str| format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let own = folder.path().join(name("ncloud"));
    fs::copy(env!("CARGO_BIN_EXE_ncloud"), &own).unwrap();
    let call = || {
        let mut command = Command::new(&own);
        command
            .args([
                "spec",
                "call",
                "organization.GetOrganization",
                "--sandbox",
                "--spec",
            ])
            .arg(spec_of("organization.yaml"))
            .env_clear();
        command.output().unwrap()
    };

    let output = call();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let how = "`ncloud-sandbox` has to be beside this program or on PATH: build it with `cargo build -p ncloud-sandbox`\n";
    assert!(said.ends_with(how), "{said}");

    let program = name("ncloud-sandbox");
    fs::copy(
        target.join("debug").join(&program),
        folder.path().join(&program),
    )
    .unwrap();
    let shown = printed(&call());
    assert!(
        shown.starts_with("GET /open-api/v1/org\nhost: 127.0.0.1:"),
        "{shown}"
    );
    assert!(!shown.contains(SAMPLE_SECRET_KEY), "{shown}");
}
