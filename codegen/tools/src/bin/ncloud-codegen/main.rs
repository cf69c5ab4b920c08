//! `ncloud-codegen`: checks specs and prints what is made of them.

mod arguments;
mod commands;
mod failure;
mod files;
mod specs;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use crate::{
    arguments::Arguments,
    failure::{Failure, draw, error},
};

fn main() -> ExitCode {
    match commands::run(Arguments::parse().command) {
        Ok(text) => print(&text),
        Err(Failure::Findings(report)) => {
            draw(&report);
            ExitCode::from(1)
        }
        Err(Failure::Faulty(report)) => {
            draw(&report);
            ExitCode::from(2)
        }
        Err(Failure::Outcome(text)) => {
            let _ = print(&text);
            ExitCode::from(1)
        }
        Err(Failure::Other(message)) => {
            error(&message);
            ExitCode::from(2)
        }
    }
}

/// A reader that closes the pipe early (`| head`) is no failure.
fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => {
            error(&format!("standard output: {failed}"));
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
