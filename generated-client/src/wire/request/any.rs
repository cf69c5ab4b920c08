//! Requests to any endpoint, whether a specification has it or not.

use core::fmt;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

use super::Encoded;
use crate::codec::encode::{Encode, EncodeText, JsonWriter, pairs};
use crate::codec::percent::push_encoded;
use crate::meta::{Authorization, Method, OperationMeta, Region, ResponseBody, Service};
use crate::wire::body::Upload;
use crate::wire::endpoint::Endpoint;
use crate::wire::error::{Error, ErrorKind};
use crate::wire::target;

/// Whom a request to any endpoint is for: a service, `&vserver::SERVICE`, whose address is that of the client's site and region and whose
/// error codes are known; or an address, `"https://host"`, with the beginning of the path or without.
#[derive(Clone, Debug)]
pub struct ServiceOrAddress(Recipient);

#[derive(Clone)]
enum Recipient {
    Service(&'static Service),
    Address(String),
}

/// Without an address, which may hold what is not to be printed.
impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(service) => f.write_str(service.name),
            Self::Address(_) => f.write_str("an address"),
        }
    }
}

impl From<&'static Service> for ServiceOrAddress {
    fn from(service: &'static Service) -> Self {
        Self(Recipient::Service(service))
    }
}

impl From<&str> for ServiceOrAddress {
    fn from(address: &str) -> Self {
        address.to_owned().into()
    }
}

impl From<&String> for ServiceOrAddress {
    fn from(address: &String) -> Self {
        address.clone().into()
    }
}

impl From<String> for ServiceOrAddress {
    fn from(address: String) -> Self {
        Self(Recipient::Address(address))
    }
}

/// A request to any endpoint, which [`Client::request`](crate::Client::request) makes.
#[derive(Clone)]
pub struct AnyRequest {
    method: Method,
    recipient: Recipient,
    /// Path and query.
    target: String,
    authorization: Authorization,
    body: Body,
    fault: Option<String>,
}

#[derive(Clone)]
enum Body {
    None,
    Json(Vec<u8>),
    Form(String),
    Upload(HeaderValue, Upload),
}

impl fmt::Debug for AnyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Path and body may hold what must not be printed.
        f.debug_struct("AnyRequest")
            .field("method", &self.method)
            .field("recipient", &self.recipient)
            .finish_non_exhaustive()
    }
}

impl AnyRequest {
    pub(crate) fn new(method: Method, recipient: ServiceOrAddress, path: &str) -> Self {
        Self {
            method,
            recipient: recipient.0,
            target: path.to_owned(),
            authorization: Authorization::Signature,
            body: Body::None,
            fault: None,
        }
    }

    /// The parameter by which the service is told a region.
    pub(crate) fn region_parameter(&self) -> Option<&'static str> {
        match self.recipient {
            Recipient::Service(service) => service.region_parameter,
            Recipient::Address(_) => None,
        }
    }

    pub(crate) fn set_authorization(&mut self, authorization: Authorization) {
        self.authorization = authorization;
    }

    /// Appends a segment to the path.
    pub(crate) fn segment(&mut self, value: &(impl EncodeText + ?Sized)) {
        let value = value.encode_text().unwrap_or_default();
        if let Some(problem) = target::path_value_fault(&value) {
            self.refuse(format!("a segment of the path {problem}"));
        }
        if self.target.contains('?') {
            self.refuse("a segment of the path comes behind the query; give parameters by `query`");
        }
        self.target.push('/');
        push_encoded(&mut self.target, &value);
    }

    pub(crate) fn json(&mut self, value: &(impl Encode + ?Sized)) {
        let mut writer = JsonWriter::new();
        value.encode(&mut writer);
        if let Some((member, problem)) = writer.fault() {
            self.refuse(format!("body member `{member}` {problem}"));
        }
        self.set_body(Body::Json(writer.into_bytes()));
    }

    pub(crate) fn form(&mut self, name: &str, value: &(impl EncodeText + ?Sized)) {
        if matches!(self.body, Body::None) {
            self.body = Body::Form(String::new());
        }
        match &mut self.body {
            Body::Form(form) => {
                if let Some(value) = value.encode_text() {
                    pairs::push(form, name, &value);
                }
            }
            Body::None | Body::Json(_) | Body::Upload(..) => self.refuse(TWO_BODIES),
        }
    }

    pub(crate) fn upload(&mut self, content_type: &str, content: Upload) {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.set_body(Body::Upload(content_type, content)),
            Err(_) => self.refuse(
                "the content type of the body holds a character that a header cannot carry; use visible ASCII",
            ),
        }
    }

    fn set_body(&mut self, body: Body) {
        match self.body {
            Body::None => self.body = body,
            Body::Json(_) | Body::Form(_) | Body::Upload(..) => self.refuse(TWO_BODIES),
        }
    }

    fn refuse(&mut self, problem: impl Into<String>) {
        self.fault.get_or_insert(problem.into());
    }

    /// The request as it goes over the wire, by a client of a region.
    pub(crate) fn encode(
        self,
        region: Option<&Region>,
        response: ResponseBody,
    ) -> Result<Encoded, Error> {
        let service = match self.recipient {
            Recipient::Service(service) => Some(service),
            Recipient::Address(_) => None,
        };
        let meta = OperationMeta::of_any(service, self.method, self.authorization, response);
        let refused = |problem: String| Error::request(meta, problem);
        if let Some(problem) = self.fault {
            return Err(refused(problem));
        }
        let (origin, mut target) = match &self.recipient {
            Recipient::Service(_) => (None, String::new()),
            Recipient::Address(address) => {
                let (origin, path) = split(address).map_err(|error| error.of(meta))?;
                (Some(origin), path.to_owned())
            }
        };
        target.push_str(&self.target);
        check(&target).map_err(refused)?;
        let mut headers = HeaderMap::new();
        let (content_type, body) = match self.body {
            Body::None => (None, Upload::default()),
            Body::Json(text) => (
                Some(HeaderValue::from_static("application/json")),
                Upload::from(text),
            ),
            Body::Form(form) => (
                Some(HeaderValue::from_static(
                    "application/x-www-form-urlencoded",
                )),
                Upload::from(form),
            ),
            Body::Upload(content_type, content) => (Some(content_type), content),
        };
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, content_type);
        }
        if let (Some(name), Some(region)) = (meta.service.region_parameter, region) {
            tell_region(&mut target, &body, name, region);
        }
        Ok(Encoded {
            meta,
            origin,
            sensitive: &[],
            path: Vec::new(),
            target,
            headers,
            body,
            accepts_part: false,
            #[cfg(feature = "mock")]
            scripted: None,
        })
    }
}

const TWO_BODIES: &str = "the request is given two bodies; give one of `json`, `form` and `body`";

/// Writes the region of the client to the query, unless the request names one itself.
fn tell_region(target: &mut String, body: &Upload, name: &str, region: &Region) {
    let form = body.as_bytes().map(|body| String::from_utf8_lossy(body));
    let query = target.split_once('?').map(|(_, query)| query);
    let written = [query, form.as_deref()].into_iter().flatten();
    let is_named = written.flat_map(|pairs| pairs.split('&')).any(|pair| {
        let written = pair.split_once('=').map_or(pair, |(name, _)| name);
        percent_decode_str(written).decode_utf8_lossy() == name
    });
    if !is_named {
        let separator = if query.is_some() { '&' } else { '?' };
        let mut pair = String::new();
        pairs::push(&mut pair, name, region.code());
        target.push(separator);
        target.push_str(&pair);
    }
}

/// Origin and path of an address.
fn split(address: &str) -> Result<(Endpoint, &str), Error> {
    let Some(scheme) = address.find("://").map(|at| at + 3) else {
        return Err(Error::new(
            ErrorKind::Configuration,
            "a request is for a service, named by its constant, `&vserver::SERVICE`, or for an address that starts with `https://`",
        ));
    };
    let rest = address.get(scheme..).unwrap_or_default();
    let end = rest.find('/').map_or(address.len(), |at| scheme + at);
    let (origin, path) = address.split_at(end);
    Ok((Endpoint::new(origin)?, path.trim_end_matches('/')))
}

/// Whether path and query can be sent, and signed, as they are.
fn check(target: &str) -> Result<(), String> {
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    if !path.starts_with('/') {
        return Err("the path does not begin with a slash; write `/path`".to_owned());
    }
    if path.split('/').any(|step| matches!(step, "." | "..")) {
        return Err(
            "the path holds the segment `.` or `..`, which every HTTP library resolves; write the path that is meant"
                .to_owned(),
        );
    }
    let is_sent =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%?".contains(&byte);
    if !target.bytes().all(is_sent) {
        return Err(
            "path or query holds a character that has to be encoded; give values by `segment` and `query`, which encode them"
                .to_owned(),
        );
    }
    Ok(())
}
