//! Every example of every fixture, request and response, through the sandbox gateway.
//!
//! The tests themselves are made by the build script of `ncloud-examples`, one an example.

#![allow(
    clippy::bool_assert_comparison,
    clippy::indexing_slicing,
    clippy::let_unit_value,
    clippy::panic,
    clippy::useless_vec,
    clippy::unwrap_used,
    // The whole path is right everywhere, and short where something is imported.
    unused_qualifications,
    // What the tests use depends on the services that are there.
    unused_imports
)]

use ncloud_test_support::examples::{self, json, present};

ncloud_examples::of_fixtures!();
