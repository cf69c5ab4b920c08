//! Where the calls of a client go: to the address of a service for the site and the region that were chosen, or to the one
//! that was given in its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::call::known::did_you_mean;
use crate::meta::{Address, Base, OperationMeta, PathSegment, Region, Site};
use crate::wire::endpoint::Endpoint;
use crate::wire::error::Error;
use crate::wire::request::Encoded;

/// What was chosen. Clones of a client may differ in it.
#[derive(Clone, Debug)]
pub(crate) struct Destinations {
    site: Site,
    pub(crate) region: Option<Region>,
    /// By `service`, or by `service.Operation` for a single one.
    overrides: BTreeMap<String, Endpoint>,
    /// For what none of them is for.
    of_all: Option<Endpoint>,
}

/// Where one call goes.
pub(crate) struct Destination<'a> {
    pub(crate) endpoint: Cow<'a, Endpoint>,
    base: &'static [PathSegment],
}

impl Destinations {
    pub(crate) fn new(site: Site, region: Option<Region>) -> Self {
        Self {
            site,
            region,
            overrides: BTreeMap::new(),
            of_all: None,
        }
    }

    /// Puts an address in place of the documented one.
    pub(crate) fn override_address(&mut self, of: String, address: &str) -> Result<(), Error> {
        let endpoint = Endpoint::new(address).map_err(|error| error.about(&of))?;
        self.overrides.insert(of, endpoint);
        Ok(())
    }

    /// Puts one address in place of all that are documented.
    pub(crate) fn override_all(&mut self, address: &str) -> Result<(), Error> {
        self.of_all = Some(Endpoint::new(address).map_err(|error| error.about("all services"))?);
        Ok(())
    }

    /// That the region, if one was chosen, is known.
    pub(crate) fn check_region(&self) -> Result<(), Error> {
        let Some(region) = self.region.as_ref().filter(|region| !region.is_known()) else {
            return Ok(());
        };
        let hint = did_you_mean(region.code(), Region::CODES.iter().copied())
            .unwrap_or_else(|| format!("known are {}.", Region::CODES.join(", ")));
        Err(Error::configuration(format!(
            "there is no region {:?} that is known; {hint} If it is newer than this crate, give it as `Region::other({:?})`",
            region.code(),
            region.code(),
        )))
    }

    /// That a service can be told the region, if one was chosen. Who gives the address of a service has chosen.
    fn check_told(&self, meta: &OperationMeta, is_given: bool) -> Result<(), Error> {
        self.check_region()?;
        let Some(region) = self.region.as_ref().filter(|_| !is_given) else {
            return Ok(());
        };
        let is_told = meta.service.region_parameter.is_some()
            || match meta.effective_address() {
                Address::Known(bases) => bases.iter().any(|base| base.region.is_some()),
                Address::Tenant { .. } => true,
            };
        if is_told {
            return Ok(());
        }
        let service = meta.service.name;
        Err(Error::configuration(format!(
            "the service `{service}` cannot be told a region, and the client is for {:?}; call it with `Client::without_region`, or give its \
             address there by `endpoint`",
            region.code(),
        )))
    }

    /// Where a call goes.
    ///
    /// `given` is the address that the call itself was given, and goes before all others.
    pub(crate) fn of<'a>(
        &'a self,
        meta: &'static OperationMeta,
        given: Option<&'a Endpoint>,
        encoded: &Encoded,
    ) -> Result<Destination<'a>, Error> {
        if let Some(origin) = &encoded.origin {
            self.check_region().map_err(|error| error.of(meta))?;
            let endpoint = given.or(self.of_all.as_ref());
            return Ok(Destination {
                endpoint: endpoint.map_or_else(|| Cow::Owned(origin.clone()), Cow::Borrowed),
                base: &[],
            });
        }
        let given = given.or_else(|| self.override_of(meta));
        self.check_told(meta, given.is_some())
            .map_err(|error| error.of(meta))?;
        let endpoint = given.or(self.of_all.as_ref());
        let destination = match (meta.effective_address(), endpoint) {
            (Address::Known(bases), endpoint) => {
                let base = self.base(bases, endpoint.is_some(), given.is_some());
                let base = base.map_err(|problem| {
                    let service = meta.service.name;
                    Error::configuration(format!("the service `{service}` {problem}"))
                });
                base.and_then(|base| {
                    let endpoint = match endpoint {
                        Some(endpoint) => Cow::Borrowed(endpoint),
                        None => Cow::Owned(Endpoint::documented(base.endpoint)?),
                    };
                    Ok(Destination {
                        endpoint,
                        base: base.path,
                    })
                })
            }
            (Address::Tenant { .. }, Some(endpoint)) => Ok(Destination {
                endpoint: Cow::Borrowed(endpoint),
                base: &[],
            }),
            (Address::Tenant { example }, None) => {
                let service = meta.service.name;
                Err(Error::configuration(format!(
                    "every customer of the service `{service}` has an address of their own, which looks like {example}; \
                     give yours by `ClientBuilder::endpoint({service:?}, address)`"
                )))
            }
        };
        destination.map_err(|error| error.of(meta))
    }

    fn override_of(&self, meta: &OperationMeta) -> Option<&Endpoint> {
        let service = meta.service;
        let is_of_operation = |of: &str| {
            of.strip_prefix(service.name)
                .and_then(|of| of.strip_prefix('.'))
                == Some(meta.name)
        };
        // They are few, and a key to look up would have to be put together for every call.
        let mut overrides = self.overrides.iter();
        let of_operation =
            overrides.find_map(|(of, endpoint)| is_of_operation(of).then_some(endpoint));
        // The address of a customer is not that of an operation which is elsewhere.
        let is_elsewhere =
            meta.own_address.is_some() && matches!(service.address, Address::Tenant { .. });
        let of_service = || self.overrides.get(service.name).filter(|_| !is_elsewhere);
        of_operation.or_else(of_service)
    }

    /// Who gives an address for a site that no specification knows has the paths of the public one there, and who gives that of a
    /// service for a region that none knows those of its first region. One address for all services chooses no region.
    fn base(
        &self,
        bases: &'static [Base],
        is_overridden: bool,
        is_given: bool,
    ) -> Result<&'static Base, String> {
        let is_known = bases.iter().any(|base| base.site == self.site);
        let site = if is_overridden && !is_known {
            Site::Public
        } else {
            self.site
        };
        let found = Address::base(bases, site, self.region.as_ref().map(Region::code));
        match found {
            Err(problem) if is_given => {
                let mut of_site = bases.iter().filter(|base| base.site == site);
                of_site.next().ok_or(problem)
            }
            found => found,
        }
    }
}

impl Destination<'_> {
    /// The whole address of a request: what is signed and sent.
    pub(crate) fn url(&self, encoded: &Encoded) -> Result<String, Error> {
        encoded.url(&self.endpoint, self.base)
    }

    /// The address as it may be printed, where that is another one.
    pub(crate) fn redacted_address(&self, encoded: &Encoded) -> Option<Arc<str>> {
        encoded.redacted_address(&self.endpoint, self.base)
    }
}
