//! One call: attempts, their signatures, the delays between them. Not generic, and compiled once.

use core::future::poll_fn;
use core::pin::Pin;
use core::task::Poll;
use core::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, HeaderMap, HeaderValue, USER_AGENT};
use tokio::time::Instant;

use crate::authorization::{Unauthorized, sign};
use crate::classify::{Payload, classify};
use crate::client::Client;
use crate::encode::Encoded;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::operation::{Authorization, Description};
use crate::trace;
use crate::transport::HttpRequest;
use crate::types::Timestamp;

/// Headers that the client adds, and room for those of the transport.
const OWN_HEADERS: usize = 5 + 3;

/// An answer that is a success.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) description: &'static Description,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) payload: Payload,
    pub(crate) attempts: u32,
}

/// Carries out a call.
pub(crate) async fn execute(client: &Client, encoded: Encoded) -> Result<Executed, Error> {
    let description = encoded.description;
    let destination = client.destinations.of(description)?;
    let mut url = destination.url(&encoded)?;
    let (mut headers, body) = (encoded.headers, encoded.body);
    let request = Unauthorized {
        description,
        url: &mut url,
        headers: &mut headers,
        body: &body,
    };
    request.authorize(client.service_keys.get(description.service.name))?;
    let call = Call {
        client,
        description,
        endpoint: &destination.endpoint,
        deadline: Instant::now() + client.settings.call_timeout,
        url,
        headers,
        body,
    };
    trace::call(description, call.run()).await
}

struct Call<'a> {
    client: &'a Client,
    description: &'static Description,
    endpoint: &'a Endpoint,
    deadline: Instant,
    url: String,
    /// Those of the operation and of a key of the service.
    headers: HeaderMap,
    body: Bytes,
}

impl Call<'_> {
    async fn run(&self) -> Result<Executed, Error> {
        let policy = self.client.settings.retry;
        let (mut attempts, mut corrected) = (0, false);
        // Attempts that count: the one with the corrected clock is not held against the policy.
        let mut counted = 0;
        loop {
            attempts += 1;
            counted += 1;
            let signed_at;
            let error = match self.attempt(attempts).await {
                Ok(executed) => {
                    self.client.shared.budget.earn(counted > 1);
                    return Ok(executed);
                }
                Err(Failed { error, at }) => {
                    signed_at = at;
                    error.of(self.description).after(attempts)
                }
            };
            if let (false, Some((signed_at, headers))) = (corrected, signed_at)
                && self.client.shared.clock.correct(signed_at, &headers)
            {
                trace::clock_corrected();
                corrected = true;
                counted -= 1;
                continue;
            }
            if counted >= policy.max_attempts || !error.retry().allows(self.description.safety) {
                return Err(error);
            }
            let delay = policy.delay(counted, error.pause());
            // An answer may ask for a delay that no clock can hold.
            let in_time = Instant::now()
                .checked_add(delay)
                .is_some_and(|end| end < self.deadline);
            if !in_time || !self.client.shared.budget.take() {
                return Err(error);
            }
            trace::repeated(&error, delay);
            tokio::time::sleep(delay).await;
        }
    }

    async fn attempt(&self, number: u32) -> Result<Executed, Failed> {
        let shared = &self.client.shared;
        let (request, signed_at) = self.authorized().await?;
        let sending = trace::attempt(number, shared.transport.send(request));
        let response = self
            .limited(self.client.settings.attempt_timeout, sending)
            .await?
            .map_err(Error::transport)?;
        match classify(
            self.description,
            response.status,
            &response.headers,
            &response.body,
        ) {
            Ok(payload) => Ok(Executed {
                description: self.description,
                status: response.status,
                headers: response.headers,
                body: response.body,
                payload,
                attempts: number,
            }),
            Err(error) => {
                let at = signed_at
                    .filter(|_| clock_may_be_wrong(&error, &response.headers))
                    .map(|signed_at| (signed_at, response.headers));
                Err(Failed { error, at })
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

    /// The request of an attempt and, where it is signed, the time that it is signed at.
    async fn authorized(&self) -> Result<(HttpRequest, Option<Timestamp>), Error> {
        let shared = &self.client.shared;
        let mut request = self.request();
        if self.description.authorization != Authorization::Signature {
            return Ok((request, None));
        }
        let mut providing = shared.credentials.credentials();
        // Keys are at hand nearly always, and need no timer then.
        let credentials = match poll_once(providing.as_mut()).await {
            Poll::Ready(credentials) => credentials?,
            Poll::Pending => self.limited(Duration::MAX, providing).await??,
        };
        let now = shared.clock.now();
        let signed = (
            request.method.as_str(),
            self.endpoint.signed_part(&self.url),
        );
        sign(&mut request.headers, &credentials, signed, now)?;
        Ok((request, Some(now)))
    }

    /// The request of an attempt, not signed.
    fn request(&self) -> HttpRequest {
        // A clone of a map has no room left, and would grow at the next header.
        let mut headers = HeaderMap::with_capacity(self.headers.len() + OWN_HEADERS);
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.client.shared.user_agent.clone());
        HttpRequest {
            method: self.description.method,
            url: self.url.clone(),
            headers,
            body: self.body.clone(),
            answer_limit: self.client.shared.answer_limit,
        }
    }
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
        .get(crate::classify::ORIGIN)
        .is_some_and(|origin| origin == "ENDPOINT");
    error.status() == Some(401) && matches!(error.code(), None | Some("200")) && !from_service
}
