//! The crates that are compiled.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use crate::api::{self, Api};

/// A crate on disk.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) api: Api,
    folder: PathBuf,
    shape: Shape,
}

/// How a crate comes by its code.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A build script generates it.
    Build,
    /// It is checked in: the text of these modules.
    Vendored(Generated),
    /// No code, but the generator as a build dependency.
    GeneratorAlone,
    /// No code, but the client as a dependency.
    ClientAlone,
    /// A program with one call of one service, by the client in a folder: that of the repository, or the package that is published.
    Caller(PathBuf),
    /// A program with one call by reqwest with rustls on ring, serde and serde_json, and nothing else.
    Peer,
}

impl Shape {
    fn name(&self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Vendored(_) => "vendored",
            Self::GeneratorAlone => "generator",
            Self::ClientAlone => "client",
            Self::Caller(_) => "caller",
            Self::Peer => "peer",
        }
    }

    fn needs_generator(&self) -> bool {
        matches!(self, Self::Build | Self::GeneratorAlone)
    }

    fn needs_client(&self) -> bool {
        matches!(self, Self::Build | Self::Vendored(_) | Self::ClientAlone)
    }
}

const SPECS: &str = "spec";
const LIBRARY: &str = "src/lib.rs";
const PROGRAM: &str = "src/main.rs";
const BUILD_FILE: &str = "build.rs";

impl Subject {
    /// Writes the crate. It is its own workspace, with the locked dependencies of the repository.
    pub(crate) fn create(
        folder: &Path,
        repository: &Path,
        shape: Shape,
        api: Api,
        features: &[String],
    ) -> io::Result<Self> {
        let subject = Self {
            folder: folder.join(format!("{}-{}", shape.name(), api.slug())),
            api,
            shape,
        };
        empty(&subject.folder)?;
        fs::create_dir(subject.folder.join("src"))?;
        subject.write("Cargo.toml", &subject.manifest(repository, features))?;
        let locked = repository.join("Cargo.lock");
        if locked.exists() {
            fs::copy(locked, subject.folder.join("Cargo.lock"))?;
        }
        match &subject.shape {
            Shape::Build => {
                subject.api.write(&subject.folder.join(SPECS), repository)?;
                subject.write(BUILD_FILE, BUILD_SCRIPT)?;
                subject.write(
                    LIBRARY,
                    "include!(concat!(env!(\"OUT_DIR\"), \"/services.rs\"));\n",
                )?;
            }
            Shape::Vendored(generated) => {
                let mut library = String::new();
                for (name, text) in &generated.modules {
                    subject.write(&format!("src/{name}.rs"), text)?;
                    library.push_str(&format!("pub mod {name};\n"));
                }
                subject.write(LIBRARY, &library)?;
            }
            Shape::GeneratorAlone => {
                subject.write(BUILD_FILE, "fn main() {}\n")?;
                subject.write(LIBRARY, "")?;
            }
            Shape::ClientAlone => subject.write(LIBRARY, "")?,
            Shape::Caller(_) => subject.write(PROGRAM, CALLER)?,
            Shape::Peer => subject.write(PROGRAM, PEER)?,
        }
        Ok(subject)
    }

    fn manifest(&self, repository: &Path, features: &[String]) -> String {
        let name = format!("{}-{}", self.shape.name(), self.api.slug());
        let mut text = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n"
        );
        let dependency = |section: &str, package: &str, folder: &str, features: &[String]| {
            let path = repository.join(folder);
            format!(
                "\n[{section}]\n{package} = {{ path = {path:?}, default-features = false, features = {features:?} }}\n"
            )
        };
        if self.shape.needs_client() {
            text.push_str(&dependency(
                "dependencies",
                "ncloud",
                "generated-client",
                features,
            ));
        }
        if self.shape.needs_generator() {
            text.push_str(&dependency(
                "build-dependencies",
                "ncloud-codegen",
                "codegen/core",
                &[],
            ));
        }
        match &self.shape {
            Shape::Caller(client) => {
                text.push_str(&format!(
                    "\n[dependencies]\nncloud = {{ path = {client:?}, features = [\"organization\"] }}\n{TOKIO}"
                ));
            }
            Shape::Peer => text.push_str(&format!("\n[dependencies]\n{PEER_DEPENDENCIES}{TOKIO}")),
            Shape::Build | Shape::Vendored(_) | Shape::GeneratorAlone | Shape::ClientAlone => {}
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
        format!("{}_{}", self.shape.name(), self.api.slug())
    }

    pub(crate) fn spec_lines(&self) -> io::Result<usize> {
        api::lines(&self.folder.join(SPECS))
    }

    /// Makes cargo compile the crate again, and a build script generate it again.
    pub(crate) fn touch(&self) -> io::Result<()> {
        let path = match self.shape {
            Shape::Build => self.folder.join(SPECS),
            Shape::Vendored(_) | Shape::GeneratorAlone | Shape::ClientAlone => {
                self.folder.join(LIBRARY)
            }
            Shape::Caller(_) | Shape::Peer => self.folder.join(PROGRAM),
        };
        fs::File::open(path)?.set_modified(SystemTime::now())
    }
}

const BUILD_SCRIPT: &str = "\
fn main() -> std::process::ExitCode {
    ncloud_codegen::build_script::generate(\"spec\")
}
";

const CALLER: &str = "\
#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), ncloud::Error> {
    let client = ncloud::Client::from_env()?;
    println!(\"{:?}\", client.send(ncloud::organization::GetOrganization::new()).await?);
    Ok(())
}
";

const PEER: &str = "\
#[derive(Debug, serde::Deserialize)]
struct Organization {
    #[serde(rename = \"organizationId\")]
    id: Option<String>,
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let response = reqwest::Client::new().get(\"https://organization.apigw.ntruss.com\").send().await?;
    let organization: Organization = serde_json::from_slice(&response.bytes().await?)?;
    println!(\"{:?}\", organization.id);
    Ok(())
}
";

const PEER_DEPENDENCIES: &str = "\
reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"] }
rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
";

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// Creates a folder, or empties it.
pub(crate) fn empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

/// The modules that a build script left behind, by their names.
#[derive(Debug)]
pub(crate) struct Generated {
    modules: Vec<(String, String)>,
}

impl Generated {
    pub(crate) fn read(out_dir: &Path) -> io::Result<Self> {
        let mut modules = Vec::new();
        for entry in fs::read_dir(out_dir)? {
            let path = entry?.path();
            match path.file_stem().and_then(|stem| stem.to_str()) {
                None | Some("services") => {}
                Some(name) => modules.push((name.to_owned(), fs::read_to_string(&path)?)),
            }
        }
        modules.sort();
        Ok(Self { modules })
    }

    pub(crate) fn lines(&self) -> usize {
        self.modules
            .iter()
            .map(|(_, text)| text.lines().count())
            .sum()
    }

    pub(crate) fn operations(&self) -> usize {
        self.modules
            .iter()
            .map(|(_, text)| text.matches("::operation::Operation for ").count())
            .sum()
    }
}
