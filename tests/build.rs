//! Makes a test of every example of every spec, and generates clients from the fixtures that must compile.

#[path = "build/examples.rs"]
mod examples;

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    const SPECS: &str = "../spec";
    println!("cargo::rerun-if-changed={SPECS}");
    println!("cargo::rerun-if-changed=build");
    let out_dir = env::var("OUT_DIR")?;
    let services = ncloud_codegen::load([SPECS])?;
    fs::write(
        Path::new(&out_dir).join("examples.rs"),
        examples::tests(&services),
    )?;

    // The naming obstacle course and a fixture a feature: the library includes them, so they compile, or the build fails.
    const FEATURES: &str = "fixtures/features";
    println!("cargo::rerun-if-changed={FEATURES}");
    ncloud_codegen::build_script::configure(FEATURES).try_generate()?;
    Ok(())
}
