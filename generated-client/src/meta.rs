//! What is known of operations and of where they are: data, which depends on nothing else in this crate.

pub mod operation;

pub(crate) mod site;
