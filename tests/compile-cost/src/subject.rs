//! The crates that are compiled.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use ncloud_compile_cost::synthetic;

/// A crate on disk.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) operations: usize,
    folder: PathBuf,
    shape: Shape,
}

/// How a crate comes by its code.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A build script generates it.
    Build,
    /// It is checked in: this text.
    Vendored(String),
    /// No code, but the generator as a build dependency.
    GeneratorAlone,
    /// No code, but the client as a dependency.
    ClientAlone,
}

impl Shape {
    fn name(&self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Vendored(_) => "vendored",
            Self::GeneratorAlone => "generator",
            Self::ClientAlone => "client",
        }
    }

    fn needs_generator(&self) -> bool {
        matches!(self, Self::Build | Self::GeneratorAlone)
    }

    fn needs_client(&self) -> bool {
        !matches!(self, Self::GeneratorAlone)
    }
}

const SPEC: &str = "spec/synthetic.yaml";
const LIBRARY: &str = "src/lib.rs";

impl Subject {
    /// Writes the crate. It is its own workspace, with the locked dependencies of the repository.
    pub(crate) fn create(
        folder: &Path,
        repository: &Path,
        shape: Shape,
        operations: usize,
    ) -> io::Result<Self> {
        let subject = Self {
            operations,
            folder: folder.join(format!("{}-{operations}", shape.name())),
            shape,
        };
        empty(&subject.folder)?;
        fs::create_dir(subject.folder.join("src"))?;
        subject.write("Cargo.toml", &subject.manifest(repository))?;
        let locked = repository.join("Cargo.lock");
        if locked.exists() {
            fs::copy(locked, subject.folder.join("Cargo.lock"))?;
        }
        match &subject.shape {
            Shape::Build => {
                fs::create_dir(subject.folder.join("spec"))?;
                subject.write(SPEC, &synthetic::spec(operations))?;
                subject.write("build.rs", BUILD_SCRIPT)?;
                subject.write(
                    LIBRARY,
                    "include!(concat!(env!(\"OUT_DIR\"), \"/services.rs\"));\n",
                )?;
            }
            Shape::Vendored(text) => {
                subject.write("src/synthetic.rs", text)?;
                subject.write(LIBRARY, "pub mod synthetic;\n")?;
            }
            Shape::GeneratorAlone => {
                subject.write("build.rs", "fn main() {}\n")?;
                subject.write(LIBRARY, "")?;
            }
            Shape::ClientAlone => subject.write(LIBRARY, "")?,
        }
        Ok(subject)
    }

    fn manifest(&self, repository: &Path) -> String {
        let name = format!("{}-{}", self.shape.name(), self.operations);
        let mut text = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n"
        );
        let dependency = |section: &str, package: &str, folder: &str| {
            let path = repository.join(folder);
            format!("\n[{section}]\n{package} = {{ path = {path:?}, default-features = false }}\n")
        };
        if self.shape.needs_client() {
            text.push_str(&dependency("dependencies", "ncloud", "generated-client"));
        }
        if self.shape.needs_generator() {
            text.push_str(&dependency(
                "build-dependencies",
                "ncloud-codegen",
                "codegen",
            ));
        }
        text
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        fs::write(self.folder.join(file), text)
    }

    /// A command that runs in the folder of the crate.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder);
        command
    }

    pub(crate) fn manifest_path(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }

    pub(crate) fn shape_name(&self) -> &'static str {
        self.shape.name()
    }

    /// The name of the library as rustc has it.
    pub(crate) fn library_name(&self) -> String {
        format!("{}_{}", self.shape.name(), self.operations)
    }

    pub(crate) fn spec_lines(&self) -> usize {
        synthetic::spec(self.operations).lines().count()
    }

    /// Makes cargo compile the crate again: by its spec if it has one, else by its code.
    pub(crate) fn touch(&self) -> io::Result<()> {
        let file = match self.shape {
            Shape::Build => SPEC,
            Shape::Vendored(_) | Shape::GeneratorAlone | Shape::ClientAlone => LIBRARY,
        };
        fs::File::options()
            .append(true)
            .open(self.folder.join(file))?
            .set_modified(SystemTime::now())
    }
}

const BUILD_SCRIPT: &str = "\
fn main() -> std::process::ExitCode {
    ncloud_codegen::build_script::generate(\"spec\")
}
";

/// Creates a folder, or empties it.
pub(crate) fn empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

/// The module that a build script left behind.
pub(crate) fn generated(out_dir: &Path) -> io::Result<String> {
    fs::read_to_string(out_dir.join("synthetic.rs"))
}
