//! TLS with rustls, its certificates judged by the platform.

use std::io;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use super::stream::Stream;
use crate::error::Error;
use crate::transport::setup::not_certificates;

#[derive(Clone)]
pub(super) struct Tls {
    /// Offers HTTP/1.1 by its name.
    origin: TlsConnector,
    /// Offers nothing: what goes through a proxy is no HTTP to it.
    proxy: TlsConnector,
}

impl Tls {
    /// Nothing where there is no cryptography.
    pub(super) fn new(roots: &[Vec<u8>]) -> Result<Option<Self>, Error> {
        let Some(provider) = provider() else {
            return Ok(None);
        };
        let unusable = |error| Error::configuration(format!("TLS cannot be set up: {error}"));
        let verifier = verifier(certificates(roots)?, Arc::clone(&provider)).map_err(unusable)?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unusable)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        let proxy = TlsConnector::from(Arc::new(config.clone()));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Some(Self {
            origin: TlsConnector::from(Arc::new(config)),
            proxy,
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

/// The cryptography that the program installed before, or else that of a feature.
fn provider() -> Option<Arc<CryptoProvider>> {
    CryptoProvider::get_default().cloned().or_else(of_feature)
}

#[cfg(feature = "rustls-aws-lc-rs")]
fn of_feature() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc-rs")))]
fn of_feature() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
fn of_feature() -> Option<Arc<CryptoProvider>> {
    None
}

fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut certificates = Vec::new();
    for pem in roots {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            certificates.push(certificate.map_err(|_| not_certificates())?);
        }
        if certificates.len() == before {
            return Err(not_certificates());
        }
    }
    Ok(certificates)
}

fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    #[cfg(not(target_os = "android"))]
    return Verifier::new_with_extra_roots(roots, provider);
    #[cfg(target_os = "android")]
    Err(rustls::Error::General(
        "this platform takes no other certificates than its own".to_owned(),
    ))
}
