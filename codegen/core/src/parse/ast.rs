//! The syntax tree of a spec: what was written, name by name, nothing resolved.

mod address;
mod authorization;
mod errors;
mod events;
mod examples;
mod fields;
mod file;
mod operation;
mod pages;
mod parameters;
mod response;
mod shapes;
mod types;
mod unions;
mod waiters;

pub use self::{
    address::Url,
    file::Service,
    operation::Operation,
    parameters::{Constant, Parameter, ParameterKind, Parameters},
};
pub(crate) use self::{
    address::{Address, Region, SiteAddress, TemplatePart, placeholders},
    authorization::Authorization,
    errors::ErrorCode,
    events::{Event, Events},
    examples::Example,
    fields::Field,
    file::{File, Part},
    operation::{Content, Http},
    pages::{PageKey, PageStyle, Pages},
    response::{Envelope, Success, SuccessOrNone},
    shapes::{EnumValue, Shape, TypeDefinition},
    types::Type,
    unions::{Alternative, Union},
    waiters::Waiter,
};
pub(crate) use crate::{
    ir::Scalar,
    language::{
        styles::Style,
        words::{Format, Protocol},
    },
};
