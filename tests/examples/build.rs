//! Makes a test of every example of every spec, and of those of the fixtures.

use std::{env, error::Error, fmt::Write, fs, path::Path, process::ExitCode};

use ncloud_test_support::printer::{self, Home};

/// Where the specs are, the macro that has their tests, and where their services are modules.
const SOURCES: [(&str, &str, Home); 2] = [
    (
        "../../spec",
        "of_specs",
        Home {
            name: "ncloud",
            has_features: true,
            is_typed: false,
        },
    ),
    (
        "../fixtures/features",
        "of_fixtures",
        Home {
            name: "ncloud_tests",
            has_features: false,
            is_typed: true,
        },
    ),
];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let folder = env::var("OUT_DIR")?;
    let mut macros = String::new();
    for (specs, name, home) in SOURCES {
        println!("cargo::rerun-if-changed={specs}");
        let services = match ncloud_codegen::load([specs]) {
            Ok(services) => services,
            Err(report) => {
                for finding in report.findings() {
                    println!("cargo::error={}", finding.one_line());
                }
                return Ok(ExitCode::FAILURE);
            }
        };
        let file = Path::new(&folder).join(format!("{name}.rs"));
        fs::write(&file, printer::tests(&services, home))?;
        // By its whole path: where it is included, another `OUT_DIR` holds, or none.
        writeln!(
            macros,
            "/// The tests of the examples in `{specs}`.\n#[macro_export]\nmacro_rules! {name} {{\n    () => {{\n        include!({:?});\n    }};\n}}\n",
            file.display().to_string()
        )?;
    }
    fs::write(Path::new(&folder).join("macros.rs"), macros)?;
    Ok(ExitCode::SUCCESS)
}
