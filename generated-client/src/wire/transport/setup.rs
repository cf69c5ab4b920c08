//! The transport over HTTP: which one it is of those that are compiled in, and what all of them are made with.

use core::fmt;
use core::time::Duration;
use std::env::{self, VarError};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::proxy::{Proxy, ProxyChoice};
use super::{HttpRequest, OpenFuture, SendFuture, Transport};
use crate::wire::error::Error;

/// A transport over HTTP, of those that are compiled in. They behave alike.
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

/// The transport over HTTP that a client has by default: here to be wrapped by one of your own, or shared by several clients. Cheap
/// to clone.
///
/// ```
/// use ncloud::transport::{Http, HttpRequest, OpenFuture, SendFuture, Transport};
/// use ncloud::{Client, Credentials};
///
/// /// Tells of every request before it is sent.
/// #[derive(Debug)]
/// struct Telling(Http);
///
/// impl Transport for Telling {
///     fn send(&self, request: HttpRequest) -> SendFuture<'_> {
///         eprintln!("{request:?}");
///         self.0.send(request)
///     }
///
///     fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
///         eprintln!("{request:?}");
///         self.0.open(request)
///     }
/// }
///
/// # fn main() -> Result<(), ncloud::Error> {
/// let client = Client::builder()
///     .credentials(Credentials::new("TESTACCESSKEY0000001", "not-a-real-secret-key")?)
///     .transport(Telling(Http::new()?))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
///
/// What only adds headers, looks or waits is less work as a [layer](crate::layer).
#[derive(Clone)]
pub struct Http(Arc<dyn Transport>);

impl Http {
    /// The transport with default settings.
    ///
    /// # Errors
    ///
    /// Those of [`HttpBuilder::build`].
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// The transport with settings of your own.
    pub fn builder() -> HttpBuilder {
        HttpBuilder::default()
    }
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        self.0.send(request)
    }

    fn open(&self, request: HttpRequest) -> OpenFuture<'_> {
        self.0.open(request)
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Settings of the transport over HTTP. [`ClientBuilder`](crate::ClientBuilder) has the same for that of its client.
#[must_use = "a builder does nothing until `build`"]
pub struct HttpBuilder {
    kind: TransportKind,
    connect_timeout: Duration,
    proxy: ProxyChoice,
    roots: Vec<Vec<u8>>,
    identity: Option<Identity>,
    idle_timeout: Duration,
    most_idle: usize,
    http2: bool,
}

impl Default for HttpBuilder {
    fn default() -> Self {
        Self {
            kind: TransportKind::default(),
            connect_timeout: Duration::from_secs(5),
            proxy: ProxyChoice::default(),
            roots: Vec::new(),
            identity: None,
            idle_timeout: Duration::from_secs(90),
            most_idle: usize::MAX,
            http2: false,
        }
    }
}

/// Settings alone, without certificates, keys and the address of a proxy.
impl fmt::Debug for HttpBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpBuilder")
            .field("kind", &self.kind)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

/// Who a client is to servers that ask for its certificate, each in PEM.
#[cfg_attr(
    not(any(
        feature = "hyper",
        feature = "native-tls",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    )),
    expect(dead_code, reason = "without TLS it is refused")
)]
pub(super) struct Identity {
    pub(super) certificates: Vec<u8>,
    pub(super) key: Zeroizing<Vec<u8>>,
}

/// What a transport is made with.
pub(super) struct Parts<'a> {
    /// For a connection, TLS included.
    pub(super) connect_timeout: Duration,
    pub(super) proxy: Option<Proxy>,
    pub(super) tls: TlsParts<'a>,
    /// How long a connection is kept that nobody uses.
    pub(super) idle_timeout: Duration,
    /// How many connections to a host are kept that nobody uses.
    pub(super) most_idle: usize,
}

/// What TLS is set up with.
#[derive(Clone, Copy)]
pub(super) struct TlsParts<'a> {
    /// Certificates that are trusted besides those of the system, in PEM.
    pub(super) roots: &'a [Vec<u8>],
    pub(super) identity: Option<&'a Identity>,
    /// Whether HTTP/2 is offered.
    pub(super) http2: bool,
}

impl HttpBuilder {
    /// Takes another transport than reqwest, where the features of both are on.
    pub fn kind(mut self, kind: TransportKind) -> Self {
        self.kind = kind;
        self
    }

    /// Time limit for a connection, TLS included; 5 s by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sends `https` requests through this proxy, as [`ClientBuilder::proxy`](crate::ClientBuilder::proxy).
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = ProxyChoice::Address(address.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::None;
        self
    }

    /// Trusts these root certificates too, as [`ClientBuilder::root_certificates`](crate::ClientBuilder::root_certificates).
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Shows this certificate to servers that ask for one, as [`ClientBuilder::client_identity`](crate::ClientBuilder::client_identity).
    pub fn client_identity(
        mut self,
        certificates: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        self.identity = Some(Identity {
            certificates: certificates.into(),
            key: Zeroizing::new(key.into()),
        });
        self
    }

    /// How long a connection is kept that nobody uses; 90 s by default.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// How many connections to a host are kept that nobody uses; any number by default, and none with 0.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.most_idle = connections;
        self
    }

    /// Whether HTTP/2 is offered to servers over TLS, as [`ClientBuilder::http2`](crate::ClientBuilder::http2).
    #[cfg(feature = "http2")]
    pub fn http2(mut self, offered: bool) -> Self {
        self.http2 = offered;
        self
    }

    /// Makes the transport. The proxy is that of the environment, unless it is set.
    ///
    /// # Errors
    ///
    /// When a setting is wrong, and when TLS cannot be set up.
    pub fn build(self) -> Result<Http, Error> {
        let variable = |name: &str| match env::var(name) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                Err(Error::configuration(format!("{name} is not UTF-8")))
            }
        };
        self.build_within(variable)
    }

    /// The same with variables from elsewhere.
    pub(crate) fn build_within(
        self,
        environment: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Http, Error> {
        let parts = Parts {
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.resolve(environment)?,
            tls: TlsParts {
                roots: &self.roots,
                identity: self.identity.as_ref(),
                http2: self.http2,
            },
            idle_timeout: self.idle_timeout,
            most_idle: self.most_idle,
        };
        Ok(Http(match self.kind {
            #[cfg(feature = "reqwest")]
            TransportKind::Reqwest => Arc::new(super::reqwest::Reqwest::new(&parts)?),
            #[cfg(feature = "hyper")]
            TransportKind::Hyper => Arc::new(super::hyper::Hyper::new(&parts)?),
        }))
    }
}

/// That certificates are set, and none is ever seen.
#[cfg(any(
    feature = "hyper",
    not(any(
        feature = "native-tls",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    ))
))]
pub(super) fn refuse_certificates(tls: TlsParts<'_>) -> Result<(), Error> {
    let setting = match (tls.roots, tls.identity) {
        ([], None) => return Ok(()),
        ([], Some(_)) => "client_identity",
        _ => "root_certificates",
    };
    Err(Error::configuration(format!(
        "{setting} is set, and there is no TLS; turn on a feature for it, such as `rustls-ring`"
    )))
}
