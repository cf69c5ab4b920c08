//! What a page means: an operation, its fields and their types, of what its tables and samples say together.

mod address;
mod distinct;
mod endpoint;
mod known;
mod members;
mod operation;
mod types;

pub(super) use known::Known;
pub(super) use operation::{Given, is_address, is_name, operation, singular};
