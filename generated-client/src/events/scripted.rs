//! Streams of events that a test double gives by value.

use core::any::Any;

use futures_util::stream;

use super::{Events, Streaming};
use crate::mock::{Fault, Mock};
use crate::wire::error::Error;
use crate::wire::request::Encoded;

/// The events of a response, and what breaks in on them.
type Script<O> = Vec<Result<<O as Streaming>::Event, Fault>>;

impl Mock {
    /// Responds to the requests of an operation with a stream of events, which ends behind the first error in it. An error in place of the
    /// stream is one of the call.
    pub fn on_events<O>(
        self,
        mut respond: impl FnMut(&O) -> Result<Vec<Result<O::Event, Fault>>, Fault> + Send + 'static,
    ) -> Self
    where
        O: Streaming + Clone + Send + 'static,
    {
        self.on_any(move |request: &O| -> Result<Box<dyn Any + Send>, Fault> {
            let script: Script<O> = respond(request)?;
            Ok(Box::new(script))
        })
    }
}

/// The events that a test double put in place of the response, where there is one.
pub(super) fn events_of<O: Streaming>(
    encoded: &Result<Encoded, Error>,
) -> Option<Result<Events<O::Event>, Error>> {
    let scripted = encoded.as_ref().ok()?.scripted.as_ref()?;
    let Some(script) = scripted.take::<Script<O>>() else {
        return Some(Err(Error::configuration(
            "the test double responds with a value; respond with `Mock::on_events`, or read it by `Client::send`",
        )
        .of(O::META)));
    };
    let mut events = Vec::with_capacity(script.len());
    for event in script {
        let event = event.map_err(|fault| fault.of(O::META));
        let is_last = event.is_err();
        events.push(event);
        if is_last {
            break;
        }
    }
    Some(Ok(Events(Box::pin(stream::iter(events)))))
}
