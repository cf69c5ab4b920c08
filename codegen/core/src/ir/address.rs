//! Where operations are.

use std::fmt;

use super::Operation;

/// Where operations are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// On the public site, for callers who name no region; of tenants an address that looks like theirs.
    pub base: Base,
    /// On the other sites, and in regions.
    pub others: Vec<Base>,
    /// Whether every customer has an address of their own, which callers give.
    pub is_tenant: bool,
}

impl Address {
    /// Every address that is known, that of the public site first.
    pub fn bases(&self) -> impl Iterator<Item = &Base> {
        std::iter::once(&self.base).chain(&self.others)
    }
}

/// What the addresses of operations begin with, on one site and in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The site.
    pub site: Site,
    /// The code of the region; `None` for callers who name none.
    pub region: Option<String>,
    /// Scheme and host, without a path: `https://organization.apigw.ntruss.com`.
    pub endpoint: String,
    /// The path before those of operations. All bases of an address have the same parameters.
    pub path: Vec<PathSegment>,
}

impl Base {
    /// The whole path of an operation after the host.
    #[must_use]
    pub fn path_of(&self, operation: &Operation) -> Vec<PathSegment> {
        let mut path = self.path.clone();
        for segment in &operation.path {
            match (path.last_mut(), segment) {
                (Some(PathSegment::Literal(last)), PathSegment::Literal(text)) => {
                    last.push_str(text);
                }
                _ => path.push(segment.clone()),
            }
        }
        path
    }
}

/// A cloud of its own, with accounts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// ncloud.com.
    Public,
    /// gov-ncloud.com.
    Government,
    /// fin-ncloud.com.
    Financial,
}

impl Site {
    /// Every site, the public one first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Government, Self::Financial];

    /// `public`, as specs and messages call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Government => "government",
            Self::Financial => "financial",
        }
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that goes out as it stands, slashes included.
    Literal(String),
    /// The wire name of a path parameter, whose value is percent-encoded.
    Parameter(String),
}

/// As a documentation page writes it.
impl fmt::Display for PathSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(name) => write!(f, "{{{name}}}"),
        }
    }
}
