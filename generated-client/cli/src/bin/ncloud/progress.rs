//! What happens meanwhile, on a line of standard error that goes away.

use std::io::{self, IsTerminal as _};

use clap::ValueEnum;

use crate::terminal::say_on_line;

/// When progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The line.
#[derive(Debug)]
pub(crate) struct Progress {
    is_shown: bool,
    /// The characters that stand there.
    shown: usize,
}

impl Progress {
    pub(crate) fn new(when: When) -> Self {
        let is_shown = match when {
            When::Auto => io::stderr().is_terminal(),
            When::Always => true,
            When::Never => false,
        };
        Self { is_shown, shown: 0 }
    }

    /// Puts a text in place of the line.
    pub(crate) fn tell(&mut self, text: &str) {
        if !self.is_shown {
            return;
        }
        let length = text.chars().count();
        let rest = " ".repeat(self.shown.saturating_sub(length));
        say_on_line(&format!("\r{text}{rest}"));
        self.shown = length;
    }

    /// Takes the line away.
    pub(crate) fn end(&mut self) {
        if self.shown > 0 {
            say_on_line(&format!("\r{}\r", " ".repeat(self.shown)));
            self.shown = 0;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// `[##########          ]  50 %`
pub(crate) fn bar(part: u64, whole: u64) -> String {
    const WIDTH: u64 = 20;
    let of = |scale: u64| {
        (u128::from(part.min(whole)) * u128::from(scale) / u128::from(whole.max(1))) as usize
    };
    let filled = of(WIDTH);
    let open = WIDTH as usize - filled;
    format!(
        "[{}{}] {:>3} %",
        "#".repeat(filled),
        " ".repeat(open),
        of(100)
    )
}

/// `1.2 MB`
pub(crate) fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["bytes", "kB", "MB", "GB"] {
        if value < 1000.0 || unit == "GB" {
            return if unit == "bytes" {
                format!("{bytes} bytes")
            } else {
                format!("{value:.1} {unit}")
            };
        }
        value /= 1000.0;
    }
    format!("{bytes} bytes")
}
