//! What a process takes: time and memory, of itself and of the processes that it waited for.

use std::{
    io,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wait4::Wait4;

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system time of all processes.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
    /// The most memory that one of the processes held, in bytes: of cargo and what it starts, that is rustc.
    pub peak: u64,
}

/// Runs a command to its end. What it prints is dropped, but for errors.
///
/// # Errors
///
/// When it cannot be started, or fails.
pub fn of(command: &mut Command) -> io::Result<Cost> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    let wall = start.elapsed();
    if !used.status.success() {
        return Err(io::Error::other(format!("{command:?}: {}", used.status)));
    }
    Ok(Cost {
        cpu: used.rusage.utime + used.rusage.stime,
        wall,
        peak: used.rusage.maxrss,
    })
}

/// The median of each figure by itself. `None` of nothing.
pub fn median(costs: Vec<Cost>) -> Option<Cost> {
    Some(Cost {
        cpu: middle(costs.iter().map(|cost| cost.cpu))?,
        wall: middle(costs.iter().map(|cost| cost.wall))?,
        peak: middle(costs.iter().map(|cost| cost.peak))?,
    })
}

fn middle<T: Copy + Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use std::{process::Command, time::Duration};

    use super::{Cost, median, of};

    fn cost(seconds: u64, peak: u64) -> Cost {
        let time = Duration::from_secs(seconds);
        Cost {
            cpu: time,
            wall: time,
            peak,
        }
    }

    #[test]
    fn the_median_is_taken_figure_by_figure() {
        let costs = vec![cost(9, 10), cost(1, 30), cost(2, 20)];
        let found = median(costs).map(|cost| (cost.cpu.as_secs(), cost.wall.as_secs(), cost.peak));
        assert_eq!(found, Some((2, 2, 20)));
        assert!(median(Vec::new()).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn processes_that_the_command_starts_count() {
        let burn = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
        let cost = of(Command::new("sh").args(["-c", &format!("sh -c '{burn}'; true")]));
        assert!(cost.is_ok_and(|cost| cost.cpu > Duration::from_millis(5) && cost.peak > 100_000));
    }

    #[cfg(unix)]
    #[test]
    fn a_command_that_fails_has_no_cost() {
        assert!(of(&mut Command::new("false")).is_err());
    }
}
