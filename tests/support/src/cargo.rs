//! The cargo that runs the tests, for other packages.

use std::process::Command;

/// Cargo, with nothing of what was set for this test.
#[must_use]
pub fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    // What cargo sets for this test is not meant for the cargo that it calls.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG")) {
        command.env_remove(name);
    }
    command
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("RUSTFLAGS");
    command
}
