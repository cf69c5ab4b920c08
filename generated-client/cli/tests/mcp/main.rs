//! `ncloud mcp`, as clients of the protocol see it.
#![cfg(feature = "mcp")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod calls;
mod consent;
mod foreign;
mod http;
mod support;
mod tools;
