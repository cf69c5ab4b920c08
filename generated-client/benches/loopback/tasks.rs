//! Calls of clients, by one task or by several on one thread.

use core::future::Future;
use core::hint::black_box;
use core::pin::Pin;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};

use crate::measure::{Variant, in_turns};

/// One call; what it gives, so that it is not optimised away.
pub(crate) type Call = Arc<dyn Fn() -> Calling + Send + Sync>;

pub(crate) type Calling = Pin<Box<dyn Future<Output = usize> + Send>>;

/// Builds a client for an address, path included, and gives its call.
pub(crate) type Build = fn(&str) -> Call;

/// A client that is measured.
pub(crate) struct Client {
    pub(crate) name: &'static str,
    pub(crate) of: Build,
}

/// Makes a call of a future that can be made anew.
pub(crate) fn call<F: Future<Output = usize> + Send + 'static>(
    make: impl Fn() -> F + Send + Sync + 'static,
) -> Call {
    Arc::new(move || Box::pin(make()))
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

pub(crate) async fn run(call: &Call, tasks: u32, times: u32) {
    if tasks == 1 {
        for _ in 0..times {
            black_box(call().await);
        }
        return;
    }
    let running: Vec<_> = (0..tasks)
        .map(|_| {
            let call = Arc::clone(call);
            tokio::spawn(async move {
                for _ in 0..times / tasks {
                    black_box(call().await);
                }
            })
        })
        .collect();
    for task in running {
        task.await.unwrap();
    }
}

/// Measures all clients in turns, for responses of several lengths and for one task and several, and prints a table for each.
pub(crate) fn report(clients: &[Client], address: &str, path: &str, baseline: usize) {
    const ROUNDS: usize = 31;
    const TASKS: [u32; 2] = [1, 64];
    // Objects, and calls a round.
    const LENGTHS: [(usize, u32); 4] = [(1, 640), (20, 640), (500, 128), (5_000, 64)];

    let runtime = runtime();
    let _inside = runtime.enter();
    for tasks in TASKS {
        for (objects, times) in LENGTHS {
            let address = format!("{address}/{objects}{path}");
            let mut variants: Vec<Variant<'_>> = clients
                .iter()
                .map(|client| {
                    let call = (client.of)(&address);
                    let runtime = &runtime;
                    Variant::new(client.name, move |times| {
                        runtime.block_on(run(&call, tasks, times));
                    })
                })
                .collect();
            println!(
                "\n| {objects} objects, {tasks} tasks | CPU us a call | of `{0}` | wall us a call | of `{0}` |\n\
                 | --- | ---: | ---: | ---: | ---: |",
                clients[baseline].name
            );
            for median in in_turns(&mut variants, ROUNDS, times, baseline) {
                println!(
                    "| {} | {:.1} | {:.2} | {:.1} | {:.2} |",
                    median.name, median.cpu, median.cpu_ratio, median.wall, median.wall_ratio
                );
            }
        }
    }
}
