//! One call: attempts, their signatures, the delays between them. Not generic, and compiled once.

mod arrival;
mod content;
mod head;
mod verdict;

use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::Poll;
use core::time::Duration;
use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue, USER_AGENT};
use tokio::time::Instant;

pub(crate) use self::arrival::Arrived;
use self::arrival::Arriving;
pub(crate) use self::head::UNCODED;
use self::verdict::Verdict;
use crate::call::authorization::{Unauthorized, sign};
use crate::call::classify::Payload;
use crate::call::retry::after::asked_for;
use crate::call::trace;
use crate::client::Client;
use crate::codec::encode::Encoded;
use crate::codec::types::Timestamp;
use crate::meta::operation::{Answer, Authorization, Description, Method, Safety};
use crate::wire::body::{Chunks, Incoming, Progress, Upload};
use crate::wire::credentials::Credentials;
use crate::wire::endpoint::{Endpoint, length_fault};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::sent::{Attempted, Sent, Signed};
use crate::wire::transport::{Failure, HttpRequest, TransportError};

const EVENT_STREAM: &str = "text/event-stream";

/// Headers that the client adds.
const OWN_HEADERS: usize = 6;

/// An answer that is a success.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) description: &'static Description,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty where the body is still to come.
    pub(crate) body: Bytes,
    pub(crate) incoming: Option<Incoming>,
    pub(crate) payload: Payload,
    pub(crate) attempts: u32,
    /// What must not come back in what is printed of it.
    pub(crate) attempted: Attempted,
}

/// How the body of a success is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// In memory.
    Whole,
    /// Piece by piece.
    Pieces,
    /// Piece by piece if it is a stream of events.
    Events,
}

/// What the client can read of the answer.
fn accepted(description: &'static Description, reading: Reading) -> Result<&'static str, Error> {
    match (reading, description.answer) {
        (Reading::Events, _) => Ok(EVENT_STREAM),
        (Reading::Whole | Reading::Pieces, Answer::Empty | Answer::Json { .. }) => {
            Ok("application/json")
        }
        (Reading::Whole | Reading::Pieces, Answer::Bytes) => Ok("*/*"),
        (Reading::Whole | Reading::Pieces, Answer::Xml { .. }) if cfg!(feature = "xml") => {
            Ok("application/xml")
        }
        (Reading::Whole | Reading::Pieces, Answer::Xml { .. }) => Err(Error::configuration(
            "the answer is XML; turn on the feature `xml` of the crate `ncloud`",
        )
        .of(description)),
        (Reading::Whole | Reading::Pieces, Answer::Events) => Err(Error::request(
            description,
            "the answer is a stream of events; read it with `Client::events`",
        )),
    }
}

/// A call that is ready to be sent.
pub(crate) struct Call<'a> {
    client: &'a Client,
    description: &'static Description,
    endpoint: Cow<'a, Endpoint>,
    deadline: Instant,
    sent: Arc<Sent>,
    /// The address as it may be shown, where that is another one.
    shown_address: Option<Arc<str>>,
    body: Upload,
    answers_part: bool,
    reading: Reading,
    accept: &'static str,
}

impl<'a> Call<'a> {
    /// Does what is done once for all attempts, and starts the time limit of the call.
    pub(crate) fn new(
        client: &'a Client,
        encoded: Encoded,
        reading: Reading,
    ) -> Result<Self, Error> {
        let description = encoded.description;
        let accept = accepted(description, reading)?;
        let destination = client.destinations.of(description)?;
        let mut url = destination.url(&encoded)?;
        let shown_address = destination.shown_address(&encoded);
        let Encoded {
            sensitive,
            path,
            mut headers,
            body,
            ..
        } = encoded;
        let request = Unauthorized {
            description,
            url: &mut url,
            headers: &mut headers,
            body: &body,
        };
        let key = client.service_keys.get(description.service.name);
        request.authorize(key)?;
        if let Some(problem) = length_fault(&url) {
            return Err(Error::request(description, problem));
        }
        let is_sensitive = !sensitive.is_empty();
        let sent = Sent {
            description,
            target: url.len() - destination.endpoint.signed_part(&url).len(),
            url,
            headers,
            path: if is_sensitive { path } else { Vec::new() },
            body: is_sensitive.then(|| body.clone()),
            sensitive,
            key: key.cloned(),
        };
        Ok(Self {
            client,
            description,
            endpoint: destination.endpoint,
            deadline: Instant::now() + client.settings.call_timeout,
            sent: Arc::new(sent),
            shown_address,
            body,
            answers_part: encoded.answers_part,
            reading,
            accept,
        })
    }

    pub(crate) async fn run(&self) -> Result<Executed, Error> {
        trace::call(self.description, self.attempts()).await
    }

    /// What knows the secrets that the call would be sent with, keys among them if there are any.
    #[cfg(feature = "cli")]
    pub(crate) async fn redactor(&self) -> crate::codec::redact::Redactor {
        let credentials = self.credentials().await.ok().flatten();
        let at = self.client.shared.clock.now();
        let attempted = Attempted {
            sent: Arc::clone(&self.sent),
            signed: credentials.map(|credentials| Signed { credentials, at }),
        };
        attempted.redactor()
    }

    async fn attempts(&self) -> Result<Executed, Error> {
        let policy = self.client.settings.retry;
        let (mut attempts, mut corrected) = (0, false);
        // Attempts that count: the one with the corrected clock is not held against the policy.
        let mut counted = 0;
        loop {
            attempts += 1;
            counted += 1;
            let signed_at;
            let mut attempted = Attempted {
                sent: Arc::clone(&self.sent),
                signed: None,
            };
            let error = match self.attempt(attempts, &mut attempted).await {
                Ok(executed) => {
                    self.client.shared.budget.earn(counted > 1);
                    return Ok(executed);
                }
                Err(Failed { error, at }) => {
                    signed_at = at;
                    let error = error.without_secrets(&attempted.redactor());
                    error.of(self.description).after(attempts)
                }
            };
            if let (false, Some((signed_at, headers))) = (corrected, signed_at)
                && self.client.shared.clock.correct(signed_at, &headers)
                && self.was_not_carried_out(&error)
                && self.body.is_repeatable()
            {
                trace::clock_corrected();
                corrected = true;
                counted -= 1;
                continue;
            }
            if counted >= policy.max_attempts
                || !error.retry().allows(self.description.safety)
                || !self.body.is_repeatable()
            {
                return Err(error);
            }
            let delay = policy.delay(counted, error.pause());
            // An answer may ask for a delay that no clock can hold.
            let in_time = Instant::now()
                .checked_add(delay)
                .is_some_and(|end| end < self.deadline);
            if !in_time {
                return Err(error.not_in_time());
            }
            if !self.client.shared.budget.take() {
                return Err(error);
            }
            trace::repeated(&error, delay);
            tokio::time::sleep(delay).await;
        }
    }

    /// Whether a refusal for its signature, 401, is one that a write may be sent again after. By its definition it was not
    /// applied, but only the gateway's own answer, by its header or by its code, is known to mean the signature.
    fn was_not_carried_out(&self, error: &Error) -> bool {
        self.description.safety == Safety::Read || error.kind() == ErrorKind::Gateway
    }

    async fn attempt(&self, number: u32, attempted: &mut Attempted) -> Result<Executed, Failed> {
        let (credentials, progress) = (self.credentials().await?, self.progress());
        if let Some(turn) = self.client.shared.turns.due() {
            self.limited(self.client.settings.attempt_timeout, turn)
                .await?;
        }
        let request = self.request(credentials, progress.as_ref(), attempted)?;
        let signed_at = attempted.signed.as_ref().map(|signed| signed.at);
        let sending = Arriving::new(&*self.client.shared.transport, request, self.reading);
        let Arrived {
            status,
            headers,
            body,
        } = self.arrival(number, sending, progress, attempted).await?;
        self.client.shared.turns.ended();
        let verdict = Verdict {
            description: self.description,
            asked: &self.sent.headers,
            answers_part: self.answers_part,
            accept_encoding: &self.client.settings.accept_encoding,
            status,
            headers: &headers,
            attempt: number,
        };
        let coding = verdict.coding();
        verdict.refuse_unasked(coding.as_deref())?;
        let (body, incoming) = match body {
            Ok(body) => {
                verdict.refuse_other_length(&body)?;
                (body, None)
            }
            // Boxed, so that calls without a stream hold no room for it.
            Err(chunks) => Box::pin(self.body_of(&verdict, chunks, attempted)).await?,
        };
        match verdict.of_body(&body) {
            Ok(payload) => Ok(Executed {
                description: self.description,
                status,
                headers,
                body,
                incoming,
                payload,
                attempts: number,
                attempted: attempted.clone(),
            }),
            Err(error) => {
                let error = error.asking_for(asked_for(&headers, &self.client.shared.clock));
                let error = match coding {
                    Some(coding) => error.coded(coding),
                    None => error,
                };
                let at = signed_at
                    .filter(|_| clock_may_be_wrong(&error, &headers))
                    .map(|signed_at| (signed_at, headers));
                Err(Failed { error, at })
            }
        }
    }

    /// Sends the request, and gives what arrives first: the whole answer, or its head.
    async fn arrival(
        &self,
        number: u32,
        sending: Arriving<'_>,
        progress: Option<Progress>,
        attempted: &Attempted,
    ) -> Result<Arrived, Error> {
        let sending = trace::attempt(number, sending, attempted);
        let arrived = match progress {
            None => {
                self.limited(self.client.settings.attempt_timeout, sending)
                    .await
            }
            Some(progress) => {
                let arrived = self.moving(&progress, pin!(sending)).await;
                let refused = matches!(&arrived, Ok(Ok(arrived)) if !arrived.status.is_success());
                // A transport may tell of it as a connection that broke, or not at all.
                match progress.fault() {
                    Some(fault) if !refused => Err(Error::transport(TransportError::new(
                        Failure::Unreadable,
                        fault,
                    ))),
                    _ => arrived,
                }
            }
        };
        arrived?.map_err(Error::transport)
    }

    /// What is wanted piece by piece stays so; the rest is collected: errors, and answers that say so otherwise.
    async fn body_of(
        &self,
        verdict: &Verdict<'_>,
        chunks: Chunks,
        attempted: &Attempted,
    ) -> Result<(Bytes, Option<Incoming>), Error> {
        let settings = &self.client.settings;
        let answer_limit = self.client.shared.answer_limit;
        let limits = settings.transfer();
        let mut incoming = Incoming::new(chunks, attempted.clone(), limits, answer_limit)
            .of_length(verdict.length());
        let is_success = verdict.status.is_success();
        match self.reading {
            Reading::Pieces if is_success => {
                incoming = incoming.looked_at(verdict.look());
                // A failure that is seen here can still be repeated. What takes longer is looked at when it is read.
                if head::is_markup_or_json(verdict.headers) {
                    let looked = tokio::time::timeout(settings.attempt_timeout, incoming.look());
                    looked.await.unwrap_or(Ok(()))?;
                }
                return Ok((Bytes::new(), Some(incoming)));
            }
            Reading::Events if is_success && head::is_of_type(verdict.headers, EVENT_STREAM) => {
                incoming = incoming.looked_at(verdict.look_at_events());
                return Ok((Bytes::new(), Some(incoming)));
            }
            _ => {}
        }
        // The limit of the call may have ended while the request was streamed.
        let collecting = pin!(incoming.collect());
        let body = self.moving(&Progress::new(), collecting).await??;
        Ok((body, None))
    }

    /// Runs an attempt for as long as something moves.
    async fn moving<F: Future>(
        &self,
        progress: &Progress,
        mut part: Pin<&mut F>,
    ) -> Result<F::Output, Error> {
        let limits = self.client.settings.transfer();
        let total_end = limits.end(Instant::now());
        loop {
            let idle_end = progress.last() + limits.idle;
            let window_end = progress.measured_from().map(|from| from + limits.window());
            let ends = [Some(idle_end), window_end, total_end];
            let end = ends.into_iter().flatten().min().unwrap_or(idle_end);
            if let Ok(done) = tokio::time::timeout_at(end, part.as_mut()).await {
                return Ok(done);
            }
            if total_end.is_some_and(|total_end| total_end == end) {
                return Err(limits.over());
            }
            if progress.last() + limits.idle == end {
                return Err(Error::timeout(format!(
                    "nothing was sent and no answer came within {} ms, the time limit of an attempt",
                    limits.idle.as_millis()
                )));
            }
            if window_end.is_some_and(|window_end| window_end == end)
                && progress.measured_from().is_some()
            {
                limits.refuse_slow(progress.measure(), "were sent")?;
            }
        }
    }

    /// Runs a part of the call within its own time limit and that of the call.
    async fn limited<T>(&self, limit: Duration, part: impl Future<Output = T>) -> Result<T, Error> {
        let end = Instant::now()
            .checked_add(limit)
            .filter(|end| *end < self.deadline);
        tokio::time::timeout_at(end.unwrap_or(self.deadline), part)
            .await
            .map_err(|_| match end {
                Some(_) => Error::timeout(format!(
                    "no answer within {} ms, the time limit of an attempt",
                    limit.as_millis()
                )),
                None => {
                    let limit = self.client.settings.call_timeout.as_millis();
                    Error::timeout(format!(
                        "no answer within {limit} ms, the time limit of a call"
                    ))
                }
            })
    }

    /// The keys to sign with, where the operation is signed.
    async fn credentials(&self) -> Result<Option<Credentials>, Error> {
        if self.description.authorization != Authorization::Signature {
            return Ok(None);
        }
        let mut providing = self.client.shared.credentials.credentials();
        // Keys are at hand nearly always, and need no timer then.
        match poll_once(providing.as_mut()).await {
            Poll::Ready(credentials) => credentials.map(Some),
            Poll::Pending => self.limited(Duration::MAX, providing).await?.map(Some),
        }
    }

    /// The request of an attempt; `attempted` learns how it is signed.
    fn request(
        &self,
        credentials: Option<Credentials>,
        progress: Option<&Progress>,
        attempted: &mut Attempted,
    ) -> Result<HttpRequest, Error> {
        let shared = &self.client.shared;
        // A clone of a map has no room left, and would grow at the next header.
        let mut headers = HeaderMap::with_capacity(self.sent.headers.len() + OWN_HEADERS);
        for (name, value) in &self.sent.headers {
            headers.append(name, value.clone());
        }
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static(self.accept));
        headers
            .entry(ACCEPT_ENCODING)
            .or_insert_with(|| self.client.settings.accept_encoding.clone());
        headers.insert(USER_AGENT, shared.user_agent.clone());
        if anticipates_body(self.description.method) && is_empty(&self.body) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some(credentials) = credentials {
            let at = shared.clock.now();
            let signed = (
                self.description.method.as_str(),
                self.endpoint.signed_part(&self.sent.url),
            );
            sign(&mut headers, &credentials, signed, at)?;
            attempted.signed = Some(Signed { credentials, at });
        }
        let body = match progress {
            Some(progress) => self.body.watched(progress),
            None => self.body.clone(),
        };
        Ok(HttpRequest {
            method: self.description.method,
            url: self.sent.url.clone(),
            headers,
            body,
            answer_limit: shared.answer_limit,
            shown_address: self.shown_address.clone(),
        })
    }

    /// Of a body that is streamed.
    fn progress(&self) -> Option<Progress> {
        self.body.as_bytes().is_none().then(Progress::new)
    }
}

/// Whether a request without a body has to say so (RFC 9110, section 8.6): servers answer 411 otherwise.
fn anticipates_body(method: Method) -> bool {
    match method {
        Method::Post | Method::Put | Method::Patch => true,
        Method::Get | Method::Head | Method::Delete => false,
    }
}

fn is_empty(body: &Upload) -> bool {
    body.as_bytes().is_some_and(Bytes::is_empty)
}

/// Polls a future once, with the waker of whoever waits: what is pending goes on where it is polled next.
async fn poll_once<F: Future + Unpin>(mut future: F) -> Poll<F::Output> {
    poll_fn(|context| Poll::Ready(Pin::new(&mut future).poll(context))).await
}

/// An attempt that failed; with the time that it was signed at where the clock may be why.
struct Failed {
    error: Error,
    at: Option<(Timestamp, HeaderMap)>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, at: None }
    }
}

/// Whether the gateway refused the signature: code 200, or a body that says nothing. A wrong key looks the same.
fn clock_may_be_wrong(error: &Error, headers: &HeaderMap) -> bool {
    let from_service = headers
        .get(crate::call::classify::ORIGIN)
        .is_some_and(|origin| origin == "ENDPOINT");
    error.status() == Some(401) && matches!(error.code(), None | Some("200")) && !from_service
}
