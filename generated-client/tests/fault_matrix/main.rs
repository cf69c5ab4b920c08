//! Risk: a fault of the network or of a server that makes a call hang, be carried out twice, fail as what it is not, or
//! succeed without having succeeded.
//!
//! Faults times calls. Each cell has its own server, says what must come of it and how many requests that takes, and no
//! write may come whole more than once unless the fault says that it was not carried out.
#![cfg(any(feature = "hyper", feature = "reqwest"))]
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod calls;
#[path = "../common/mod.rs"]
mod common;
mod contents;
mod faults;
mod server;
mod table;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use ncloud::transport::TransportKind;
use ncloud::{Client, Error};
use tokio::net::TcpSocket;

use crate::calls::{Call, LATE, SOON, UPLOAD, client};
use crate::server::{Reads, Server, Treatment};
use crate::table::{Fault, Outcome, Row};

/// Cells at a time. Most of a slow one is waiting.
const AT_ONCE: usize = 40;
/// Far more than any cell needs.
const HANGS: Duration = Duration::from_secs(50);

/// Makes a module of the tests for each transport over HTTP that is compiled in.
macro_rules! over {
    ($($feature:literal $name:ident $kind:ident)*) => {$(
        #[cfg(feature = $feature)]
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn every_cell_comes_out_as_it_must() {
                hold(TransportKind::$kind, faults::all()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn contents_and_transfers_come_out_as_they_must() {
                hold(TransportKind::$kind, contents::all()).await;
            }
        }
    )*};
}

over! {
    "reqwest" over_reqwest Reqwest
    "hyper" over_hyper Hyper
}

async fn hold(transport: TransportKind, rows: Vec<Row>) {
    let wrong = wrong_cells(transport, rows).await;
    assert!(
        wrong.is_empty(),
        "{} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

async fn wrong_cells(transport: TransportKind, rows: Vec<Row>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file: Arc<Path> = folder.path().join("upload").into();
    std::fs::write(&file, vec![b'x'; UPLOAD]).unwrap();
    let (soon, late) = (client(transport, SOON), client(transport, LATE));
    let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
    let mut cells = Vec::new();
    for row in &rows {
        for call in Call::ALL {
            for once in [false, true] {
                if row.expected(call, once).is_some() {
                    cells.push((Arc::clone(row), call, once));
                }
            }
        }
    }
    assert!(!cells.is_empty());
    stream::iter(cells)
        .map(|(row, call, once)| {
            let client = match (row.own_client, row.ends_by_time(call)) {
                (true, _) => client(transport, LATE),
                (false, true) => soon.clone(),
                (false, false) => late.clone(),
            };
            let file = Arc::clone(&file);
            async move {
                let cell = tokio::spawn(async move { cell(&row, call, once, client, &file).await });
                cell.await.unwrap()
            }
        })
        .buffer_unordered(AT_ONCE)
        .filter_map(async |wrong| wrong)
        .collect()
        .await
}

/// Runs a cell, and says what is wrong with it.
async fn cell(row: &Row, call: Call, once: bool, client: Client, file: &Path) -> Option<String> {
    let expected = row.expected(call, once)?;
    let name = format!(
        "{} / {call:?} {}",
        row.name,
        if once { "once" } else { "always" }
    );
    let (server, reserved, reads);
    let address = match &row.fault {
        Fault::NoServer => {
            // Bound, so that no other cell gets the port, and nobody listens.
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            let address = format!("http://{}", socket.local_addr().unwrap());
            (server, reserved, reads) = (None, Some(socket), Reads::Nothing);
            address
        }
        Fault::Script(script) => {
            let script = script(call);
            reads = script.reads;
            let good = call.good();
            let started = Server::start(Treatment { script, once, good }).await;
            let address = started.address.clone();
            (server, reserved) = (Some(started), None);
            address
        }
    };
    let client = client.with_endpoint(&common::SERVICE, address).unwrap();
    let Ok(result) = tokio::time::timeout(HANGS, call.make(&client, file)).await else {
        return Some(format!("{name}: hangs"));
    };
    drop(reserved);

    let mut problems = Vec::new();
    let outcome = outcome(&result);
    if !expected.outcomes.contains(&outcome) {
        problems.push(format!("{outcome:?} in place of {:?}", expected.outcomes));
    }
    if let Some(server) = &server {
        let (heads, whole) = (server.seen.heads(), server.seen.whole());
        if let Some(requests) = expected.requests
            && reads != Reads::Nothing
            && heads != requests
        {
            problems.push(format!("{heads} requests in place of {requests}"));
        }
        if call.is_write() && whole > 1 && !row.not_carried_out {
            problems.push(format!("carried out {whole} times"));
        }
    }
    if let Err(error) = &result {
        // An error of a body that is read piece by piece counts none.
        let attempts = Some(error.attempts()).filter(|attempts| *attempts > 0);
        if let (Some(requests), Some(attempts)) = (expected.requests, attempts)
            && attempts != requests
        {
            problems.push(format!("{attempts} attempts in place of {requests}"));
        }
        let text = error.to_string();
        if text.contains("TESTACCESSKEY") {
            problems.push("shows a key".to_owned());
        }
    }
    let said = result
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    (!problems.is_empty()).then(|| format!("{name}: {}: {said}", problems.join("; ")))
}

fn outcome(result: &Result<bool, Error>) -> Outcome {
    match result {
        Ok(true) => Outcome::Whole,
        Ok(false) => Outcome::Other,
        Err(error) => Outcome::Error(error.kind()),
    }
}
