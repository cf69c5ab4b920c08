//! What carries the requests of a client with a test double: nothing does.

use core::future::ready;

use crate::wire::transport::{Failure, HttpRequest, SendFuture, Transport, TransportError};

/// A transport that sends nothing.
#[derive(Debug)]
pub(crate) struct Silent;

impl Transport for Silent {
    fn send(&self, _: HttpRequest) -> SendFuture<'_> {
        let error = TransportError::new(
            Failure::Refused,
            "the client has a test double, which responds to typed requests alone; respond to others with `transport::memory`",
        );
        Box::pin(ready(Err(error)))
    }
}
