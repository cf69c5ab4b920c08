//! Risk: something is sent or received in part, in another form, or not at all, and the caller is told that all is well.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../common/mod.rs"]
mod common;

mod codings;
mod downloads;
mod events;
mod failures;
mod operations;
mod pace;
mod progress;
mod resumes;
mod uploads;
mod wire;
