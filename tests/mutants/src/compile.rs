//! Many mutants in one crate, and whose fault it is if that does not compile.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value as Json;

use crate::{Mutant, failure::Failure};

/// Where mutants are compiled.
pub(crate) struct Workshop {
    folder: PathBuf,
    keeps_specs: bool,
}

impl Workshop {
    pub(crate) fn new(folder: &Path, keeps_specs: bool) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let folder = fs::canonicalize(folder)?;
        let repository = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
        fs::write(
            folder.join("Cargo.toml"),
            format!(
                "[package]\nname = \"mutants\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 ncloud = {{ path = {:?}, default-features = false, features = [\"xml\"] }}\n\n[workspace]\n",
                repository.join("generated-client")
            ),
        )?;
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self {
            folder,
            keeps_specs,
        })
    }

    /// Compiles mutants; those that do not.
    pub(crate) fn compile(&self, mutants: Vec<Mutant>) -> io::Result<Vec<Failure>> {
        let source = self.folder.join("src");
        if source.exists() {
            fs::remove_dir_all(&source)?;
        }
        fs::create_dir_all(&source)?;
        let mut standing: BTreeMap<String, Mutant> = BTreeMap::new();
        for (index, mutant) in mutants.into_iter().enumerate() {
            let name = format!("m{index}");
            let modules = mutant.modules.iter().enumerate();
            let text: String = modules
                .map(|(index, module)| format!("/// A service.\npub mod s{index} {{\n{module}}}\n"))
                .collect();
            fs::write(source.join(format!("{name}.rs")), text)?;
            if self.keeps_specs {
                fs::write(source.join(format!("{name}.yaml")), &mutant.spec)?;
            }
            standing.insert(name, mutant);
        }
        let mut failures = Vec::new();
        // What fails in one phase of the compiler hides what fails in the next, so those that failed leave.
        while !standing.is_empty() {
            // What lints say of names and types is as the services have them.
            let mut root = String::from(
                "//! Mutants.\n\n#![deny(warnings)]\n#![allow(non_camel_case_types)]\n\n",
            );
            for name in standing.keys() {
                root.push_str(&format!(
                    "#[allow(clippy::all)]\n#[doc(hidden)]\npub mod {name};\n"
                ));
            }
            fs::write(source.join("lib.rs"), root)?;
            let errors = self.errors()?;
            if errors.is_empty() {
                break;
            }
            let before = standing.len();
            for (file, what) in errors {
                let name = Path::new(&file).file_stem().and_then(|stem| stem.to_str());
                let Some(mutant) = name.and_then(|name| standing.remove(name)) else {
                    return Err(io::Error::other(format!("{file}: {what}")));
                };
                failures.push(Failure {
                    seed: mutant.seed,
                    spec: mutant.spec,
                    what,
                });
            }
            if standing.len() == before {
                break;
            }
        }
        Ok(failures)
    }

    /// The first error of each file.
    fn errors(&self) -> io::Result<BTreeMap<String, String>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--quiet", "--message-format=json"])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS")
            .current_dir(&self.folder)
            .output()?;
        let mut errors = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Json>(line) else {
                continue;
            };
            let text = |pointer: &str| message.pointer(pointer).and_then(Json::as_str);
            let spans = message.pointer("/message/spans").and_then(Json::as_array);
            let mut spans = spans.into_iter().flatten();
            let file = spans.find_map(|span| span.get("file_name")?.as_str());
            if let (Some("error"), Some(file)) = (text("/message/level"), file) {
                let rendered = text("/message/rendered").unwrap_or_default();
                errors
                    .entry(file.to_owned())
                    .or_insert_with(|| rendered.to_owned());
            }
        }
        if errors.is_empty() && !output.status.success() {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
        Ok(errors)
    }
}
