//! A Python of its own with packages of other people, in a folder of the build.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The Python in a folder, which is made if it is not there, with the packages, or why there is none.
///
/// # Errors
///
/// What Python or its registry says.
pub fn with_packages(folder: &Path, packages: &[&str]) -> Result<PathBuf, String> {
    let python = folder.join("bin/python");
    let run = |command: &mut Command| {
        let output = command.output().map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    };
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    run(Command::new(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(packages))?;
    Ok(python)
}
