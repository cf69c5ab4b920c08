//! The program `ncloud`, driven against the sandbox gateway as a person drives it.
#![allow(clippy::unwrap_used)]

mod events;
mod failures;
mod findings;
mod markup;
mod places;
mod recording;
mod requests;
mod sandbox;
mod secrets;
mod support;
