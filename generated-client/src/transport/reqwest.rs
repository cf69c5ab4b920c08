//! The transport over HTTP/1.1 with reqwest.

mod addresses;

use core::fmt;
use core::future::{Future, ready};
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{TryFutureExt as _, stream};
use http_body::{Body, Frame, SizeHint};
use reqwest::redirect::Policy;
use reqwest::{Client, NoProxy, Proxy, Request, Response};

use self::addresses::Addresses;
use super::{
    Failure, HttpRequest, HttpResponse, Opening, Sending, StreamedResponse, Transport,
    TransportError,
};
use crate::body::{Chunks, Opened, Unreadable, Upload};
use crate::error::Error;
use crate::operation::Method;

/// Which proxy `https` requests go through. Plain `http` never does: it is for this machine and for the metadata service.
#[derive(Default)]
pub(crate) enum ProxyChoice {
    /// `HTTPS_PROXY` or else `ALL_PROXY`, in either case of letters, but not for the hosts of `NO_PROXY`.
    #[default]
    Environment,
    Address(String),
    None,
}

pub(crate) struct Reqwest {
    client: Client,
    addresses: Addresses,
}

/// Without its proxies, whose addresses may hold passwords.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reqwest")
    }
}

impl Reqwest {
    pub(crate) fn new(
        connect_timeout: Duration,
        proxy: &ProxyChoice,
        environment: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Self, Error> {
        // Reqwest's own reading of the environment would send plain http to a proxy too.
        let mut builder = tls(Client::builder())
            .no_proxy()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout);
        let address = match proxy {
            ProxyChoice::None => None,
            ProxyChoice::Address(address) => Some(("proxy", address.clone())),
            ProxyChoice::Environment => of_environment(environment)?,
        };
        if let Some((setting, address)) = address {
            let proxy = Proxy::https(&address).map_err(|_| {
                // The address may hold a password.
                Error::configuration(format!(
                    "{setting} is not the address of a proxy; write `http://host:port`"
                ))
            })?;
            builder = builder.proxy(proxy.no_proxy(NoProxy::from_env()));
        }
        let client = builder.build().map_err(|error| {
            Error::configuration(format!("the HTTP client cannot be built: {error:?}"))
        })?;
        Ok(Self {
            client,
            addresses: Addresses::default(),
        })
    }
}

fn of_environment(
    environment: impl Fn(&str) -> Result<Option<String>, Error>,
) -> Result<Option<(&'static str, String)>, Error> {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        if let Some(address) = environment(name)? {
            return Ok(Some((name, address)));
        }
    }
    Ok(None)
}

/// Gives rustls its cryptography, which reqwest otherwise panics for. A provider that the program installed before stays.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
fn tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(feature = "rustls-aws-lc-rs")]
    use rustls::crypto::aws_lc_rs as provider;
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    use rustls::crypto::ring as provider;

    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // It fails when another thread was faster, and then there is one.
        let _ = provider::default_provider().install_default();
    }
    builder.tls_backend_rustls()
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
fn tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let limit = request.answer_limit;
        if request.body.as_bytes().is_none() {
            return Box::pin(async move { read(&mut self.answer(request).await?, limit).await });
        }
        // A future that is allocated for every call: it holds neither the request nor the state of a stream.
        match self.translate(request) {
            Err(error) => Box::pin(ready(Err(error))),
            Ok(request) => {
                let sent = self.sent(request);
                Box::pin(async move {
                    match sent.await {
                        Ok(mut response) => read(&mut response, limit).await,
                        Err(error) => Err(error),
                    }
                })
            }
        }
    }

    fn open(&self, request: HttpRequest) -> Opening<'_> {
        Box::pin(async move {
            let mut response = self.answer(request).await?;
            let headers = core::mem::take(response.headers_mut());
            Ok(StreamedResponse::new(
                response.status(),
                headers,
                pieces(response),
            ))
        })
    }
}

impl Reqwest {
    /// Sends a request with a body of any kind.
    async fn answer(&self, request: HttpRequest) -> Result<Response, TransportError> {
        let stream = match request.body.as_bytes() {
            Some(_) => None,
            None => Some(streamed(&request.body).await?),
        };
        let mut request = self.translate(request)?;
        if stream.is_some() {
            *request.body_mut() = stream;
        }
        self.sent(request).await
    }

    fn sent(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<Response, TransportError>> + use<> {
        self.client.execute(request).map_err(failed)
    }

    /// A request with its body, unless that is streamed.
    fn translate(&self, request: HttpRequest) -> Result<Request, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let url = self.addresses.parse(&request.url)?;
        let mut translated = Request::new(method, url);
        *translated.headers_mut() = request.headers;
        *translated.body_mut() = request
            .body
            .as_bytes()
            .filter(|bytes| !bytes.is_empty())
            .map(|bytes| bytes.clone().into());
        Ok(translated)
    }
}

async fn streamed(upload: &Upload) -> Result<reqwest::Body, TransportError> {
    let opened = upload
        .open()
        .await
        .map_err(|error| TransportError::new(Failure::Unreadable, error))?;
    Ok(reqwest::Body::wrap(Outgoing(opened)))
}

/// A body that is read while it is sent.
struct Outgoing(Opened);

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Pin::new(&mut self.get_mut().0)
            .poll_next(context)
            .map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The body of an answer. Dropping it closes the connection.
fn pieces(response: Response) -> Chunks {
    Chunks::new(stream::try_unfold(response, |mut response| async move {
        let piece = response.chunk().await.map_err(failed)?;
        Ok(piece.map(|piece| (piece, response)))
    }))
}

async fn read(response: &mut Response, limit: usize) -> Result<HttpResponse, TransportError> {
    let too_large = || {
        TransportError::new(
            Failure::TooLarge,
            format!("its body is longer than {limit} bytes"),
        )
    };
    if response
        .content_length()
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(too_large());
    }
    let status = response.status();
    let headers = core::mem::take(response.headers_mut());
    let expected = response
        .content_length()
        .and_then(|length| usize::try_from(length).ok())
        .unwrap_or_default();
    // Most answers come in one piece, which needs no copy.
    let mut body = response.chunk().await.map_err(failed)?.unwrap_or_default();
    let mut pieces = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        if pieces.is_empty() {
            pieces.reserve(expected.max(body.len() + piece.len()));
            pieces.extend_from_slice(&body);
        }
        pieces.extend_from_slice(&piece);
        if pieces.len() > limit {
            return Err(too_large());
        }
    }
    if !pieces.is_empty() {
        body = pieces.freeze();
    }
    if body.len() > limit {
        Err(too_large())
    } else {
        Ok(HttpResponse::new(status, headers, body))
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    if let Some(cause) = Unreadable::among_causes(&error) {
        return TransportError::new(Failure::Unreadable, cause.to_string());
    }
    let failure = if error.is_connect() {
        Failure::NotSent
    } else if error.is_builder() {
        Failure::Refused
    } else {
        Failure::Lost
    };
    TransportError::new(failure, error.without_url())
}
