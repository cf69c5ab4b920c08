//! How it ends where it does not succeed.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use ncloud_codegen::Report;

/// Why the program ends with a failure.
pub(crate) enum Failure {
    /// What is wrong with the specs or with what is to be sent.
    Findings(Box<Report>),
    /// What keeps the call from being sent.
    Usage(String),
    /// The call failed.
    Call(Box<ncloud::Error>),
    /// What is left to say when the answer has been shown.
    After(String),
}

impl Failure {
    /// Says it, and gives the exit status.
    pub(crate) fn told(self) -> ExitCode {
        match self {
            Self::Findings(report) => {
                draw(&report);
                ExitCode::from(2)
            }
            Self::Usage(message) => {
                eprintln!("error: {message}");
                ExitCode::from(2)
            }
            Self::Call(error) => {
                eprintln!("error: {error}");
                ExitCode::from(if error.is_usage() { 2 } else { 1 })
            }
            Self::After(message) => {
                eprintln!("error: {message}");
                ExitCode::from(1)
            }
        }
    }
}

impl From<ncloud::Error> for Failure {
    fn from(error: ncloud::Error) -> Self {
        Self::Call(Box::new(error))
    }
}

/// Draws findings under their lines.
pub(crate) fn draw(report: &Report) {
    eprint!("{}", report.render(io::stderr().is_terminal()));
    let count = report.findings().len();
    let end = if count == 1 { "" } else { "s" };
    eprintln!("\n{count} finding{end}; `ncloud-codegen explain RULE` says more of a rule");
}
