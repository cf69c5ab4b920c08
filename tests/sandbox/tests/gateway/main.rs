//! The gateway through real HTTP on loopback, request lines and answers byte by byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod answers;
mod authentication;
mod checks;
mod forms;
mod lifecycle;
mod log;
mod misbehaviours;
mod routes;
mod shapes;
mod state;
mod support;
