//! What changes between two sets of specs: the rules, and the command line.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod command_line;
mod fixtures;
mod history;
