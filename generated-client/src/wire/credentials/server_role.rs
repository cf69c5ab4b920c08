//! Credentials of the role that a VPC server was given, from its metadata service.

use core::pin::Pin;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use http::header::HeaderMap;
use tokio::runtime::{Handle, Id};
use zeroize::Zeroizing;

use super::{Credentials, CredentialsFuture, CredentialsProvider};
use crate::codec::decode::{self, Decode, Reader};
use crate::codec::types::{CivilDateTime, TimeError, Timestamp};
use crate::meta::Method;
use crate::wire::body::Upload;
use crate::wire::clock::Clock;
use crate::wire::endpoint::Endpoint;
use crate::wire::error::Error;
use crate::wire::timer;
use crate::wire::transport::turns::turn;
use crate::wire::transport::{HttpRequest, Transport};

const PATH: &str = "/latest/meta-data/iam/security-credentials/";

/// The service is a hop away, so that a machine without one should not hold up the error for long.
const TIME_LIMIT: Duration = Duration::from_secs(3);
/// Remaining life from which new keys are fetched, while the old ones still do.
const REFRESH: Duration = Duration::from_secs(15 * 60);
/// Remaining life from which the old ones no longer do.
const EXPIRED: Duration = Duration::from_secs(5 * 60);
/// Pause after a failure to fetch new keys while the old ones still do.
const PAUSE: Duration = Duration::from_secs(30);
/// Far more than a role or its keys need.
const RESPONSE_LIMIT: usize = 64 * 1024;

/// Credentials of a server role. They live for hours; new ones are fetched 15 minutes before the old ones end, and
/// a failure of that is passed over until 5 minutes before.
///
/// Calls that wait for keys at the same time wait for one response, and share its failure. A call after that asks anew.
///
/// <https://api.ncloud-docs.com/docs/compute-vmetadata-roledata>
#[derive(Debug)]
pub struct ServerRole(Arc<Role>);

#[derive(Debug)]
struct Role {
    endpoint: Endpoint,
    transport: Arc<dyn Transport>,
    clock: Arc<Clock>,
    /// What the sources before this one lacked.
    without_keys: Vec<String>,
    current: RwLock<Option<Current>>,
    /// By run time: what one of them waits for makes no progress while it does not run. Gone when nobody waits any more.
    fetches: Mutex<Vec<(Option<Id>, WeakShared<Fetch>)>>,
}

/// Keys on their way to all calls that wait for them.
type Fetch = Pin<Box<dyn Future<Output = Result<Current, Arc<str>>> + Send>>;

#[derive(Clone, Debug)]
struct Current {
    credentials: Credentials,
    expiration: Timestamp,
    /// Not fetched again before.
    next_fetch: Timestamp,
}

impl ServerRole {
    /// Address of the metadata service on every VPC server.
    pub const ENDPOINT: &'static str = "http://169.254.169.254";

    pub(super) fn last_of_chain(
        endpoint: &str,
        transport: &Arc<dyn Transport>,
        clock: &Arc<Clock>,
        without_keys: Vec<String>,
    ) -> Result<Self, Error> {
        Ok(Self(Arc::new(Role {
            endpoint: Endpoint::of_metadata(endpoint)?,
            transport: Arc::clone(transport),
            clock: Arc::clone(clock),
            without_keys,
            current: RwLock::new(None),
            fetches: Mutex::default(),
        })))
    }

    /// Credentials of the role of this server, and of nothing else. `endpoint` is [`ServerRole::ENDPOINT`] but in tests.
    ///
    /// # Errors
    ///
    /// When `endpoint` is not an address.
    pub fn new(endpoint: &str, transport: Arc<dyn Transport>) -> Result<Self, Error> {
        let clock = Arc::new(Clock::new(Box::new(timer::now)));
        Self::last_of_chain(endpoint, &transport, &clock, Vec::new())
    }
}

impl Role {
    fn current(&self) -> Option<Current> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, current: Current) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(current);
    }

    async fn provide(self: &Arc<Self>) -> Result<Credentials, Error> {
        let now = self.clock.now();
        let usable = self
            .current()
            .filter(|current| remaining(current.expiration, now) > EXPIRED);
        let Some(old) = usable else {
            let (fetch, _) = self.shared_fetch();
            return match fetch.await {
                Ok(current) => Ok(current.credentials),
                Err(why) => Err(self.no_keys(&why)),
            };
        };
        if remaining(old.expiration, now) > REFRESH || now < old.next_fetch {
            return Ok(old.credentials);
        }
        // The old keys still do: only one call takes the time to fetch, and no failure of it is one of the call.
        let (fetch, begun_here) = self.shared_fetch();
        if !begun_here {
            return Ok(old.credentials);
        }
        match fetch.await {
            Ok(current) => Ok(current.credentials),
            Err(_) => {
                self.keep(Current {
                    next_fetch: later(now, PAUSE),
                    ..old.clone()
                });
                Ok(old.credentials)
            }
        }
    }

    /// The fetch that calls of this run time wait for, and whether it is begun here.
    fn shared_fetch(self: &Arc<Self>) -> (Shared<Fetch>, bool) {
        let run_time = Handle::try_current().ok().map(|here| here.id());
        let mut fetches = self.fetches();
        let waited_for = fetches
            .iter()
            .find(|(known, _)| *known == run_time)
            .and_then(|(_, fetch)| fetch.upgrade());
        if let Some(fetch) = waited_for {
            return (fetch, false);
        }
        let this = Arc::clone(self);
        let fetch: Fetch = Box::pin(async move {
            let fetched = this.fetch().await;
            if let Ok(current) = &fetched {
                this.keep(current.clone());
            }
            // Whoever asks from now on wants another one.
            this.fetches().retain(|(known, _)| *known != run_time);
            fetched.map_err(Arc::from)
        });
        let fetch = fetch.shared();
        // Those that nobody waits for any more go, the one that this one is put in place of among them.
        fetches.retain(|(_, fetch)| fetch.upgrade().is_some());
        fetches.extend(fetch.downgrade().map(|fetch| (run_time, fetch)));
        (fetch, true)
    }

    fn fetches(&self) -> MutexGuard<'_, Vec<(Option<Id>, WeakShared<Fetch>)>> {
        self.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self) -> Result<Current, String> {
        let list = self.get(PATH).await?;
        let list = String::from_utf8_lossy(&list);
        let role = list.lines().next().unwrap_or_default().trim();
        if role.is_empty() {
            return Err(
                "the metadata service names no role; give the server one in the console".to_owned(),
            );
        }
        let mut path = PATH.to_owned();
        crate::codec::percent::push_encoded(&mut path, role);
        let response = self.get(&path).await?;
        let keys: RoleKeys =
            decode::from_slice(&response).map_err(|error| format!("the role's keys: {error}"))?;
        let expiration = expiration(&keys.expiration)
            .map_err(|error| format!("the role's keys: Expiration: {error}"))?;
        let credentials = Credentials::checked(keys.access_key, &keys.secret_key)
            .map_err(|fault| fault.to_string())?;
        let now = self.clock.now();
        if remaining(expiration, now) <= Duration::ZERO {
            return Err(format!(
                "the role's keys ended at {expiration}, and it is {now}; set the clock of this machine"
            ));
        }
        // Keys that come with less life than that are not fetched again for every call.
        Ok(Current {
            credentials,
            expiration,
            next_fetch: later(now, PAUSE),
        })
    }

    async fn get(&self, path: &str) -> Result<Bytes, String> {
        let request = HttpRequest {
            method: Method::Get,
            url: self.endpoint.url(path),
            headers: HeaderMap::new(),
            body: Upload::default(),
            response_limit: RESPONSE_LIMIT,
            redacted_address: None,
            #[cfg(feature = "mock")]
            secrets: Arc::new(|| {
                crate::codec::redact::Redactor::new(crate::codec::types::Redacted::MARK)
            }),
        };
        let sending = async {
            // Hours may lie between two fetches, and a connection of the last one be long gone.
            turn().await;
            self.transport.send(request).await
        };
        let response = timer::timeout(TIME_LIMIT, sending)
            .await
            .map_err(|_| {
                format!(
                    "the metadata service did not respond within {} s",
                    TIME_LIMIT.as_secs()
                )
            })?
            .map_err(|error| format!("the metadata service cannot be reached: {error}"))?;
        match response.status.as_u16() {
            200 => Ok(response.body),
            404 => Err("this server has no role; give it one in the console".to_owned()),
            status => Err(format!("the metadata service responded with HTTP {status}")),
        }
    }

    fn no_keys(&self, why: &str) -> Error {
        if self.without_keys.is_empty() {
            return Error::credentials(format!("server role: {why}"));
        }
        let sources = self.without_keys.join("; ");
        Error::credentials(format!(
            "no credentials found: {sources}; server role: {why}. Set NCLOUD_ACCESS_KEY_ID and NCLOUD_SECRET_ACCESS_KEY, or run `ncloud configure`"
        ))
    }
}

impl CredentialsProvider for ServerRole {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(self.0.provide())
    }
}

/// The second response of the metadata service.
struct RoleKeys {
    access_key: Zeroizing<String>,
    secret_key: Zeroizing<String>,
    expiration: String,
}

impl Decode for RoleKeys {
    fn decode(reader: &mut Reader<'_>) -> Self {
        Self {
            access_key: Zeroizing::new(reader.field("AccessKeyId")),
            secret_key: Zeroizing::new(reader.field("SecretAccessKey")),
            expiration: reader.field("Expiration"),
        }
    }
}

fn remaining(end: Timestamp, now: Timestamp) -> Duration {
    Duration::from_millis(
        u64::try_from(end.epoch_millis().saturating_sub(now.epoch_millis())).unwrap_or(0),
    )
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_epoch_millis(now.epoch_millis().saturating_add(by))
}

/// A time without a distance from UTC is one of UTC.
fn expiration(text: &str) -> Result<Timestamp, TimeError> {
    text.parse().or_else(|_| {
        let time: CivilDateTime = text.parse()?;
        Ok(time.to_timestamp(0))
    })
}
