//! What goes over the wire and what carries it: bodies, addresses, keys, signatures, transports, and how they fail.
//!
//! It is not called `http`, which would hide the crate of that name.

pub(crate) mod body;
pub(crate) mod clock;
pub mod credentials;
pub(crate) mod download;
pub(crate) mod endpoint;
pub(crate) mod error;
pub(crate) mod failure;
pub(crate) mod request;
pub(crate) mod retry_class;
pub(crate) mod sent;
pub(crate) mod service_key;
pub mod signature;
pub(crate) mod signing_key;
pub(crate) mod target;
pub(crate) mod time_limit;
pub(crate) mod timer;
pub mod transport;
