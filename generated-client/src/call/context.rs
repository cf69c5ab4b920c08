//! What calls are made with.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use http::header::HeaderValue;

use crate::call::destination::Destinations;
use crate::call::known::Known;
use crate::call::layer::Layer;
use crate::call::options::CallOptions;
use crate::call::retry::{Budget, RetryPolicy};
use crate::wire::clock::Clock;
use crate::wire::credentials::CredentialsProvider;
use crate::wire::download::Limits;
use crate::wire::service_key::ServiceKey;
use crate::wire::transport::Transport;
use crate::wire::transport::turns::Turns;

/// What a client makes its calls with. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) shared: Arc<Shared>,
    pub(crate) credentials: Arc<dyn CredentialsProvider>,
    pub(crate) settings: Settings,
    pub(crate) destinations: Arc<Destinations>,
    /// By service.
    pub(crate) service_keys: Arc<BTreeMap<String, ServiceKey>>,
    /// The services that may be named.
    pub(crate) known: Arc<Known>,
    /// From the outermost to the innermost.
    pub(crate) layers: Arc<Vec<Arc<dyn Layer>>>,
    /// What a single call has of its own, where it has something.
    pub(crate) options: Option<Arc<CallOptions>>,
}

impl Context {
    /// What the call has of its own.
    pub(crate) fn options_mut(&mut self) -> &mut CallOptions {
        Arc::make_mut(self.options.get_or_insert_default())
    }
}

/// What all clones have in common.
pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) budget: Budget,
    pub(crate) user_agent: HeaderValue,
    pub(crate) response_limit: usize,
    pub(crate) turns: Turns,
}

/// What a clone may have of its own.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) attempt_timeout: Duration,
    pub(crate) call_timeout: Duration,
    /// In bytes per second; 0 for none.
    pub(crate) least_rate: u64,
    pub(crate) transfer_timeout: Option<Duration>,
    pub(crate) accept_encoding: HeaderValue,
    pub(crate) retry: RetryPolicy,
}

impl Settings {
    /// How slow a body may be that is streamed.
    pub(crate) fn transfer(&self) -> Limits {
        Limits {
            idle: self.attempt_timeout,
            least_rate: self.least_rate,
            total: self.transfer_timeout,
        }
    }
}
