//! Every call of Rust in the pages of the reference compiles, of all specs and of the fixtures.
//!
//! The functions themselves are made by the build script (`build/calls.rs`), one a call; that they are here is the test.

#![allow(
    clippy::panic,
    dead_code,
    unused_mut,
    unused_variables,
    unused_qualifications
)]

include!(concat!(env!("OUT_DIR"), "/calls.rs"));

#[test]
fn every_operation_and_every_waiter_has_a_call() {
    for (folder, counted) in [("../spec", NCLOUD), ("fixtures/features", NCLOUD_TESTS)] {
        let services = ncloud_codegen::load([folder]).unwrap_or_else(|report| panic!("{report}"));
        let expected: Vec<(&str, usize)> = services
            .iter()
            .map(|service| {
                let calls = service.operations.len() + service.waiters.len();
                (service.name.as_str(), calls)
            })
            .collect();
        assert_eq!(counted, expected);
    }
}
