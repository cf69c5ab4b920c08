//! How it ends where it does not succeed.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use ncloud::printable;
use ncloud_cli::failure::{Class, Failure};
use ncloud_codegen::Report;

use crate::terminal::say;

/// Says what failed, and gives the exit status: that of its class.
pub(crate) fn told(failure: Failure) -> ExitCode {
    let class = failure.class();
    tell(failure);
    ExitCode::from(class as u8)
}

/// Says what failed, and gives 1 where the call was sent, else 2.
pub(crate) fn told_to_author(failure: Failure) -> ExitCode {
    let was_sent = match &failure {
        Failure::Findings(_) | Failure::Usage(_) => false,
        Failure::Call(error) => !error.is_usage(),
        _ => true,
    };
    tell(failure);
    ExitCode::from(if was_sent { 1 } else { Class::Usage as u8 })
}

fn tell(failure: Failure) {
    let advice = failure.advice();
    match failure {
        Failure::Findings(report) => draw(*report, str::to_owned),
        failure => say(&format!("error: {}", printable::lines(&failure.message()))),
    }
    if let Some(advice) = advice {
        say(&format!("help: {advice}"));
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
