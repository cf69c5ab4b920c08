//! Answers that come as server-sent events.
//!
//! ```no_run
//! use futures_util::TryStreamExt;
//! # use ncloud::events::Streaming;
//!
//! # async fn example<O: Streaming>(client: &ncloud::Client, request: O) -> Result<(), ncloud::Error>
//! # where O::Event: std::fmt::Debug {
//! let mut events = client.events(request).await?;
//! while let Some(event) = events.try_next().await? {
//!     println!("{event:?}");
//! }
//! # Ok(())
//! # }
//! ```

mod parser;

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::collections::VecDeque;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::{self, BoxStream};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap};

use self::parser::Parser;
use crate::body::Incoming;
use crate::client::Client;
use crate::decode::{Decode, DecodeError, from_plain};
use crate::encode::Encoded;
use crate::error::Error;
use crate::execute::{Executed, Reading};
use crate::operation::{Description, Operation};

/// An operation whose answer may come as a stream of events.
pub trait Streaming: Operation {
    /// An event: one alternative a name.
    type Event: Send + 'static;

    /// Data that ends the stream, where there is such.
    const END: Option<&'static str>;

    /// Reads an event.
    ///
    /// # Errors
    ///
    /// When its data does not hold what an event of its name holds.
    fn event(event: EventData) -> Result<Self::Event, DecodeError>;
}

/// An event as it came: a name and data.
///
/// It is also what an event is of which the specification does not know the name.
#[derive(Clone, PartialEq, Eq)]
pub struct EventData {
    name: String,
    data: String,
}

impl EventData {
    /// The name; `message` where the stream gives none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The data, its lines joined by line feeds.
    #[must_use]
    pub fn data(&self) -> &str {
        &self.data
    }

    /// Reads the data as JSON.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or does not hold a `T`.
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        crate::decode::from_str(&self.data).map_err(|error| error.within(&self.name))
    }

    /// Reads the data as the text that it is.
    ///
    /// # Errors
    ///
    /// When the text does not hold a `T`.
    pub fn decode_text<T: Decode>(self) -> Result<T, DecodeError> {
        let Self { name, data } = self;
        from_plain(&data).map_err(|error| error.within(&name))
    }
}

/// Without the data, which may be personal.
impl fmt::Debug for EventData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventData")
            .field("name", &self.name)
            .field("length", &self.data.len())
            .finish_non_exhaustive()
    }
}

/// The events of an answer, as they come.
///
/// A stream of results: it ends after the data that the service ends it with, after the last event, and after a
/// connection that broke. An event that cannot be read is an error, and the stream goes on behind it.
pub struct Events<E>(BoxStream<'static, Result<E, Error>>);

impl<E> Stream for Events<E> {
    type Item = Result<E, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().0.as_mut().poll_next(context)
    }
}

impl<E> fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}

impl Client {
    /// Sends a request and reads its answer event by event.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and kind [`Decode`](crate::ErrorKind::Decode) when the answer is no event stream.
    /// What happens later comes out of the stream.
    pub async fn events<O: Streaming>(&self, operation: O) -> Result<Events<O::Event>, Error> {
        let events = self.raw_events(Encoded::of(&operation), O::END).await?;
        Ok(Events(Box::pin(stream::unfold(
            events,
            async |mut events: RawEvents| {
                let event = events.next_as(O::event).await?;
                Some((event, events))
            },
        ))))
    }

    /// Sends what is encoded, and gives the events of the answer, up to `end`, as they come, with its status, its headers and how often
    /// it was sent: for the program `ncloud`, which knows no type of them.
    ///
    /// # Errors
    ///
    /// Those of [`events`](Self::events).
    #[cfg(feature = "cli")]
    pub async fn events_encoded(
        &self,
        encoded: Encoded,
        end: Option<&'static str>,
    ) -> Result<(u16, HeaderMap, u32, Events<EventData>), Error> {
        let executed = self.execute(Ok(encoded), Reading::Events).await?;
        let attempts = executed.attempts;
        let events = RawEvents::new(executed, end)?;
        let (status, headers) = (events.status.as_u16(), events.headers.clone());
        let events = stream::unfold(events, async |mut events: RawEvents| {
            let event = events.next_as(Ok).await?;
            Some((event, events))
        });
        Ok((status, headers, attempts, Events(Box::pin(events))))
    }

    pub(crate) async fn raw_events(
        &self,
        encoded: Result<Encoded, Error>,
        end: Option<&'static str>,
    ) -> Result<RawEvents, Error> {
        let executed = self.execute(encoded, Reading::Events).await?;
        RawEvents::new(executed, end)
    }
}

/// Events whose data nobody has looked into.
pub(crate) struct RawEvents {
    operation: &'static Description,
    status: StatusCode,
    headers: HeaderMap,
    incoming: Incoming,
    parser: Parser,
    /// Events that are whole.
    ready: VecDeque<EventData>,
    end: Option<&'static str>,
    ended: bool,
}

impl RawEvents {
    fn new(executed: Executed, end: Option<&'static str>) -> Result<Self, Error> {
        match executed.incoming {
            Some(incoming) => Ok(Self {
                operation: executed.description,
                status: executed.status,
                headers: executed.headers,
                incoming,
                parser: Parser::default(),
                ready: VecDeque::new(),
                end,
                ended: false,
            }),
            None => {
                let got = match executed.headers.get(CONTENT_TYPE) {
                    Some(content_type) => {
                        String::from_utf8_lossy(content_type.as_bytes()).into_owned()
                    }
                    None => "an answer without a content type".to_owned(),
                };
                Err(executed.undecodable(DecodeError::new("text/event-stream", got)))
            }
        }
    }

    /// The next event, read. `None` at the end.
    pub(crate) async fn next_as<E>(
        &mut self,
        read: fn(EventData) -> Result<E, DecodeError>,
    ) -> Option<Result<E, Error>> {
        let event = match self.next().await.transpose()? {
            Ok(event) => event,
            Err(error) => return Some(Err(error)),
        };
        let kept = event.data.as_bytes();
        let raw = Bytes::copy_from_slice(kept.get(..Error::KEPT_BODY).unwrap_or(kept));
        Some(read(event).map_err(|error| {
            Error::decode(error, (self.status, &self.headers, &raw)).of(self.operation)
        }))
    }

    async fn next(&mut self) -> Result<Option<EventData>, Error> {
        while !self.ended {
            if let Some(event) = self.ready.pop_front() {
                if self.end.is_some_and(|end| event.data.trim() == end) {
                    break;
                }
                return Ok(Some(event));
            }
            let ready = &mut self.ready;
            match self.incoming.next().await {
                Ok(Some(piece)) => {
                    self.parser.feed(&piece, |event| ready.push_back(event));
                    if let Err(error) = self.incoming.refuse_beyond(self.parser.kept()) {
                        self.ended = true;
                        return Err(error);
                    }
                }
                Ok(None) => match self.parser.finish() {
                    Some(event) => ready.push_back(event),
                    None => break,
                },
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        // What comes behind the end is not waited for.
        self.incoming = Incoming::empty();
        self.ended = true;
        Ok(None)
    }
}
