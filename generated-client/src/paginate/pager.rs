//! What walks a list: asks for a page, looks at it, and sets the request to the next one.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::borrow::Cow;

use super::Paginated;
use super::continuation::{Continuation, Position, fingerprint, name};
use super::history::History;
use super::page::next::Next;
use super::page::{Page, place};
use crate::call::response::Executed;
use crate::call::response_head::Reading;
use crate::client::Client;
use crate::codec::decode::text_of;
use crate::meta::{OperationMeta, Region, ResponseBody};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Encoded;

/// Reads a list page by page.
pub(crate) struct Pager<O> {
    client: Client,
    /// Asks for the page that is next.
    request: O,
    state: State,
    /// The page on its way: it stays so when whoever waits gives up.
    asking: Option<Asking>,
    history: History,
    here: Position,
    /// That of the page that was read last.
    before: Position,
}

/// What comes after the pages that were read.
enum State {
    Ask,
    /// The page before could be read, and the one after it cannot be asked for.
    Fail(Error),
    /// The page could not be read.
    Failed,
    End,
}

type Asking = Pin<Box<dyn Future<Output = Result<Executed, Error>> + Send>>;

/// Not generic, so that it is compiled once.
fn ask(client: &Client, encoded: Result<Encoded, Error>) -> Asking {
    let client = client.clone();
    Box::pin(async move { client.execute(encoded, Reading::Whole).await })
}

impl<O: Paginated> Pager<O> {
    pub(crate) fn new(client: Client, mut request: O) -> Self {
        let here = Position {
            at: place::read(&mut request),
            ..Position::default()
        };
        Self {
            client,
            request,
            state: State::Ask,
            asking: None,
            history: History::default(),
            before: here.clone(),
            here,
        }
    }

    /// The next page, `None` after the last one and after an error.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<O::Output, Error>>> {
        match &self.state {
            State::Ask => {}
            State::End | State::Failed => return Poll::Ready(None),
            State::Fail(_) => {
                let state = core::mem::replace(&mut self.state, State::Failed);
                return Poll::Ready(match state {
                    State::Fail(error) => Some(Err(error)),
                    State::Ask | State::End | State::Failed => None,
                });
            }
        }
        let (client, request) = (&self.client, &self.request);
        let asking = self
            .asking
            .get_or_insert_with(|| ask(client, client.encode(request)));
        let executed = ready!(asking.as_mut().poll(context));
        self.asking = None;
        // Left so where an error is given below.
        self.state = State::Failed;
        Poll::Ready(
            executed
                .and_then(|executed| self.turn(executed))
                .transpose(),
        )
    }

    /// Reads a page, and sets the request to the next one.
    fn turn(&mut self, executed: Executed) -> Result<Option<O::Output>, Error> {
        let (body, meta) = (executed.body.clone(), executed.meta);
        // Brackets and quotes in XML are text, where the same in JSON tells its lists.
        let text = if matches!(meta.response, ResponseBody::Xml(_)) {
            text_of(meta.response, &body).ok().map(Cow::into_owned)
        } else {
            None
        };
        // Values have no text that pages could be told apart by.
        #[cfg(feature = "mock")]
        let text = match executed.scripted {
            Some(_) => Some(self.history.so_far.pages.to_string().into_bytes()),
            None => text,
        };
        let response = executed.decode()?;
        let mut page = Page::new(core::mem::take(&mut self.history));
        self.request.advance(&response, &mut page);
        let (next, history) = page.turn(text.as_deref().unwrap_or(&body), meta);
        self.history = history;
        self.state = match next {
            Next::Ask => State::Ask,
            Next::End => State::End,
            Next::Stuck(problem) => State::Fail(stuck(meta, problem)),
            Next::Beyond(beyond) => State::Fail(stuck(meta, beyond.to_string())),
            Next::AgainTheLast => {
                self.state = State::End;
                return Ok(None);
            }
            Next::Again(problem) => return Err(stuck(meta, problem)),
        };
        let here = Position {
            at: place::read(&mut self.request),
            so_far: self.history.so_far,
        };
        self.before = core::mem::replace(&mut self.here, here);
        Ok(Some(response))
    }

    /// Where the list is read on from. `taken`: items of the last page, where some of it are left.
    pub(super) fn continuation(
        &mut self,
        taken: Option<u64>,
    ) -> Result<Option<Continuation>, Error> {
        let position = match (&self.state, taken) {
            (_, Some(_)) => &self.before,
            (State::End, None) => return Ok(None),
            (State::Fail(error), None) => {
                let problem = format!("the list cannot be read on from here: {error}");
                return Err(stuck(O::META, problem));
            }
            (State::Ask | State::Failed, None) => &self.here,
        };
        Ok(Some(Continuation {
            position: position.clone(),
            operation: name(O::META),
            request: self.fingerprint()?,
            taken: taken.unwrap_or_default(),
        }))
    }

    /// Goes on where another pager of the same list was.
    pub(super) fn resume(&mut self, continuation: &Continuation) -> Result<(), Error> {
        continuation.check(O::META, self.fingerprint()?)?;
        let position = &continuation.position;
        if !place::write(&mut self.request, position.at.as_deref()) {
            return Err(stuck(
                O::META,
                "the continuation names the page in a way that the request cannot hold; begin the list again",
            ));
        }
        self.history = History::behind(position.so_far);
        self.here = position.clone();
        self.before = position.clone();
        self.asking = None;
        self.state = State::Ask;
        Ok(())
    }

    fn fingerprint(&mut self) -> Result<u64, Error> {
        let region: Option<Region> = self.client.region().cloned();
        fingerprint(&mut self.request, region.as_ref())
    }
}

pub(super) fn stuck(meta: &'static OperationMeta, problem: impl Into<String>) -> Error {
    Error::new(ErrorKind::Pages, problem).of(meta)
}
