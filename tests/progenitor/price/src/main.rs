//! `ncloud-progenitor-price`: compiles progenitor's clients and this project's of the same services, in turns, and prints what
//! each run took.
//!
//! ```text
//! cargo run --manifest-path tests/progenitor/Cargo.toml -p ncloud-progenitor-price -- --synthetic 700
//! cargo run --manifest-path tests/progenitor/Cargo.toml -p ncloud-progenitor-price
//! ```
//!
//! Both crates hold generated text alone, a module a service, and of services that progenitor refuses neither has one.
//! Their dependencies are compiled before anything is measured.

use std::{
    env, fs, io, panic,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::SystemTime,
};

use clap::{Parser, ValueEnum};
use ncloud_codegen::{emit::rust, ir::Service};
use ncloud_compile_cost::{
    cost::{self, Cost, median},
    synthetic,
};
use ncloud_progenitor_price::client;
use progenitor_impl::GenerationSettings;

/// Compiles the clients of two generators, and prints what it took.
#[derive(Debug, Parser)]
struct Arguments {
    /// The synthetic API of that many operations, in place of the services of the repository
    #[arg(long, value_name = "N")]
    synthetic: Option<usize>,
    /// What cargo does with the crates
    #[arg(long, value_enum, default_value_t = Step::Check)]
    step: Step,
    /// How often each is compiled
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Where to work; dependencies that were compiled there are used again
    #[arg(long, value_name = "PATH", default_value = "target/price")]
    folder: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Step {
    Check,
    Release,
    Doc,
}

type Failure = Box<dyn std::error::Error>;

const THEIRS: &str = r#"
[dependencies]
chrono = { version = "0.4.45", default-features = false, features = ["serde"] }
progenitor-client = { version = "=0.15.1", default-features = false }
reqwest = { version = "0.13.5", default-features = false, features = ["json", "query"] }
serde = { version = "1.0.229", default-features = false, features = ["derive", "std"] }
serde_json = { version = "1.0.154", default-features = false, features = ["std"] }
"#;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let repository = fs::canonicalize(repository)?;
    fs::create_dir_all(&arguments.folder)?;
    let folder = fs::canonicalize(&arguments.folder)?;
    let services = match arguments.synthetic {
        Some(operations) => {
            ncloud_codegen::load_str("synthetic.yaml", &synthetic::spec(operations))
        }
        None => ncloud_codegen::load([repository.join("spec")]),
    }?;

    let progenitors = Crate::new(&folder, "progenitors")?;
    let ours = Crate::new(&folder, "ours")?;
    // What progenitor panics with is a refusal, and told below.
    panic::set_hook(Box::new(|_| ()));
    let mut operations = 0;
    for service in &services {
        match client(service, &GenerationSettings::new())? {
            Ok(text) => {
                operations += service.operations.len();
                progenitors.module(service, &text)?;
                ours.module(service, &rust::module(service, rust::RUN_TIME))?;
            }
            Err(refusal) => println!(
                "progenitor refuses `{}` of {} operations: {refusal}",
                service.name,
                service.operations.len()
            ),
        }
    }
    drop(panic::take_hook());
    progenitors.finish(
        THEIRS,
        &repository.join("tests/progenitor/Cargo.lock"),
        services.iter(),
    )?;
    let client = repository.join("generated-client");
    let client = format!(
        "\n[dependencies]\nncloud = {{ path = {client:?}, default-features = false, features = [\"xml\"] }}\n"
    );
    ours.finish(&client, &repository.join("Cargo.lock"), services.iter())?;

    println!(
        "{operations} operations, {:?}: CPU s, wall s, peak MiB",
        arguments.step
    );
    for subject in [&progenitors, &ours] {
        subject.compile(arguments.step)?;
    }
    let mut costs = (Vec::new(), Vec::new());
    for _ in 0..arguments.runs {
        costs.0.push(progenitors.touched(arguments.step)?);
        costs.1.push(ours.touched(arguments.step)?);
    }
    let (theirs, our) = (median(costs.0), median(costs.1));
    let (theirs, our) = theirs.zip(our).ok_or("nothing was compiled")?;
    println!(
        "medians: progenitor {}, this project {}, CPU 1/{:.1}",
        text(theirs),
        text(our),
        theirs.cpu.as_secs_f64() / our.cpu.as_secs_f64()
    );
    Ok(())
}

/// A crate of generated text.
struct Crate {
    name: &'static str,
    folder: PathBuf,
}

impl Crate {
    fn new(folder: &Path, name: &'static str) -> io::Result<Self> {
        let folder = folder.join(name);
        let sources = folder.join("src");
        if sources.exists() {
            fs::remove_dir_all(&sources)?;
        }
        fs::create_dir_all(&sources)?;
        Ok(Self { name, folder })
    }

    fn source(&self, name: &str) -> PathBuf {
        self.folder.join("src").join(name).with_extension("rs")
    }

    fn module(&self, service: &Service, text: &str) -> io::Result<()> {
        fs::write(self.source(&service.name), text)
    }

    fn finish<'a>(
        &self,
        dependencies: &str,
        lock: &Path,
        services: impl Iterator<Item = &'a Service>,
    ) -> io::Result<()> {
        let modules: String = services
            .filter(|service| self.source(&service.name).exists())
            .map(|service| format!("#[allow(warnings)]\npub mod {};\n", service.name))
            .collect();
        fs::write(self.source("lib"), modules)?;
        let name = self.name;
        fs::write(
            self.folder.join("Cargo.toml"),
            format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n{dependencies}"
            ),
        )?;
        fs::copy(lock, self.folder.join("Cargo.lock")).map(drop)
    }

    fn compile(&self, step: Step) -> io::Result<Cost> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        match step {
            Step::Check => command.arg("check"),
            Step::Release => command.args(["build", "--release"]),
            Step::Doc => command.args(["doc", "--no-deps"]),
        };
        cost::of(
            command
                .arg("--quiet")
                .env("CARGO_TARGET_DIR", self.folder.join("target"))
                .env("CARGO_INCREMENTAL", "0")
                .current_dir(&self.folder),
        )
    }

    /// Compiles it anew, with its dependencies there, and prints what that took.
    fn touched(&self, step: Step) -> io::Result<Cost> {
        fs::File::options()
            .append(true)
            .open(self.source("lib"))?
            .set_modified(SystemTime::now())?;
        let cost = self.compile(step)?;
        println!("{}: {}", self.name, text(cost));
        Ok(cost)
    }
}

fn text(cost: Cost) -> String {
    format!(
        "{:.1}, {:.1}, {}",
        cost.cpu.as_secs_f64(),
        cost.wall.as_secs_f64(),
        cost.peak / 1024 / 1024
    )
}
