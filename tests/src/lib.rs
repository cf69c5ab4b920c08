//! Tests that cross a room. They are in `suite/`; what a build script makes for them is in `build/`.
//!
//! The library itself is what the generator makes of `fixtures/features`: that it compiles, without a warning and with
//! sound documentation, is a test already.

include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// The examples of the pages compile.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../README.md")]
    pub struct Readme;

    #[doc = include_str!("../../generated-client/README.md")]
    pub struct ClientReadme;

    #[doc = include_str!("../../generated-client/GUIDE.md")]
    pub struct Guide;

    #[doc = include_str!("../../spec/ADD_AN_ENDPOINT.md")]
    pub struct AddAnEndpoint;
}
