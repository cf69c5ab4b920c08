//! What went out with a call, for whoever prints something of what came back: a service or a proxy may repeat it.

use std::sync::Arc;

use http::header::{CONTENT_TYPE, HeaderMap};
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;

use crate::codec::redact::Redactor;
use crate::codec::types::{Redacted, Timestamp};
use crate::meta::OperationMeta;
use crate::wire::body::Upload;
use crate::wire::credentials::Credentials;
use crate::wire::service_key::ServiceKey;
use crate::wire::signature::Signature;

/// A longer part of a body is a file.
const LONGEST_PART: usize = 64 * 1024;

/// Stands among the names of what is sensitive for a body that is so as a whole.
const WHOLE_BODY: &str = "";

/// A request, but for what each attempt adds to it.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) meta: &'static OperationMeta,
    pub(crate) url: String,
    /// Where in it the part begins that is signed.
    pub(crate) target: usize,
    /// Those of the operation and of a key of the service.
    pub(crate) headers: HeaderMap,
    /// Encoded values of path parameters, and the body: where something in the request is sensitive.
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) body: Option<Upload>,
    pub(crate) sensitive: &'static [&'static str],
    pub(crate) key: Option<ServiceKey>,
}

/// How an attempt was signed.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) credentials: Credentials,
    pub(crate) at: Timestamp,
}

/// An attempt.
#[derive(Clone, Debug)]
pub(crate) struct Attempted {
    pub(crate) sent: Arc<Sent>,
    pub(crate) signed: Option<Signed>,
}

impl Attempted {
    /// Of a call that a test double responds to.
    #[cfg(feature = "mock")]
    pub(crate) fn nothing(meta: &'static OperationMeta) -> Self {
        let sent = Sent {
            meta,
            url: String::new(),
            target: 0,
            headers: HeaderMap::new(),
            path: Vec::new(),
            body: None,
            sensitive: &[],
            key: None,
        };
        Self {
            sent: Arc::new(sent),
            signed: None,
        }
    }

    /// What knows every secret of the attempt. It takes work, and is made where something is printed.
    pub(crate) fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::new(Redacted::MARK);
        if let Some(signed) = &self.signed {
            signed.credentials.tell(&mut redactor);
            let signature = Signature::new(
                &signed.credentials,
                self.sent.meta.method.as_str(),
                self.sent.url.get(self.sent.target..).unwrap_or_default(),
                &signed.at.epoch_millis().to_string(),
            );
            redactor.secret(signature.as_str());
        }
        self.sent.tell(&mut redactor);
        redactor
    }
}

impl Sent {
    fn tell(&self, redactor: &mut Redactor) {
        if let Some(key) = &self.key {
            key.tell(redactor);
        }
        let headers = self.headers.iter();
        for (name, value) in headers {
            if let Ok(value) = value.to_str()
                && (self.headers_are_sensitive(name.as_str())
                    || self.headers.get(name).is_some_and(|it| it.is_sensitive()))
            {
                redactor.secret(value);
                // What stands behind `Bearer`.
                if let Some((_, token)) = value.rsplit_once(' ') {
                    redactor.secret(token);
                }
            }
        }
        if self.sensitive.is_empty() {
            return;
        }
        for name in self.sensitive {
            redactor.name(name);
        }
        for (name, value) in &self.path {
            if self.is_sensitive(name) {
                texts(&decoded(value), redactor);
            }
        }
        if let Some((_, query)) = self.url.split_once('?') {
            self.pairs(query, redactor);
        }
        self.of_body(redactor);
    }

    fn is_sensitive(&self, name: &str) -> bool {
        self.sensitive.contains(&name)
    }

    /// Names of headers have no case, and one with an asterisk is that of a family.
    fn headers_are_sensitive(&self, header: &str) -> bool {
        self.sensitive
            .iter()
            .any(|name| match name.strip_suffix('*') {
                Some(prefix) => header
                    .get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
                None => header.eq_ignore_ascii_case(name),
            })
    }

    /// `list.1.member=value`: each step may be what is sensitive.
    fn pairs(&self, pairs: &str, redactor: &mut Redactor) {
        for pair in pairs.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name);
            if self.is_sensitive(&name) || name.split('.').any(|step| self.is_sensitive(step)) {
                texts(&decoded(value), redactor);
            }
        }
    }

    fn of_body(&self, redactor: &mut Redactor) {
        let Some(body) = &self.body else { return };
        let media_type = self.headers.get(CONTENT_TYPE).map(|it| it.as_bytes());
        let media_type = media_type.unwrap_or_default();
        if media_type.starts_with(b"multipart/") {
            for piece in body.pieces_in_memory() {
                self.parts(&piece, redactor);
            }
            return;
        }
        let Some(bytes) = body.in_memory() else {
            return;
        };
        let Ok(text) = core::str::from_utf8(bytes) else {
            return;
        };
        if media_type.starts_with(b"application/x-www-form-urlencoded") {
            self.pairs(text, redactor);
            return;
        }
        let is_whole = self.is_sensitive(WHOLE_BODY);
        match serde_json::from_str::<Json>(text) {
            Ok(value) => self.members(&value, is_whole, redactor),
            Err(_) if is_whole && text.len() <= LONGEST_PART => redactor.secret(text),
            Err(_) => {}
        }
    }

    fn members(&self, value: &Json, is_sensitive: bool, redactor: &mut Redactor) {
        match value {
            Json::Object(members) => {
                for (name, value) in members {
                    let is_sensitive = is_sensitive || self.is_sensitive(name);
                    self.members(value, is_sensitive, redactor);
                }
            }
            Json::Array(elements) => {
                for each in elements {
                    self.members(each, is_sensitive, redactor);
                }
            }
            Json::String(text) if is_sensitive => texts(text, redactor),
            Json::Number(number) if is_sensitive => redactor.secret(&number.to_string()),
            _ => {}
        }
    }

    /// Parts between boundaries, each a head, an empty line and a content.
    fn parts(&self, piece: &[u8], redactor: &mut Redactor) {
        let text = String::from_utf8_lossy(piece);
        let parts = text
            .split("content-disposition: form-data; name=\"")
            .skip(1);
        for part in parts {
            let Some((name, rest)) = part.split_once('"') else {
                continue;
            };
            let Some((_, content)) = rest.split_once("\r\n\r\n") else {
                continue;
            };
            let content = content.rsplit_once("\r\n--").map_or(content, |(it, _)| it);
            let content = content.trim_end_matches("\r\n");
            if content.len() > LONGEST_PART {
                continue;
            }
            let is_sensitive = self.is_sensitive(name);
            match serde_json::from_str::<Json>(content) {
                Ok(value @ (Json::Object(_) | Json::Array(_))) => {
                    self.members(&value, is_sensitive, redactor);
                }
                _ if is_sensitive => texts(content, redactor),
                _ => {}
            }
        }
    }
}

/// A value, the elements of one that is joined, and what one in Base64 says.
fn texts(value: &str, redactor: &mut Redactor) {
    use base64::Engine as _;

    redactor.secret(value);
    for separator in [',', '|', ':', ' ', ';', '\n'] {
        let elements = value.split(separator).map(str::trim);
        for element in elements.filter(|it| it.len() >= 6 && it.len() < value.len()) {
            redactor.secret(element);
        }
    }
    let said = base64::engine::general_purpose::STANDARD.decode(value).ok();
    if let Some(text) = said.and_then(|bytes| String::from_utf8(bytes).ok())
        && text.len() >= 4
    {
        redactor.secret(&text);
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
