//! Where and when figures were taken.

use std::{fs, io, process::Command, thread, time::SystemTime};

/// Cores, memory, compiler, and how busy the machine is.
///
/// # Errors
///
/// When rustc cannot be run, or on a system without `/proc`.
pub(crate) fn description() -> io::Result<String> {
    let cores = thread::available_parallelism()?;
    let rustc = Command::new("rustc").arg("--version").output()?.stdout;
    let rustc = String::from_utf8_lossy(&rustc);
    let memory = gibibytes(&fs::read_to_string("/proc/meminfo")?).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg")?;
    let load = load.split(' ').next().unwrap_or_default();
    Ok(format!(
        "{cores} cores, {memory} GiB, {}, load {load} at the start",
        rustc.trim()
    ))
}

/// `MemTotal:       24737372 kB` -> 24.
fn gibibytes(meminfo: &str) -> Option<u64> {
    let total = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = total.trim().strip_suffix(" kB")?.parse().ok()?;
    Some((kibibytes + 512 * 1024) / (1024 * 1024))
}

/// The day, in UTC.
pub(crate) fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::gibibytes;

    #[test]
    fn memory_is_rounded() {
        assert_eq!(
            gibibytes("MemTotal:       24737372 kB\nMemFree: 1 kB\n"),
            Some(24)
        );
        assert_eq!(gibibytes("MemFree: 1 kB\n"), None);
    }
}
