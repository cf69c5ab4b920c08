//! Operations as types.

use core::any::Any;

use super::Request;
use crate::codec::decode::Decode;
use crate::meta::OperationMeta;

/// A request to one endpoint: parameters, and the metadata that says where they go.
///
/// Generated code implements it once for every operation of a specification. It is open to code that is written by
/// hand, for an endpoint that no specification holds yet.
pub trait Operation {
    /// What the endpoint responds with, `()` where it responds with nothing.
    type Output: Decode + 'static;

    /// The part that is the same for every call.
    const META: &'static OperationMeta;

    /// Names on the wire of parameters and members, in the request or in the response, whose values are in no error, log or
    /// `Debug`. An empty name stands for a body that is sensitive as a whole.
    const SENSITIVE: &'static [&'static str] = &[];

    /// Writes the parameters. Bad values are kept in `request` and reported before anything is sent.
    fn encode(&self, request: &mut Request);

    /// The request as one whose type can be asked for, by which a test double finds what to respond with: `Some(self)`. Of an operation
    /// that does not say so, the double knows no request.
    #[must_use]
    #[inline]
    fn as_any(&self) -> Option<&dyn Any> {
        None
    }
}

impl<O: Operation> Operation for &O {
    type Output = O::Output;

    const META: &'static OperationMeta = O::META;

    const SENSITIVE: &'static [&'static str] = O::SENSITIVE;

    #[inline]
    fn encode(&self, request: &mut Request) {
        (**self).encode(request);
    }

    #[inline]
    fn as_any(&self) -> Option<&dyn Any> {
        (**self).as_any()
    }
}
