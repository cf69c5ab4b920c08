//! Which transport over HTTP a client has, and what all of them are made with.

use core::time::Duration;
use std::sync::Arc;

use super::Transport;
use super::proxy::{Proxy, ProxyChoice};
use crate::wire::error::Error;

/// A transport over HTTP/1.1, of those that are compiled in. They behave alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// reqwest.
    #[cfg(feature = "reqwest")]
    Reqwest,
    /// hyper by itself: fewer packages to compile, and less work for a call.
    #[cfg(feature = "hyper")]
    Hyper,
}

impl Default for TransportKind {
    /// reqwest where it is compiled in, or else hyper.
    fn default() -> Self {
        #[cfg(feature = "reqwest")]
        return Self::Reqwest;
        #[cfg(not(feature = "reqwest"))]
        return Self::Hyper;
    }
}

/// What was set of the transport.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) kind: TransportKind,
    pub(crate) proxy: ProxyChoice,
    /// Certificates that are trusted besides those of the system, in PEM.
    pub(crate) roots: Vec<Vec<u8>>,
}

/// What a transport is made with.
pub(super) struct Parts<'a> {
    /// For a connection, TLS included.
    pub(super) connect_timeout: Duration,
    pub(super) proxy: Option<Proxy>,
    /// Certificates that are trusted besides those of the system, in PEM.
    pub(super) roots: &'a [Vec<u8>],
}

impl Setup {
    /// Makes the transport.
    ///
    /// # Errors
    ///
    /// When a setting is wrong, and when TLS cannot be set up.
    pub(crate) fn build(
        &self,
        connect_timeout: Duration,
        environment: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Arc<dyn Transport>, Error> {
        let parts = Parts {
            connect_timeout,
            proxy: self.proxy.resolve(environment)?,
            roots: &self.roots,
        };
        Ok(match self.kind {
            #[cfg(feature = "reqwest")]
            TransportKind::Reqwest => Arc::new(super::reqwest::Reqwest::new(&parts)?),
            #[cfg(feature = "hyper")]
            TransportKind::Hyper => Arc::new(super::hyper::Hyper::new(&parts)?),
        })
    }
}

/// That certificates are to be trusted, and none is ever seen.
#[cfg(any(
    feature = "hyper",
    not(any(
        feature = "native-tls",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    ))
))]
pub(super) fn roots_without_tls() -> Error {
    Error::configuration(
        "root_certificates is set, and there is no TLS; turn on a feature for it, such as `rustls-ring`",
    )
}
