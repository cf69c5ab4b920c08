//! Commands, run at the top of the repository.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The top of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A command line, program first, with variables of its environment.
pub(crate) fn command(line: &[&str], variables: &[(&str, &str)]) -> Command {
    let (program, arguments) = line.split_first().unwrap_or((&"cargo", &[]));
    // The cargo that runs this, and not another one of the same machine.
    let program = match *program {
        "cargo" => env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()),
        other => other.to_owned(),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(repository())
        .envs(variables.iter().copied());
    // What cargo says of this package is not meant for the ones that it builds next.
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG")) {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it cannot be started, or says that it failed.
pub(crate) fn run(line: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    let status = command(line, variables).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", line.join(" "))),
        Err(error) => Err(format!(
            "`{}` could not be started: {error}",
            line.join(" ")
        )),
    }
}

/// What a command prints.
///
/// # Errors
///
/// When it cannot be started, says that it failed, or prints what is no text.
pub(crate) fn printed(line: &[&str]) -> Result<String, String> {
    let failed = |what: String| format!("`{}` {what}", line.join(" "));
    let output = command(line, &[])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(format!("could not be started: {error}")))?;
    if !output.status.success() {
        return Err(failed(format!("failed: {}", output.status)));
    }
    String::from_utf8(output.stdout).map_err(|_| failed("prints what is no text".to_owned()))
}
