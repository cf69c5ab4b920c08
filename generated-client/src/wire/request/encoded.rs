//! Requests as they go over the wire.

use core::fmt;
use std::sync::Arc;

use http::header::HeaderMap;

use super::{Operation, Request};
use crate::codec::types::Redacted;
use crate::meta::{OperationMeta, PathSegment, Region};
use crate::wire::body::Upload;
use crate::wire::endpoint::Endpoint;
use crate::wire::error::Error;
use crate::wire::target;

/// Appends a path, the values of its parameters in their places.
pub(super) fn write_path(
    meta: &'static OperationMeta,
    target: &mut String,
    path: &[PathSegment],
    values: &[(&'static str, String)],
) -> Result<(), Error> {
    let start = target.len();
    target::push_path(target, path, values).map_err(|name| {
        let problem =
            format!("path parameter `{name}` is not written; correct the operation's `encode`");
        Error::request(meta, problem)
    })?;
    match dot_segment(target.get(start..).unwrap_or_default()) {
        None => Ok(()),
        Some(segment) => Err(Error::request(
            meta,
            format!(
                "the path holds the segment `{segment}`, which every HTTP library resolves; change the parameters that form it"
            ),
        )),
    }
}

/// Values that are harmless alone can form `..` where two parameters share a segment.
fn dot_segment(path: &str) -> Option<&str> {
    // Nearly no path has a segment that begins so, which is quicker to see.
    let begins_so = |bytes: &[u8]| matches!(bytes, [b'/', b'.']);
    if !path.starts_with('.') && !path.as_bytes().windows(2).any(begins_so) {
        return None;
    }
    path.split('/')
        .find(|segment| matches!(*segment, "." | ".."))
}

/// A request as it goes over the wire, but for the address and what says who sends it.
#[derive(Clone)]
pub struct Encoded {
    pub(crate) meta: &'static OperationMeta,
    /// Where it goes, if it is of no service.
    pub(crate) origin: Option<Endpoint>,
    /// Names of what no message shows.
    pub(crate) sensitive: &'static [&'static str],
    /// The encoded values of path parameters, some of which may be in the address.
    pub(crate) path: Vec<(&'static str, String)>,
    pub(super) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Upload,
    /// Whether the service responds with a part of the content, although no header asks for one.
    pub(crate) accepts_part: bool,
    /// What a test double puts in place of the response.
    #[cfg(feature = "mock")]
    pub(crate) scripted: Option<super::Scripted>,
}

impl Encoded {
    /// Encodes an operation, as [`Client::send`](crate::Client::send) of a client without a region does.
    ///
    /// # Errors
    ///
    /// When a parameter cannot be sent: an empty path value, `.` or `..` as one, a line feed in a header, a number
    /// that is not finite. The error names the operation and the parameter.
    pub fn of<O: Operation>(operation: &O) -> Result<Self, Error> {
        Self::within(None, operation)
    }

    /// The same by a client of a region.
    pub(crate) fn within<O: Operation>(
        region: Option<&Region>,
        operation: &O,
    ) -> Result<Self, Error> {
        let mut request = Request::new(O::META, region);
        operation.encode(&mut request);
        Ok(Self {
            sensitive: O::SENSITIVE,
            ..request.finish()?
        })
    }

    /// The metadata of the operation.
    #[must_use]
    pub fn meta(&self) -> &'static OperationMeta {
        self.meta
    }

    /// Path and query as they are signed and sent, after the path of the address of the service.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The whole address: what is signed and sent.
    pub(crate) fn url(&self, endpoint: &Endpoint, base: &[PathSegment]) -> Result<String, Error> {
        const BASE: usize = 64;
        let mut url = endpoint.begin(BASE + self.target.len());
        write_path(self.meta, &mut url, base, &self.path)?;
        url.push_str(&self.target);
        Ok(url)
    }

    /// The whole address without its query and with a mark in location of path parameters that are sensitive; `None` where none is.
    pub(crate) fn redacted_address(
        &self,
        endpoint: &Endpoint,
        base: &[PathSegment],
    ) -> Option<Arc<str>> {
        if !self
            .path
            .iter()
            .any(|(name, _)| self.sensitive.contains(name))
        {
            return None;
        }
        let values: Vec<(&'static str, String)> = self
            .path
            .iter()
            .map(|(name, value)| match self.sensitive.contains(name) {
                true => (*name, Redacted::MARK.to_owned()),
                false => (*name, value.clone()),
            })
            .collect();
        let mut address = endpoint.begin(self.target.len());
        for path in [base, self.meta.path] {
            // The same path was written before, with other values.
            let _ = target::push_path(&mut address, path, &values);
        }
        Some(address.into())
    }

    /// Headers of the operation. The client adds `accept`, `accept-encoding`, `user-agent` and those that say who sends it.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, empty where the operation sends none.
    #[must_use]
    pub fn body(&self) -> &Upload {
        &self.body
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parameters may be ones that must not be printed.
        f.debug_struct("Encoded")
            .field("operation", &self.meta.name)
            .finish_non_exhaustive()
    }
}
