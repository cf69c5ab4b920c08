//! What a call costs with progenitor's client, in one run and in turns with the clients that the benchmark `calls` of `ncloud`
//! measures; its arguments are the same.
//!
//! `cargo bench --manifest-path tests/progenitor/Cargo.toml --bench calls`
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "../../../generated-client/benches/loopback/mod.rs"]
mod loopback;
#[path = "../../../generated-client/benches/measure/mod.rs"]
mod measure;

use std::sync::Arc;

use loopback::{
    clients,
    tasks::{Call, Client, call},
};
use ncloud_progenitor::{Keys, organization};

fn main() {
    let mut over_loopback = clients::over_loopback();
    over_loopback.push(Client {
        name: "progenitor, signed",
        of: progenitor,
    });
    loopback::main(&over_loopback, &clients::without_network());
}

fn progenitor(address: &str) -> Call {
    let base = address.strip_suffix("/account/leave").unwrap();
    clients::give_cryptography();
    let http = reqwest::Client::builder()
        .no_proxy()
        .timeout(clients::LIMIT)
        .build()
        .unwrap();
    let keys = Keys::new(clients::ACCESS_KEY, clients::SECRET_KEY).unwrap();
    let client = Arc::new(organization::Client::new_with_client(base, http, keys));
    call(move || {
        let client = Arc::clone(&client);
        async move {
            let answer = client.list_withdrawal_requests().await;
            answer.unwrap().len()
        }
    })
}
