//! The transport over HTTP/1.1 with reqwest.

mod addresses;

use core::future::{Future, ready};

use futures_util::{TryFutureExt as _, stream};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, NoProxy, Proxy, Request, Response};

use self::addresses::Addresses;
use super::collected::Collected;
use super::outgoing::Outgoing;
use super::setup::{Parts, not_certificates};
use super::{
    Failure, HttpRequest, HttpResponse, Opening, Sending, StreamedResponse, Transport,
    TransportError,
};
use crate::body::{Chunks, Unreadable};
use crate::error::Error;

#[derive(Debug)]
pub(crate) struct Reqwest {
    client: Client,
    addresses: Addresses,
}

impl Reqwest {
    pub(super) fn new(parts: &Parts<'_>) -> Result<Self, Error> {
        // Reqwest's own reading of the environment would send plain http to a proxy too.
        let mut builder = tls(Client::builder())
            .no_proxy()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(parts.connect_timeout);
        if let Some(proxy) = &parts.proxy {
            let exceptions = NoProxy::from_string(&proxy.exceptions);
            let through = Proxy::https(&proxy.address).map_err(|_| proxy.refused())?;
            builder = builder.proxy(through.no_proxy(exceptions));
        }
        for pem in parts.roots {
            builder = trusting(builder, pem)?;
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

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
))]
fn trusting(builder: reqwest::ClientBuilder, pem: &[u8]) -> Result<reqwest::ClientBuilder, Error> {
    match reqwest::Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(builder.tls_certs_merge(certificates)),
        _ => Err(not_certificates()),
    }
}

/// Nothing is encrypted, and no certificate asked for.
#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
)))]
fn trusting(builder: reqwest::ClientBuilder, _: &[u8]) -> Result<reqwest::ClientBuilder, Error> {
    Ok(builder)
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
        let url = self.addresses.parse(&request.url)?;
        let mut translated = Request::new(request.method.into(), url);
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
