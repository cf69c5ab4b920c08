//! Which operation of which service a request is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use http::HeaderMap;
use http::header::HOST;
use ncloud_codegen::ir::{Operation, ParameterLocation, PathSegment, Service};

use crate::check::is_bytes;
use crate::encoding;
use crate::record::OperationName;

/// An operation and the service that it belongs to.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) service: Arc<Service>,
    pub(crate) operation: Operation,
    /// The whole path, on one site and in one region.
    path: Vec<PathSegment>,
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

/// What tells which operation a request is.
#[derive(Debug)]
pub(crate) struct Asked<'r> {
    pub(crate) method: &'r str,
    pub(crate) path: &'r str,
    pub(crate) query: &'r str,
    /// Without its parameters.
    pub(crate) content_type: String,
    pub(crate) headers: &'r HeaderMap,
}

/// Every operation of every service, the most exact path first.
#[derive(Debug)]
pub(crate) struct Router {
    routes: Vec<Arc<Route>>,
    services: BTreeSet<String>,
    /// Services that share a method and a path with another one, and are told apart by host or by prefix alone.
    twins: BTreeSet<String>,
    warnings: Vec<String>,
}

/// Before the name of a service in a path: `/~source_build/api/v1/project`.
const PREFIX: &str = "/~";

/// What paths of a service begin with where it shares some with another one.
pub(crate) fn prefix(service: &str) -> String {
    format!("{PREFIX}{service}")
}

impl Router {
    pub(crate) fn new(services: &[Arc<Service>]) -> Self {
        let mut router = Self {
            routes: Vec::new(),
            services: services.iter().map(|it| it.name.clone()).collect(),
            twins: BTreeSet::new(),
            warnings: Vec::new(),
        };
        let mut seen = BTreeMap::<String, Vec<Arc<Route>>>::new();
        for service in services {
            for operation in &service.operations {
                for path in paths(service, operation) {
                    let shape = shape(&path);
                    let route = Arc::new(Route {
                        service: Arc::clone(service),
                        operation: operation.clone(),
                        path,
                        rank: shape.split('/').map(rank).collect(),
                    });
                    let request = format!("{} {shape}", operation.method.as_str());
                    let same = seen.entry(request).or_default();
                    for other in same.iter() {
                        router.compare(other, &route);
                    }
                    same.push(Arc::clone(&route));
                    router.routes.push(route);
                }
            }
        }
        // Stable: of two that are equally exact, the one that was given first.
        router
            .routes
            .sort_by(|one, other| one.rank.cmp(&other.rank));
        router
    }

    /// Notes what tells two operations of one method and path apart, or that nothing does.
    fn compare(&mut self, one: &Route, other: &Route) {
        if one.service.name != other.service.name {
            self.twins.insert(one.service.name.clone());
            self.twins.insert(other.service.name.clone());
        } else if signs(&one.operation) == signs(&other.operation) {
            let (first, second) = (one.name(), other.name());
            let method = other.operation.method.as_str();
            let path = template(&other.path);
            let warning = format!(
                "{first} and {second} are both {method} {path}, and nothing tells them apart: {first} answers"
            );
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
    }

    pub(crate) fn is_twin(&self, service: &str) -> bool {
        self.twins.contains(service)
    }

    pub(crate) fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The service that a path names by its prefix, and the rest of the path.
    fn without_prefix<'p>(&self, path: &'p str) -> (Option<&'p str>, &'p str) {
        let named = path.strip_prefix(PREFIX).and_then(|rest| {
            let (name, rest) = rest.split_at_checked(rest.find('/')?)?;
            self.services.contains(name).then_some((Some(name), rest))
        });
        named.unwrap_or((None, path))
    }

    pub(crate) fn routes(&self) -> &[Arc<Route>] {
        &self.routes
    }

    /// A path with marks in place of parameters that `hides` names, and their values: by the first route with something to hide that has
    /// the path, whatever its method.
    pub(crate) fn shown_path(
        &self,
        path: &str,
        hides: impl Fn(&Operation, &str) -> bool,
    ) -> Option<(String, Vec<String>)> {
        let (service, path) = self.without_prefix(path);
        self.routes.iter().find_map(|route| {
            let mut values = BTreeMap::new();
            if service.is_some_and(|name| name != route.service.name)
                || !fits(&route.path, path, &mut values)
            {
                return None;
            }
            let mut hidden = Vec::new();
            let mut shown = service.map(prefix).unwrap_or_default();
            for segment in &route.path {
                match segment {
                    PathSegment::Literal(text) => shown.push_str(text),
                    PathSegment::Parameter(name) => {
                        let value = values.get(name.as_str()).copied().unwrap_or_default();
                        if hides(&route.operation, name) {
                            hidden.push(value.to_owned());
                            hidden.extend(encoding::decode_segment(value));
                            shown.push_str("<hidden>");
                        } else {
                            shown.push_str(value);
                        }
                    }
                }
            }
            (!hidden.is_empty()).then_some((shown, hidden))
        })
    }

    /// The operation that a request is, or the methods that the path has instead. Of operations that share method and path it
    /// is the one of the service whose host or prefix the request has, with the most constants and the kind of body that it
    /// has.
    pub(crate) fn find<'r>(&'r self, asked: Asked<'r>) -> Result<Match<'r>, Vec<&'static str>> {
        let (method, query) = (asked.method, asked.query);
        let (service, path) = self.without_prefix(asked.path);
        let (given, _) = encoding::parse_pairs("query", query);
        let host = host(asked.headers);
        let likeness = |route: &Route| {
            let constants = constants(&route.operation);
            let matching = constants.iter().filter(|(place, name, value)| match place {
                ParameterLocation::Header => asked.headers.get(*name).is_some_and(|it| it == value),
                _ => given.iter().any(|(n, v)| n == name && v == value),
            });
            let missing = constants.len() - matching.clone().count();
            let other_host = !is_at(route, host);
            let other_body = body_unlikeness(&route.operation, &asked.content_type);
            (other_host, missing, other_body, Reverse(matching.count()))
        };
        let mut best: Option<Match<'r>> = None;
        let mut others = Vec::new();
        // Proxies resolve dot segments, so no service ever sees one.
        if path.split('/').any(is_dot_segment) {
            return Err(others);
        }
        for route in &self.routes {
            let mut values = BTreeMap::new();
            if service.is_some_and(|name| name != route.service.name)
                || !fits(&route.path, path, &mut values)
            {
                continue;
            }
            let its_method = route.operation.method.as_str();
            if its_method == method {
                match &best {
                    // The routes are sorted: what follows is less exact.
                    Some(found) if found.route.rank != route.rank => break,
                    Some(found) if likeness(found.route) <= likeness(route) => {}
                    _ => best = Some(Match { route, values }),
                }
                continue;
            }
            if !others.contains(&its_method) {
                others.push(its_method);
            }
        }
        best.ok_or(others)
    }
}

/// Bytes are of any content type, but the operation that has that of the request is meant rather.
fn body_unlikeness(operation: &Operation, content_type: &str) -> u8 {
    match body_kind(operation) {
        kind if kind == content_type => 0,
        ANY => 1,
        _ => 2,
    }
}

const ANY: &str = "*/*";

/// The content type of what an operation sends, empty where it sends nothing.
fn body_kind(operation: &Operation) -> &'static str {
    match &operation.body {
        Some(_) if is_bytes(operation) => ANY,
        Some(_) => "application/json",
        None if operation.sends_parts() => "multipart/form-data",
        None if operation.sends_form() => "application/x-www-form-urlencoded",
        None => "",
    }
}

/// Constants that every call sends, but its content type: of that [`body_kind`] tells more.
fn constants(operation: &Operation) -> Vec<(ParameterLocation, &str, &str)> {
    let mut constants: Vec<_> = operation
        .constants
        .iter()
        .filter(|constant| match constant.location {
            ParameterLocation::Query => true,
            ParameterLocation::Header => constant.name != "content-type",
            ParameterLocation::Path | ParameterLocation::Form | ParameterLocation::Part => false,
        })
        .map(|it| (it.location, it.name.as_str(), it.value.as_str()))
        .collect();
    constants.sort_unstable();
    constants
}

/// What tells operations of one service, one method and one path apart.
fn signs(operation: &Operation) -> (&'static str, Vec<(ParameterLocation, &str, &str)>) {
    (body_kind(operation), constants(operation))
}

/// The host that a request asks for, without a port.
fn host(headers: &HeaderMap) -> &str {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    host.split_once(':').map_or(host, |(host, _)| host)
}

fn is_at(route: &Route, host: &str) -> bool {
    let address = route.service.address_of(&route.operation);
    address.bases().any(|base| {
        let rest = base.endpoint.split_once("://").map(|(_, rest)| rest);
        rest.is_some_and(|own| own.split(':').next() == Some(host))
    })
}

/// Where an operation is on all sites and in all regions; those that differ in their host alone share a path.
fn paths(service: &Service, operation: &Operation) -> Vec<Vec<PathSegment>> {
    let mut paths: Vec<Vec<PathSegment>> = Vec::new();
    for base in service.address_of(operation).bases() {
        let path = base.path_of(operation);
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
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

fn template(path: &[PathSegment]) -> String {
    path.iter().map(ToString::to_string).collect()
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
