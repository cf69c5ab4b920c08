//! Calls of several clients to one service over loopback: how long, in how much memory, by how many instructions.

pub(crate) mod clients;
mod instructions;
mod memory;
mod server;
pub(crate) mod tasks;

use std::env;

use self::clients::BY_HAND;
use self::server::{PATH, serve};
use self::tasks::{Client, report, run, runtime};

/// Measures what the arguments of the program say.
pub(crate) fn main(over_loopback: &[Client], without_network: &[Client]) {
    // cargo says that this is a benchmark.
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let named = |name: &str| {
        let mut clients = over_loopback.iter().chain(without_network);
        clients.find(|client| client.name == name).unwrap()
    };
    match arguments.as_slice() {
        [] => report(over_loopback, &serve(), PATH, BY_HAND),
        ["memory"] => memory::report(over_loopback),
        ["instructions"] => instructions::report([over_loopback, without_network]),
        // What the two above run in processes of their own.
        ["one", name, address, times] => one(named(name), address, times.parse().unwrap()),
        ["peak", name, address] => memory::peak(named(name), address),
        other => {
            panic!("there is no measurement {other:?}; name none, or `memory` or `instructions`")
        }
    }
}

fn one(client: &Client, address: &str, times: u32) {
    let runtime = runtime();
    let _inside = runtime.enter();
    let call = (client.of)(address);
    runtime.block_on(run(&call, 1, times));
}
