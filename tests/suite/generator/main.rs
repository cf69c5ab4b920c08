//! The generator, from its border: what it says of faulty specs, and what it makes of sound ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod contract;
mod coverage;
mod determinism;
mod diff;
mod doc;
mod documentation;
mod drafts;
mod escaping;
mod features;
mod folders;
mod format;
mod growth;
mod hostile;
mod lints;
mod naming;
mod openapi;
mod properties;
mod reading;
mod reference;
mod rules;
mod schema;
mod site;
mod support;
mod surface;
