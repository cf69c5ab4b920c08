//! The transport over HTTP/1.1 with reqwest.

mod addresses;

use core::future::{Future, ready};
use core::time::Duration;

use futures_util::{TryFutureExt as _, stream};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, NoProxy, Proxy, Request, Response};

use self::addresses::Addresses;
use super::collected::Collected;
use super::outgoing::Outgoing;
use super::{
    Failure, HttpRequest, HttpResponse, Opening, Sending, StreamedResponse, Transport,
    TransportError,
};
use crate::body::{Chunks, Unreadable};
use crate::error::Error;
use crate::operation::Method;

#[derive(Debug)]
pub(crate) struct Reqwest {
    client: Client,
    addresses: Addresses,
}

impl Reqwest {
    pub(crate) fn new(
        connect_timeout: Duration,
        proxy: Option<&super::proxy::Proxy>,
    ) -> Result<Self, Error> {
        // Reqwest's own reading of the environment would send plain http to a proxy too.
        let mut builder = tls(Client::builder())
            .no_proxy()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout);
        if let Some(proxy) = proxy {
            let exceptions = NoProxy::from_string(&proxy.exceptions);
            let through = Proxy::https(&proxy.address).map_err(|_| proxy.refused())?;
            builder = builder.proxy(through.no_proxy(exceptions));
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
            None => Some(Body::wrap(Outgoing::streamed(&request.body).await?)),
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

/// The body of an answer. Dropping it closes the connection.
fn pieces(response: Response) -> Chunks {
    Chunks::new(stream::try_unfold(response, |mut response| async move {
        let piece = response.chunk().await.map_err(failed)?;
        Ok(piece.map(|piece| (piece, response)))
    }))
}

async fn read(response: &mut Response, limit: usize) -> Result<HttpResponse, TransportError> {
    let mut body = Collected::new(limit, response.content_length())?;
    let headers = core::mem::take(response.headers_mut());
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        body.push(piece)?;
    }
    Ok(HttpResponse::new(
        response.status(),
        headers,
        body.into_bytes(),
    ))
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
