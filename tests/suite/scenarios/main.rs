//! What users do with a service from beginning to end, against a gateway that keeps what they create: every wait ends, what was
//! created says what was asked for, and what was deleted is gone.
#![allow(
    clippy::duplicate_mod,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod applications;
mod databases;
mod kubernetes;
mod networks;
mod programs;
mod storage;
mod streams;
mod support;
