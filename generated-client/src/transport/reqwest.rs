//! The transport over HTTP/1.1 with reqwest.

mod addresses;

use core::fmt;
use core::future::ready;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;
use std::sync::{Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{TryFutureExt as _, stream};
use http_body::{Body, Frame, SizeHint};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, NoProxy, Proxy, Request, Response};
use tokio::runtime::Handle;

use self::addresses::Addresses;
use super::run_times::RunTimes;
use super::{
    Failure, HttpRequest, HttpResponse, Opening, Sending, StreamedResponse, Transport,
    TransportError, causes,
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
    pub(crate) fn new(
        connect_timeout: Duration,
        proxy: &ProxyChoice,
        root_certificates: &[Vec<u8>],
        environment: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Self, Error> {
        let address = match proxy {
            ProxyChoice::None => None,
            ProxyChoice::Address(address) => Some(("proxy", address.clone())),
            ProxyChoice::Environment => of_environment(environment)?,
        };
        let proxy = match address {
            None => None,
            Some((setting, address)) => {
                // Reqwest passes over a proxy of another scheme, and would call without one.
                let proxy = Some(&address)
                    .filter(|address| is_of_http(address))
                    .and_then(|address| Proxy::https(address).ok())
                    .ok_or_else(|| {
                        // The address may hold a password.
                        Error::configuration(format!(
                            "{setting} is not the address of a proxy of HTTP; write `http://host:port`"
                        ))
                    })?;
                Some(proxy.no_proxy(NoProxy::from_env()))
            }
        };
        let settings = Settings {
            connect_timeout,
            proxy,
            tls: Tls::new(root_certificates)?,
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
            .connect_timeout(self.connect_timeout);
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.clone());
        }
        builder.build()
    }
}

/// Whether a proxy speaks HTTP: its address says so, or says no scheme.
fn is_of_http(address: &str) -> bool {
    address.split_once("://").is_none_or(|(scheme, _)| {
        ["http", "https"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    })
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

/// Settings of TLS by rustls.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[derive(Debug)]
struct Tls(rustls::ClientConfig);

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
impl Tls {
    fn new(roots: &[Vec<u8>]) -> Result<Self, Error> {
        super::tls::config(roots).map(Self)
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
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
impl Tls {
    #[cfg(feature = "native-tls")]
    fn new(roots: &[Vec<u8>]) -> Result<Self, Error> {
        let mut certificates = Vec::new();
        for text in roots {
            let read = reqwest::Certificate::from_pem_bundle(text);
            certificates.extend(read.map_err(|_| {
                Error::configuration("root_certificates holds no certificate in PEM")
            })?);
        }
        Ok(Self {
            roots: certificates,
        })
    }

    #[cfg(not(feature = "native-tls"))]
    fn new(roots: &[Vec<u8>]) -> Result<Self, Error> {
        if roots.is_empty() {
            return Ok(Self {});
        }
        Err(Error::configuration(
            "root_certificates is set, and there is no TLS; turn on a feature for it, such as `rustls-ring`",
        ))
    }

    fn applied(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_certs_merge(self.roots.iter().cloned());
        builder
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let limit = request.answer_limit;
        if request.body.as_bytes().is_none() {
            return Box::pin(async move { read(&mut self.answer(request).await?, limit).await });
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
        self.client()?.execute(request).await.map_err(failed)
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
        causes::without_connection(&error)
    } else if error.is_builder() {
        Failure::Refused
    } else {
        causes::with_connection(&error)
    };
    TransportError::new(failure, error.without_url())
}
