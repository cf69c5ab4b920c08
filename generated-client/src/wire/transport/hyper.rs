//! The transport over HTTP/1.1 with hyper alone.

mod connector;
mod stream;
mod targets;
mod tls;

use core::future::{poll_fn, ready};
use core::pin::Pin;
use core::time::Duration;

use bytes::Bytes;
use futures_util::{TryFutureExt as _, stream as streams};
use http::header::HOST;
use http::{Request, Response};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::Handle;

use self::connector::Connector;
use self::targets::Targets;
use self::tls::Tls;
use super::collected::Collected;
use super::outgoing::Outgoing;
use super::run_times::RunTimes;
use super::setup::Parts;
use super::{
    Failure, HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport,
    TransportError, causes,
};
use crate::wire::body::{Chunks, Unreadable};
use crate::wire::error::Error;

/// A pool of connections.
type Pool = Client<Connector, Outgoing>;

/// A pool for each run time, all with the same settings.
#[derive(Debug)]
pub(super) struct Hyper {
    pools: RunTimes<Pool>,
    connector: Connector,
    targets: Targets,
    idle_timeout: Duration,
    most_idle: usize,
}

impl Hyper {
    pub(super) fn new(parts: &Parts<'_>) -> Result<Self, Error> {
        Ok(Self {
            pools: RunTimes::default(),
            connector: Connector::new(parts, Tls::new(parts.tls)?)?,
            targets: Targets::default(),
            idle_timeout: parts.idle_timeout,
            most_idle: parts.most_idle,
        })
    }

    /// The pool of the run time that this is called in.
    fn pool(&self) -> Result<Pool, TransportError> {
        let here =
            Handle::try_current().map_err(|error| TransportError::new(Failure::Refused, error))?;
        self.pools.get(&here, || {
            // A request whose connection closes is sent over another one only as long as it was not begun.
            Ok(Client::builder(TokioExecutor::new())
                .timer(TokioTimer::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(self.idle_timeout)
                .pool_max_idle_per_host(self.most_idle)
                .set_host(false)
                .build(self.connector.clone()))
        })
    }

    /// Sends a request with a body of any kind.
    async fn response(&self, request: HttpRequest) -> Result<Response<Incoming>, TransportError> {
        let stream = match request.body.as_bytes() {
            Some(_) => None,
            None => Some(Outgoing::streamed(&request.body).await?),
        };
        let mut request = self.translate(request)?;
        if let Some(stream) = stream {
            *request.body_mut() = stream;
        }
        self.pool()?.request(request).map_err(no_response).await
    }

    /// A request with its body, unless that is streamed.
    fn translate(&self, request: HttpRequest) -> Result<Request<Outgoing>, TransportError> {
        let target = self.targets.parse(request.url)?;
        if target.uri.scheme() == Some(&http::uri::Scheme::HTTPS) && !self.connector.has_tls() {
            let problem =
                "https needs TLS; turn on the feature `rustls-ring` or `rustls-aws-lc-rs`";
            return Err(TransportError::new(Failure::Refused, problem));
        }
        let body = request.body.as_bytes().cloned().unwrap_or_default();
        let mut translated = Request::new(Outgoing::Whole(body));
        *translated.method_mut() = request.method.into();
        *translated.uri_mut() = target.uri;
        *translated.headers_mut() = request.headers;
        translated.headers_mut().insert(HOST, target.host);
        Ok(translated)
    }
}

impl Transport for Hyper {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let limit = request.response_limit;
        if request.body.as_bytes().is_none() {
            return Box::pin(async move { read(self.response(request).await?, limit).await });
        }
        // A future that is allocated for every call: it holds neither the request nor the state of a stream.
        let translated = self
            .translate(request)
            .and_then(|request| Ok((self.pool()?, request)));
        match translated {
            Err(error) => Box::pin(ready(Err(error))),
            Ok((pool, request)) => {
                let sent = pool.request(request).map_err(no_response);
                Box::pin(async move { read(sent.await?, limit).await })
            }
        }
    }

    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        Box::pin(async move {
            let (head, body) = self.response(request).await?.into_parts();
            Ok(StreamedResponse::new(
                head.status,
                head.headers,
                pieces(body),
            ))
        })
    }
}

/// The body of a response. Dropping it closes the connection.
fn pieces(body: Incoming) -> Chunks {
    Chunks::new(streams::try_unfold(body, |mut body| async move {
        let piece = next(&mut body).await?;
        Ok(piece.map(|piece| (piece, body)))
    }))
}

async fn read(response: Response<Incoming>, limit: usize) -> Result<HttpResponse, TransportError> {
    let (head, mut body) = response.into_parts();
    let mut collected = Collected::new(limit, body.size_hint().exact())?;
    while let Some(piece) = next(&mut body).await? {
        collected.push(piece)?;
    }
    Ok(HttpResponse::new(
        head.status,
        head.headers,
        collected.into_bytes(),
    ))
}

/// The next piece of a body. Trailers are passed over.
async fn next(body: &mut Incoming) -> Result<Option<Bytes>, TransportError> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        match frame.transpose().map_err(broken)? {
            None => return Ok(None),
            Some(frame) => {
                if let Ok(piece) = frame.into_data() {
                    return Ok(Some(piece));
                }
            }
        }
    }
}

/// A request without the head of a response.
fn no_response(error: ClientError) -> TransportError {
    if let Some(cause) = Unreadable::among_causes(&error) {
        return TransportError::new(Failure::Unreadable, cause.to_string());
    }
    let failure = if error.is_connect() {
        causes::without_connection(&error)
    } else {
        causes::with_connection(&error)
    };
    TransportError::new(failure, error)
}

/// A body that broke off. Its request may still have been on its way.
fn broken(error: hyper::Error) -> TransportError {
    match Unreadable::among_causes(&error) {
        Some(cause) => TransportError::new(Failure::Unreadable, cause.to_string()),
        None => TransportError::new(causes::with_connection(&error), error),
    }
}
