//! Which operation of which service a request is.

use std::collections::BTreeMap;
use std::sync::Arc;

use ncloud_codegen::ir::{Operation, PathSegment, Service};

use crate::error::Error;
use crate::record::OperationName;

/// An operation and the service that it belongs to.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) service: Arc<Service>,
    pub(crate) operation: Operation,
    rank: Vec<Rank>,
}

impl Route {
    pub(crate) fn name(&self) -> OperationName {
        OperationName {
            service: self.service.name.clone(),
            operation: self.operation.name.clone(),
        }
    }
}

/// How exactly a piece between two slashes is given. The most exact comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Literal,
    Mixed,
    Parameter,
}

/// A route whose path fits, and the values of its parameters as they stand in the request line.
#[derive(Debug)]
pub(crate) struct Match<'r> {
    pub(crate) route: &'r Arc<Route>,
    pub(crate) values: BTreeMap<&'r str, &'r str>,
}

/// Every operation of every service, the most exact path first.
#[derive(Debug)]
pub(crate) struct Router {
    routes: Vec<Arc<Route>>,
}

impl Router {
    pub(crate) fn new(services: Vec<Service>) -> Result<Self, Error> {
        let mut routes = Vec::new();
        let mut seen = BTreeMap::<String, Arc<Route>>::new();
        for service in services {
            let service = Arc::new(service);
            for operation in &service.operations {
                let shape = shape(&operation.path);
                let route = Arc::new(Route {
                    service: Arc::clone(&service),
                    operation: operation.clone(),
                    rank: shape.split('/').map(rank).collect(),
                });
                let request = format!("{} {shape}", operation.method.as_str());
                if let Some(first) = seen.insert(request, Arc::clone(&route)) {
                    return Err(Error::Ambiguous {
                        first: first.name().to_string(),
                        second: route.name().to_string(),
                        request: format!(
                            "{} {}",
                            operation.method.as_str(),
                            operation.path_template()
                        ),
                    });
                }
                routes.push(route);
            }
        }
        // Stable: of two that are equally exact, the one that was given first.
        routes.sort_by(|one, other| one.rank.cmp(&other.rank));
        Ok(Self { routes })
    }

    pub(crate) fn routes(&self) -> &[Arc<Route>] {
        &self.routes
    }

    /// The operation that a request is, or the methods that the path has instead.
    pub(crate) fn find<'r>(
        &'r self,
        method: &str,
        path: &'r str,
    ) -> Result<Match<'r>, Vec<&'static str>> {
        let mut others = Vec::new();
        // Proxies resolve dot segments, so no service ever sees one.
        if path.split('/').any(is_dot_segment) {
            return Err(others);
        }
        for route in &self.routes {
            let mut values = BTreeMap::new();
            if !fits(&route.operation.path, path, &mut values) {
                continue;
            }
            let its_method = route.operation.method.as_str();
            if its_method == method {
                return Ok(Match { route, values });
            }
            if !others.contains(&its_method) {
                others.push(its_method);
            }
        }
        Err(others)
    }
}

/// Stands for a parameter in a shape. No path has a NUL.
const HOLE: &str = "\0";

/// A path without the names of its parameters, which no request shows.
fn shape(path: &[PathSegment]) -> String {
    path.iter()
        .map(|segment| match segment {
            PathSegment::Literal(text) => text.as_str(),
            PathSegment::Parameter(_) => HOLE,
        })
        .collect()
}

fn rank(piece: &str) -> Rank {
    if piece == HOLE {
        Rank::Parameter
    } else if piece.contains(HOLE) {
        Rank::Mixed
    } else {
        Rank::Literal
    }
}

fn is_dot_segment(segment: &str) -> bool {
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    dots == "." || dots == ".."
}

/// Whether `path` is made of these segments: literals byte by byte, each parameter at least one byte and no slash.
fn fits<'r>(
    segments: &'r [PathSegment],
    path: &'r str,
    values: &mut BTreeMap<&'r str, &'r str>,
) -> bool {
    match segments {
        [] => path.is_empty(),
        [PathSegment::Literal(text), rest @ ..] => path
            .strip_prefix(text.as_str())
            .is_some_and(|path| fits(rest, path, values)),
        [PathSegment::Parameter(name), rest @ ..] => {
            let reach = path.find('/').unwrap_or(path.len());
            // The longest first: what follows inside of the same piece, if anything does, is a suffix.
            (1..=reach).rev().any(|end| {
                path.split_at_checked(end).is_some_and(|(value, path)| {
                    values.insert(name, value);
                    fits(rest, path, values)
                })
            })
        }
    }
}
