//! Risk: a generator and a run time whose versions do not fit each other, of which the compiler says hundreds of things and not
//! that one.

use std::{fs, path::Path, process::Command};

use ncloud_codegen::emit::rust;
use tempfile::TempDir;

use crate::support::load;

#[test]
fn a_run_time_of_another_contract_is_one_error_that_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    let run_time = "pub mod __v0 { pub struct Request; }";
    let (built, said) = rustc(folder.path(), "ncloud", run_time);
    assert!(built, "{said}");
    for spec in ["organization.yaml", "sens.yaml"] {
        let services = load(&Path::new("../spec").join(spec));
        let module = rust::module(&services[0], rust::RUN_TIME);
        let (built, said) = rustc(folder.path(), "client", &module);
        assert!(!built);
        let errors = said.lines().filter(|line| line.starts_with("error["));
        assert_eq!(errors.count(), 1, "{said}");
        assert!(
            said.contains("error[E0432]: unresolved import `ncloud::__v1`"),
            "{said}"
        );
        assert!(
            said.contains(
                "// not found where the versions of ncloud and ncloud-codegen do not fit each other: take the same one of both"
            ),
            "{said}"
        );
    }
}

/// Checks a crate in a folder, where it may use those that were checked before.
fn rustc(folder: &Path, name: &str, text: &str) -> (bool, String) {
    let source = folder.join(format!("{name}.rs"));
    fs::write(&source, text).unwrap();
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .args(["--crate-name", name, "--color=never"])
        .arg("--out-dir")
        .arg(folder)
        .arg("-L")
        .arg(folder)
        .args(["--extern", "ncloud"])
        .arg(source)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), said)
}
