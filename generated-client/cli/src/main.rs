//! `ncloud`: calls an operation straight from its spec, through the run time of the client.

mod arguments;
mod call;
mod description;
mod encoding;
mod failure;
mod keys;
mod parameters;
mod printer;
mod replace;
mod sandbox;
mod show;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Command::Call(arguments) = Arguments::parse().command;
    match call::call(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.told(),
    }
}
