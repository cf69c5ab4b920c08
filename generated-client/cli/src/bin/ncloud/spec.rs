//! `ncloud spec`: for authors of specs.

pub(crate) mod arguments;
mod call;
mod parameters;
mod printer;
mod replace;
mod show;

use ncloud_cli::failure::Failure;

use self::arguments::{Arguments, Command};

pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    let Command::Call(arguments) = arguments.command;
    call::call(&arguments).await
}
