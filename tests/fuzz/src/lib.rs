//! Fuzz targets: one function of bytes for every border at which something comes in that somebody else wrote, and what
//! runs them. `../FUZZING.md` says how.
//!
//! A target panics when its word is broken. It knows nothing of what calls it, so that libFuzzer or AFL can as well as the
//! driver of this package.

pub mod corpus;
pub mod minimise;
pub mod mutate;
pub mod run;
pub mod targets;

pub use targets::{TARGETS, Target};

include!(concat!(env!("OUT_DIR"), "/services.rs"));
