//! The transport over HTTP/1.1 with reqwest.

mod addresses;

use core::fmt;
use core::future::ready;
use core::time::Duration;
use std::sync::{Mutex, PoisonError};

use futures_util::{TryFutureExt as _, stream};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, ClientBuilder, NoProxy, Proxy, Request, Response};
use tokio::runtime::Handle;

use self::addresses::Addresses;
use super::collected::Collected;
use super::outgoing::Outgoing;
use super::run_times::RunTimes;
use super::setup::{Parts, TlsParts};
use super::{
    Failure, HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport,
    TransportError, causes,
};
use crate::wire::body::{Chunks, Unreadable};
use crate::wire::error::Error;

/// A client of reqwest for each run time, all with the same settings.
pub(crate) struct Reqwest {
    clients: RunTimes<Client>,
    /// The one that was built to check the settings, until a run time takes it.
    first: Mutex<Option<Client>>,
    settings: Settings,
    addresses: Addresses,
}

struct Settings {
    connect_timeout: Duration,
    idle_timeout: Duration,
    most_idle: usize,
    http2: bool,
    proxy: Option<Proxy>,
    tls: Tls,
}

/// Without its proxies, whose addresses may hold passwords.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reqwest")
    }
}

impl Reqwest {
    pub(super) fn new(parts: &Parts<'_>) -> Result<Self, Error> {
        let proxy = match &parts.proxy {
            None => None,
            Some(proxy) => {
                let exceptions = NoProxy::from_string(&proxy.exceptions);
                let through = Proxy::https(&proxy.address).map_err(|_| proxy.refused())?;
                Some(through.no_proxy(exceptions))
            }
        };
        let settings = Settings {
            connect_timeout: parts.connect_timeout,
            idle_timeout: parts.idle_timeout,
            most_idle: parts.most_idle,
            http2: parts.tls.http2,
            proxy,
            tls: Tls::new(parts.tls)?,
        };
        let first = settings.client().map_err(|error| {
            Error::configuration(format!("the HTTP client cannot be built: {error:?}"))
        })?;
        Ok(Self {
            clients: RunTimes::default(),
            first: Mutex::new(Some(first)),
            settings,
            addresses: Addresses::default(),
        })
    }

    /// The client of the run time that this is called in.
    fn client(&self) -> Result<Client, TransportError> {
        let here =
            Handle::try_current().map_err(|error| TransportError::new(Failure::Refused, error))?;
        self.clients.get(&here, || {
            let first = self
                .first
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            match first {
                Some(client) => Ok(client),
                None => self
                    .settings
                    .client()
                    .map_err(|error| TransportError::new(Failure::Refused, error)),
            }
        })
    }
}

impl Settings {
    fn client(&self) -> reqwest::Result<Client> {
        // Reqwest's own reading of the environment would send plain http to a proxy too.
        let mut builder = self
            .tls
            .applied(Client::builder())
            .no_proxy()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.most_idle);
        if !self.http2 {
            builder = builder.http1_only();
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.clone());
        }
        builder.build()
    }
}

/// Settings of TLS by rustls.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[derive(Debug)]
struct Tls(rustls::ClientConfig);

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
impl Tls {
    fn new(parts: TlsParts<'_>) -> Result<Self, Error> {
        let provider = super::tls::provider().ok_or_else(|| {
            Error::configuration("there is no cryptography for TLS; turn on `rustls-ring`")
        })?;
        super::tls::config(provider, parts).map(Self)
    }

    fn applied(&self, builder: ClientBuilder) -> ClientBuilder {
        // What a clone shares are sessions, which other connections take up again, and the roots, which are read once.
        builder.tls_backend_preconfigured(self.0.clone())
    }
}

/// Roots beside those of the operating system, whose TLS it is.
#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
#[derive(Debug)]
struct Tls {
    #[cfg(feature = "native-tls")]
    roots: Vec<reqwest::Certificate>,
    #[cfg(feature = "native-tls")]
    identity: Option<reqwest::Identity>,
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
impl Tls {
    #[cfg(feature = "native-tls")]
    fn new(parts: TlsParts<'_>) -> Result<Self, Error> {
        let mut certificates = Vec::new();
        for text in parts.roots {
            let read = reqwest::Certificate::from_pem_bundle(text);
            certificates.extend(read.map_err(|_| {
                Error::configuration("root_certificates holds no certificate in PEM")
            })?);
        }
        let identity = parts.identity.map(|identity| {
            reqwest::Identity::from_pkcs8_pem(&identity.certificates, &identity.key).map_err(|_| {
                Error::configuration(
                    "client_identity is no certificate with its key in PKCS #8; give both in PEM",
                )
            })
        });
        Ok(Self {
            roots: certificates,
            identity: identity.transpose()?,
        })
    }

    #[cfg(not(feature = "native-tls"))]
    fn new(parts: TlsParts<'_>) -> Result<Self, Error> {
        super::setup::refuse_certificates(parts).map(|()| Self {})
    }

    fn applied(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_certs_merge(self.roots.iter().cloned());
        #[cfg(feature = "native-tls")]
        let builder = match &self.identity {
            Some(identity) => builder.identity(identity.clone()),
            None => builder,
        };
        builder
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let limit = request.response_limit;
        if request.body.as_bytes().is_none() {
            return Box::pin(async move { read(&mut self.response(request).await?, limit).await });
        }
        // A future that is allocated for every call: it holds neither the request nor the state of a stream.
        let translated = self
            .translate(request)
            .and_then(|request| Ok((self.client()?, request)));
        match translated {
            Err(error) => Box::pin(ready(Err(error))),
            Ok((client, request)) => {
                let sent = client.execute(request).map_err(failed);
                Box::pin(async move {
                    match sent.await {
                        Ok(mut response) => read(&mut response, limit).await,
                        Err(error) => Err(error),
                    }
                })
            }
        }
    }

    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        Box::pin(async move {
            let mut response = self.response(request).await?;
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
    async fn response(&self, request: HttpRequest) -> Result<Response, TransportError> {
        let stream = match request.body.as_bytes() {
            Some(_) => None,
            None => Some(Body::wrap(Outgoing::streamed(&request.body).await?)),
        };
        let mut request = self.translate(request)?;
        if stream.is_some() {
            *request.body_mut() = stream;
        }
        self.client()?.execute(request).await.map_err(failed)
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

/// The body of a response. Dropping it closes the connection.
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
        causes::without_connection(&error)
    } else if error.is_builder() {
        Failure::Refused
    } else {
        causes::with_connection(&error)
    };
    TransportError::new(failure, error.without_url())
}
