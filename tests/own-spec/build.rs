//! Generates the client of `spec/`.

fn main() -> std::process::ExitCode {
    ncloud_codegen::build_script::generate("spec")
}
