//! Addresses: one base for every site and region, each with its whole path.

use crate::{
    ir::{Address, Base, PathSegment, Site},
    parse::ast::{self, Region, TemplatePart, Url},
};

pub(super) fn address(address: &ast::Address) -> Address {
    let public = base(Site::Public, None, &address.url, &[]);
    let mut others = of_regions(&address.regions, &public);
    for site in &address.sites {
        let whole = base(site.site, None, &site.url, &public.path);
        let regions = of_regions(&site.regions, &whole);
        others.push(whole);
        others.extend(regions);
    }
    Address {
        base: public,
        others,
        is_tenant: address.is_tenant,
    }
}

fn of_regions(regions: &[Region], whole: &Base) -> Vec<Base> {
    let of_region =
        |region: &Region| base(whole.site, Some(&region.code), &region.url, &whole.path);
    regions.iter().map(of_region).collect()
}

/// A url without a path has the path of the one beside it.
fn base(site: Site, region: Option<&str>, url: &Url, path_beside: &[PathSegment]) -> Base {
    Base {
        site,
        region: region.map(str::to_owned),
        endpoint: url.endpoint.clone(),
        path: match url.path.as_slice() {
            [] => path_beside.to_vec(),
            own => path(own),
        },
    }
}

pub(super) fn path(parts: &[TemplatePart]) -> Vec<PathSegment> {
    let segment = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => PathSegment::Literal(text.clone()),
        TemplatePart::Parameter(name) => PathSegment::Parameter(name.value.clone()),
    };
    parts.iter().map(segment).collect()
}
