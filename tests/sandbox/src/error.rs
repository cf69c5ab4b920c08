//! Why a gateway does not start, or does not take an order.

use std::fmt;
use std::io;
use std::net::SocketAddr;

/// Why a gateway does not start, or does not take an order.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The port cannot be listened on.
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The thread or the runtime of [`Builder::start_blocking`](crate::Builder::start_blocking) cannot be made.
    Runtime(io::Error),
    /// No spec has an operation of that name.
    UnknownOperation(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind { address, .. } => {
                write!(
                    f,
                    "cannot listen on {address}; another program may hold the port, and port 0 takes any free one"
                )
            }
            Self::Runtime(_) => f.write_str("cannot start a thread for the gateway"),
            Self::UnknownOperation(name) => write!(
                f,
                "no spec has the operation {name}; write it as `GetUser` or as `service.GetUser`"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind { source, .. } | Self::Runtime(source) => Some(source),
            Self::UnknownOperation(_) => None,
        }
    }
}
