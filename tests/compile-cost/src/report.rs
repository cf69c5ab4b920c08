//! Figures -> Markdown.

use std::{fmt, time::Duration};

use ncloud_compile_cost::cost::Cost;

use crate::cargo::Profile;

/// Everything that was measured.
pub(crate) struct Report {
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) runs: u8,
    pub(crate) generations: Vec<Generation>,
    pub(crate) compilations: Vec<Compilation>,
    pub(crate) cold: Vec<Cold>,
}

/// The build script by itself.
pub(crate) struct Generation {
    pub(crate) api: String,
    pub(crate) operations: usize,
    pub(crate) spec_lines: usize,
    pub(crate) generated_lines: usize,
    pub(crate) unoptimised: Cost,
    pub(crate) optimised: Cost,
}

/// The crate by itself.
pub(crate) struct Compilation {
    pub(crate) api: String,
    pub(crate) shape: &'static str,
    pub(crate) profile: Profile,
    pub(crate) lines: usize,
    pub(crate) cost: Cost,
    /// The size of the compiled library, in bytes.
    pub(crate) library: Option<u64>,
}

/// A crate with all its dependencies.
pub(crate) struct Cold {
    pub(crate) what: &'static str,
    pub(crate) cost: Cost,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Measured on {}: {}. Medians of {} runs.\n",
            self.date, self.machine, self.runs
        )?;
        writeln!(
            f,
            "The build script, as cargo compiles it (without optimisation), and optimised:\n"
        )?;
        writeln!(
            f,
            "| API | operations | lines of spec | lines generated | an operation | wall s | CPU s | peak MiB | optimised: wall s | CPU s | peak MiB |"
        )?;
        writeln!(
            f,
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        )?;
        for generation in &self.generations {
            let Generation {
                api,
                operations,
                spec_lines,
                generated_lines,
                unoptimised,
                optimised,
            } = generation;
            let each = generated_lines / (*operations).max(1);
            writeln!(
                f,
                "| {api} | {operations} | {spec_lines} | {generated_lines} | {each} | {} | {} |",
                columns(unoptimised),
                columns(optimised)
            )?;
        }
        writeln!(f, "\nThe crate alone, its dependencies built:\n")?;
        writeln!(
            f,
            "| API | code | lines | command | wall s | CPU s | peak MiB | rlib MiB |"
        )?;
        writeln!(f, "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |")?;
        for compilation in &self.compilations {
            let command = match compilation.profile {
                Profile::Check => "check",
                Profile::Release => "build --release",
            };
            let library = compilation.library.map(mebibytes).unwrap_or_default();
            writeln!(
                f,
                "| {} | {} | {} | {command} | {} | {library} |",
                compilation.api,
                compilation.shape,
                compilation.lines,
                columns(&compilation.cost),
            )?;
        }
        writeln!(f, "\nCold, `cargo check`:\n")?;
        writeln!(
            f,
            "| | wall s | CPU s | peak MiB |\n| --- | ---: | ---: | ---: |"
        )?;
        for cold in &self.cold {
            writeln!(f, "| {} | {} |", cold.what, columns(&cold.cost))?;
        }
        Ok(())
    }
}

fn columns(cost: &Cost) -> String {
    format!(
        "{} | {} | {}",
        seconds(cost.wall),
        seconds(cost.cpu),
        mebibytes(cost.peak)
    )
}

fn seconds(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64())
}

/// Rounded; under ten with a decimal.
fn mebibytes(bytes: u64) -> String {
    const TENTH: u64 = 1024 * 1024 / 10;
    let tenths = (bytes + TENTH / 2) / TENTH;
    if tenths < 100 {
        format!("{}.{}", tenths / 10, tenths % 10)
    } else {
        format!("{}", (tenths + 5) / 10)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{mebibytes, seconds};

    #[test]
    fn figures_are_rounded() {
        assert_eq!(seconds(Duration::from_millis(7_126)), "7.13");
        assert_eq!(mebibytes(1_500_000), "1.4");
        assert_eq!(mebibytes(700 * 1024 * 1024), "700");
    }
}
