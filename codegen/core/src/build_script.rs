//! The whole way from a `build.rs`: specs in, modules in `OUT_DIR` out, findings as errors of cargo.
//!
//! The build script is one line:
//!
//! ```no_run
//! # fn build() -> std::process::ExitCode {
//! ncloud_codegen::build_script::generate("spec") // in `fn main() -> std::process::ExitCode`
//! # }
//! ```
//!
//! and so is the library: `include!(concat!(env!("OUT_DIR"), "/services.rs"));`.
//!
//! The generated code calls the run time as `::ncloud`, so the crate depends on `ncloud`; no feature of a service is
//! needed for that.

use std::{
    env,
    ffi::OsStr,
    fmt, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{Loaded, Report, emit::rust, ir, load_chosen, load_with_warnings, printable};

/// Generates every service of a file or folder of specs into `OUT_DIR`, the module declarations into `services.rs`.
///
/// Findings become errors of cargo; the exit code is that of the build script.
#[must_use]
pub fn generate(specs: impl Into<PathBuf>) -> ExitCode {
    configure(specs).generate()
}

/// The same with settings.
#[must_use]
pub fn configure(specs: impl Into<PathBuf>) -> Builder {
    Builder {
        specs: specs.into(),
        out_dir: None,
        run_time: rust::RUN_TIME.to_owned(),
        by_features: false,
    }
}

/// Settings of a generation.
#[derive(Clone, Debug)]
pub struct Builder {
    specs: PathBuf,
    out_dir: Option<PathBuf>,
    run_time: String,
    by_features: bool,
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The specs have findings.
    Specs(Report),
    /// Neither the file nor its folder is named after the service in it, so its feature cannot be told.
    Misnamed {
        /// The file.
        file: PathBuf,
        /// The service that it defines.
        service: String,
    },
    /// A file or folder cannot be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No folder to write into: not in a build script, and none was given.
    NoOutDir,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(report) => report.fmt(f),
            Self::Misnamed { file, service } => write!(
                f,
                "{}: defines the service `{service}`; name the file {service}.yaml or its folder {service}, so that the cargo feature selects it",
                printable::line(&file.display().to_string())
            ),
            Self::Io { path, source } => {
                write!(
                    f,
                    "{}: {source}",
                    printable::line(&path.display().to_string())
                )
            }
            Self::NoOutDir => {
                f.write_str("OUT_DIR is not set: call this from a build script, or give `out_dir`")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Specs(report) => Some(report),
            Self::Io { source, .. } => Some(source),
            Self::Misnamed { .. } | Self::NoOutDir => None,
        }
    }
}

impl Builder {
    /// Where the text goes. Default: cargo's `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The path of the run time as generated code writes it. Default: `::ncloud`.
    #[must_use]
    pub fn run_time(mut self, path: impl Into<String>) -> Self {
        self.run_time = path.into();
        self
    }

    /// Generates only the services whose cargo feature is on: the file `organization.yaml` belongs to the feature
    /// `organization`, the folder `vserver` to the feature `vserver`. The others are not even read.
    #[must_use]
    pub fn by_features(mut self) -> Self {
        self.by_features = true;
        self
    }

    /// Generates, and tells cargo what was found and what to watch.
    #[must_use]
    pub fn generate(&self) -> ExitCode {
        let specs = crate::resolved(&self.specs);
        let linked = Some(&specs).filter(|specs| **specs != self.specs);
        for watched in [Some(&self.specs), linked].into_iter().flatten() {
            let watched = watched.display().to_string();
            if watched.contains(['\n', '\r']) {
                tell_cargo(
                    "error",
                    "the path of the specs has a line break in it, which cargo cannot be told to watch",
                );
                return ExitCode::FAILURE;
            }
            println!("cargo::rerun-if-changed={watched}");
        }
        match self.generate_all() {
            Ok(warnings) => {
                for finding in warnings.findings() {
                    tell_cargo("warning", &finding.one_line());
                }
                ExitCode::SUCCESS
            }
            Err(Error::Specs(report)) => {
                for finding in report.findings() {
                    tell_cargo("error", &finding.one_line());
                }
                ExitCode::FAILURE
            }
            Err(error) => {
                tell_cargo("error", &error.to_string());
                ExitCode::FAILURE
            }
        }
    }

    /// Generates, and prints nothing.
    ///
    /// # Errors
    ///
    /// The findings of all specs, or what kept a file from being read or written.
    pub fn try_generate(&self) -> Result<(), Error> {
        self.generate_all().map(|_| ())
    }

    /// Generates, and gives what lints found.
    fn generate_all(&self) -> Result<Report, Error> {
        let out_dir = self
            .out_dir
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or(Error::NoOutDir)?;
        let Loaded { services, warnings } = if self.by_features {
            load_chosen(&self.specs, &feature_is_on).map_err(Error::Specs)?
        } else {
            load_with_warnings([&self.specs]).map_err(Error::Specs)?
        };
        let specs = crate::resolved(&self.specs);
        if self.by_features
            && let Some(service) = services
                .iter()
                .find(|service| !is_named_after(service, &specs))
        {
            return Err(Error::Misnamed {
                file: PathBuf::from(&service.location.file),
                service: service.name.clone(),
            });
        }
        for service in &services {
            let path = out_dir.join(format!("{}.rs", service.name));
            write_if_changed(&path, &rust::module(service, &self.run_time))?;
        }
        write_if_changed(&out_dir.join("services.rs"), &rust::index(&services))?;
        Ok(warnings)
    }
}

/// Whether a service in a folder of specs has the name of its file, or of the folder of its files.
fn is_named_after(service: &ir::Service, specs: &Path) -> bool {
    let file = Path::new(&service.location.file);
    let folder = file.parent().filter(|folder| *folder != specs);
    let folder = folder.and_then(Path::file_name);
    file.file_stem()
        .into_iter()
        .chain(folder)
        .any(|name| name == service.name.as_str())
}

/// An instruction of cargo is a line, and whatever follows a line break would be another one.
fn tell_cargo(instruction: &str, text: &str) {
    println!("cargo::{instruction}={}", printable::line(text));
}

/// Cargo tells a build script each feature that is on, in capitals.
fn feature_is_on(name: &OsStr) -> bool {
    let Some(feature) = name.to_str() else {
        return false;
    };
    let variable = format!("CARGO_FEATURE_{}", feature.to_uppercase().replace('-', "_"));
    env::var_os(variable).is_some()
}

/// A file that stays as it is keeps its time, and what is built from it stays fresh.
fn write_if_changed(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })
}
