//! Every example of every fixture, request and response, through the sandbox gateway.
//!
//! The tests themselves are made by the build script (`build/examples.rs`), one an example.

#![allow(
    clippy::bool_assert_comparison,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::let_unit_value,
    clippy::panic,
    clippy::useless_vec,
    clippy::unwrap_used,
    // The whole path is right everywhere, and short where something is imported.
    unused_qualifications
)]

#[path = "common/exchange.rs"]
mod exchange;
#[path = "common/settings.rs"]
mod settings;

use exchange::{downloaded, exchange, failure, json, present, streamed};

include!(concat!(env!("OUT_DIR"), "/examples.rs"));
