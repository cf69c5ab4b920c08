//! Makes a test of every example of every spec.

#[path = "../build/examples.rs"]
mod examples;

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use examples::Home;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    const SPECS: &str = "../../spec";
    println!("cargo::rerun-if-changed={SPECS}");
    println!("cargo::rerun-if-changed=../build");
    let home = Home {
        name: "ncloud",
        has_features: true,
    };
    let services = match ncloud_codegen::load([SPECS]) {
        Ok(services) => services,
        Err(report) => {
            for finding in report.findings() {
                println!("cargo::error={}", finding.one_line());
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let tests = examples::tests(&services, home);
    let folder = env::var("OUT_DIR")?;
    let file = Path::new(&folder).join("examples.rs");
    fs::write(&file, tests)?;
    // By its whole path: where it is included, another `OUT_DIR` holds, or none.
    let include = format!(
        "/// The tests, each under the feature of its service.\n#[macro_export]\nmacro_rules! tests {{\n    () => {{\n        include!({:?});\n    }};\n}}\n",
        file.display().to_string()
    );
    fs::write(Path::new(&folder).join("tests.rs"), include)?;
    Ok(ExitCode::SUCCESS)
}
