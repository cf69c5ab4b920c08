//! A transport for tests: responses from a script, and no network code at all.
//!
//! ```
//! use ncloud::transport::memory::{Response, Memory};
//! use ncloud::{Client, Credentials};
//!
//! # fn main() -> Result<(), ncloud::Error> {
//! let memory = Memory::new();
//! memory.expect("GET /open-api/v1/org", Response::json(200, r#"{"organizationNo": 2706}"#));
//! let client = Client::builder()
//!     .credentials(Credentials::new("TESTACCESSKEY0000001", "not-a-real-secret-key")?)
//!     .transport(memory.clone())
//!     .build()?;
//! // ... use the client, then look at what it sent:
//! assert_eq!(memory.requests().len(), 0);
//! # Ok(())
//! # }
//! ```

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;
use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::collected::Collected;
use super::{
    Failure, HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport,
    TransportError,
};
use crate::wire::body::{Chunks, Upload};

/// Responds to requests from a script: each expectation once, in the order of the script, to the first request that it
/// fits. A request that fits none fails, and the error lists what was expected, without the values of queries: those are in
/// [`requests`](Memory::requests) and [`unmet`](Memory::unmet).
///
/// It takes every body whole, those that are streamed too, so that a test can look at what was sent.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    expectations: VecDeque<Expectation>,
    fallback: Option<Fallback>,
    requests: Vec<HttpRequest>,
}

struct Expectation {
    label: String,
    fits: Box<dyn Fn(&HttpRequest) -> bool + Send>,
    response: Response,
}

type Fallback = Arc<dyn Fn(&HttpRequest) -> Response + Send + Sync>;

/// A scripted response.
pub struct Response {
    result: Result<StreamedResponse, TransportError>,
    gate: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    never: bool,
}

impl Memory {
    /// An empty script.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects a request by method and target, `GET /open-api/v1/org?a=b`.
    pub fn expect(&self, line: &str, response: Response) {
        let expected = line.to_owned();
        self.expect_if(line, move |request| line_of(request) == expected, response);
    }

    /// Expects any request.
    pub fn expect_any(&self, response: Response) {
        self.expect_if("any request", |_| true, response);
    }

    /// Expects a request that fits; `label` stands for it in errors.
    pub fn expect_if(
        &self,
        label: &str,
        fits: impl Fn(&HttpRequest) -> bool + Send + 'static,
        response: Response,
    ) {
        let expectation = Expectation {
            label: label.to_owned(),
            fits: Box::new(fits),
            response,
        };
        self.state().expectations.push_back(expectation);
    }

    /// Responds to every request that no expectation fits.
    pub fn otherwise(&self, response: impl Fn(&HttpRequest) -> Response + Send + Sync + 'static) {
        self.state().fallback = Some(Arc::new(response));
    }

    /// The requests so far, those without a response included.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.state().requests.clone()
    }

    /// The expectations that no request met.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        self.state()
            .expectations
            .iter()
            .map(|expectation| expectation.label.clone())
            .collect()
    }

    fn shown_unmet(&self) -> Vec<String> {
        let unmet = self.unmet();
        unmet.iter().map(|line| without_values(line)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn response(&self, request: &HttpRequest) -> Response {
        let mut state = self.state();
        state.requests.push(request.clone());
        let position = state
            .expectations
            .iter()
            .position(|expectation| (expectation.fits)(request));
        if let Some(expectation) = position.and_then(|position| state.expectations.remove(position))
        {
            return expectation.response;
        }
        if let Some(fallback) = state.fallback.clone() {
            // Not under the lock: the closure may look at the requests.
            drop(state);
            return fallback(request);
        }
        let expected: Vec<_> = state
            .expectations
            .iter()
            .map(|expectation| without_values(&expectation.label))
            .collect();
        let expected = if expected.is_empty() {
            "nothing".to_owned()
        } else {
            expected.join(", ")
        };
        let problem = format!(
            "unexpected request {}; expected: {expected}",
            shown_line(request)
        );
        Response::failing(Failure::Refused, &problem)
    }
}

/// Method and target.
fn line_of(request: &HttpRequest) -> String {
    format!("{} {}", request.method.as_str(), target(&request.url))
}

fn target(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/')
        .and_then(|start| rest.get(start..))
        .unwrap_or("/")
}

/// The same for messages: values of the query, which may be personal, stay out of it, and so do path parameters that are sensitive.
fn shown_line(request: &HttpRequest) -> String {
    let path = target(request.redacted_address());
    let query = request.url.split_once('?');
    let query = query.map(|(_, query)| format!("?{}", names(query)));
    let method = request.method.as_str();
    format!("{method} {path}{}", query.unwrap_or_default())
}

fn without_values(line: &str) -> String {
    match line.split_once('?') {
        Some((path, query)) => format!("{path}?{}", names(query)),
        None => line.to_owned(),
    }
}

/// `a=..&b=..`
fn names(query: &str) -> String {
    let names = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) => format!("{name}=.."),
        None => pair.to_owned(),
    });
    names.collect::<Vec<_>>().join("&")
}

impl Response {
    /// A response with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::bytes(status, body.to_owned()).header("content-type", "application/json")
    }

    /// A response with any body.
    #[must_use]
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::pieces(status, Chunks::from(body.into()))
    }

    /// A response whose body comes piece by piece.
    #[must_use]
    pub fn pieces(status: u16, body: Chunks) -> Self {
        Self::of(match StatusCode::from_u16(status) {
            Ok(status) => Ok(StreamedResponse::new(status, HeaderMap::new(), body)),
            Err(error) => Err(TransportError::new(Failure::Refused, error)),
        })
    }

    /// No response.
    #[must_use]
    pub fn failing(failure: Failure, problem: &str) -> Self {
        Self::of(Err(TransportError::new(failure, problem)))
    }

    /// A response that never comes.
    #[must_use]
    pub fn never() -> Self {
        Self {
            never: true,
            ..Self::failing(Failure::Lost, "never")
        }
    }

    /// Adds a header; one that HTTP does not allow makes the response fail.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        match (&mut self.result, parsed) {
            (Ok(response), (Ok(name), Ok(value))) => {
                response.headers.append(name, value);
            }
            (Ok(_), _) => {
                return Self::failing(
                    Failure::Refused,
                    &format!("{name:?} is not a header in this script"),
                );
            }
            (Err(_), _) => {}
        }
        self
    }

    /// Holds the response back until `gate` ends.
    #[must_use]
    pub fn after(mut self, gate: impl Future<Output = ()> + Send + 'static) -> Self {
        self.gate = Some(Box::pin(gate));
        self
    }

    fn of(result: Result<StreamedResponse, TransportError>) -> Self {
        Self {
            result,
            gate: None,
            never: false,
        }
    }
}

impl Transport for Memory {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let limit = request.response_limit;
        let opening = self.open(request);
        Box::pin(async move {
            let mut response = opening.await?;
            let mut body = Collected::new(limit, None)?;
            while let Some(piece) = response.body.try_next().await? {
                body.push(piece)?;
            }
            Ok(HttpResponse::new(
                response.status,
                response.headers,
                body.into_bytes(),
            ))
        })
    }

    fn open(&self, mut request: HttpRequest) -> OpenFuture<'_> {
        Box::pin(async move {
            if request.body.as_bytes().is_none() {
                request.body = Upload::from(collected(&request.body).await?);
            }
            let response = self.response(&request);
            if response.never {
                return core::future::pending().await;
            }
            if let Some(gate) = response.gate {
                gate.await;
            }
            response.result
        })
    }
}

async fn collected(upload: &Upload) -> Result<Bytes, TransportError> {
    let unreadable = |error| TransportError::new(Failure::Unreadable, error);
    let mut opened = upload.open().await.map_err(unreadable)?;
    let mut body = BytesMut::new();
    while let Some(piece) = opened.try_next().await.map_err(unreadable)? {
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory")
            .field("unmet", &self.shown_unmet())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}
