//! Generates the client whose answers are fuzzed.

fn main() -> std::process::ExitCode {
    ncloud_codegen::build_script::generate("spec")
}
