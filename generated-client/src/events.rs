//! Responses that come as server-sent events.
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
//!
//! # How a stream ends
//!
//! Well: behind the data or the event that the specification names for it ([`Streaming::END`], [`Streaming::LAST`]), or behind
//! its last event where it names none. The empty line behind the last event may be missing, the end of its line may not.
//!
//! With an error, and nothing more comes:
//!
//! | what came | [`Error::kind`] |
//! | --- | --- |
//! | an event that is a failure: `error` in any case, or the name that the specification gives ([`Streaming::FAILURE`]), with data or without | [`Service`](crate::ErrorKind::Service), with the code and the message that the data holds |
//! | an event whose data is a failure: a wrapper of NAVER Cloud Platform for errors, or a code that is none of success | the same |
//! | a body of that media type that is a failure, or has no line of an event stream | [`Service`](crate::ErrorKind::Service), [`Decode`](crate::ErrorKind::Decode) |
//! | the end of the body within an event, or before the end that the specification names | [`Lost`](crate::ErrorKind::Lost) |
//! | an event or a line that is longer than [`response_limit`](crate::ClientBuilder::response_limit) | [`TooLarge`](crate::ErrorKind::TooLarge) |
//! | nothing for the time limit of an attempt, or a line that is slower than the [least rate](crate::ClientBuilder::least_rate) | [`Timeout`](crate::ErrorKind::Timeout) |
//!
//! The data of a failure is [`Error::raw_body`], and [`Error::retryable`] says whether the call may be sent again; the client has not
//! done so.

mod marks;
mod parser;
#[cfg(feature = "mock")]
mod scripted;

use core::fmt;
use core::future::poll_fn;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::{self, BoxStream};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap};

#[doc(hidden)]
pub use self::marks::Marks;
use self::parser::{Ending, Parsed, Parser};
use crate::call::classify::failure_in_event;
use crate::call::response::Executed;
use crate::call::response_head::Reading;
use crate::client::{Call, Client};
use crate::codec::decode::{Decode, DecodeError, from_plain};
use crate::meta::{OperationMeta, ResponseBody, Retry};
use crate::wire::download::{Incoming, Sniffed, sniff};
use crate::wire::error::{Classification, Error, ErrorKind};
use crate::wire::request::{AnyRequest, Encoded, Operation};

/// An operation whose response may come as a stream of events.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not respond with a stream of events",
    label = "this response comes as a whole, use `send`"
)]
pub trait Streaming: Operation {
    /// An event: one alternative a name.
    type Event: Send + 'static;

    /// Data that ends the stream, where there is such.
    const END: Option<&'static str>;

    /// Name of the event that is the last one, where there is such. It is handed out.
    const LAST: Option<&'static str> = None;

    /// Name of the event that is a failure. It is not handed out, but an error.
    const FAILURE: &'static str = "error";

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
        crate::codec::decode::from_str(&self.data)
            .map_err(|error| error.within(excerpt(&self.name)))
    }

    /// Reads the data as the text that it is.
    ///
    /// # Errors
    ///
    /// When the text does not hold a `T`.
    pub fn decode_text<T: Decode>(self) -> Result<T, DecodeError> {
        let Self { name, data } = self;
        from_plain(&data).map_err(|error| error.within(excerpt(&name)))
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

/// The events of a response, as they come.
///
/// A stream of results, which ends as the [module](self) says. An event that cannot be read is an error, and the stream goes on
/// behind it.
pub struct Events<E>(BoxStream<'static, Result<E, Error>>);

impl<E> Events<E> {
    /// The next event, `None` after the last one. What is dropped while it waits loses no event.
    pub async fn next(&mut self) -> Option<Result<E, Error>> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }
}

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
    /// Sends a request and reads its response event by event.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and kind [`Decode`](crate::ErrorKind::Decode) when the response is no event stream.
    /// What happens later comes out of the stream.
    pub async fn events<O: Streaming>(&self, operation: O) -> Result<Events<O::Event>, Error> {
        let encoded = self.encode(&operation);
        #[cfg(feature = "mock")]
        if let Some(events) = scripted::events_of::<O>(&encoded) {
            return events;
        }
        let events = self.raw_events(encoded, Marks::of::<O>()).await?;
        Ok(Events(Box::pin(stream::unfold(
            events,
            async |mut events: RawEvents| {
                let event = events.next_as(O::event).await?;
                Some((event, events))
            },
        ))))
    }

    /// Sends what is encoded, and gives the events of the response, up to the end that `marks` name, as they come, with its status, its headers, how often
    /// it was sent and what knows the secrets of the call: for the program `ncloud`, which knows no type of them.
    ///
    /// # Errors
    ///
    /// Those of [`events`](Self::events).
    #[cfg(feature = "dynamic")]
    pub async fn events_encoded(
        &self,
        encoded: Encoded,
        marks: Marks,
    ) -> Result<
        (
            u16,
            HeaderMap,
            u32,
            crate::codec::redact::Redactor,
            Events<EventData>,
        ),
        Error,
    > {
        let executed = self.execute(Ok(encoded), Reading::Events).await?;
        let (attempts, redactor) = (executed.attempts, executed.attempted.redactor());
        let events = RawEvents::new(executed, marks)?;
        let (status, headers) = (events.status.as_u16(), events.headers.clone());
        let events = stream::unfold(events, async |mut events: RawEvents| {
            let event = events.next_as(Ok).await?;
            Some((event, events))
        });
        let events = Events(Box::pin(events));
        Ok((status, headers, attempts, redactor, events))
    }

    async fn raw_events(
        &self,
        encoded: Result<Encoded, Error>,
        marks: Marks,
    ) -> Result<RawEvents, Error> {
        let executed = self.execute(encoded, Reading::Events).await?;
        RawEvents::new(executed, marks)
    }
}

impl<O: Streaming> Call<O> {
    /// As [`Client::events`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::events`].
    pub async fn events(self) -> Result<Events<O::Event>, Error> {
        self.client.events(self.request).await
    }
}

impl Call<AnyRequest> {
    /// Sends the request, and gives its response event by event, as they come. It ends with its body: an event that means the end
    /// is for the caller to know.
    ///
    /// # Errors
    ///
    /// Those of [`Client::events`].
    pub async fn events(self) -> Result<Events<EventData>, Error> {
        let events = self.raw_events().await?;
        Ok(Events(Box::pin(stream::unfold(
            events,
            async |mut events: RawEvents| {
                let event = events.next_as(Ok).await?;
                Some((event, events))
            },
        ))))
    }

    pub(crate) async fn raw_events(self) -> Result<RawEvents, Error> {
        let executed = self.executed(ResponseBody::Events, Reading::Events).await?;
        RawEvents::new(executed, Marks::none())
    }
}

/// Events whose data nobody has looked into.
pub(crate) struct RawEvents {
    operation: &'static OperationMeta,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    incoming: Incoming,
    parser: Parser,
    marks: Marks,
    ended: bool,
}

impl RawEvents {
    fn new(mut executed: Executed, marks: Marks) -> Result<Self, Error> {
        match executed.incoming {
            Some(incoming) => Ok(Self {
                operation: executed.meta,
                status: executed.status,
                headers: executed.headers,
                attempts: executed.attempts,
                incoming,
                parser: Parser::default(),
                marks,
                ended: false,
            }),
            None => {
                let got = match executed.headers.get(CONTENT_TYPE) {
                    Some(content_type) => {
                        String::from_utf8_lossy(content_type.as_bytes()).into_owned()
                    }
                    None => "a response without a content type".to_owned(),
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
            Err(error) => {
                let error = self.incoming.of_call(error);
                self.stop();
                return Some(Err(error.after(self.attempts)));
            }
        };
        // As much as an error keeps.
        let raw = event.data.as_bytes();
        let raw = Bytes::copy_from_slice(raw.get(..Error::KEPT_BODY).unwrap_or(raw));
        Some(read(event).map_err(|error| {
            let error = Error::decode(error, (self.status, &self.headers, &raw));
            self.incoming.of_call(error).after(self.attempts)
        }))
    }

    async fn next(&mut self) -> Result<Option<EventData>, Error> {
        while !self.ended {
            match self.parser.next() {
                Some(Parsed::Event(event)) => return self.sorted(event),
                Some(Parsed::Name(name)) => {
                    self.without_data(name)?;
                    continue;
                }
                None => {}
            }
            if self.parser.moved() {
                self.incoming.moved_on();
            }
            self.incoming.refuse_beyond(self.parser.kept())?;
            match self.incoming.next().await? {
                Some(piece) => self.parser.feed(piece),
                None => match self.parser.finish() {
                    Ending::Whole => self.end_of_body()?,
                    Ending::Event(event) => return self.sorted(event),
                    Ending::Cut(Some(event)) if self.marks.is_end(&event) => self.stop(),
                    Ending::Cut(_) => {
                        self.refuse_foreign()?;
                        return Err(lost("the stream of events ended within an event"));
                    }
                },
            }
        }
        Ok(None)
    }

    /// Hands an event out, unless it is the end or a failure.
    fn sorted(&mut self, event: EventData) -> Result<Option<EventData>, Error> {
        self.incoming.refuse_beyond(event.data.len())?;
        if self.marks.is_end(&event) {
            self.stop();
            return Ok(None);
        }
        if let Some(error) = self.failure(&event) {
            return Err(error);
        }
        if self.marks.is_last(&event) {
            self.stop();
        }
        Ok(Some(event))
    }

    /// A name that no data follows is no event, but it may be how the stream ends.
    fn without_data(&mut self, name: String) -> Result<(), Error> {
        if self.marks.names_failure(&name) {
            let data = String::new();
            return self.failure(&EventData { name, data }).map_or(Ok(()), Err);
        }
        if self.marks.names_last(&name) {
            self.stop();
        }
        Ok(())
    }

    fn failure(&self, event: &EventData) -> Option<Error> {
        let named = self.marks.is_failure(event);
        if !named && !may_be_failure(&event.data, self.operation) {
            return None;
        }
        let raw = Bytes::copy_from_slice(event.data.as_bytes());
        let response = (self.status, &self.headers, &raw);
        let error = failure_in_event(self.operation, response, named)?;
        let name = excerpt(event.name());
        Some(error.advised(format!(
            "said by the event `{name}` of a stream that had begun"
        )))
    }

    /// Whether the body may end here.
    fn end_of_body(&mut self) -> Result<(), Error> {
        self.refuse_foreign()?;
        self.stop();
        match self.marks.expected() {
            None => Ok(()),
            Some(expected) => Err(lost(&format!(
                "the stream of events ended without its end, {expected}"
            ))),
        }
    }

    /// Refuses a body that has no line of an event stream.
    fn refuse_foreign(&self) -> Result<(), Error> {
        if !self.parser.is_foreign() {
            return Ok(());
        }
        let error = DecodeError::new("events", "text that is none");
        let response = (self.status, &self.headers, &Bytes::new());
        Err(Error::decode(error, response))
    }

    /// What comes behind the end is not waited for.
    fn stop(&mut self) {
        self.incoming.stop();
        self.parser = Parser::default();
        self.ended = true;
    }
}

/// What is printed of the name of an event, which may be as long as the other side wants.
fn excerpt(name: &str) -> &str {
    const MOST: usize = 200;
    let end = name
        .char_indices()
        .nth(MOST)
        .map_or(name.len(), |(end, _)| end);
    name.get(..end).unwrap_or_default()
}

fn lost(problem: &str) -> Error {
    Error::new(ErrorKind::Lost, problem).classification(Classification {
        retry: Retry::Reads,
        ..Classification::default()
    })
}

/// Whether it is worth reading the data of an event, which a stream may have thousands of, to find a failure.
fn may_be_failure(data: &str, operation: &OperationMeta) -> bool {
    match sniff(data.as_bytes(), false) {
        Sniffed::Suspect => true,
        Sniffed::Unclear | Sniffed::Content | Sniffed::Page => {
            let code = operation.success.and_then(|success| success.code.first());
            data.trim_start().starts_with('{')
                && code.is_some_and(|member| data.contains(&format!("\"{member}\"")))
        }
    }
}
