//! Generates clients from the fixtures, which must compile, and makes a test of every example of theirs, and a function of every
//! call in the pages of the reference.

#[path = "build/calls.rs"]
mod calls;
#[path = "build/examples.rs"]
mod examples;

use std::{env, error::Error, fs, path::Path};

use examples::Home;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    // The naming obstacle course and a fixture a feature: the library includes them, so they compile, or the build fails.
    const SPECS: &str = "../spec";
    const FEATURES: &str = "fixtures/features";
    println!("cargo::rerun-if-changed={FEATURES}");
    ncloud_codegen::build_script::configure(FEATURES).try_generate()?;

    println!("cargo::rerun-if-changed={SPECS}");
    let features = ncloud_codegen::load([FEATURES])?;
    let home = Home {
        name: "ncloud_tests",
        has_features: false,
    };
    let tests = examples::tests(&features, home);
    let functions = calls::functions(&ncloud_codegen::load([SPECS])?, "ncloud")
        + &calls::functions(&features, home.name);
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("examples.rs"), tests)?;
    fs::write(Path::new(&out).join("calls.rs"), functions)?;
    Ok(())
}
