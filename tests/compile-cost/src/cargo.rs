//! Cargo: what is run of it, and what it says.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value as Json;

use ncloud_compile_cost::cost::{self, Cost};

use crate::{Failure, subject::Subject};

/// Cargo with a target folder of its own.
pub(crate) struct Cargo {
    program: PathBuf,
    target: PathBuf,
}

/// How a crate is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Check,
    Release,
}

impl Cargo {
    /// The cargo that runs this program, else the one in the path.
    pub(crate) fn new(target: PathBuf) -> Self {
        Self {
            program: env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from),
            target,
        }
    }

    fn command(&self, subject: &Subject, profile: Profile) -> Command {
        let mut command = subject.command(&self.program);
        match profile {
            Profile::Check => command.arg("check"),
            Profile::Release => command.args(["build", "--release"]),
        };
        command
            .arg("--quiet")
            .env("CARGO_TARGET_DIR", &self.target)
            // Incremental compilation would measure the change, not the crate.
            .env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Compiles the crate and whatever of its dependencies is not there yet.
    pub(crate) fn run(&self, subject: &Subject, profile: Profile) -> Result<Cost, Failure> {
        Ok(cost::of(&mut self.command(subject, profile))?)
    }

    /// The build script of the crate, compiled as cargo does it for everybody, or with optimisation.
    pub(crate) fn build_script(
        &self,
        subject: &Subject,
        optimised: bool,
    ) -> Result<PathBuf, Failure> {
        let mut command = self.command(subject, Profile::Check);
        command.arg("--message-format=json");
        if optimised {
            command.env("CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL", "3");
        }
        let output = command.output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(format!("{command:?}: {}\n{errors}", output.status).into());
        }
        let manifest = subject.manifest_path();
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .find_map(|message| script_of(&message, &manifest))
            .ok_or_else(|| format!("{command:?} names no build script").into())
    }

    /// The sources of the client as it is published.
    pub(crate) fn published(&self, repository: &Path, out: &Path) -> Result<PathBuf, Failure> {
        let mut command = Command::new(&self.program);
        command
            .args([
                "run",
                "--quiet",
                "-p",
                "xtask",
                "--",
                "release",
                "--allow-dirty",
                "--no-verify",
                "--out",
            ])
            .arg(out)
            .current_dir(repository);
        let output = command.output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(format!("{command:?}: {}\n{errors}", output.status).into());
        }
        // It says where the archive is; the sources are beside, under the same name.
        let archive = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim_end());
        let name = archive.file_stem().ok_or("the release names no package")?;
        Ok(out.join(name))
    }

    /// The size of the compiled library, in bytes.
    pub(crate) fn library_size(&self, subject: &Subject) -> Result<u64, Failure> {
        let library = self
            .target
            .join("release")
            .join(format!("lib{}.rlib", subject.library_name()));
        Ok(fs::metadata(library)?.len())
    }
}

/// The program, if this message of cargo is about the build script of that package.
fn script_of(message: &Json, manifest: &Path) -> Option<PathBuf> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Json::as_str);
    let is_script = text("/reason") == Some("compiler-artifact")
        && text("/target/kind/0") == Some("custom-build")
        && text("/manifest_path").map(Path::new) == Some(manifest);
    is_script
        .then(|| text("/filenames/0").map(PathBuf::from))
        .flatten()
}
