//! Where operations are: an address for every site and region.

use super::site::Site;

/// Where operations are.
#[derive(Debug)]
pub enum Address {
    /// At addresses that are known, the first of them on the public site and of no region.
    Known(&'static [Base]),
    /// At an address that every customer has of their own and gives with
    /// [`ClientBuilder::endpoint`](crate::ClientBuilder::endpoint).
    Tenant {
        /// How such an address looks.
        example: &'static str,
    },
}

/// What addresses begin with, on one site and in one region.
#[derive(Debug)]
#[non_exhaustive]
pub struct Base {
    /// The site.
    pub site: Site,
    /// The code of the region, `None` for callers who name none.
    pub region: Option<&'static str>,
    /// Scheme and host, `https://organization.apigw.ntruss.com`.
    pub endpoint: &'static str,
    /// Path before those of the operations.
    pub path: &'static [PathSegment],
}

impl Base {
    /// What addresses begin with.
    #[must_use]
    pub const fn new(
        site: Site,
        region: Option<&'static str>,
        endpoint: &'static str,
        path: &'static [PathSegment],
    ) -> Self {
        Self {
            site,
            region,
            endpoint,
            path,
        }
    }
}

impl Address {
    /// The base for a site and a region.
    ///
    /// Without regions an address is that of all of them: nothing can be wrong with the one that is named.
    ///
    /// # Errors
    ///
    /// What is not there, and what is.
    pub(crate) fn base(
        bases: &'static [Base],
        site: Site,
        region: Option<&str>,
    ) -> Result<&'static Base, String> {
        let has_regions = bases.iter().any(|base| base.region.is_some());
        let region = region.filter(|_| has_regions);
        let of_site = || bases.iter().filter(|base| base.site == site);
        if let Some(base) = of_site().find(|base| base.region == region) {
            return Ok(base);
        }
        if of_site().next().is_none() {
            let mut sites: Vec<String> = Vec::new();
            for base in bases {
                let name = base.site.to_string();
                if !sites.contains(&name) {
                    sites.push(name);
                }
            }
            return Err(format!(
                "is not known on the {site} site, only on: {}",
                sites.join(", ")
            ));
        }
        let region = region.unwrap_or_default();
        let regions: Vec<&str> = of_site().filter_map(|base| base.region).collect();
        Err(if regions.is_empty() {
            format!("has no regions on the {site} site, and {region:?} is asked for")
        } else {
            format!(
                "has no region {region:?} on the {site} site, only: {}",
                regions.join(", ")
            )
        })
    }
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that is sent as it stands.
    Literal(&'static str),
    /// The name of the parameter whose value comes here, encoded as one segment.
    Parameter(&'static str),
}
