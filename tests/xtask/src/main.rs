//! `cargo xtask`: what is done in this repository by more than one command.

mod command;
mod release;

use std::{env, process::ExitCode};

const USAGE: &str = "\
cargo xtask release [--allow-dirty] [--no-verify] [--out FOLDER]
                                  makes the package of the client that is published, with its services as text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
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
