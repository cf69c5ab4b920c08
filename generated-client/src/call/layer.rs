//! What stands around calls and attempts: the interface of layers, and the way through them.

use core::fmt;
use core::future::{Future, ready};
use core::pin::Pin;
use core::time::Duration;
use std::borrow::Cow;
use std::sync::Arc;

use crate::wire::timer::Instant;
use http::StatusCode;
use http::header::HeaderMap;

pub use crate::call::response_head::ResponseHead;
use crate::codec::printable;
use crate::codec::types::Redacted;
use crate::meta::{Method, OperationMeta};
use crate::wire::error::Error;
use crate::wire::sent::Attempted;
use crate::wire::transport::HttpRequest;

/// The response to an attempt.
pub type AttemptFuture<'a> = Pin<Box<dyn Future<Output = Result<ResponseHead, Error>> + Send + 'a>>;

/// The end of what is done before an attempt.
pub type ReadyFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// Stands around every call of a client, and around each of its attempts.
///
/// Every method has a default that does nothing; a layer writes those that it needs. [`layer`](crate::layer) has the order in
/// which they run, and an example.
pub trait Layer: fmt::Debug + Send + Sync {
    /// Before a call, once. Headers that are put into `headers` go with each of its attempts.
    ///
    /// # Errors
    ///
    /// [`Error::held_back`], which ends the call. Nothing is sent.
    fn before_call(&self, call: CallInfo<'_>, headers: &mut HeaderMap) -> Result<(), Error> {
        let _ = (call, headers);
        Ok(())
    }

    /// Before an attempt is signed, the first of a call being number 1: the place to wait in. The time limit of the call runs, and
    /// that of the attempt does not yet.
    fn before_attempt<'a>(&'a self, call: CallInfo<'a>, number: u32) -> ReadyFuture<'a> {
        let _ = (call, number);
        Box::pin(ready(Ok(())))
    }

    /// Around an attempt, which is signed: `next` goes on with it. A layer may add headers to the request, look at the response,
    /// give one of its own without going on, or go on again.
    ///
    /// Method, address and what says who sends the call cannot be changed any more: a layer that does so is an error of the call,
    /// which is then not sent.
    fn attempt<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        next.run(request)
    }

    /// Behind a call, once: when its response was read, when it failed, and when its caller dropped it.
    fn after_call(&self, call: CallInfo<'_>, end: &CallEnd<'_>) {
        let _ = (call, end);
    }
}

impl<L: Layer + ?Sized> Layer for Arc<L> {
    fn before_call(&self, call: CallInfo<'_>, headers: &mut HeaderMap) -> Result<(), Error> {
        (**self).before_call(call, headers)
    }

    fn before_attempt<'a>(&'a self, call: CallInfo<'a>, number: u32) -> ReadyFuture<'a> {
        (**self).before_attempt(call, number)
    }

    fn attempt<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        (**self).attempt(request, next)
    }

    fn after_call(&self, call: CallInfo<'_>, end: &CallEnd<'_>) {
        (**self).after_call(call, end);
    }
}

/// A call, as layers see it.
#[derive(Clone, Copy)]
pub struct CallInfo<'a> {
    meta: &'static OperationMeta,
    host: &'a str,
}

impl<'a> CallInfo<'a> {
    pub(crate) fn new(meta: &'static OperationMeta, host: &'a str) -> Self {
        Self { meta, host }
    }

    /// Name of the service, `vserver`.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.meta.service.name
    }

    /// Name of the operation, `GetServerInstanceList`; of a call by [`Client::request`](crate::Client::request) its method, `GET`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.meta.name
    }

    /// HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.meta.method
    }

    /// The host that the call goes to, without a port.
    #[must_use]
    pub fn host(&self) -> &'a str {
        self.host
    }
}

impl fmt::Debug for CallInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.service(), self.operation())
    }
}

/// How a call ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallEnd<'a> {
    /// How often it was sent.
    pub attempts: u32,
    /// Status of the last response, where one came.
    pub status: Option<StatusCode>,
    /// What went wrong, where something did.
    pub error: Option<&'a Error>,
    /// Whether the caller dropped the call before its response was there.
    pub cancelled: bool,
    /// From its beginning to here, delays before repetitions included.
    pub elapsed: Duration,
}

/// The rest of the way of an attempt: the layers further in, and the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    pub(crate) layers: &'a [Arc<dyn Layer>],
    pub(crate) call: CallInfo<'a>,
    pub(crate) number: u32,
    pub(crate) attempted: &'a Attempted,
    pub(crate) last: &'a (dyn Last + 'a),
}

/// What comes behind the last layer.
pub(crate) trait Last: Sync {
    fn send<'a>(&'a self, request: HttpRequest) -> AttemptFuture<'a>;
}

impl<'a> Next<'a> {
    /// Goes on with a request.
    #[must_use]
    pub fn run(self, request: HttpRequest) -> AttemptFuture<'a> {
        match self.layers.split_first() {
            Some((first, layers)) => first.attempt(request, Next { layers, ..self }),
            None => self.last.send(request),
        }
    }

    /// The call that the attempt is of.
    #[must_use]
    pub fn call(&self) -> CallInfo<'a> {
        self.call
    }

    /// Which attempt of the call it is, the first one being number 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The request as people may read it: method, address, headers and a body that is text, each on lines of its own. Keys,
    /// signatures and what the specification calls sensitive are `[redacted]`.
    #[must_use]
    pub fn shown(&self, request: &HttpRequest) -> String {
        let redactor = self.attempted.redactor();
        let mut shown = vec![format!(
            "{} {}",
            request.method.as_str(),
            redactor.text(&request.url)
        )];
        for (name, value) in &request.headers {
            let text = String::from_utf8_lossy(value.as_bytes());
            let value = match value.is_sensitive() {
                true => Cow::Borrowed(Redacted::MARK),
                false => redactor.text(&text),
            };
            shown.push(format!("{name}: {value}"));
        }
        let body = request.body.as_bytes();
        match body.map(|body| core::str::from_utf8(body)) {
            Some(Ok("")) => {}
            Some(Ok(text)) => shown.extend([String::new(), redactor.text(text).into_owned()]),
            Some(Err(_)) | None => {
                shown.extend([String::new(), "(a body that is no text)".to_owned()]);
            }
        }
        printable::lines(&shown.join("\n")).into_owned()
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("call", &self.call)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Tells the layers of the end of a call, at the latest when it is dropped.
#[derive(Debug)]
pub(crate) struct Ending {
    layers: Arc<Vec<Arc<dyn Layer>>>,
    meta: &'static OperationMeta,
    host: String,
    begun: Instant,
    attempts: u32,
    /// `None` as long as there is no response.
    status: Option<StatusCode>,
    told: bool,
}

impl Ending {
    pub(crate) fn new(layers: &Arc<Vec<Arc<dyn Layer>>>, call: CallInfo<'_>) -> Self {
        Self {
            layers: Arc::clone(layers),
            meta: call.meta,
            host: call.host.to_owned(),
            begun: Instant::now(),
            attempts: 0,
            status: None,
            told: false,
        }
    }

    /// The response is there, and still to be read.
    pub(crate) fn responded(&mut self, attempts: u32, status: StatusCode) {
        (self.attempts, self.status) = (attempts, Some(status));
    }

    /// The call failed.
    pub(crate) fn failed(&mut self, error: &Error) {
        self.attempts = error.attempts();
        self.status = error.status();
        self.tell(Some(error));
    }

    fn tell(&mut self, error: Option<&Error>) {
        if core::mem::replace(&mut self.told, true) {
            return;
        }
        let end = CallEnd {
            attempts: self.attempts,
            status: self.status,
            error,
            cancelled: error.is_none() && self.status.is_none(),
            elapsed: self.begun.elapsed(),
        };
        // The innermost one began last.
        for layer in self.layers.iter().rev() {
            layer.after_call(CallInfo::new(self.meta, &self.host), &end);
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.tell(None);
    }
}
