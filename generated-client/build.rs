//! Generates the services whose features are on.

use std::process::ExitCode;

fn main() -> ExitCode {
    ncloud_codegen::build_script::configure("spec")
        .by_features()
        .generate()
}
