//! Puts the specs into the program: their texts as they are, and an index in which commands and help are found before a text is read.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ncloud_codegen::folder;
use ncloud_codegen::ir::{Operation, Safety, Service};

/// Beside this file; in the repository a link to the specs, in the published package the specs themselves.
const SPECS: &str = "spec";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    match embedded() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn embedded() -> Result<(), String> {
    let variable = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or_else(|| format!("cargo did not set {name}"))
    };
    let link = variable("CARGO_MANIFEST_DIR")?.join(SPECS);
    let specs = ncloud_codegen::resolved(&link);
    println!("cargo::rerun-if-changed={}", specs.display());
    let services = ncloud_codegen::load([&specs]).map_err(|report| report.to_string())?;
    let files: Vec<PathBuf> = folder::specs(&specs)
        .into_iter()
        .map(|found| found.path)
        .collect();
    let mut text = "&[\n".to_owned();
    for service in &services {
        let own = files
            .iter()
            .filter(|file| service_of(&specs, file).as_deref() == Some(&*service.name));
        write_service(&specs, service, own, &mut text)?;
    }
    text.push_str("]\n");
    let out = variable("OUT_DIR")?.join("specs.rs");
    fs::write(&out, text).map_err(|error| format!("{}: {error}", out.display()))
}

/// The service whose spec a file belongs to: the name of the file, or of the folder that it is in.
fn service_of(specs: &Path, file: &Path) -> Option<String> {
    let first = file.strip_prefix(specs).ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?;
    Some(name.to_str()?.to_owned())
}

fn write_service<'file>(
    specs: &Path,
    service: &Service,
    files: impl Iterator<Item = &'file PathBuf>,
    text: &mut String,
) -> Result<(), String> {
    let chapters: Vec<&str> = service
        .chapters
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    let mut sources = String::new();
    for file in files {
        let name = file.strip_prefix(specs).unwrap_or(file).display();
        let name = name.to_string().replace('\\', "/");
        let path = file
            .to_str()
            .ok_or_else(|| format!("{}: is no path in UTF-8", file.display()))?;
        push(
            &mut sources,
            format_args!("({name:?}, include_str!({path:?})), "),
        )?;
    }
    if sources.is_empty() {
        return Err(format!(
            "the spec of `{}` is not in a file or folder of that name",
            service.name
        ));
    }
    push(
        text,
        format_args!(
            "ServiceEntry {{ name: {:?}, title: {:?}, doc: {:?}, docs: {:?}, chapters: &{chapters:?}, files: &[{sources}], operations: &[\n",
            service.name, service.title, service.doc, service.docs,
        ),
    )?;
    for operation in &service.operations {
        write_operation(service, operation, text)?;
    }
    text.push_str("] },\n");
    Ok(())
}

fn write_operation(
    service: &Service,
    operation: &Operation,
    text: &mut String,
) -> Result<(), String> {
    let reads = operation.safety == Safety::Read;
    push(
        text,
        format_args!(
            "OperationEntry {{ name: {:?}, doc: {:?}, docs: {:?}, chapter: {:?}, reads: {reads}, method: {:?}, path: {:?} }},\n",
            operation.name,
            operation.doc,
            operation.docs,
            operation.chapter,
            operation.method.as_str(),
            service.path_template(operation),
        ),
    )
}

fn push(text: &mut String, more: std::fmt::Arguments<'_>) -> Result<(), String> {
    text.write_fmt(more).map_err(|error| error.to_string())
}
