//! How it ends where it does not succeed.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use ncloud::printable;
use ncloud_codegen::Report;

use crate::printer::say;

/// Why the program ends with a failure.
pub(crate) enum Failure {
    /// What is wrong with the specs or with what is to be sent.
    Findings(Box<Report>),
    /// What keeps the call from being sent.
    Usage(String),
    /// The call failed.
    Call(Box<ncloud::Error>),
    /// What is left to say when the response has been shown.
    After(String),
}

impl Failure {
    /// Says it, and gives the exit status.
    pub(crate) fn told(self) -> ExitCode {
        match self {
            Self::Findings(report) => {
                draw(*report, str::to_owned);
                ExitCode::from(2)
            }
            Self::Usage(message) => {
                error(&message);
                ExitCode::from(2)
            }
            Self::Call(failed) => {
                error(&failed.to_string());
                ExitCode::from(if failed.is_usage() { 2 } else { 1 })
            }
            Self::After(message) => {
                error(&message);
                ExitCode::from(1)
            }
        }
    }
}

/// Paths and texts of others may be in it.
fn error(message: &str) {
    say(&format!("error: {}", printable::lines(message)));
}

impl From<ncloud::Error> for Failure {
    fn from(error: ncloud::Error) -> Self {
        Self::Call(Box::new(error))
    }
}

/// Draws findings under their lines; `redacted` takes secrets out of what they quote.
pub(crate) fn draw(mut report: Report, redacted: impl Fn(&str) -> String) {
    report.change_texts(|text| printable::line(&redacted(text)).into_owned());
    let count = report.findings().len();
    let end = if count == 1 { "" } else { "s" };
    say(&format!(
        "{}\n{count} finding{end}; `ncloud-codegen explain RULE` says more of a rule",
        ncloud_tools::drawn(&report, io::stderr().is_terminal())
    ));
}
