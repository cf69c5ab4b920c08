//! Responses that are streams of events.

use super::{Location, Type};

/// A stream of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// The name of their enum.
    pub name: String,
    /// In the order of the spec, without the one that is a failure.
    pub events: Vec<Event>,
    /// The data that ends the stream.
    pub end: Option<String>,
    /// The name of the event that is the last one.
    pub last: Option<String>,
    /// The event that is a failure.
    pub failure: FailureEvent,
    /// Where they are declared.
    pub location: Location,
}

impl Events {
    /// The type of the data of an event, failures included, and where it is written.
    pub fn declared(&self, name: &str) -> Option<(&Type, &Location)> {
        if self.failure.wire_name == name {
            let ty = self.failure.ty.as_ref()?;
            return Some((ty, &self.failure.type_location));
        }
        let event = self.events.iter().find(|event| event.wire_name == name)?;
        Some((&event.ty, &event.type_location))
    }

    /// The types of the data of all events.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let events = self.events.iter().map(|event| &event.ty);
        events.chain(&self.failure.ty)
    }
}

/// The event that says that a call failed. Callers get an error in its place.
#[derive(Clone, Debug)]
pub struct FailureEvent {
    /// Its name on the wire.
    pub wire_name: String,
    /// The type of its data, where the spec gives it.
    pub ty: Option<Type>,
    /// Where that type is written; where it is not, the events.
    pub type_location: Location,
}

impl FailureEvent {
    /// Its name where a spec gives no other.
    pub const USUAL: &'static str = "error";
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
    /// Where its type is written.
    pub type_location: Location,
}
