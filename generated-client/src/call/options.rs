//! What a single call has of its own, besides what its client has.

use http::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};

use crate::call::authorization::says_who_sends;
use crate::codec::encode::{Encode, EncodeText, JsonWriter, pairs};
use crate::codec::percent::push_encoded;
use crate::meta::{OperationMeta, Safety};
use crate::wire::endpoint::Endpoint;
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Encoded;
use crate::wire::service_key::ServiceKey;

/// Options of a call. What cannot be used is kept, and is the error of the call.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    /// Whether it may be carried out twice, where that is not as the operation has it.
    pub(crate) safety: Option<Safety>,
    /// Where it goes, whatever its service is.
    pub(crate) endpoint: Option<Endpoint>,
    /// The key of its service.
    pub(crate) key: Option<ServiceKey>,
    query: String,
    headers: HeaderMap,
    /// Members of a body that is an object, each as JSON.
    members: Vec<(String, Vec<u8>)>,
    /// Parameters of a body that is a form.
    form: Vec<(String, String)>,
    fault: Option<(ErrorKind, String)>,
}

impl CallOptions {
    /// Keeps the first error.
    pub(crate) fn refuse(&mut self, error: &Error) {
        self.fault_of(error.kind(), error.to_string());
    }

    fn fault_of(&mut self, kind: ErrorKind, problem: String) {
        self.fault.get_or_insert((kind, problem));
    }

    pub(crate) fn query(&mut self, name: &str, value: &(impl EncodeText + ?Sized)) {
        if let Some(value) = value.encode_text() {
            pairs::push(&mut self.query, name, &value);
        }
    }

    pub(crate) fn header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        match (name, value) {
            (Some(name), Some(value)) => {
                self.headers.append(name, value);
            }
            (Some(name), None) => self.fault_of(
                ErrorKind::Request,
                format!(
                    "header `{name}` holds a character that a header cannot carry; use visible ASCII without line feeds"
                ),
            ),
            (None, _) => self.fault_of(
                ErrorKind::Request,
                "a header has a name that HTTP does not allow; use letters, digits and hyphens"
                    .to_owned(),
            ),
        }
    }

    pub(crate) fn member(&mut self, name: String, value: &(impl Encode + ?Sized)) {
        if value.is_absent() {
            return;
        }
        let mut writer = JsonWriter::new();
        value.encode(&mut writer);
        match writer.fault() {
            Some((_, problem)) => {
                self.fault_of(ErrorKind::Request, format!("member `{name}` {problem}"));
            }
            None => self.members.push((name, writer.into_bytes())),
        }
    }

    pub(crate) fn form(&mut self, name: String, value: &(impl EncodeText + ?Sized)) {
        if let Some(value) = value.encode_text() {
            self.form.push((name, value.into_owned()));
        }
    }

    /// Whether a parameter of the query or the form has this name.
    pub(crate) fn writes(&self, name: &str) -> bool {
        let mut encoded = String::new();
        push_encoded(&mut encoded, name);
        let mut query = self.query.split('&');
        query.any(|pair| {
            pair.split_once('=')
                .is_some_and(|(name, _)| name == encoded)
        }) || self.form.iter().any(|(written, _)| written == name)
    }

    /// Puts into a request what the call has besides.
    ///
    /// # Errors
    ///
    /// When something cannot be put into it, and when an option could not be used.
    pub(crate) fn apply(&self, encoded: &mut Encoded) -> Result<(), Error> {
        let meta = encoded.meta;
        if let Some((kind, problem)) = &self.fault {
            return Err(Error::new(*kind, problem.clone()).of(meta));
        }
        let refused = |problem| Error::request(meta, problem);
        for name in self.headers.keys() {
            refuse_reserved(meta, name)?;
        }
        encoded.add_query(&self.query).map_err(refused)?;
        encoded.add_headers(&self.headers).map_err(refused)?;
        encoded.add_members(&self.members).map_err(refused)?;
        encoded.add_form(&self.form).map_err(refused)
    }
}

/// Refuses a header that is not the caller's to write.
pub(crate) fn refuse_reserved(
    meta: &'static OperationMeta,
    name: &HeaderName,
) -> Result<(), Error> {
    let why = if says_who_sends(meta.authorization, name) {
        "says who sends the call; give keys by `credentials` or `service_key`"
    } else if [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name) {
        "is written by the transport; leave it out"
    } else {
        return Ok(());
    };
    Err(Error::request(meta, format!("header `{name}` {why}")))
}
