//! What a call costs, in one run and in turns with what a caller would write without this client: hyper and reqwest by themselves,
//! and reqwest with a signature, a time limit and serde's derive.
//!
//! | `cargo bench -p ncloud --features organization --bench calls` | |
//! | --- | --- |
//! | | CPU and wall time a call over loopback, for responses of 1 to 5,000 objects, one task and 64 |
//! | `-- memory` | peak memory of a response of 10 MB, each client in a process of its own |
//! | `-- instructions` | instructions a call, over loopback and without a network, by callgrind |
//!
//! CPU time is that of the client's thread; the service has one of its own. `tests/progenitor` has the same with progenitor's
//! client in addition.
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod loopback;
mod measure;

use loopback::clients;

fn main() {
    loopback::main(&clients::over_loopback(), &clients::without_network());
}
