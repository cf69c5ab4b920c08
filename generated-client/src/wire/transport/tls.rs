//! The settings of TLS by rustls, made once and shared by all connections of a client.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use super::setup::{Identity, TlsParts};
use crate::wire::error::Error;

/// The cryptography that the program installed, or else that of a feature.
pub(super) fn provider() -> Option<Arc<CryptoProvider>> {
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

/// What trusts the roots of the platform and those that were given.
pub(super) fn config(
    provider: Arc<CryptoProvider>,
    parts: TlsParts<'_>,
) -> Result<ClientConfig, Error> {
    let unusable =
        |error: rustls::Error| Error::configuration(format!("TLS cannot be set up: {error}"));
    let verifier = verifier(roots(parts.roots)?, Arc::clone(&provider))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    // The builder calls every verifier dangerous but its own, which knows nothing of the platform.
    let config = config
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match parts.identity {
        None => config.with_no_client_auth(),
        Some(identity) => {
            let chain = certificates("client_identity", &identity.certificates)?;
            config
                .with_client_auth_cert(chain, key(identity)?)
                .map_err(|error| {
                    Error::configuration(format!(
                        "client_identity: certificate and key cannot be used: {error}"
                    ))
                })?
        }
    };
    config.alpn_protocols = match parts.http2 {
        true => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        false => vec![b"http/1.1".to_vec()],
    };
    Ok(config)
}

fn roots(texts: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut all = Vec::new();
    for text in texts {
        all.extend(certificates("root_certificates", text)?);
    }
    Ok(all)
}

fn certificates(setting: &str, text: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let unreadable = |problem: &str| {
        Error::configuration(format!(
            "{setting} {problem}; give the text of certificates in PEM, from `-----BEGIN CERTIFICATE-----` on"
        ))
    };
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    let certificates = read.map_err(|error| unreadable(&error.to_string()))?;
    if certificates.is_empty() {
        return Err(unreadable("holds no certificate"));
    }
    Ok(certificates)
}

/// The private key. Nothing of it is in the error.
fn key(identity: &Identity) -> Result<PrivateKeyDer<'static>, Error> {
    PrivateKeyDer::from_pem_slice(&identity.key).map_err(|_| {
        Error::configuration(
            "client_identity holds no private key; give its text in PEM, from `-----BEGIN PRIVATE KEY-----` on",
        )
    })
}

fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    let verifier = if roots.is_empty() {
        Verifier::new(provider)
    } else {
        with_roots(roots, provider)
    };
    verifier.map_err(|error| {
        Error::configuration(format!(
            "there are no root certificates to trust: {error}; install those of the system (package `ca-certificates`), \
             or name them by SSL_CERT_FILE, SSL_CERT_DIR or `ClientBuilder::root_certificates`"
        ))
    })
}

#[cfg(not(target_os = "android"))]
fn with_roots(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

#[cfg(target_os = "android")]
fn with_roots(
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Err(rustls::Error::General(
        "on Android they are those of the system alone".to_owned(),
    ))
}
