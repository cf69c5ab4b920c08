//! Clients that progenitor makes of the documents of `ncloud_tools::openapi`, of version 3.0: a module a service.
//!
//! That this compiles is the first of the tests.

mod signature;

pub use signature::Keys;

include!(concat!(env!("OUT_DIR"), "/clients.rs"));
