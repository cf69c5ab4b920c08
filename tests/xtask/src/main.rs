//! `cargo xtask`: what is done in this repository by more than one command.

mod ci;
mod command;
mod regenerate;
mod release;

use std::{env, process::ExitCode};

const USAGE: &str = "\
cargo xtask ci [STEP..]           what CI runs: every step, or those named, or the names with --list
cargo xtask regenerate [--check]  writes the texts that commands make; with --check, says which of them are out of date
cargo xtask release [--allow-dirty] [--no-verify | --features LIST] [--out FOLDER]
                                  makes the package of the client that is published, with its services as text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["ci", "--list"] => {
            ci::list();
            Ok(())
        }
        ["ci", steps @ ..] => ci::run_steps(steps),
        ["regenerate"] => regenerate::run_all(regenerate::Mode::Write),
        ["regenerate", "--check"] => regenerate::run_all(regenerate::Mode::Check),
        ["release", options @ ..] => release::release(options),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
