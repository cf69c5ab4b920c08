//! Settings of a client.

use core::fmt;
use core::time::Duration;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;
use std::time::SystemTime;

use http::header::HeaderValue;

use super::{Client, ServiceName, accept_encoding};
use crate::call::context::{Context, Settings, Shared};
use crate::call::destination::Destinations;
use crate::call::execute::UNCODED;
use crate::call::known::Known;
use crate::call::layer::Layer;
use crate::call::retry::{Budget, RetryPolicy};
use crate::meta::{Region, Site};
#[cfg(feature = "mock")]
use crate::mock::{Mock, Silent};
use crate::wire::clock::Clock;
#[cfg(feature = "mock")]
use crate::wire::credentials::Credentials;
use crate::wire::credentials::{self, Chain, CredentialsProvider, Environment};
use crate::wire::endpoint::redacted;
use crate::wire::error::Error;
use crate::wire::service_key::ServiceKey;
use crate::wire::time_limit::LONGEST;
use crate::wire::timer;
use crate::wire::transport::Transport;
#[cfg(feature = "mock")]
use crate::wire::transport::cassette::{Recorder, Replay};
#[cfg(feature = "tower")]
use crate::wire::transport::tower::{TowerTransport, TransportService};
use crate::wire::transport::turns::Turns;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
use crate::wire::transport::{HttpBuilder, TransportKind};

/// The setting that takes the name of a service alone.
const SERVICE_KEY: &str = "service_key";
const USER_AGENT: &str = concat!("ncloud-rust/", env!("CARGO_PKG_VERSION"));

/// Puts something around a transport.
#[cfg(feature = "tower")]
type Around = dyn FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send;

/// Settings of a client. [`build`](Self::build) checks them all.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    credentials: Option<Arc<dyn CredentialsProvider>>,
    profile: Option<String>,
    site: Site,
    region: Option<Region>,
    known: Known,
    endpoints: BTreeMap<String, String>,
    endpoint_for_all: Option<String>,
    service_keys: BTreeMap<String, ServiceKey>,
    /// Services as they were named, each with the setting.
    named: Vec<(&'static str, ServiceName)>,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    call_timeout: Duration,
    least_rate: u64,
    transfer_timeout: Option<Duration>,
    accept_encoding: Option<String>,
    retry: RetryPolicy,
    user_agent: String,
    app_name: Option<String>,
    layers: Vec<Arc<dyn Layer>>,
    /// From the innermost to the outermost.
    #[cfg(feature = "tower")]
    around: Vec<Box<Around>>,
    response_limit: usize,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "mock")]
    double: Option<Mock>,
    #[cfg(feature = "mock")]
    recorder: Option<Recorder>,
    #[cfg(feature = "mock")]
    replay: Option<Replay>,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
    environment: Environment,
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    http: HttpBuilder,
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        let mut known = Known::default();
        known.add(crate::services::SERVICES);
        Self {
            credentials: None,
            profile: None,
            site: Site::default(),
            region: None,
            known,
            endpoints: BTreeMap::new(),
            endpoint_for_all: None,
            service_keys: BTreeMap::new(),
            named: Vec::new(),
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            call_timeout: Duration::from_secs(120),
            least_rate: 128,
            transfer_timeout: None,
            accept_encoding: None,
            retry: RetryPolicy::default(),
            user_agent: USER_AGENT.to_owned(),
            app_name: None,
            layers: Vec::new(),
            #[cfg(feature = "tower")]
            around: Vec::new(),
            response_limit: 64 * 1024 * 1024,
            transport: None,
            #[cfg(feature = "mock")]
            double: None,
            #[cfg(feature = "mock")]
            recorder: None,
            #[cfg(feature = "mock")]
            replay: None,
            clock: Box::new(timer::now),
            environment: Environment::of_process(),
            #[cfg(all(
                any(feature = "hyper", feature = "reqwest"),
                not(target_family = "wasm")
            ))]
            http: HttpBuilder::default(),
        }
    }

    /// Signs with [`Credentials`](crate::Credentials), or with what a provider of your own gives. By default they are
    /// looked for, see [`credentials`](crate::credentials).
    pub fn credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Takes the credentials from this profile of `~/.ncloud/configure`, and from nowhere else.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Calls the services of another site; the keys are those of an account there. That a service is not on the site is an
    /// error of the call, before anything is sent.
    pub fn site(mut self, site: Site) -> Self {
        self.site = site;
        self
    }

    /// Calls services in a region, [`Region::SGN`] or `"SGN"`, as [`Client::with_region`] does. By default it is the one that the
    /// documentation shows.
    pub fn region(mut self, region: impl Into<Region>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Makes the names of services of your own known, so that they may be given as texts: `SERVICES`, which is generated with
    /// them. Those that are compiled into this crate are known, and so is what is named by its constant.
    pub fn services(
        mut self,
        services: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.known.add(services);
        self
    }

    /// Gives the key of a service, `&papago::SERVICE` or `"papago"`, that takes one of its own in place of the keys of the account. Operations of the
    /// service that take those are still signed with them.
    pub fn service_key(mut self, service: impl Into<ServiceName>, key: ServiceKey) -> Self {
        let service = self.name(SERVICE_KEY, service.into());
        self.service_keys.insert(service, key);
        self
    }

    fn name(&mut self, setting: &'static str, service: ServiceName) -> String {
        let text = service.clone().into_text();
        self.named.push((setting, service));
        text
    }

    /// Sends the calls of a service, `&organization::SERVICE` or `"organization"`, to another address: scheme, host and, where it has one, a path that
    /// comes before all others. Plain `http` is for this machine alone, because whoever reads a request on its way can
    /// repeat it for five minutes.
    ///
    /// Of a service whose customers have addresses of their own it is that address whole; an operation of such a service that
    /// is elsewhere stays there. `"service.Operation"` in place of the service, or the `META` of the operation, means one operation alone.
    pub fn endpoint(mut self, service: impl Into<ServiceName>, address: impl Into<String>) -> Self {
        let service = self.name("endpoint", service.into());
        self.endpoints.insert(service, address.into());
        self
    }

    /// Sends the calls of all services to one address, such as a sandbox's. An address that [`endpoint`](Self::endpoint) gives for
    /// a service goes before it.
    pub fn endpoint_for_all(mut self, address: impl Into<String>) -> Self {
        self.endpoint_for_all = Some(address.into());
        self
    }

    /// Time limit for a connection, TLS included; 5 s by default. A transport of your own keeps its own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Time limit for one attempt, from connecting to the end of its response; 30 s by default.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// Time limit for a call, its repetitions and the delays between them included; 120 s by default.
    pub fn call_timeout(mut self, limit: Duration) -> Self {
        self.call_timeout = limit;
        self
    }

    /// Least rate of a body that is streamed, an upload as well as a download, in bytes per second; 128 by default, 0 for none.
    /// It is measured over ten times the limit of an attempt, which is five minutes by default: what comes to less is ended
    /// with kind [`Timeout`](crate::ErrorKind::Timeout). Of a download only the time counts in which somebody waits for a piece, and of
    /// a stream of events only that of a line that has begun: between events there may be nothing for a limit of an attempt.
    pub fn least_rate(mut self, bytes_per_second: u64) -> Self {
        self.least_rate = bytes_per_second;
        self
    }

    /// Time limit for the whole of a body that is streamed: of an upload from its first byte to the head of the response, of a
    /// download and of a stream of events from there to its end, what the caller does meanwhile included. There is none by
    /// default.
    pub fn transfer_timeout(mut self, limit: Duration) -> Self {
        self.transfer_timeout = Some(limit);
        self
    }

    /// Header `accept-encoding`, `gzip`; `identity` by default, which says that bodies are to come as they are. What is named
    /// here is not undone: a download comes in its coding, which [`Download::headers`](crate::body::Download::headers) names, so that
    /// objects can be fetched that are stored in one. Every other response in a coding is an error.
    pub fn accept_encoding(mut self, codings: impl Into<String>) -> Self {
        self.accept_encoding = Some(codings.into());
        self
    }

    /// How calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Header `user-agent`; `ncloud-rust/` and the version by default.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = text.into();
        self
    }

    /// Puts the name of the program behind what [`user_agent`](Self::user_agent) says, `report/1.2`, so that those who run a service
    /// can tell who calls. It is a token of HTTP, letters, digits and ``!#$%&'*+-.^_`|~``, and may have a version behind a slash.
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.app_name = Some(name.into());
        self
    }

    /// Puts a [layer](crate::layer) around all calls. The first one is the outermost.
    pub fn layer(mut self, layer: impl Layer + 'static) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }

    /// Longest body of a response, in bytes; 64 MiB by default.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// Sends `https` requests through this proxy, `http://host:port`, but not those for the hosts of `NO_PROXY`. By
    /// default the proxy is that of `HTTPS_PROXY` or else `ALL_PROXY`. Plain `http` goes through none.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.http = self.http.proxy(address);
        self
    }

    /// Uses no proxy, whatever the environment says.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn no_proxy(mut self) -> Self {
        self.http = self.http.no_proxy();
        self
    }

    /// Carries requests with another transport over HTTP than reqwest, where the features of both are on.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn transport_kind(mut self, kind: TransportKind) -> Self {
        self.http = self.http.kind(kind);
        self
    }

    /// Trusts these root certificates too, one or several in PEM, such as that of a company whose proxy puts certificates of
    /// its own in place. Several calls add up.
    ///
    /// Without it the roots are those of the operating system. On Linux and the BSDs, a file of roots that the variable
    /// `SSL_CERT_FILE` names, or the folders of `SSL_CERT_DIR`, are read in their place when the client is built. A
    /// certificate that is not trusted is an error of the call, which is not repeated.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http = self.http.root_certificates(pem);
        self
    }

    /// Shows this certificate to servers that ask for one, as a gateway of a company's may: the certificate and those that lead to its
    /// root, and the private key, each in PEM. With the feature `native-tls` the key is one in PKCS #8.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn client_identity(
        mut self,
        certificates: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        self.http = self.http.client_identity(certificates, key);
        self
    }

    /// How long a connection is kept that nobody uses; 90 s by default.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.http = self.http.pool_idle_timeout(limit);
        self
    }

    /// How many connections to a host are kept that nobody uses; any number by default, and none with 0.
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.http = self.http.pool_max_idle_per_host(connections);
        self
    }

    /// Whether HTTP/2 is offered to servers over TLS; it is not by default, and HTTP/1.1 always is. Which one is spoken is for the
    /// server to choose.
    #[cfg(all(
        feature = "http2",
        any(feature = "hyper", feature = "reqwest"),
        not(target_family = "wasm")
    ))]
    pub fn http2(mut self, offered: bool) -> Self {
        self.http = self.http.http2(offered);
        self
    }

    /// Carries requests with a transport of your own, which may be one around [`Http`](crate::transport::Http). Settings of
    /// connections (proxy, certificates, pool) are then that one's.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Responds to typed requests by a test double. Nothing goes over the wire, and unless they are set, no keys are looked for.
    #[cfg(feature = "mock")]
    pub fn mock(mut self, double: Mock) -> Self {
        self.double = Some(double);
        self
    }

    /// Records what goes over the wire, through whatever transport carries it.
    #[cfg(feature = "mock")]
    pub fn record(mut self, recorder: &Recorder) -> Self {
        self.recorder = Some(recorder.clone());
        self
    }

    /// Plays recordings back in place of going over the wire. Unless they are set, no keys are looked for.
    #[cfg(feature = "mock")]
    pub fn replay(mut self, replay: Replay) -> Self {
        self.replay = Some(replay);
        self
    }

    /// Puts a layer of tower around the transport, whichever it is. The first one is the innermost, next to the network. See
    /// [`transport::tower`](crate::transport::tower).
    ///
    /// ```
    /// use core::time::Duration;
    /// use ncloud::Client;
    ///
    /// let builder = Client::builder()
    ///     .tower_layer(tower::timeout::TimeoutLayer::new(Duration::from_secs(10)));
    /// # let _ = builder;
    /// ```
    #[cfg(feature = "tower")]
    pub fn tower_layer<L>(mut self, layer: L) -> Self
    where
        L: tower_layer::Layer<TransportService> + Send + 'static,
        TowerTransport<L::Service>: Transport + 'static,
    {
        self.around.push(Box::new(move |transport| {
            let service = layer.layer(TransportService::new(transport));
            Arc::new(TowerTransport::new(service))
        }));
        self
    }

    /// Takes the time from here in place of the clock of the machine.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(now);
        self
    }

    /// Looks variables up here in place of the environment of the process.
    pub fn environment(
        mut self,
        lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static,
    ) -> Self {
        self.environment = Environment::new(lookup);
        self
    }

    /// Checks the settings and puts the client together.
    ///
    /// # Errors
    ///
    /// Of kind [`Configuration`](crate::ErrorKind::Configuration) or [`Credentials`](crate::ErrorKind::Credentials),
    /// naming the setting and what to do.
    pub fn build(self) -> Result<Client, Error> {
        #[cfg(feature = "mock")]
        let this = self.with_double()?;
        #[cfg(not(feature = "mock"))]
        let this = self;
        this.build_checked()
    }

    /// What a test double and recordings need of transport and keys.
    #[cfg(feature = "mock")]
    fn with_double(mut self) -> Result<Self, Error> {
        let transport: Arc<dyn Transport> = match (&self.double, self.replay.take()) {
            (None, None) => return Ok(self),
            (Some(_), None) => Arc::new(Silent),
            (None, Some(replay)) => Arc::new(replay),
            (Some(_), Some(_)) => {
                return Err(Error::configuration(
                    "both a test double and recordings are set; leave out one of them",
                ));
            }
        };
        if self.transport.replace(transport).is_some() {
            return Err(Error::configuration(
                "both a transport and a test double or recordings are set; leave out one of them",
            ));
        }
        if self.credentials.is_none() && self.profile.is_none() {
            let credentials = Credentials::new("TESTACCESSKEY0000001", "not-a-real-secret-key")?;
            self.credentials = Some(Arc::new(credentials));
        }
        Ok(self)
    }

    fn build_checked(self) -> Result<Client, Error> {
        let limits = [
            ("connect_timeout", self.connect_timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("call_timeout", self.call_timeout),
        ];
        let transfer = self
            .transfer_timeout
            .map(|limit| ("transfer_timeout", limit));
        for (setting, limit) in limits.into_iter().chain(transfer) {
            if limit.is_zero() || limit > LONGEST {
                return Err(Error::configuration(format!(
                    "{setting} is {limit:?}; set it between 1 ns and a year"
                )));
            }
        }
        if self.retry.max_attempts == 0 {
            return Err(Error::configuration(
                "retry: max_attempts is 0; set it to 1 to send every call once",
            ));
        }
        let user_agent = match &self.app_name {
            Some(name) if is_product(name) => format!("{} {name}", self.user_agent),
            Some(_) => {
                return Err(Error::configuration(
                    "app_name is no product that a user agent can have; write a name without blanks, or a name and a version, `report/1.2`",
                ));
            }
            None => self.user_agent,
        };
        let user_agent = HeaderValue::from_str(&user_agent).map_err(|_| {
            Error::configuration(
                "user_agent holds a character that a header cannot carry; use visible ASCII",
            )
        })?;
        let accept_encoding = match self.accept_encoding {
            Some(codings) => accept_encoding(&codings)?,
            None => UNCODED,
        };
        let mut known = self.known;
        for (_, service) in &self.named {
            known.declare(service);
        }
        for (setting, service) in &self.named {
            match *setting {
                SERVICE_KEY => known.check_service(service, setting)?,
                _ => known.check(service, setting)?,
            }
        }
        let mut destinations = Destinations::new(self.site, self.region);
        destinations.check_region()?;
        if let Some(address) = self.endpoint_for_all {
            destinations.override_all(&address)?;
        }
        for (service, address) in self.endpoints {
            destinations.override_address(service, &address)?;
        }
        let clock = Arc::new(Clock::new(self.clock));
        let transport: Arc<dyn Transport> = match self.transport {
            Some(transport) => transport,
            #[cfg(all(
                any(feature = "hyper", feature = "reqwest"),
                not(target_family = "wasm")
            ))]
            None => {
                let http = self.http.connect_timeout(self.connect_timeout);
                Arc::new(http.build_within(|name| self.environment.text(name))?)
            }
            #[cfg(all(feature = "reqwest", target_family = "wasm"))]
            None => Arc::new(crate::wire::transport::Fetch::default()),
            #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
            None => {
                return Err(Error::configuration(
                    "there is no transport; set one or turn on the feature `reqwest` or `hyper`",
                ));
            }
        };
        #[cfg(feature = "tower")]
        let transport = self
            .around
            .into_iter()
            .fold(transport, |transport, layer| layer(transport));
        let credentials = match self.credentials {
            Some(_) if self.profile.is_some() => {
                return Err(Error::configuration(
                    "both credentials and a profile are set; leave out one of them",
                ));
            }
            Some(provider) => provider,
            None => credentials::resolve(&Chain {
                environment: &self.environment,
                profile: self.profile.as_deref(),
                transport: &transport,
                clock: &clock,
            })?,
        };
        // Behind the credentials, which may come through the transport and belong into no recording.
        #[cfg(feature = "mock")]
        let transport = match self.recorder {
            Some(recorder) => Arc::new(recorder.around_shared(transport)),
            None => transport,
        };
        Ok(Client {
            #[cfg(feature = "mock")]
            double: self.double,
            context: Context {
                credentials,
                shared: Arc::new(Shared {
                    transport,
                    clock,
                    budget: Budget::new(self.retry.budget),
                    user_agent,
                    response_limit: self.response_limit,
                    turns: Turns::default(),
                }),
                settings: Settings {
                    attempt_timeout: self.attempt_timeout,
                    call_timeout: self.call_timeout,
                    least_rate: self.least_rate,
                    transfer_timeout: self.transfer_timeout,
                    accept_encoding,
                    retry: self.retry,
                },
                destinations: Arc::new(destinations),
                service_keys: Arc::new(self.service_keys),
                known: Arc::new(known),
                layers: Arc::new(self.layers),
                options: None,
            },
        })
    }
}

/// A token, or two with a slash between (RFC 9110, section 10.1.5).
fn is_product(name: &str) -> bool {
    let is_token = |text: &str| {
        let of_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(of_token)
    };
    match name.split_once('/') {
        Some((name, version)) => is_token(name) && is_token(version),
        None => is_token(name),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("site", &self.site)
            .field("region", &self.region)
            .field(
                "endpoint_for_all",
                &self.endpoint_for_all.as_deref().map(redacted),
            )
            .field("endpoints", &Shown(&self.endpoints))
            .field("service_keys", &self.service_keys)
            .finish_non_exhaustive()
    }
}

/// Addresses as they were given, without the secrets that one may hold: such are refused later.
struct Shown<'a>(&'a BTreeMap<String, String>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.iter().map(|(of, address)| (of, redacted(address)));
        f.debug_map().entries(entries).finish()
    }
}
