//! What an operator does in a day, each with one command or a pipe, against a gateway that keeps what is created.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod completion;
mod failures;
mod files;
mod help;
mod lists;
mod resources;
mod settings;
mod support;
