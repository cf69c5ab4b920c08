//! The texts in the repository that commands make.

use std::{env, fs, process};

use crate::command::{printed, repository, run};

/// The program that makes them.
const PROGRAM: [&str; 5] = ["cargo", "run", "--quiet", "-p", "ncloud-tools"];

/// A file that is what a command prints, or that has it between two marks.
struct Text {
    file: &'static str,
    command: &'static str,
    has_marks: bool,
}

const TEXTS: [Text; 3] = [
    Text {
        file: "spec/ncloud-spec.schema.json",
        command: "schema",
        has_marks: false,
    },
    Text {
        file: "spec/README.md",
        command: "reference",
        has_marks: true,
    },
    Text {
        file: "spec/COVERAGE.md",
        command: "coverage",
        has_marks: true,
    },
];

/// The tests that compare what the generator makes with reviewed text.
const SNAPSHOTS: [&[&str]; 2] = [
    &[
        "cargo",
        "test",
        "--quiet",
        "-p",
        "ncloud-tests",
        "--test",
        "generator",
    ],
    &["cargo", "test", "--quiet", "-p", "ncloud-tools"],
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// Makes every text anew, and every snapshot.
///
/// # Errors
///
/// When a command fails, or, where nothing is written, a text is out of date.
pub(crate) fn run_all(mode: Mode) -> Result<(), String> {
    texts(mode)?;
    let update = match mode {
        Mode::Write => "always",
        Mode::Check => "no",
    };
    for tests in SNAPSHOTS {
        run(tests, &[("INSTA_UPDATE", update)])?;
    }
    Ok(())
}

/// The same without the snapshots.
///
/// # Errors
///
/// As [`run_all`].
pub(crate) fn texts(mode: Mode) -> Result<(), String> {
    let mut stale = Vec::new();
    for text in &TEXTS {
        let path = repository().join(text.file);
        let failed = |error| format!("{}: {error}", text.file);
        let old = fs::read_to_string(&path).map_err(failed)?;
        let new = text.made(&old)?;
        if old == new {
            continue;
        }
        if mode == Mode::Check {
            stale.push(text.file);
        } else {
            fs::write(&path, new).map_err(failed)?;
            println!("{}", text.file);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "out of date: {}; run `cargo xtask regenerate`",
        stale.join(", ")
    ))
}

impl Text {
    fn made(&self, old: &str) -> Result<String, String> {
        let mut line = PROGRAM.to_vec();
        line.extend(["--", self.command]);
        if !self.has_marks {
            return printed(&line);
        }
        // The program knows the marks; it writes a copy.
        let copy = env::temp_dir().join(format!("ncloud-{}-{}", self.command, process::id()));
        let name = copy.display().to_string();
        let failed = |error| format!("{name}: {error}");
        fs::write(&copy, old).map_err(failed)?;
        line.extend(["--into", name.as_str()]);
        let made = printed(&line).and_then(|_| fs::read_to_string(&copy).map_err(failed));
        fs::remove_file(&copy).map_err(failed)?;
        made
    }
}
