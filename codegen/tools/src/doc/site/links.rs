//! Where things are on the site: files, and what leads from one to another.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{Operation, Service, Type};

use crate::doc::responses::inline;

/// The page of a service, in its folder.
pub(super) const SERVICE: &str = "index.html";
/// The page of its types, in its folder.
pub(super) const TYPES: &str = "types.html";

/// The files of a service, and where its names are in them. Paths begin in the folder of the service.
pub(super) struct Targets<'model> {
    /// By operation.
    files: BTreeMap<&'model str, String>,
    /// By anchor of the reference: operations, types, waits.
    anchors: BTreeMap<&'model str, String>,
}

impl<'model> Targets<'model> {
    pub(super) fn of(service: &'model Service) -> Self {
        // Names of files that differ in case alone are one file on many machines.
        let mut taken: BTreeSet<String> = [SERVICE, TYPES].map(str::to_owned).into();
        let mut files = BTreeMap::new();
        for operation in &service.operations {
            let mut file = format!("{}.html", operation.name);
            while !taken.insert(file.to_lowercase()) {
                file.insert(operation.name.len(), '_');
            }
            files.insert(operation.name.as_str(), file);
        }
        let mut anchors: BTreeMap<&str, String> = BTreeMap::new();
        for definition in &service.types {
            let name = definition.name.as_str();
            anchors.insert(name, format!("{TYPES}#{name}"));
        }
        for waiter in &service.waiters {
            anchors.insert(&waiter.name, format!("{SERVICE}#{}", waiter.name));
        }
        for operation in &service.operations {
            if let Some(file) = files.get(operation.name.as_str()) {
                anchors.insert(&operation.name, file.clone());
                if let Some(name) = own_type(service, operation) {
                    anchors.insert(name, format!("{file}#{name}"));
                }
            }
        }
        Self { files, anchors }
    }

    /// The file of an operation.
    pub(super) fn file(&self, operation: &Operation) -> &str {
        self.files
            .get(operation.name.as_str())
            .map_or(SERVICE, String::as_str)
    }

    /// Where a name of the service is told of.
    pub(super) fn of_name(&self, name: &str) -> Option<&str> {
        self.anchors.get(name).map(String::as_str)
    }
}

/// What links of a page lead to.
pub(super) struct Links<'site> {
    places: Option<&'site Targets<'site>>,
    /// The anchors that are on the page itself.
    here: BTreeSet<&'site str>,
}

impl<'site> Links<'site> {
    /// Of a page that is in no folder of a service.
    pub(super) fn none() -> Self {
        Self {
            places: None,
            here: BTreeSet::new(),
        }
    }

    /// Of a page in the folder of a service, with its own anchors.
    pub(super) fn new(
        places: &'site Targets<'site>,
        here: impl IntoIterator<Item = &'site str>,
    ) -> Self {
        Self {
            places: Some(places),
            here: here.into_iter().collect(),
        }
    }

    /// Where an address of the reference is on the site; `None` of what is not there, and of what is no address of ours.
    pub(super) fn to(&self, address: &str) -> Option<String> {
        if address.starts_with("https://") || address.starts_with("http://") {
            return Some(address.to_owned());
        }
        let anchor = address.strip_prefix('#')?;
        if self.here.contains(anchor) {
            return Some(address.to_owned());
        }
        if anchor.starts_with("section-") {
            return Some(format!("{SERVICE}{address}"));
        }
        self.places?.of_name(anchor).map(str::to_owned)
    }
}

/// The type that stands with the operation: that of its response, where it is written there.
pub(super) fn own_type<'model>(
    service: &'model Service,
    operation: &Operation,
) -> Option<&'model str> {
    inline(service, operation).map(|own| own.name.as_str())
}

/// The types that an operation needs, those that they need among them, in the order of the service; without the one that stands
/// with the operation.
pub(super) fn needed<'model>(service: &'model Service, operation: &Operation) -> Vec<&'model str> {
    let own = own_type(service, operation);
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Type> = operation.types().collect();
    if let Some(pages) = &operation.pages {
        open.push(&pages.item);
    }
    while let Some(ty) = open.pop() {
        let definition = ty.definition().and_then(|name| service.type_named(name));
        if let Some(definition) = definition
            && needed.insert(&definition.name)
        {
            open.extend(definition.shape.types());
        }
    }
    let types = service.types.iter().map(|known| known.name.as_str());
    types
        .filter(|name| needed.contains(name) && own != Some(*name))
        .collect()
}
