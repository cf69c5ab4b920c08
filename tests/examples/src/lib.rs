//! Every example of every spec as a test of the client, and every one of the fixtures.
//!
//! The client's features say which services there are, and no other package can ask for them: so the tests are made here, of all
//! specs, and [`of_specs!`] puts them into a test of the client, where the features of the client choose among them.

include!(concat!(env!("OUT_DIR"), "/macros.rs"));
