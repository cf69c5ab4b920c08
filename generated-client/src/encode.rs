//! How a request is written: path, query, headers and body.
//!
//! Generated code calls [`Request`] once for every parameter. What cannot be sent (an empty path value, a line feed in
//! a header) is kept and reported by the client before anything goes over the wire.

mod json;
mod text;

use core::fmt;
use std::borrow::Cow;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

pub use self::json::{Encode, EncodeAs, JsonWriter, ListWriter, ObjectWriter};
pub use self::text::{EncodeText, EncodeTextAs};
use crate::error::Error;
use crate::operation::{Description, Operation};
use crate::target;

/// Collects the parameters of one call.
pub struct Request {
    description: &'static Description,
    path: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    body: Option<JsonWriter>,
    fault: Option<Fault>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parameters may be ones that must not be printed.
        f.debug_struct("Request")
            .field("operation", &self.description.name)
            .finish_non_exhaustive()
    }
}

/// The first parameter that cannot be sent.
#[derive(Debug)]
struct Fault {
    place: &'static str,
    name: &'static str,
    problem: String,
}

impl Request {
    pub(crate) fn new(description: &'static Description) -> Self {
        Self {
            description,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: None,
            fault: None,
        }
    }

    /// Writes a parameter of the path.
    #[inline]
    pub fn path<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_text(name, value.encode_text());
    }

    /// Writes a parameter of the path in a format.
    #[inline]
    pub fn path_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_text(name, F::encode_text_as(value));
    }

    /// Writes a parameter of the query; one that is absent is left out.
    #[inline]
    pub fn query<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_text(name, value.encode_text());
    }

    /// Writes a parameter of the query in a format; one that is absent is left out.
    #[inline]
    pub fn query_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_text(name, F::encode_text_as(value));
    }

    /// Writes a header; one that is absent is left out.
    #[inline]
    pub fn header<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_text(name, value.encode_text());
    }

    /// Writes a header in a format; one that is absent is left out.
    #[inline]
    pub fn header_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_text(name, F::encode_text_as(value));
    }

    /// Starts a body that is a JSON object.
    pub fn json_object(&mut self) -> ObjectWriter<'_> {
        self.body.insert(JsonWriter::new()).object()
    }

    /// Writes a body.
    #[inline]
    pub fn json<T: Encode + ?Sized>(&mut self, value: &T) {
        if !value.is_absent() {
            value.encode(self.body.insert(JsonWriter::new()));
        }
    }

    /// Writes a body in a format.
    #[inline]
    pub fn json_as<F: EncodeAs<T>, T: ?Sized>(&mut self, value: &T) {
        if !F::is_absent_as(value) {
            F::encode_as(value, self.body.insert(JsonWriter::new()));
        }
    }

    fn path_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let value = value.unwrap_or_default();
        if let Some(problem) = target::path_value_fault(&value) {
            self.refuse("path parameter", name, problem);
        }
        let mut encoded = String::with_capacity(value.len());
        target::push_encoded(&mut encoded, &value);
        self.path.push((name, encoded));
    }

    fn query_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let Some(value) = value else { return };
        self.query.reserve(name.len() + value.len() + 2);
        if !self.query.is_empty() {
            self.query.push('&');
        }
        target::push_encoded(&mut self.query, name);
        self.query.push('=');
        target::push_encoded(&mut self.query, &value);
    }

    fn header_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let Some(value) = value else { return };
        // HTTP lets other bytes pass, and every server reads them in another way.
        let sendable = HeaderValue::from_str(&value)
            .ok()
            .filter(|_| value.is_ascii());
        match (HeaderName::from_bytes(name.as_bytes()), sendable) {
            (Ok(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.refuse("header", name, "is not a header name; correct it in the specification"),
            (_, None) => self.refuse(
                "header",
                name,
                "holds a character that a header cannot carry; use visible ASCII without line feeds",
            ),
        }
    }

    fn refuse(&mut self, place: &'static str, name: &'static str, problem: impl Into<String>) {
        self.fault.get_or_insert(Fault {
            place,
            name,
            problem: problem.into(),
        });
    }

    /// Ends the request: target, headers and body as they go over the wire.
    pub(crate) fn finish(mut self) -> Result<Encoded, Error> {
        for (name, value) in self.description.headers {
            self.header_text(name, Some(Cow::Borrowed(value)));
        }
        let body = match self.body.take() {
            Some(writer) => {
                if let Some(member) = writer.fault() {
                    self.refuse(
                        "body member",
                        member,
                        "is not a finite number, which JSON cannot hold; give it another value",
                    );
                }
                if !self.headers.contains_key(http::header::CONTENT_TYPE) {
                    self.headers.insert(
                        http::header::CONTENT_TYPE,
                        HeaderValue::from_static("application/json"),
                    );
                }
                Bytes::from(writer.into_bytes())
            }
            None => Bytes::new(),
        };
        if let Some(Fault {
            place,
            name,
            problem,
        }) = self.fault
        {
            return Err(Error::request(
                self.description,
                format!("{place} `{name}` {problem}"),
            ));
        }
        let target =
            target::assemble(self.description.path, &self.path, &self.query).map_err(|name| {
                let problem = format!(
                    "path parameter `{name}` is not written; correct the operation's `encode`"
                );
                Error::request(self.description, problem)
            })?;
        if let Some(segment) = dot_segment(&target) {
            let problem = format!(
                "the path holds the segment `{segment}`, which every HTTP library resolves; change the parameters that form it"
            );
            return Err(Error::request(self.description, problem));
        }
        Ok(Encoded {
            description: self.description,
            target,
            headers: self.headers,
            body,
        })
    }
}

/// Values that are harmless alone can form `..` where two parameters share a segment.
fn dot_segment(target: &str) -> Option<&str> {
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    path.split('/')
        .find(|segment| matches!(*segment, "." | ".."))
}

/// A request as it goes over the wire, but for the endpoint and the signature.
#[derive(Clone)]
pub struct Encoded {
    pub(crate) description: &'static Description,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Encoded {
    /// Encodes an operation, as [`Client::send`](crate::Client::send) does.
    ///
    /// # Errors
    ///
    /// When a parameter cannot be sent: an empty path value, `.` or `..` as one, a line feed in a header, a number
    /// that is not finite. The error names the operation and the parameter.
    pub fn of<O: Operation>(operation: &O) -> Result<Self, Error> {
        let mut request = Request::new(O::DESCRIPTION);
        operation.encode(&mut request);
        request.finish()
    }

    /// The description of the operation.
    #[must_use]
    pub fn description(&self) -> &'static Description {
        self.description
    }

    /// Path and query as they are signed and sent. The path of an endpoint override comes before it.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Headers of the operation. The client adds `accept`, `user-agent` and the three of the signature.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, empty where the operation sends none.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parameters may be ones that must not be printed.
        f.debug_struct("Encoded")
            .field("operation", &self.description.name)
            .finish_non_exhaustive()
    }
}
