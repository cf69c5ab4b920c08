//! Mutates the repository's specs and holds the generator to its word: what `check` accepts generates Rust that compiles,
//! and nothing that is no spec makes any command panic.
//!
//! ```text
//! cargo run -p ncloud-mutants -- --count 10000
//! cargo run -p ncloud-mutants -- --count 1 --seed 1234 --keep
//! ```
//!
//! The first line that it prints is the seed: with it, the same mutants come again.

mod compile;
mod failure;
mod minimise;
mod mutate;
mod seeds;
mod trial;
mod words;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use fastrand::Rng;

use crate::{compile::Workshop, failure::Failure, seeds::Seeds, trial::Outcome};

/// Mutates specs, and compiles what is still sound.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many sound mutants are compiled.
    #[arg(long, default_value_t = 300)]
    count: usize,
    /// Where the mutants begin; another one each time, if it is not given.
    #[arg(long)]
    seed: Option<u64>,
    /// How many are compiled in one crate.
    #[arg(long, default_value_t = 500)]
    batch: usize,
    /// The folder that the crate is written into.
    #[arg(long, default_value = "target/mutants")]
    out: PathBuf,
    /// Keeps the specs of the mutants beside their code.
    #[arg(long)]
    keep: bool,
}

/// A mutant that `check` accepts, and the code of its services.
pub(crate) struct Mutant {
    /// What makes it again.
    pub(crate) seed: u64,
    pub(crate) spec: String,
    pub(crate) modules: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let first = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {first}");
    let seeds = Seeds::read()?;
    let workshop = Workshop::new(&arguments.out, arguments.keep)?;
    let mut failures: Vec<Failure> = Vec::new();
    let (mut tried, mut sound) = (0_u64, 0);
    while sound < arguments.count {
        let mut batch: Vec<Mutant> = Vec::new();
        while sound + batch.len() < arguments.count && batch.len() < arguments.batch {
            // Each mutant by itself: the seed of one is enough to see it again.
            let seed = first.wrapping_add(tried);
            tried += 1;
            let spec = mutate::mutant(&seeds, &mut Rng::with_seed(seed));
            match trial::of(&spec) {
                Outcome::Refused => {}
                Outcome::Sound(modules) => batch.push(Mutant {
                    seed,
                    spec,
                    modules,
                }),
                Outcome::Failed(what) => failures.push(Failure { seed, spec, what }),
            }
        }
        sound += batch.len();
        failures.extend(workshop.compile(batch)?);
        println!(
            "{sound} sound of {tried} mutants compiled, {} failures",
            failures.len()
        );
    }
    let is_clean = failures.is_empty();
    for failure in failure::of_each_kind(failures) {
        println!("{}", minimise::smallest(&workshop, failure));
    }
    Ok(is_clean)
}
