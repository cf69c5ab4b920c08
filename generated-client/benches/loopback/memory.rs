//! Peak memory of a call, as Linux counts it.

use std::env;
use std::fs;
use std::process::Command;

use super::server::{PATH, list, serve};
use super::tasks::{Client, run, runtime};

/// A response of 10 MB.
fn objects() -> usize {
    10_000_000 * 100 / list(100).len()
}

pub(crate) fn report(clients: &[Client]) {
    let address = serve();
    let objects = objects();
    let body = list(objects).len();
    println!("| {body} bytes | peak KiB of the call | of the body |\n| --- | ---: | ---: |");
    for client in clients {
        let output = Command::new(env::current_exe().unwrap())
            .args(["peak", client.name, &format!("{address}/{objects}{PATH}")])
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let peak: f64 = printed.trim().parse().unwrap_or_else(|_| {
            panic!(
                "{}: {}",
                client.name,
                String::from_utf8_lossy(&output.stderr)
            )
        });
        println!(
            "| {} | {peak:.0} | {:.2} |",
            client.name,
            peak * 1024.0 / body as f64
        );
    }
}

/// Prints by how many KiB a call raises the most memory that this process held.
pub(crate) fn peak(client: &Client, address: &str) {
    let runtime = runtime();
    let _inside = runtime.enter();
    // A first call brings in all but the body.
    let base = address.strip_suffix(PATH).unwrap();
    let (service, _) = base.rsplit_once('/').unwrap();
    let small = (client.of)(&format!("{service}/1{PATH}"));
    runtime.block_on(run(&small, 1, 2));
    let call = (client.of)(address);
    // Sets the high-water mark to what is held now.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = status("VmRSS:");
    runtime.block_on(run(&call, 1, 1));
    println!("{}", status("VmHWM:").saturating_sub(before));
}

fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
