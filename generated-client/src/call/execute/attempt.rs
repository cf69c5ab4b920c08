//! One attempt: its signature, its request, and what came of it.

use core::future::Future;
use core::future::poll_fn;
use core::pin::{Pin, pin};
use core::task::Poll;
use core::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue, USER_AGENT};

use super::check::ResponseCheck;
use super::resume::Resumption;
use super::{Call, EVENT_STREAM, head};
use crate::call::authorization::sign;
use crate::call::classify;
use crate::call::response::Executed;
use crate::call::response_head::{Reading, ResponseFuture, ResponseHead};
use crate::call::retry::after::asked_for;
use crate::call::trace::{self, CallSpan};
use crate::codec::types::Timestamp;
use crate::meta::{Authorization, Method};
use crate::wire::body::{Chunks, Progress, Upload};
use crate::wire::credentials::Credentials;
use crate::wire::download::{Incoming, Resume};
use crate::wire::error::Error;
use crate::wire::failure::{Failure, TransportError};
use crate::wire::sent::{Attempted, Signed};
use crate::wire::timer;
use crate::wire::transport::HttpRequest;

/// Headers that the client adds.
const OWN_HEADERS: usize = 6;

/// An attempt that failed; with the time that it was signed at where the clock may be why.
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) at: Option<(Timestamp, HeaderMap)>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, at: None }
    }
}

impl Call<'_> {
    pub(super) async fn attempt(
        &self,
        number: u32,
        attempted: &mut Attempted,
    ) -> Result<Executed, Failed> {
        if !self.context.layers.is_empty() {
            self.before_attempt(number).await?;
        }
        let (credentials, progress) = (self.credentials().await?, self.progress());
        if let Some(turn) = self.context.shared.turns.due() {
            self.limited(self.context.settings.attempt_timeout, turn)
                .await?;
        }
        let request = self.request(credentials, progress.as_ref(), attempted)?;
        let signed_at = attempted.signed.as_ref().map(|signed| signed.at);
        let head = if self.context.layers.is_empty() {
            self.response_head(number, request, progress, attempted)
                .await?
        } else {
            self.layered(number, request, progress, attempted).await?
        };
        let ResponseHead {
            status,
            headers,
            body,
        } = head;
        self.context.shared.turns.ended();
        let check = ResponseCheck {
            meta: self.meta,
            asked: &self.sent.headers,
            accepts_part: self.accepts_part,
            accept_encoding: &self.context.settings.accept_encoding,
            status,
            headers: &headers,
            attempt: number,
        };
        let coding = check.coding();
        check.refuse_unasked(coding.as_deref())?;
        let (body, incoming) = match body {
            Ok(body) => {
                check.refuse_other_length(&body)?;
                (body, None)
            }
            // Boxed, so that calls without a stream hold no room for it.
            Err(chunks) => Box::pin(self.body_of(&check, chunks, attempted)).await?,
        };
        match check.of_body(&body) {
            Ok(payload) => Ok(Executed {
                meta: self.meta,
                status,
                headers,
                body,
                incoming,
                payload,
                attempts: number,
                attempted: attempted.clone(),
                #[cfg(feature = "mock")]
                scripted: None,
                ending: None,
                span: CallSpan::none(),
            }),
            Err(error) => {
                let error = error.asking_for(asked_for(&headers, &self.context.shared.clock));
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

    /// Sends the request, and gives what arrives first: the whole response, or its head.
    pub(super) fn response_head<'a>(
        &'a self,
        number: u32,
        request: HttpRequest,
        progress: Option<Progress>,
        attempted: &'a Attempted,
    ) -> impl Future<Output = Result<ResponseHead, Error>> {
        // Not within the block, which would hold the request besides what the transport holds of it.
        let sending = ResponseFuture::new(&*self.context.shared.transport, request, self.reading);
        self.arrival(
            trace::attempt(number, self.info(), sending, attempted),
            progress,
        )
    }

    async fn arrival(
        &self,
        sending: impl Future<Output = Result<ResponseHead, TransportError>>,
        progress: Option<Progress>,
    ) -> Result<ResponseHead, Error> {
        let head = match progress {
            None => {
                self.limited(self.context.settings.attempt_timeout, sending)
                    .await
            }
            Some(progress) => {
                let head = self.moving(&progress, pin!(sending)).await;
                let refused = matches!(&head, Ok(Ok(head)) if !head.status.is_success());
                // A transport may tell of it as a connection that broke, or not at all.
                match progress.fault() {
                    Some(fault) if !refused => Err(Error::transport(TransportError::new(
                        Failure::Unreadable,
                        fault,
                    ))),
                    _ => head,
                }
            }
        };
        head?.map_err(Error::transport)
    }

    /// What is wanted piece by piece stays so; the rest is collected: errors, and responses that say so otherwise.
    async fn body_of(
        &self,
        check: &ResponseCheck<'_>,
        chunks: Chunks,
        attempted: &Attempted,
    ) -> Result<(Bytes, Option<Incoming>), Error> {
        let settings = &self.context.settings;
        let response_limit = self.context.shared.response_limit;
        let limits = settings.transfer();
        let mut incoming = Incoming::new(chunks, attempted.clone(), limits, response_limit)
            .of_length(check.length());
        let is_success = check.status.is_success();
        match self.reading {
            Reading::Pieces if is_success => {
                incoming = incoming.looked_at(check.look());
                // A failure that is seen here can still be repeated. What takes longer is looked at when it is read.
                if head::is_markup_or_json(check.headers) {
                    let looked = timer::timeout(settings.attempt_timeout, incoming.look());
                    looked.await.unwrap_or(Ok(()))?;
                }
                let resumption = self.again.as_ref().and_then(|encoded| {
                    let head = (check.status, check.headers);
                    Resumption::of((self.context, encoded), head, check.length())
                });
                let resume = resumption.map(|it| Box::new(it) as Box<dyn Resume>);
                return Ok((Bytes::new(), Some(incoming.resumed_by(resume))));
            }
            Reading::Events if is_success && head::is_of_type(check.headers, EVENT_STREAM) => {
                incoming = incoming.looked_at(check.look_at_events());
                return Ok((Bytes::new(), Some(incoming)));
            }
            _ => {}
        }
        // The limit of the call may have ended while the request was streamed.
        let collecting = pin!(incoming.collect());
        let body = self.moving(&Progress::new(), collecting).await??;
        Ok((body, None))
    }

    /// The keys to sign with, where the operation is signed.
    pub(super) async fn credentials(&self) -> Result<Option<Credentials>, Error> {
        if self.meta.authorization != Authorization::Signature {
            return Ok(None);
        }
        let mut providing = self.context.credentials.credentials();
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
        let shared = &self.context.shared;
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
            .or_insert_with(|| self.context.settings.accept_encoding.clone());
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| shared.user_agent.clone());
        if anticipates_body(self.meta.method) && is_empty(&self.body) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some(credentials) = credentials {
            let at = shared.clock.now();
            let signed = (
                self.meta.method.as_str(),
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
            method: self.meta.method,
            url: self.sent.url.clone(),
            headers,
            body,
            response_limit: shared.response_limit,
            redacted_address: self.redacted_address.clone(),
            #[cfg(feature = "mock")]
            secrets: {
                let attempted = attempted.clone();
                std::sync::Arc::new(move || attempted.redactor())
            },
        })
    }

    /// Of a body that is streamed.
    fn progress(&self) -> Option<Progress> {
        self.body.as_bytes().is_none().then(Progress::new)
    }
}

/// Whether a request without a body has to say so (RFC 9110, section 8.6): servers respond with 411 otherwise.
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

/// Whether the gateway refused the signature: code 200, or a body that says nothing. A wrong key looks the same.
fn clock_may_be_wrong(error: &Error, headers: &HeaderMap) -> bool {
    let from_service = headers
        .get(classify::ORIGIN)
        .is_some_and(|origin| origin == "ENDPOINT");
    error.status() == Some(StatusCode::UNAUTHORIZED)
        && matches!(error.code(), None | Some("200"))
        && !from_service
}
