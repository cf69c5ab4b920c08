//! The settings of TLS by rustls, made once and shared by all connections of a client.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;

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

/// What trusts the roots of the platform and these, each a text in PEM.
pub(super) fn config(
    provider: Arc<CryptoProvider>,
    roots: &[Vec<u8>],
) -> Result<ClientConfig, Error> {
    let unusable =
        |error: rustls::Error| Error::configuration(format!("TLS cannot be set up: {error}"));
    let verifier = verifier(certificates(roots)?, Arc::clone(&provider))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    // The builder calls every verifier dangerous but its own, which knows nothing of the platform.
    let mut config = config
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let unreadable = |problem: &str| {
        Error::configuration(format!(
            "root_certificates {problem}; give the text of certificates in PEM, from `-----BEGIN CERTIFICATE-----` on"
        ))
    };
    let mut certificates = Vec::new();
    for text in roots {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(text) {
            certificates.push(certificate.map_err(|error| unreadable(&error.to_string()))?);
        }
        if certificates.len() == before {
            return Err(unreadable("holds no certificate"));
        }
    }
    Ok(certificates)
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
