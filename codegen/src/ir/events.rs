//! Answers that are streams of events.

use super::{Location, Type};

/// A stream of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// The name of their enum.
    pub name: String,
    /// In the order of the spec.
    pub events: Vec<Event>,
    /// The data that ends the stream.
    pub end: Option<String>,
}

/// A kind of event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name on the wire.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// The type of its data.
    pub ty: Type,
    /// Where it is declared.
    pub location: Location,
}
