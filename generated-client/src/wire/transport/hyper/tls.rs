//! TLS over a stream: to an origin, and to a proxy on the way.

use std::io;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use super::stream::Stream;
use crate::wire::error::Error;
use crate::wire::transport::setup::{TlsParts, refuse_certificates};
use crate::wire::transport::tls;

#[derive(Clone)]
pub(super) struct Tls {
    /// Offers HTTP by its names.
    origin: TlsConnector,
    /// Offers nothing: what goes through a proxy is no HTTP to it.
    proxy: TlsConnector,
}

impl Tls {
    /// Nothing where there is no cryptography.
    pub(super) fn new(parts: TlsParts<'_>) -> Result<Option<Self>, Error> {
        let Some(provider) = tls::provider() else {
            return refuse_certificates(parts).map(|()| None);
        };
        let origin = tls::config(provider, parts)?;
        let mut proxy = origin.clone();
        proxy.alpn_protocols.clear();
        Ok(Some(Self {
            origin: TlsConnector::from(Arc::new(origin)),
            proxy: TlsConnector::from(Arc::new(proxy)),
        }))
    }

    /// Speaks TLS to an origin.
    pub(super) async fn to_origin(&self, stream: Stream, host: &str) -> io::Result<Stream> {
        connect(&self.origin, stream, host).await
    }

    /// Speaks TLS to a proxy.
    pub(super) async fn to_proxy(&self, stream: Stream, host: &str) -> io::Result<Stream> {
        connect(&self.proxy, stream, host).await
    }
}

async fn connect(connector: &TlsConnector, stream: Stream, host: &str) -> io::Result<Stream> {
    // An address of IPv6 has brackets in a URI.
    let name = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    let name = ServerName::try_from(name.to_owned()).map_err(io::Error::other)?;
    let stream = connector.connect(name, TokioIo::new(stream)).await?;
    Ok(Stream::Tls(Box::new(TokioIo::new(stream))))
}
