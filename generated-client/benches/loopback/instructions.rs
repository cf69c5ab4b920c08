//! Instructions outside the kernel a call takes, which no other load of the machine changes. callgrind runs every client twice,
//! with so many calls and with twice as many: the difference is that of the calls.

use std::env;
use std::process::Command;

use super::server::{PATH, serve};
use super::tasks::Client;

/// Objects, and calls.
const LENGTHS: [(usize, u32); 3] = [(1, 200), (20, 200), (500, 40)];

pub(crate) fn report(groups: [&[Client]; 2]) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed, and without it there is no count of instructions");
        return;
    }
    println!(
        "callgrind has no SHA instructions: a signature takes about 10,000 instructions in it, and a few hundred on a \
         processor that has them."
    );
    let address = serve();
    for clients in groups {
        println!(
            "\n| instructions a call | {} |\n| --- | ---: | ---: | ---: |",
            LENGTHS
                .map(|(objects, _)| format!("{objects} objects"))
                .join(" | ")
        );
        for client in clients {
            let counts = LENGTHS.map(|(objects, times)| {
                let address = format!("{address}/{objects}{PATH}");
                counted(client, &address, times).to_string()
            });
            println!("| {} | {} |", client.name, counts.join(" | "));
        }
    }
}

fn counted(client: &Client, address: &str, times: u32) -> u64 {
    let (once, twice) = (
        collected(client, address, times),
        collected(client, address, 2 * times),
    );
    twice.saturating_sub(once) / u64::from(times)
}

/// What callgrind counts of a whole process.
fn collected(client: &Client, address: &str, times: u32) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .args(["one", client.name, address, &times.to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok());
    collected.unwrap_or_else(|| panic!("{said}"))
}
