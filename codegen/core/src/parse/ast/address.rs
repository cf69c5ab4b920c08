//! Where a service or an operation is.

use crate::{
    ir::Site,
    source::{Span, Spanned},
};

/// Where a service or an operation is.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// That of callers who name neither site nor region; of tenants an address of that look.
    pub(crate) url: Url,
    /// Whether every customer has an address of their own.
    pub(crate) is_tenant: bool,
    pub(crate) regions: Vec<Region>,
    pub(crate) sites: Vec<SiteAddress>,
}

/// The address on a site other than the public one.
#[derive(Clone, Debug)]
pub(crate) struct SiteAddress {
    pub(crate) site: Site,
    pub(crate) url: Url,
    pub(crate) regions: Vec<Region>,
}

/// The address of a region.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) code: String,
    pub(crate) url: Url,
}

/// What an address begins with.
#[derive(Clone, Debug)]
pub struct Url {
    /// Scheme and host.
    pub(crate) endpoint: String,
    /// Of sites and regions empty where it is that of the url beside them.
    pub(crate) path: Vec<TemplatePart>,
    pub(crate) span: Span,
}

impl Url {
    pub fn placeholders(&self) -> impl Iterator<Item = &Spanned<String>> {
        placeholders(&self.path)
    }
}

/// A piece of a path template.
#[derive(Clone, Debug)]
pub(crate) enum TemplatePart {
    Literal(String),
    Parameter(Spanned<String>),
}

/// The parameters of a path template.
pub(crate) fn placeholders(path: &[TemplatePart]) -> impl Iterator<Item = &Spanned<String>> {
    path.iter().filter_map(|part| match part {
        TemplatePart::Parameter(name) => Some(name),
        TemplatePart::Literal(_) => None,
    })
}
