//! Operations as types.

use super::Request;
use crate::codec::decode::Decode;
use crate::meta::OperationMeta;

/// A request to one endpoint: parameters, and the metadata that says where they go.
///
/// Generated code implements it once for every operation of a specification. It is open to code that is written by
/// hand, for an endpoint that no specification holds yet.
pub trait Operation {
    /// What the endpoint responds with, `()` where it responds with nothing.
    type Output: Decode;

    /// The part that is the same for every call.
    const META: &'static OperationMeta;

    /// Names on the wire of parameters and members, in the request or in the response, whose values are in no error, log or
    /// `Debug`. An empty name stands for a body that is sensitive as a whole.
    const SENSITIVE: &'static [&'static str] = &[];

    /// Writes the parameters. Bad values are kept in `request` and reported before anything is sent.
    fn encode(&self, request: &mut Request);
}

impl<O: Operation> Operation for &O {
    type Output = O::Output;

    const META: &'static OperationMeta = O::META;

    const SENSITIVE: &'static [&'static str] = O::SENSITIVE;

    #[inline]
    fn encode(&self, request: &mut Request) {
        (**self).encode(request);
    }
}
