//! How a request is written: path, query, headers and body.
//!
//! Generated code calls [`Request`] once for every parameter. What cannot be sent (an empty path value, a line feed in
//! a header) is kept and reported by the client before anything goes over the wire.

mod additions;
mod any;
mod constant;
mod encoded;
mod operation;
mod parts;
#[cfg(feature = "mock")]
mod scripted;

use core::fmt;
use std::borrow::Cow;

use http::header::{HeaderMap, HeaderName, HeaderValue};

pub use self::any::{AnyRequest, ServiceOrAddress};
pub use self::encoded::Encoded;
use self::encoded::write_path;
pub use self::operation::Operation;
pub use self::parts::{Files, HeaderFamily};
#[cfg(feature = "mock")]
pub(crate) use self::scripted::Scripted;
use crate::codec::encode::{
    Encode, EncodeAs, EncodeIndexed, EncodeText, EncodeTextAs, IndexedWriter, Items, JsonWriter,
    ObjectWriter, pairs,
};
use crate::codec::format::Text;
use crate::codec::percent::push_encoded;
use crate::meta::{OperationMeta, Region, Safety};
use crate::wire::body::{Upload, multipart::Multipart};
use crate::wire::error::Error;
use crate::wire::target;

/// Collects the parameters of one call.
pub struct Request {
    meta: &'static OperationMeta,
    /// What an absent parameter is filled with that tells the region.
    region: Option<Region>,
    tells_region: bool,
    path: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    form: Option<String>,
    multipart: Option<Multipart>,
    upload: Option<Upload>,
    body: Option<JsonWriter>,
    accepts_part: bool,
    fault: Option<Fault>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parameters may be ones that must not be printed.
        f.debug_struct("Request")
            .field("operation", &self.meta.name)
            .finish_non_exhaustive()
    }
}

/// The first parameter that cannot be sent.
#[derive(Debug)]
struct Fault {
    location: &'static str,
    name: &'static str,
    problem: String,
}

impl Request {
    pub(crate) fn new(meta: &'static OperationMeta, region: Option<&Region>) -> Self {
        Self {
            meta,
            region: meta.service.region_parameter.and(region.cloned()),
            tells_region: false,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            form: None,
            multipart: None,
            upload: None,
            body: None,
            accepts_part: false,
            fault: None,
        }
    }

    /// Says that a part of the content (HTTP 206) is what the service responds with, although no header asks for one.
    pub fn accept_part(&mut self) {
        self.accepts_part = true;
    }

    /// Writes a parameter of the path.
    #[inline]
    pub fn path<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_text(name, value.encode_text());
    }

    /// Writes a parameter of the path in a format.
    #[doc(hidden)]
    #[inline]
    pub fn path_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.refuse_fault("path parameter", name, F::fault_as(value));
        self.path_text(name, F::encode_text_as(value));
    }

    /// Writes a parameter of the query; one that is absent is left out.
    #[inline]
    pub fn query<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_text(name, value.encode_text());
    }

    /// Writes a parameter of the query in a format; one that is absent is left out.
    #[doc(hidden)]
    #[inline]
    pub fn query_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.refuse_fault("query parameter", name, F::fault_as(value));
        self.query_text(name, F::encode_text_as(value));
    }

    /// Writes a list or a struct as several parameters of the query: `name.1=a&name.2=b`.
    #[doc(hidden)]
    pub fn query_indexed<T: EncodeIndexed>(&mut self, name: &'static str, value: &T) {
        value.encode_indexed(&mut IndexedWriter::new(&mut self.query, name));
    }

    /// Writes a list as several parameters of the query, its items in a format.
    #[doc(hidden)]
    pub fn query_indexed_as<F: EncodeTextAs<T>, T>(
        &mut self,
        name: &'static str,
        list: &impl Items<T>,
    ) {
        IndexedWriter::new(&mut self.query, name).list_as::<F, T>(list.items());
    }

    /// Writes a list as parameters of one name in the query: `name=a&name=b`.
    #[doc(hidden)]
    pub fn query_repeated<T: EncodeText>(&mut self, name: &'static str, list: &impl Items<T>) {
        self.query_repeated_as::<Text, T>(name, list);
    }

    /// Writes a list as parameters of one name in the query, its items in a format.
    #[doc(hidden)]
    pub fn query_repeated_as<F: EncodeTextAs<T>, T>(
        &mut self,
        name: &'static str,
        list: &impl Items<T>,
    ) {
        for item in list.items() {
            self.query_text(name, F::encode_text_as(item));
        }
    }

    /// Starts a body that is a form; it may have no parameters.
    pub fn form_body(&mut self) {
        self.form.get_or_insert_default();
    }

    /// Writes a parameter of the form; one that is absent is left out.
    #[inline]
    pub fn form<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.form_text(name, value.encode_text());
    }

    /// Writes a parameter of the form in a format; one that is absent is left out.
    #[doc(hidden)]
    #[inline]
    pub fn form_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.refuse_fault("form parameter", name, F::fault_as(value));
        self.form_text(name, F::encode_text_as(value));
    }

    /// Writes a list or a struct as several parameters of the form: `name.1=a&name.2=b`.
    #[doc(hidden)]
    pub fn form_indexed<T: EncodeIndexed>(&mut self, name: &'static str, value: &T) {
        let form = self.form.get_or_insert_default();
        value.encode_indexed(&mut IndexedWriter::new(form, name));
    }

    /// Writes a list as several parameters of the form, its items in a format.
    #[doc(hidden)]
    pub fn form_indexed_as<F: EncodeTextAs<T>, T>(
        &mut self,
        name: &'static str,
        list: &impl Items<T>,
    ) {
        let form = self.form.get_or_insert_default();
        IndexedWriter::new(form, name).list_as::<F, T>(list.items());
    }

    /// Writes a list as parameters of one name in the form: `name=a&name=b`.
    #[doc(hidden)]
    pub fn form_repeated<T: EncodeText>(&mut self, name: &'static str, list: &impl Items<T>) {
        self.form_repeated_as::<Text, T>(name, list);
    }

    /// Writes a list as parameters of one name in the form, its items in a format.
    #[doc(hidden)]
    pub fn form_repeated_as<F: EncodeTextAs<T>, T>(
        &mut self,
        name: &'static str,
        list: &impl Items<T>,
    ) {
        for item in list.items() {
            self.form_text(name, F::encode_text_as(item));
        }
    }

    /// Writes a header; one that is absent is left out.
    #[inline]
    pub fn header<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_text(name, value.encode_text());
    }

    /// Writes a header in a format; one that is absent is left out.
    #[doc(hidden)]
    #[inline]
    pub fn header_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.refuse_fault("header", name, F::fault_as(value));
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
    #[doc(hidden)]
    #[inline]
    pub fn json_as<F: EncodeAs<T>, T: ?Sized>(&mut self, value: &T) {
        if !F::is_absent_as(value) {
            F::encode_as(value, self.body.insert(JsonWriter::new()));
        }
    }

    fn path_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let value = self.or_region(name, value).unwrap_or_default();
        if let Some(problem) = target::path_value_fault(&value) {
            self.refuse("path parameter", name, problem);
        }
        let mut encoded = String::with_capacity(value.len());
        push_encoded(&mut encoded, &value);
        self.path.push((name, encoded));
    }

    fn query_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        if let Some(value) = self.or_region(name, value) {
            pairs::push(&mut self.query, name, &value);
        }
    }

    fn form_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let value = self.or_region(name, value);
        let form = self.form.get_or_insert_default();
        if let Some(value) = value {
            pairs::push(form, name, &value);
        }
    }

    /// The value, or the region of the client where the parameter is the one that tells it.
    fn or_region<'value>(
        &mut self,
        name: &str,
        value: Option<Cow<'value, str>>,
    ) -> Option<Cow<'value, str>> {
        let Some(region) = &self.region else {
            return value;
        };
        if self.meta.service.region_parameter != Some(name) {
            return value;
        }
        self.tells_region = true;
        value.or_else(|| Some(Cow::Owned(region.code().to_owned())))
    }

    fn refuse_fault(&mut self, location: &'static str, name: &'static str, fault: Option<&str>) {
        if let Some(fault) = fault {
            self.refuse(location, name, fault);
        }
    }

    fn header_text(&mut self, name: &'static str, value: Option<Cow<'_, str>>) {
        let value = self.or_region(name, value);
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(header) => self.header_value(name, header, value),
            Err(_) => self.refuse(
                "header",
                name,
                "is not a header name; correct it in the specification",
            ),
        }
    }

    /// Writes a header; `declared` is what messages call it.
    fn header_value(
        &mut self,
        declared: &'static str,
        name: HeaderName,
        value: Option<Cow<'_, str>>,
    ) {
        let Some(value) = value else { return };
        // HTTP lets other bytes pass, and every server reads them in another way.
        let sendable = HeaderValue::from_str(&value)
            .ok()
            .filter(|_| value.is_ascii());
        match sendable {
            Some(value) => {
                self.headers.insert(name, value);
            }
            None => self.refuse(
                "header",
                declared,
                "holds a character that a header cannot carry; use visible ASCII without line feeds",
            ),
        }
    }

    fn refuse(&mut self, location: &'static str, name: &'static str, problem: impl Into<String>) {
        self.fault.get_or_insert(Fault {
            location,
            name,
            problem: problem.into(),
        });
    }

    /// Says what the body is, unless the operation does.
    fn content_type(&mut self, content_type: &'static str) {
        self.headers
            .entry(http::header::CONTENT_TYPE)
            .or_insert_with(|| HeaderValue::from_static(content_type));
    }

    /// The body as it goes over the wire.
    fn content(&mut self) -> Upload {
        if let Some(writer) = self.body.take() {
            if let Some((member, problem)) = writer.fault() {
                self.refuse("body member", member, problem);
            }
            self.content_type("application/json");
            Upload::from(writer.into_bytes())
        } else if let Some(form) = self.form.take() {
            self.content_type("application/x-www-form-urlencoded");
            Upload::from(form)
        } else if let Some(multipart) = self.multipart.take() {
            self.multipart_content(multipart)
        } else if let Some(upload) = self.upload.take() {
            self.content_type("application/octet-stream");
            upload
        } else {
            Upload::default()
        }
    }

    /// Ends the request: target, headers and body as they go over the wire.
    pub(crate) fn finish(mut self) -> Result<Encoded, Error> {
        for (name, value) in self.meta.headers {
            match constant::header(name, value) {
                Some((name, value)) => {
                    self.headers.insert(name, value);
                }
                None => self.header_text(name, Some(Cow::Borrowed(value))),
            }
        }
        let body = self.content();
        if let Some(Fault {
            location,
            name,
            problem,
        }) = self.fault
        {
            return Err(Error::request(
                self.meta,
                format!("{location} `{name}` {problem}"),
            ));
        }
        // What only reads, such as the list of regions, may be the same for all.
        if let Some(region) = &self.region
            && !self.tells_region
            && self.meta.safety == Safety::Write
        {
            let name = self.meta.service.region_parameter.unwrap_or_default();
            return Err(Error::configuration(format!(
                "the operation writes no `{name}` to its path, query, form or headers, and the client is for {:?}; call it with \
                 `Client::without_region`",
                region.code()
            ))
            .of(self.meta));
        }
        let mut target = String::with_capacity(128);
        write_path(self.meta, &mut target, self.meta.path, &self.path)?;
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query);
        }
        Ok(Encoded {
            sensitive: &[],
            meta: self.meta,
            origin: None,
            path: self.path,
            target,
            headers: self.headers,
            body,
            accepts_part: self.accepts_part,
            #[cfg(feature = "mock")]
            scripted: None,
        })
    }
}
