//! Tests that cross a room. They are in `tests/`; what a build script makes for them is in `build/`.
//!
//! The library itself is what the generator makes of `fixtures/features`: that it compiles, without a warning and with
//! sound documentation, is a test already.

include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// The examples of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// And those of the client's own.
#[cfg(doctest)]
#[doc = include_str!("../../generated-client/README.md")]
pub struct ClientReadme;
