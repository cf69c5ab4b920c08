//! What the command `diff` prints, and the revisions that it reads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod command_line;
mod history;
