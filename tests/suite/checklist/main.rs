//! What a spec must be able to say, each by a request as it goes over the wire and an answer as callers get it.
//!
//! The reference of the language names the tests of each item.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod addresses;
mod answers;
mod callers;
mod chat;
mod codes;
mod contents;
mod data;
mod errors;
mod forms;
mod headers;
mod lists;
mod markup;
mod nulls;
mod pages;
mod parts;
mod requests;
mod scalars;
mod shapes;
mod support;
mod times;
mod unions;
mod waits;
