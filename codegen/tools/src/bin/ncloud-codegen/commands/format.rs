use std::{fs, path::PathBuf};

use ncloud_codegen::printable;
use ncloud_tools::format;

use crate::failure::Failure;

pub(crate) fn format(paths: &[PathBuf], check: bool) -> Result<String, Failure> {
    let findings = |report| Failure::Findings(Box::new(report));
    let mut changed = Vec::new();
    // Nothing is written unless all can be.
    for (path, text) in format::texts(paths).map_err(findings)? {
        let shown = path.display().to_string();
        let formatted = format::formatted(&shown, &text).map_err(findings)?;
        if formatted != text {
            changed.push((path, shown, text, formatted));
        }
    }
    if check {
        let shown: String = changed
            .iter()
            .map(|(_, shown, before, after)| format::first_difference(shown, before, after))
            .collect();
        return if shown.is_empty() {
            Ok(String::new())
        } else {
            Err(Failure::Outcome(printable::lines(&shown).into_owned()))
        };
    }
    let mut written = String::new();
    for (path, shown, _, formatted) in changed {
        fs::write(&path, formatted).map_err(|error| Failure::Other(format!("{shown}: {error}")))?;
        written.push_str(&format!("{}\n", printable::line(&shown)));
    }
    Ok(written)
}
