use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ncloud_codegen::draft::{self, Options, Page};

use crate::failure::{Failure, counted};

pub(crate) fn draft(
    pages: &[PathBuf],
    into: Option<&Path>,
    options: &Options,
) -> Result<String, Failure> {
    let mut texts = Vec::new();
    for path in pages {
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
        texts.push((path.display().to_string(), text));
    }
    let pages: Vec<Page<'_>> = texts
        .iter()
        .map(|(name, text)| Page { name, text })
        .collect();
    let Some(into) = into else {
        return Ok(draft::draft(&pages, options).map_err(Failure::Other)?.text);
    };
    let failed = |error: io::Error| Failure::Other(format!("{}: {error}", into.display()));
    let draft = match fs::read_to_string(into) {
        Ok(spec) => draft::draft_into(into, &spec, &pages, options),
        Err(error) if error.kind() == io::ErrorKind::NotFound => draft::draft(&pages, options),
        Err(error) => return Err(failed(error)),
    }
    .map_err(Failure::Other)?;
    fs::write(into, &draft.text).map_err(failed)?;
    Ok(format!(
        "{}: {}; {} to look at\n",
        into.display(),
        draft.operations.join(", "),
        counted(draft.gaps, "gap")
    ))
}
