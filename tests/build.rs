//! Generates clients from the fixtures, which must compile, and makes a test of every example of theirs.

#[path = "build/examples.rs"]
mod examples;

use std::{env, error::Error, fs, path::Path};

use examples::Home;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    // The naming obstacle course and a fixture a feature: the library includes them, so they compile, or the build fails.
    const FEATURES: &str = "fixtures/features";
    println!("cargo::rerun-if-changed={FEATURES}");
    ncloud_codegen::build_script::configure(FEATURES).try_generate()?;

    let home = Home {
        name: "ncloud_tests",
        has_features: false,
    };
    let tests = examples::tests(&ncloud_codegen::load([FEATURES])?, home);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.rs"), tests)?;
    Ok(())
}
