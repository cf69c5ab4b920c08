//! What the tests of several packages share.
//!
//! Helpers of tests fail as tests do: what is not as it has to be panics, and says what it was.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod cargo;
#[cfg(feature = "client")]
pub mod examples;
pub mod files;
#[cfg(feature = "client")]
pub mod gateway;
pub mod named;
pub mod printer;
pub mod python;
mod samples;
mod transports;
