use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use ncloud_codegen::resolved;
use ncloud_tools::{
    draft::{self, Draft, Options, Page},
    manifest,
};

use crate::{
    failure::{Failure, counted},
    files::shown,
};

pub(crate) fn draft(
    pages: &[PathBuf],
    into: Option<&Path>,
    client: &Path,
    options: &Options,
) -> Result<String, Failure> {
    let mut texts = Vec::new();
    for path in pages {
        let text = page(path)?;
        texts.push((path.display().to_string(), text));
    }
    let pages: Vec<Page<'_>> = texts
        .iter()
        .map(|(name, text)| Page { name, text })
        .collect();
    let Some(into) = into else {
        return Ok(draft::draft(&pages, options).map_err(Failure::Other)?.text);
    };
    // A pipe would hold up the reader for ever.
    if fs::metadata(into).is_ok_and(|metadata| !metadata.is_file()) {
        let why = format!("{}: is no file to draft into", into.display());
        return Err(Failure::Other(why));
    }
    let draft = match fs::read_to_string(into) {
        Ok(spec) => draft::draft_into(into, &spec, &pages, options),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut options = options.clone();
            options.service = options.service.or_else(|| draft::service_of_file(into));
            draft::draft(&pages, &options)
        }
        Err(error) => return Err(failed(into, &error)),
    }
    .map_err(Failure::Other)?;
    fs::write(into, &draft.text).map_err(|error| failed(into, &error))?;
    let mut said = summary(into, &draft);
    if is_of(client, into) {
        said.push_str(&with_feature(&client.join("Cargo.toml"), &draft.service)?);
        said.push_str(&next(&draft));
    }
    Ok(said)
}

/// A saved page. A larger file than any page is not read to its end.
fn page(path: &Path) -> Result<String, Failure> {
    let refused = |why: String| Failure::Other(format!("{}: {why}", path.display()));
    let mut bytes = Vec::new();
    let most = draft::LARGEST_PAGE as u64 + 1;
    fs::File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| failed(path, &error))?;
    if bytes.len() > draft::LARGEST_PAGE {
        return Err(refused(format!(
            "is larger than the {} MiB that a page has at most",
            draft::LARGEST_PAGE / (1024 * 1024)
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        refused(format!("line {line} is not UTF-8: save the page as UTF-8"))
    })
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Other(format!("{}: {error}", path.display()))
}

/// What was drafted, and a line for everything that is to be looked at.
fn summary(into: &Path, draft: &Draft) -> String {
    let into = shown(into);
    let mut text = format!(
        "{into}: {}; {} to look at\n",
        draft.operations.join(", "),
        counted(draft.gaps.len(), "gap")
    );
    for gap in &draft.gaps {
        text.push_str(&format!("{into}:{}: gap: {}\n", gap.line, gap.text));
    }
    text
}

/// Whether a client is generated from the folder that a spec is in.
fn is_of(client: &Path, spec: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    match (whole(&resolved(&client.join("spec"))), whole(spec)) {
        (Some(specs), Some(spec)) => spec.starts_with(specs),
        _ => false,
    }
}

/// Gives the client the feature of a service, and says so if it was not there.
fn with_feature(path: &Path, service: &str) -> Result<String, Failure> {
    let before = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    let Some(manifest) = manifest::with_feature(&before, service) else {
        return Ok(format!(
            "{}: put `{}` under `[features]`, and \"{service}\" into `all-services`\n",
            shown(path),
            manifest::feature(service)
        ));
    };
    if manifest == before {
        return Ok(String::new());
    }
    fs::write(path, &manifest).map_err(|error| failed(path, &error))?;
    Ok(format!("{}: the feature `{service}`\n", shown(path)))
}

/// How the operations are called for the first time.
fn next(draft: &Draft) -> String {
    let service = &draft.service;
    if draft.examples == 0 {
        return "no example, so nothing is tested yet: put one under `examples`\n".to_owned();
    }
    format!("next: cargo test -p ncloud --features blocking,{service} --test examples {service}_\n")
}
