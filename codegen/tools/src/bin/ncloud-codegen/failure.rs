//! How it ends where it does not succeed.

use std::io::{self, IsTerminal, Write as _};

use ncloud_codegen::{Report, printable};

/// Why the program ends with a failure. Findings and other failures have different exit statuses.
pub(crate) enum Failure {
    Findings(Box<Report>),
    /// Findings where the exit status 1 means something else.
    Faulty(Box<Report>),
    /// What was asked for, and is no success: what is not formatted, changes that break callers.
    Outcome(String),
    Other(String),
}

pub(crate) fn draw(report: &Report) {
    let findings = counted(report.findings().len(), "finding");
    say(&format!(
        "{}\n{findings}; `ncloud-codegen explain RULE` says more of a rule",
        ncloud_tools::drawn(report, io::stderr().is_terminal())
    ));
}

/// Says why it ends. Paths and texts of others may be in it.
pub(crate) fn error(message: &str) {
    say(&format!("error: {}", printable::lines(message)));
}

/// Says something on standard error; nowhere is left to say that it is closed.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

pub(crate) fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}
