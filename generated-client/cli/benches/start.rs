//! How long the program takes until it says something: `cargo bench -p ncloud-cli --bench start`.
//!
//! It ends with a failure where a start takes 50 ms or the help of a service 100 ms.

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use ncloud_cli::catalog::Catalog;
use ncloud_cli::commands::command;

const RUNS: usize = 15;
const START: Duration = Duration::from_millis(50);
const HELP: Duration = Duration::from_millis(100);

/// The median of what a command line takes.
fn measured(line: &[&str]) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            let status = Command::new(env!("CARGO_BIN_EXE_ncloud"))
                .args(line)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            let time = begun.elapsed();
            if status.is_ok_and(|status| status.success()) {
                time
            } else {
                Duration::MAX
            }
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or(Duration::MAX)
}

fn told(line: &str, time: Duration, limit: Duration) -> bool {
    println!("{:>7.1} ms  ncloud {line}", time.as_secs_f64() * 1000.0);
    time < limit
}

fn main() -> ExitCode {
    let mut is_fast = true;
    for line in ["--version", "--help", "services"] {
        is_fast &= told(line, measured(&[line]), START);
    }
    let catalog = Catalog::embedded();
    let mut services: Vec<(Duration, String)> = catalog
        .services()
        .iter()
        .map(|service| {
            let name = command(service.name);
            (measured(&[&name, "--help"]), format!("{name} --help"))
        })
        .collect();
    services.sort_unstable();
    let mut operations: Vec<(Duration, String)> = catalog
        .services()
        .iter()
        .filter_map(|service| {
            let (name, operation) = (
                command(service.name),
                command(service.operations.first()?.name),
            );
            let time = measured(&[&name, &operation, "--help"]);
            Some((time, format!("{name} {operation} --help")))
        })
        .collect();
    operations.sort_unstable();
    println!("the slowest:");
    for (time, line) in services
        .iter()
        .rev()
        .take(3)
        .chain(operations.iter().rev().take(5))
    {
        is_fast &= told(line, *time, HELP);
    }
    if is_fast {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
