//! The model of a service that every printer reads: names resolved and frozen, types closed, cycles boxed.
//!
//! Plain data, and the only thing that the semantic stage hands on: no printer asks the syntax tree, and none decides anything.

mod address;
mod authorization;
mod errors;
mod events;
mod examples;
mod fields;
mod operation;
mod pages;
mod provenance;
mod request;
mod response;
mod samples;
mod sensitive;
mod service;
mod shapes;
mod types;
mod unions;
mod usage;
mod waiters;

pub use self::{
    address::{Address, Base, PathSegment, Site},
    authorization::{Authorization, AuthorizationParameter, KeyForm},
    errors::{ErrorCode, Retry},
    events::{Event, Events, FailureEvent},
    examples::{Example, ExampleError, ExampleParameter},
    fields::{Field, FieldFacts, Presence},
    operation::{Method, Operation, Safety},
    pages::{PageFact, PageStyle, Pages, PathStep, RequestField},
    provenance::{FactSource, Location, Notes},
    request::{Body, Constant, Parameter, ParameterLocation, ParameterStyle},
    response::{Envelope, Format, Response, Success},
    samples::{FileSample, byte_sample},
    sensitive::WHOLE_BODY,
    service::{Chapter, Service},
    shapes::{EnumValue, Shape, ShapeKind, TypeDefinition},
    types::{Quotable, Scalar, Type},
    unions::{Alternative, JsonKind, Tagging, Union},
    usage::{Usage, Use},
    waiters::{NotFound, Waiter},
};
pub use crate::wire::{CivilFormat, CivilKind, TimeFormat};
pub(crate) use service::Index;
