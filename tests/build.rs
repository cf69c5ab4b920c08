//! Makes a test of every example of every spec and fixture, a function of every call in the pages of the reference, and generates
//! clients from the fixtures that must compile.

#[path = "build/calls.rs"]
mod calls;
#[path = "build/examples.rs"]
mod examples;

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    const SPECS: &str = "../spec";
    println!("cargo::rerun-if-changed={SPECS}");
    println!("cargo::rerun-if-changed=build");
    // The naming obstacle course and a fixture a feature: the library includes them, so they compile, or the build fails.
    const FEATURES: &str = "fixtures/features";
    println!("cargo::rerun-if-changed={FEATURES}");
    ncloud_codegen::build_script::configure(FEATURES).try_generate()?;

    let (mut tests, mut functions) = (String::new(), String::new());
    for (specs, home) in [(SPECS, "ncloud"), (FEATURES, "ncloud_tests")] {
        let services = ncloud_codegen::load([specs])?;
        tests += &examples::tests(&services, home);
        functions += &calls::functions(&services, home);
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("examples.rs"), tests)?;
    fs::write(Path::new(&out).join("calls.rs"), functions)?;
    Ok(())
}
