//! Runs fuzz targets.
//!
//! ```text
//! cargo run -p ncloud-fuzz                                    every target: its corpus, and a thousand mutants
//! cargo run -p ncloud-fuzz -- fmt --inputs 100000 --seed 7    one target, longer, from a seed
//! cargo run -p ncloud-fuzz -- fmt --input FILE                one input
//! cargo run -p ncloud-fuzz -- fmt --minimise FILE             the same input, as short as it still fails
//! ```
//!
//! Each target is a process of its own, so that a stack that overflows is a failure like any other.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Duration,
};

use clap::Parser;
use ncloud_fuzz::{
    TARGETS, Target, minimise,
    run::{Outcome, Plan, run},
};

/// Runs fuzz targets: their corpora, then mutants of them. It stops at the first failure of a target.
#[derive(Debug, Parser)]
struct Arguments {
    /// The targets; all of them, if none is named.
    #[arg(value_parser = named)]
    targets: Vec<&'static Target>,
    /// How many mutants a target is given.
    #[arg(long, default_value_t = 1000)]
    inputs: u64,
    /// Where the mutants begin; another one each time, if it is not given.
    #[arg(long)]
    seed: Option<u64>,
    /// For how many seconds a target is given mutants, if there are so many.
    #[arg(long)]
    seconds: Option<u64>,
    /// An input that is run alone.
    #[arg(long, conflicts_with = "minimise")]
    input: Option<PathBuf>,
    /// An input that fails and is made shorter.
    #[arg(long)]
    minimise: Option<PathBuf>,
    /// The folder for inputs that fail.
    #[arg(long, default_value = "target/fuzz")]
    out: PathBuf,
    /// Runs in this process, and says no more than how it ended.
    #[arg(long, hide = true)]
    alone: bool,
}

fn named(name: &str) -> Result<&'static Target, String> {
    Target::named(name).ok_or_else(|| {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        format!("there are {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.alone {
        true => alone(&arguments),
        false => all(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Every target in a process of its own.
fn all(arguments: &Arguments) -> io::Result<bool> {
    fs::create_dir_all(&arguments.out)?;
    let chosen: Vec<&'static Target> = match arguments.targets.as_slice() {
        [] => TARGETS.iter().collect(),
        chosen => chosen.to_vec(),
    };
    if let Some(path) = &arguments.minimise {
        return shortened(arguments, &chosen, path);
    }
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    let mut is_clean = true;
    for target in chosen {
        let mut command = child(arguments, target)?;
        command.args(["--seed", &seed.to_string()]);
        command.args(["--inputs", &arguments.inputs.to_string()]);
        if let Some(seconds) = arguments.seconds {
            command.args(["--seconds", &seconds.to_string()]);
        }
        if let Some(input) = &arguments.input {
            command.arg("--input").arg(input);
        }
        let status = command.status()?;
        if status.success() {
            continue;
        }
        is_clean = false;
        let failed = arguments.out.join(format!("{}-{seed}.failed", target.name));
        fs::copy(file(&arguments.out, target), &failed)?;
        println!(
            "{}: {status}; the input is {path}, and comes again by\n    cargo run -p ncloud-fuzz -- {} --input {path}",
            target.name,
            target.name,
            path = failed.display()
        );
    }
    Ok(is_clean)
}

fn child(arguments: &Arguments, target: &Target) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(target.name).arg("--alone");
    command.arg("--out").arg(&arguments.out);
    Ok(command)
}

/// The file of the input that is being read.
fn file(out: &Path, target: &Target) -> PathBuf {
    out.join(format!("{}.input", target.name))
}

fn alone(arguments: &Arguments) -> io::Result<bool> {
    let [target] = arguments.targets.as_slice() else {
        return Err(io::Error::other("one target alone"));
    };
    let given = match &arguments.input {
        Some(path) => vec![fs::read(path)?],
        None => Vec::new(),
    };
    let outcome = run(Plan {
        target,
        mutants: if given.is_empty() {
            arguments.inputs
        } else {
            0
        },
        given,
        seed: arguments.seed.unwrap_or_default(),
        limit: arguments.seconds.map(Duration::from_secs),
        file: file(&arguments.out, target),
    })?;
    Ok(match outcome {
        Outcome::Clean(count) => {
            println!("{}: {count} inputs", target.name);
            true
        }
        Outcome::Failed(what) => {
            println!("{}: {what}", target.name);
            false
        }
    })
}

fn shortened(arguments: &Arguments, chosen: &[&'static Target], path: &Path) -> io::Result<bool> {
    let [target] = chosen else {
        return Err(io::Error::other("name the target that fails"));
    };
    let shorter = path.with_extension("shorter");
    let fails = |input: &[u8]| -> io::Result<bool> {
        fs::write(&shorter, input)?;
        let mut command = child(arguments, target)?;
        command.arg("--input").arg(&shorter);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(!command.status()?.success())
    };
    let input = fs::read(path)?;
    if !fails(&input)? {
        println!("{}: {} does not fail", target.name, path.display());
        return Ok(true);
    }
    let smallest = minimise::smallest(input, fails)?;
    fs::write(&shorter, &smallest)?;
    println!(
        "{} bytes in {}: {:?}",
        smallest.len(),
        shorter.display(),
        String::from_utf8_lossy(&smallest)
    );
    Ok(false)
}
