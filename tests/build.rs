//! Makes a test of every example of every spec and fixture, and generates clients from the fixtures that must compile.

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

    let mut tests = examples::tests(&ncloud_codegen::load([SPECS])?, "ncloud");
    tests += &examples::tests(&ncloud_codegen::load([FEATURES])?, "ncloud_tests");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.rs"), tests)?;
    Ok(())
}
