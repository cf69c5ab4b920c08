//! Generates clients from the fixtures, which must compile, and makes a function of every call in the pages of the reference
//! and a test of every fixture.

mod pages;

use std::{env, error::Error, fs, path::Path};

use ncloud_test_support::{files, named};

/// The real specs.
const SPECS: &str = "../spec";
/// The naming obstacle course and a fixture a feature: the library includes them, so they compile, or the build fails.
const FEATURES: &str = "fixtures/features";
/// Saved pages of the documentation.
const PAGES: &str = "fixtures/pages";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    for folder in [SPECS, "fixtures"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    ncloud_codegen::build_script::configure(FEATURES).try_generate()?;

    let functions = pages::functions(&ncloud_codegen::load([SPECS])?, "ncloud")
        + &pages::functions(&ncloud_codegen::load([FEATURES])?, "ncloud_tests");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("calls.rs"), functions)?;

    named_tests();
    Ok(())
}

fn named_tests() {
    let stems = |paths: Vec<std::path::PathBuf>| paths.into_iter().map(|path| files::stem(&path));
    named::write("rules", stems(files::specs("fixtures/rules")));
    named::write("lints", stems(files::specs("fixtures/lints")));
    named::write("features", stems(files::specs_and_folders(FEATURES)));
    let changes = files::entries("fixtures/diff").into_iter();
    named::write(
        "diff",
        changes.map(|fixture| files::name(&fixture).to_owned()),
    );
    named::write("surface", stems(files::specs_and_folders(SPECS)));
    let pages = files::entries(PAGES).into_iter();
    let pages = pages.filter(|page| page.with_extension("expected").exists());
    named::write(
        "drafts",
        pages
            .map(|page| files::name(&page).to_owned())
            .filter(|name| !name.ends_with(".expected")),
    );
}
