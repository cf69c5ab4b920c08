//! Where services and operations are.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{
    Address, Base, Field, Location, Operation, ParameterLocation, PathSegment, Service, Site,
};

use super::{
    Comparison,
    pairs::{Pair, pairs},
};
use crate::diff::{Side, rules};

/// What the placeholders of paths are called here.
pub(super) type PathNames<'model> = BTreeMap<&'model str, &'model str>;

/// An operation on both sides.
pub(super) type Operations<'model> = (&'model Operation, &'model Operation);

impl Comparison<'_> {
    /// The addresses of a service, or of an operation where that has its own.
    pub(super) fn addresses(
        &mut self,
        subject: &str,
        (old_place, place): (&Location, &Location),
        (old, new): (&Address, &Address),
        operations: &[Operations<'_>],
    ) {
        if old.is_tenant != new.is_tenant {
            let message = if new.is_tenant {
                "is at addresses that customers have of their own now"
            } else {
                "is at an address that is known now; every customer had their own"
            };
            self.added(&rules::TENANCY_CHANGED, subject, place, message);
            return;
        }
        let names = path_names((self.old, self.new), operations);
        if new.is_tenant {
            // It only shows how an address looks.
            let samples = (whole(&old.base, &names.0), whole(&new.base, &names.1));
            self.documentation(subject, place, samples);
            return;
        }
        for site in Site::ALL {
            let has = |address: &Address| address.bases().any(|base| base.site == site);
            let name = site.as_str();
            match (has(old), has(new)) {
                (false, false) => {}
                (false, true) => self.added(
                    &rules::SITE_ADDED,
                    subject,
                    place,
                    &format!("is on the {name} site, too"),
                ),
                (true, false) => self.push(
                    &rules::SITE_REMOVED,
                    subject,
                    (Side::Old, old_place),
                    &format!("is no longer on the {name} site"),
                ),
                (true, true) => {
                    let regions = (regions(old, site), regions(new, site));
                    self.regions(subject, (old_place, place), name, regions);
                }
            }
        }
        self.bases(subject, place, (old, new), &names);
    }

    fn regions(
        &mut self,
        subject: &str,
        (old_place, place): (&Location, &Location),
        site: &str,
        (old, new): (Regions<'_>, Regions<'_>),
    ) {
        match (old, new) {
            (None, None) => {}
            (None, Some(regions)) => {
                let regions: Vec<String> =
                    regions.iter().map(|region| format!("`{region}`")).collect();
                let message = if regions.is_empty() {
                    format!("takes no region of the {site} site any more; it took every one")
                } else {
                    let regions = regions.join(", ");
                    format!(
                        "takes only {regions} of the regions of the {site} site; it took every one"
                    )
                };
                self.added(&rules::REGION_REMOVED, subject, place, &message);
            }
            (Some(_), None) => {
                let message = format!("takes every region of the {site} site");
                self.added(&rules::REGION_ADDED, subject, place, &message);
            }
            (Some(old), Some(new)) => {
                for region in new.difference(&old) {
                    let message = format!("is in the region `{region}` of the {site} site, too");
                    self.added(&rules::REGION_ADDED, subject, place, &message);
                }
                for region in old.difference(&new) {
                    let message =
                        format!("is no longer in the region `{region}` of the {site} site");
                    let place = (Side::Old, old_place);
                    self.push(&rules::REGION_REMOVED, subject, place, &message);
                }
            }
        }
    }

    fn bases(
        &mut self,
        subject: &str,
        place: &Location,
        (old, new): (&Address, &Address),
        (old_names, new_names): &(PathNames<'_>, PathNames<'_>),
    ) {
        for base in new.bases() {
            let is_same = |old: &&Base| old.site == base.site && old.region == base.region;
            let Some(before) = old.bases().find(is_same) else {
                continue;
            };
            let site = base.site.as_str();
            let of_region = match &base.region {
                None => String::new(),
                Some(region) => format!(" in the region `{region}`"),
            };
            self.differs(
                &rules::URL_CHANGED,
                subject,
                place,
                (whole(before, old_names), whole(base, new_names)),
                |old, new| {
                    format!("is at {new} now on the {site} site{of_region}; it was at {old}")
                },
            );
        }
    }
}

/// The regions that clients of a site may name; `None` for every one.
type Regions<'model> = Option<BTreeSet<&'model str>>;

/// Regions count as soon as one site has some.
fn regions(address: &Address, site: Site) -> Regions<'_> {
    let of_site = address.bases().filter(|base| base.site == site);
    let mut bases = address.bases();
    bases
        .any(|base| base.region.is_some())
        .then(|| of_site.filter_map(|base| base.region.as_deref()).collect())
}

fn whole(base: &Base, names: &PathNames<'_>) -> String {
    format!("{}{}", base.endpoint, path(&base.path, names))
}

/// A path whose parameters are called by these names: what their placeholders are called is seen by nobody.
pub(super) fn path(path: &[PathSegment], names: &PathNames<'_>) -> String {
    path.iter()
        .map(|segment| match segment {
            PathSegment::Literal(text) => text.clone(),
            PathSegment::Parameter(name) => {
                let name = names.get(name.as_str()).copied().unwrap_or(name);
                format!("{{{name}}}")
            }
        })
        .collect()
}

/// What path parameters are called to compare paths: as in Rust on the new side, on the old side as well where they are the
/// same parameters.
pub(super) fn path_names<'model>(
    (old_service, new_service): (&'model Service, &'model Service),
    operations: &[Operations<'model>],
) -> (PathNames<'model>, PathNames<'model>) {
    let (mut old_names, mut new_names) = (PathNames::new(), PathNames::new());
    for (old, new) in operations {
        let old = path_parameters(old_service, old);
        let new = path_parameters(new_service, new);
        for pair in pairs(&old, &new, &path_keys()) {
            match pair {
                Pair::Added((_, field)) => {
                    new_names.insert(&field.wire_name, &field.rust_name);
                }
                Pair::Removed((_, field)) => {
                    old_names.insert(&field.wire_name, &field.rust_name);
                }
                Pair::Both {
                    old: (_, (_, old)),
                    new: (_, (_, new)),
                } => {
                    old_names.insert(&old.wire_name, &new.rust_name);
                    new_names.insert(&new.wire_name, &new.rust_name);
                }
            }
        }
    }
    (old_names, new_names)
}

/// A path parameter and its place among those of the whole path.
type Placed<'model> = (usize, &'model Field);

fn path_keys<'model>() -> [fn(&Placed<'model>) -> Option<String>; 3] {
    [
        |(_, field)| Some(field.rust_name.clone()),
        |(_, field)| Some(field.wire_name.clone()),
        |(place, _)| Some(place.to_string()),
    ]
}

/// The parameters of a path in the order of the path.
pub(super) fn path_parameters<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Vec<Placed<'model>> {
    let base = &service.address_of(operation).base;
    let mut in_path = BTreeMap::new();
    for parameter in &operation.parameters {
        if parameter.location == ParameterLocation::Path {
            let name = parameter.field.wire_name.as_str();
            in_path.entry(name).or_insert(&parameter.field);
        }
    }
    base.path
        .iter()
        .chain(&operation.path)
        .filter_map(|segment| match segment {
            PathSegment::Literal(_) => None,
            PathSegment::Parameter(name) => in_path.get(name.as_str()).copied(),
        })
        .enumerate()
        .collect()
}
