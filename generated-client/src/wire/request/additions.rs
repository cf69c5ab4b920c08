//! What a caller adds to a request that is written already. What the request writes itself is not written twice: which of the
//! two counts would be for the service to decide.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

use super::Encoded;
use crate::codec::encode::pairs;
use crate::codec::json::{View, quoted};
use crate::meta::Method;
use crate::wire::body::Upload;

const FORM: &str = "application/x-www-form-urlencoded";

impl Encoded {
    /// Adds parameters to the query, encoded.
    pub(crate) fn add_query(&mut self, added: &str) -> Result<(), String> {
        if added.is_empty() {
            return Ok(());
        }
        let written = self.target.split_once('?').map(|(_, query)| query);
        if let Some(name) = shared(written.unwrap_or_default(), added) {
            return Err(twice("query parameter", &name));
        }
        self.target.push(if written.is_some() { '&' } else { '?' });
        self.target.push_str(added);
        Ok(())
    }

    /// Adds headers.
    pub(crate) fn add_headers(&mut self, added: &HeaderMap) -> Result<(), String> {
        if let Some(name) = added.keys().find(|name| self.headers.contains_key(*name)) {
            return Err(twice("header", name.as_str()));
        }
        for (name, value) in added {
            self.headers.append(name, value.clone());
        }
        Ok(())
    }

    /// Adds members to a body that is an object, or makes one where there is no body.
    pub(crate) fn add_members(&mut self, added: &[(String, Vec<u8>)]) -> Result<(), String> {
        let Some((first, _)) = added.first() else {
            return Ok(());
        };
        let mut body = match self.body.as_bytes() {
            Some(written) if written.is_empty() && self.takes_body() => {
                self.headers
                    .entry(CONTENT_TYPE)
                    .or_insert(HeaderValue::from_static("application/json"));
                b"{}".to_vec()
            }
            Some(written) if is_object(written) && !self.is_of(FORM) => {
                written.trim_ascii_end().to_vec()
            }
            _ => {
                return Err(format!(
                    "body member `{first}` cannot be added: the body is no JSON object"
                ));
            }
        };
        for (name, value) in added {
            if View::of(&body).get(name).is_some() {
                return Err(twice("body member", name));
            }
            body.pop();
            if body.trim_ascii_end() != b"{" {
                body.push(b',');
            }
            quoted(name, &mut body);
            body.push(b':');
            body.extend_from_slice(value);
            body.push(b'}');
        }
        self.body = Upload::from(body);
        Ok(())
    }

    /// Adds parameters to a body that is a form, or makes one where there is no body.
    pub(crate) fn add_form(&mut self, added: &[(String, String)]) -> Result<(), String> {
        let Some((first, _)) = added.first() else {
            return Ok(());
        };
        let written = match self.body.as_bytes() {
            Some(written) if written.is_empty() && self.takes_body() => {
                self.headers
                    .entry(CONTENT_TYPE)
                    .or_insert(HeaderValue::from_static(FORM));
                ""
            }
            Some(written) if self.is_of(FORM) => core::str::from_utf8(written).unwrap_or_default(),
            _ => {
                return Err(format!(
                    "form parameter `{first}` cannot be added: the body is no form"
                ));
            }
        };
        let mut form = String::new();
        for (name, value) in added {
            pairs::push(&mut form, name, value);
        }
        if let Some(name) = shared(written, &form) {
            return Err(twice("form parameter", &name));
        }
        let separator = if written.is_empty() { "" } else { "&" };
        self.body = Upload::from(format!("{written}{separator}{form}"));
        Ok(())
    }

    fn takes_body(&self) -> bool {
        !matches!(self.meta.method, Method::Get | Method::Head)
    }

    fn is_of(&self, media_type: &str) -> bool {
        let header = self.headers.get(CONTENT_TYPE);
        header.is_some_and(|header| header.as_bytes().starts_with(media_type.as_bytes()))
    }
}

fn is_object(body: &[u8]) -> bool {
    View::of(body).is_object() && body.trim_ascii_end().last() == Some(&b'}')
}

fn twice(what: &str, name: &str) -> String {
    format!("{what} `{name}` is written by the request already; set it there alone")
}

/// A name that both have.
fn shared(written: &str, added: &str) -> Option<String> {
    let names = |pairs: &'_ str| -> Vec<String> {
        let pairs = pairs.split('&').filter(|pair| !pair.is_empty());
        pairs.map(name).collect()
    };
    let written = names(written);
    names(added).into_iter().find(|name| written.contains(name))
}

fn name(pair: &str) -> String {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}
