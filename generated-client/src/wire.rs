//! What goes over the wire and what carries it: bodies, addresses, keys, signatures, transports, and how they fail.
//!
//! It is not called `http`, which would hide the crate of that name.

pub mod body;
pub mod credentials;
pub mod signature;
pub mod transport;

pub(crate) mod clock;
pub(crate) mod endpoint;
pub(crate) mod error;
pub(crate) mod sent;
pub(crate) mod service_key;
pub(crate) mod target;
