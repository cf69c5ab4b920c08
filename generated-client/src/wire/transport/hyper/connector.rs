//! How connections are made: directly or through a proxy, within a time limit.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;
use std::sync::Arc;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

use super::stream::Stream;
use super::tls::Tls;
use crate::wire::error::Error;
use crate::wire::transport::setup::Parts;

/// How often, and how many times, a silent connection is asked whether it is still there.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_RETRIES: u32 = 3;
/// How long what was sent may stay without a sign that it head.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

type BoxError = Box<dyn core::error::Error + Send + Sync>;

type Connecting = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

/// Makes connections for the pool, which clones it for every request.
#[derive(Clone)]
pub(super) struct Connector(Arc<Routes>);

struct Routes {
    tcp: HttpConnector,
    tls: Option<Tls>,
    proxy: Option<Matcher>,
    limit: Duration,
}

impl Connector {
    pub(super) fn new(parts: &Parts<'_>, tls: Option<Tls>) -> Result<Self, Error> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(parts.connect_timeout));
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        let proxy = match &parts.proxy {
            None => None,
            Some(proxy) => {
                let matcher = || Matcher::builder().https(proxy.address.as_str());
                // An address that it cannot read would be no proxy to it, without a word.
                let anywhere = Uri::from_static("https://host");
                if matcher().build().intercept(&anywhere).is_none() {
                    return Err(proxy.refused());
                }
                Some(matcher().no(proxy.exceptions.as_str()).build())
            }
        };
        Ok(Self(Arc::new(Routes {
            tcp,
            tls,
            proxy,
            limit: parts.connect_timeout,
        })))
    }

    pub(super) fn has_tls(&self) -> bool {
        self.0.tls.is_some()
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, destination: Uri) -> Self::Future {
        let routes = Arc::clone(&self.0);
        Box::pin(async move {
            let limit = routes.limit;
            match tokio::time::timeout(limit, routes.connect(&destination)).await {
                Ok(connected) => connected,
                Err(_) => {
                    let problem = format!("not connected within {} ms", limit.as_millis());
                    Err(io::Error::new(io::ErrorKind::TimedOut, problem).into())
                }
            }
        })
    }
}

impl Routes {
    async fn connect(self: &Arc<Self>, destination: &Uri) -> Result<Stream, BoxError> {
        let proxy = self
            .proxy
            .as_ref()
            .and_then(|proxy| proxy.intercept(destination));
        let stream = match proxy {
            Some(proxy) => self.tunnel(&proxy, destination).await?,
            None => self.tcp(destination.clone()).await?,
        };
        if destination.scheme() != Some(&Scheme::HTTPS) {
            return Ok(stream);
        }
        let (tls, host) = self.tls(destination)?;
        Ok(tls.to_origin(stream, host).await?)
    }

    async fn tcp(&self, destination: Uri) -> Result<Stream, BoxError> {
        Ok(Stream::Tcp(self.tcp.clone().call(destination).await?))
    }

    async fn tunnel(
        self: &Arc<Self>,
        proxy: &Intercept,
        destination: &Uri,
    ) -> Result<Stream, BoxError> {
        let mut tunnel = Tunnel::new(proxy.uri().clone(), ToProxy(Arc::clone(self)));
        if let Some(credentials) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(credentials.clone());
        }
        Ok(tunnel.call(destination.clone()).await?)
    }

    fn tls<'a>(&'a self, destination: &'a Uri) -> Result<(&'a Tls, &'a str), BoxError> {
        let tls = self.tls.as_ref().ok_or("https needs TLS")?;
        Ok((tls, destination.host().ok_or("there is no host")?))
    }
}

/// Makes the connection to a proxy.
struct ToProxy(Arc<Routes>);

impl Service<Uri> for ToProxy {
    type Response = Stream;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, proxy: Uri) -> Self::Future {
        let routes = Arc::clone(&self.0);
        Box::pin(async move {
            let stream = routes.tcp(proxy.clone()).await?;
            if proxy.scheme() != Some(&Scheme::HTTPS) {
                return Ok(stream);
            }
            let (tls, host) = routes.tls(&proxy)?;
            Ok(tls.to_proxy(stream, host).await?)
        })
    }
}
