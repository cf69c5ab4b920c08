//! `ncloud-compile-cost`: generates and compiles clients of the synthetic API and of the services of this repository, and prints
//! what each step took.
//!
//! Every figure is that of a real run of cargo, or of a build script that cargo compiled, in a folder of its own outside
//! of the workspace. Dependencies are built before anything is measured, but for the cold builds at the end.

mod api;
mod cargo;
mod machine;
mod report;
mod subject;

use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, ValueEnum};

use ncloud_compile_cost::cost::{self, Cost, median};

use crate::{
    api::Api,
    cargo::{Cargo, Profile},
    report::{Cold, Compilation, Generation, Report},
    subject::{Generated, Shape, Subject},
};

/// Measures what generating and compiling clients takes, of a synthetic API and of the services here, and prints tables in
/// Markdown.
#[derive(Debug, Parser)]
#[command(name = "ncloud-compile-cost", version)]
struct Arguments {
    /// Sizes of the API
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10, 100, 700])]
    operations: Vec<usize>,

    /// Services of this repository, each by itself
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        default_value = "vserver,vpc"
    )]
    services: Vec<String>,

    /// Features of the client that the generated crates turn on
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    features: Vec<String>,

    /// Only the cold builds at the end
    #[arg(long)]
    cold: bool,

    /// What to compile with: cargo check, cargo build --release, or one after the other
    #[arg(long, value_enum, default_value_t = Profiles::Both)]
    profile: Profiles,

    /// How often each step is run; the table has the median
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,

    /// Where to work; what is built there is used again by the next run [default: in the folder for temporary files]
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,

    /// The date for the table [default: today, by the clock of this machine]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Profiles {
    Check,
    Release,
    Both,
}

impl Profiles {
    fn each(self) -> &'static [Profile] {
        match self {
            Self::Check => &[Profile::Check],
            Self::Release => &[Profile::Release],
            Self::Both => &[Profile::Check, Profile::Release],
        }
    }
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that standard error is closed.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let folder = arguments
        .folder
        .unwrap_or_else(|| env::temp_dir().join("ncloud-compile-cost"));
    let bench = Bench {
        cargo: Cargo::new(folder.join("target")),
        folder,
        repository,
        features: arguments.features,
        runs: arguments.runs,
    };
    let mut report = Report {
        date: arguments.date.unwrap_or_else(machine::today),
        machine: machine::description()?,
        runs: arguments.runs,
        generations: Vec::new(),
        compilations: Vec::new(),
        cold: Vec::new(),
    };
    let synthetic = arguments.operations.into_iter().map(Api::Synthetic);
    let services = arguments.services.into_iter().map(Api::Service);
    let apis = synthetic
        .chain(services)
        .chain([Api::AllServices, Api::None]);
    for api in apis.filter(|_| !arguments.cold) {
        let built = bench.subject(Shape::Build, api.clone())?;
        let (generation, generated) = bench.generation(&built)?;
        let lines = generation.generated_lines;
        report.generations.push(generation);
        let vendored = bench.subject(Shape::Vendored(generated), api)?;
        for subject in [vendored, built] {
            for profile in arguments.profile.each() {
                report
                    .compilations
                    .push(bench.compilation(&subject, *profile, lines)?);
            }
        }
    }
    let of_repository = bench.repository.join("generated-client");
    report.cold = bench.cold(vec![
        ("the generator and its dependencies", Shape::GeneratorAlone),
        (
            "the client without services or transport, and its dependencies",
            Shape::ClientAlone,
        ),
        (
            "a program that calls one service: the client of the repository",
            Shape::Caller(of_repository),
        ),
        (
            "the same: the package that is published",
            Shape::Caller(bench.published()?),
        ),
        (
            "a program that calls by reqwest, rustls on ring, serde and serde_json alone",
            Shape::Peer,
        ),
    ])?;
    io::stdout().write_all(report.to_string().as_bytes())?;
    Ok(())
}

/// Where and how often things are measured.
struct Bench {
    cargo: Cargo,
    folder: PathBuf,
    repository: PathBuf,
    /// Of the client, for the generated crates.
    features: Vec<String>,
    runs: u8,
}

impl Bench {
    fn subject(&self, shape: Shape, api: Api) -> io::Result<Subject> {
        Subject::create(&self.folder, &self.repository, shape, api, &self.features)
    }

    /// Runs the build script that cargo compiled, as cargo does, and once more compiled with optimisation.
    fn generation(&self, subject: &Subject) -> Result<(Generation, Generated), Failure> {
        tell(&format!("{}: generation", subject.api));
        let out_dir = self.folder.join("out");
        let cost = |script: &Path| {
            self.repeated(|| {
                subject::empty(&out_dir)?;
                Ok(cost::of(subject.command(script).env("OUT_DIR", &out_dir))?)
            })
        };
        let unoptimised = cost(&self.cargo.build_script(subject, false)?)?;
        let optimised = cost(&self.cargo.build_script(subject, true)?)?;
        let generated = Generated::read(&out_dir)?;
        let generation = Generation {
            api: subject.api.to_string(),
            operations: generated.operations(),
            spec_lines: subject.spec_lines()?,
            generated_lines: generated.lines(),
            unoptimised,
            optimised,
        };
        Ok((generation, generated))
    }

    /// Compiles the crate alone: its dependencies are there, and it was touched.
    fn compilation(
        &self,
        subject: &Subject,
        profile: Profile,
        lines: usize,
    ) -> Result<Compilation, Failure> {
        tell(&format!(
            "{}: {} {profile:?}",
            subject.api,
            subject.shape_name()
        ));
        self.cargo.run(subject, profile)?;
        let cost = self.repeated(|| {
            subject.touch()?;
            self.cargo.run(subject, profile)
        })?;
        let library = match profile {
            Profile::Check => None,
            Profile::Release => Some(self.cargo.library_size(subject)?),
        };
        Ok(Compilation {
            api: subject.api.to_string(),
            shape: subject.shape_name(),
            profile,
            lines,
            cost,
            library,
        })
    }

    /// Checks crates whose dependencies are not built, in turns: a machine becomes slower and faster.
    fn cold(&self, crates: Vec<(&'static str, Shape)>) -> Result<Vec<Cold>, Failure> {
        let target = self.folder.join("cold");
        let cargo = Cargo::new(target.clone());
        let mut measured = Vec::new();
        for (index, (what, shape)) in crates.into_iter().enumerate() {
            let folder = self.folder.join(format!("cold-{index}"));
            let subject = Subject::create(&folder, &self.repository, shape, Api::None, &[])?;
            measured.push((what, subject, Vec::new()));
        }
        for _ in 0..self.runs {
            for (what, subject, costs) in &mut measured {
                tell(&format!("cold: {what}"));
                subject::empty(&target)?;
                costs.push(cargo.run(subject, Profile::Check)?);
            }
        }
        measured
            .into_iter()
            .map(|(what, _, costs)| {
                let cost = median(costs).ok_or("nothing was run")?;
                Ok(Cold { what, cost })
            })
            .collect()
    }

    /// The package that is published, made for this.
    fn published(&self) -> Result<PathBuf, Failure> {
        tell("the package that is published");
        self.cargo
            .published(&self.repository, &self.folder.join("release"))
    }

    fn repeated(&self, run: impl Fn() -> Result<Cost, Failure>) -> Result<Cost, Failure> {
        let costs = (0..self.runs)
            .map(|_| run())
            .collect::<Result<Vec<_>, _>>()?;
        median(costs).ok_or_else(|| "nothing was run".into())
    }
}

/// The whole takes minutes; this says where it is.
fn tell(step: &str) {
    // Whoever closed standard error does not want to know.
    let _ = writeln!(io::stderr(), "{step}");
}
