//! Specs as they were: read from a revision by the program `git`, of the repository around the working directory.

use std::{path::Path, process::Command};

use ncloud_codegen::{Report, folder, ir::Service, load, load_texts, source};

/// Where specs are in a repository, unless a revision says so.
const FOLDER: &str = "./spec";

/// Why there are no specs.
#[derive(Debug)]
pub enum Failure {
    /// They are faulty.
    Findings(Box<Report>),
    /// They cannot be read, or are not there.
    Other(String),
}

/// The specs that an argument names: a file or a folder, or where there is none of that name, a revision (`HEAD~3`), perhaps
/// with a path in it (`HEAD~3:spec`, from the top of the repository; `HEAD~3:./spec`, from the working directory).
///
/// # Errors
///
/// The findings, or why nothing could be read.
pub fn specs(argument: &str) -> Result<Vec<Service>, Failure> {
    let services = if Path::new(argument).exists() {
        load([argument])
    } else {
        load_texts(texts(argument)?)
    };
    let services = services.map_err(|report| Failure::Findings(Box::new(report)))?;
    if services.is_empty() {
        return Err(Failure::Other(format!("no specs (*.yaml) in {argument}")));
    }
    Ok(services)
}

/// The files of a revision, with the names under which git knows them.
fn texts(argument: &str) -> Result<Vec<(String, String)>, Failure> {
    let (revision, path) = argument.split_once(':').unwrap_or((argument, FOLDER));
    let named = format!("{revision}:{path}");
    let failed = |why: String| {
        Failure::Other(format!(
            "`{argument}` is no file, no folder, and no revision with specs: {why}"
        ))
    };
    let found = git(&["rev-parse", "--verify", "--end-of-options", &named]).map_err(&failed)?;
    let object = String::from_utf8_lossy(&found).trim().to_owned();
    let shown = named.trim_end_matches('/').replace(":./", ":");
    let kind = git(&["cat-file", "-t", &object]).map_err(&failed)?;
    if kind.starts_with(b"blob") {
        return Ok(vec![(shown.clone(), text(&object, &shown)?)]);
    }
    let listing = git(&["ls-tree", "-r", "-z", "--full-tree", &object]).map_err(&failed)?;
    let mut texts = Vec::new();
    for line in String::from_utf8_lossy(&listing).split_terminator('\0') {
        // `100644 blob 5716ca5987cbf97d6bb54920bea6adde242d87e6<tab>compute/server.yaml`
        let Some((about, path)) = line.split_once('\t') else {
            continue;
        };
        // As folders are read: the files in it, and those of the folders in it.
        let is_hidden = path.split('/').any(|name| name.starts_with('.'));
        if path.matches('/').count() > 1 || is_hidden || !folder::is_yaml(Path::new(path)) {
            continue;
        }
        let name = format!("{shown}/{path}");
        match about.split(' ').collect::<Vec<_>>().as_slice() {
            ["100644" | "100755", "blob", object] => {
                texts.push((name.clone(), text(object, &name)?))
            }
            _ => return Err(failed(format!("{name} is no plain file"))),
        }
    }
    Ok(texts)
}

fn text(object: &str, name: &str) -> Result<String, Failure> {
    let failed = |why: String| Failure::Other(format!("{name}: {why}"));
    let size = git(&["cat-file", "-s", object]).map_err(failed)?;
    let size = String::from_utf8_lossy(&size).trim().parse();
    if size.is_ok_and(|size: u64| size > source::LARGEST_FILE) {
        return Err(failed("is larger than a spec can be".to_owned()));
    }
    let bytes = git(&["cat-file", "blob", object]).map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| failed("is not UTF-8".to_owned()))
}

/// What git prints, or what it says of a failure.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| format!("git does not run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("git failed");
    Err(first.trim_start_matches("fatal: ").to_owned())
}
