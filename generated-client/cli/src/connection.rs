//! Where calls go, with which keys, and how patiently.

use std::sync::Arc;
use std::time::Duration;

use ncloud::{Client, ClientBuilder, Region, RetryPolicy, ServiceName, Site};
use ncloud_codegen::ir;
use ncloud_tools::dynamic::DynamicOperation;

use crate::failure::Failure;
use crate::keys;
use crate::sandbox::Sandbox;

/// What holds for every call. What is not set is as the client has it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The site; the public one where none is set.
    pub site: Site,
    /// The region that was asked for.
    pub region: Option<Region>,
    /// The region of those services that can be told one.
    pub usual_region: Option<Region>,
    /// The address of the service, in place of what the spec says.
    pub endpoint: Option<String>,
    /// The profile of `~/.ncloud/configure`.
    pub profile: Option<String>,
    /// Time limit for a connection.
    pub connect_timeout: Option<Duration>,
    /// Time limit for an attempt.
    pub attempt_timeout: Option<Duration>,
    /// Time limit for a call.
    pub call_timeout: Option<Duration>,
    /// How often a call is sent at most.
    pub attempts: Option<u32>,
    /// The proxy.
    pub proxy: Option<String>,
    /// Uses no proxy, whatever the environment says.
    pub no_proxy: bool,
    /// Root certificates beside those of the system, in PEM.
    pub certificates: Vec<Vec<u8>>,
    /// A sandbox gateway, which gets the calls.
    pub sandbox: Option<Arc<Sandbox>>,
}

impl Settings {
    /// The region of a call.
    #[must_use]
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref().or(self.usual_region.as_ref())
    }

    /// Whether the operation can be told a region.
    ///
    /// # Errors
    ///
    /// When one was asked for and it cannot.
    pub fn check_region(&self, operation: &DynamicOperation<'_>) -> Result<(), Failure> {
        let service = operation.service();
        let mut bases = service.address_of(operation.model()).bases();
        let takes_one =
            service.region_parameter.is_some() || bases.any(|base| base.region.is_some());
        match &self.region {
            Some(region) if !takes_one && self.endpoint.is_none() => Err(Failure::Usage(format!(
                "`{}` has no regions, and cannot be called in {}: leave `--region` out",
                service.name,
                region.code()
            ))),
            _ => Ok(()),
        }
    }

    /// A client that knows where to call, without keys of its own.
    ///
    /// # Errors
    ///
    /// When the sandbox names keys that are none.
    pub fn directed(&self, operation: &DynamicOperation<'_>) -> Result<ClientBuilder, Failure> {
        let service = &operation.service().name;
        let mut builder = Client::builder().site(self.site);
        if let Some(region) = self.region() {
            builder = builder.region(region.clone());
        }
        if let Some(endpoint) = &self.endpoint {
            let name = format!("{service}.{}", operation.model().name);
            builder = builder.endpoint(ServiceName::unchecked(name), endpoint);
        }
        match &self.sandbox {
            Some(sandbox) => sandbox.settings(builder, service),
            None => Ok(builder),
        }
    }

    /// A client for calls of an operation, with its keys.
    ///
    /// # Errors
    ///
    /// When there are no keys, or a setting cannot be used.
    pub fn client(&self, operation: &DynamicOperation<'_>) -> Result<Client, Failure> {
        let mut builder = self.directed(operation)?;
        if self.sandbox.is_none() {
            if let Some(profile) = &self.profile {
                builder = builder.profile(profile);
            }
            if let Some(key) = keys::of_environment(&operation.model().authorization)? {
                let service = ServiceName::unchecked(operation.service().name.clone());
                builder = builder.service_key(service, key);
            }
        }
        if let Some(limit) = self.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        if let Some(limit) = self.attempt_timeout {
            builder = builder.attempt_timeout(limit);
        }
        if let Some(limit) = self.call_timeout {
            builder = builder.call_timeout(limit);
        }
        if let Some(attempts) = self.attempts {
            let mut policy = RetryPolicy::default();
            policy.max_attempts = attempts;
            builder = builder.retry(policy);
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy);
        }
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        for pem in &self.certificates {
            builder = builder.root_certificates(pem.clone());
        }
        Ok(builder.build()?)
    }
}

/// The site of a word of the model.
#[must_use]
pub fn site(site: ir::Site) -> Site {
    match site {
        ir::Site::Public => Site::Public,
        ir::Site::Government => Site::Government,
        ir::Site::Financial => Site::Financial,
    }
}
