//! How a request says who sends it: by a signature of every attempt with the keys of the account, or by a key of the service,
//! once for all attempts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::codec::percent::push_encoded;
use crate::codec::types::Timestamp;
use crate::meta::{Authorization, OperationMeta};
use crate::wire::body::Upload;
use crate::wire::credentials::{Credentials, wiped_value};
use crate::wire::error::Error;
use crate::wire::service_key::ServiceKey;
use crate::wire::signature::Signature;
use crate::wire::signing_key::signing_key;

const TIMESTAMP: HeaderName = HeaderName::from_static("x-ncp-apigw-timestamp");
const ACCESS_KEY: HeaderName = HeaderName::from_static("x-ncp-iam-access-key");
const SIGNATURE: HeaderName = HeaderName::from_static("x-ncp-apigw-signature-v2");

const API_KEY_ID: HeaderName = HeaderName::from_static("x-ncp-apigw-api-key-id");
const API_KEY: HeaderName = HeaderName::from_static("x-ncp-apigw-api-key");

/// What the two are called in a query.
const API_KEY_ID_PARAMETER: &str = "X-NCP-APIGW-API-KEY-ID";
const API_KEY_PARAMETER: &str = "X-NCP-APIGW-API-KEY";

/// Whether a header is one by which a call says who sends it.
pub(crate) fn says_who_sends(authorization: Authorization, name: &HeaderName) -> bool {
    if [TIMESTAMP, ACCESS_KEY, SIGNATURE].contains(name) {
        return true;
    }
    match authorization {
        Authorization::ApiKey => [API_KEY_ID, API_KEY].contains(name),
        Authorization::Headers(names) => names.contains(&name.as_str()),
        Authorization::Token(own) | Authorization::BodySignature(own) => own == name.as_str(),
        Authorization::Bearer => *name == AUTHORIZATION,
        Authorization::Signature | Authorization::ApiKeyInQuery | Authorization::None => false,
    }
}

/// Signs an attempt anew: a signature is good for five minutes, and a repetition may come later than that. `target` is path
/// and query as they are sent.
pub(crate) fn sign(
    headers: &mut HeaderMap,
    credentials: &Credentials,
    (method, target): (&str, &str),
    now: Timestamp,
) -> Result<(), Error> {
    let timestamp = now.epoch_millis().to_string();
    let signature = Signature::new(credentials, method, target, &timestamp);
    insert(headers, TIMESTAMP, timestamp)?;
    headers.insert(ACCESS_KEY, credentials.access_key().clone());
    insert(headers, SIGNATURE, signature.as_str())
}

/// A request that does not say yet who sends it.
pub(crate) struct Unauthorized<'a> {
    pub(crate) meta: &'static OperationMeta,
    pub(crate) url: &'a mut String,
    pub(crate) headers: &'a mut HeaderMap,
    pub(crate) body: &'a Upload,
}

impl Unauthorized<'_> {
    /// Puts in what a key of the service gives: nothing where the operation takes the keys of the account, or none.
    ///
    /// # Errors
    ///
    /// When there is no key, or one of another kind.
    pub(crate) fn authorize(self, key: Option<&ServiceKey>) -> Result<(), Error> {
        let meta = self.meta;
        self.write(key).map_err(|error| error.of(meta))
    }

    fn write(self, key: Option<&ServiceKey>) -> Result<(), Error> {
        let Self {
            meta,
            url,
            headers,
            body,
        } = self;
        let missing = || missing(meta, key);
        let pair = || key.and_then(ServiceKey::as_pair).ok_or_else(missing);
        let secret = |header: &str| {
            key.and_then(|key| key.as_secret(header))
                .ok_or_else(missing)
        };
        match meta.authorization {
            Authorization::Signature | Authorization::None => Ok(()),
            Authorization::ApiKey => {
                let (id, secret) = pair()?;
                headers.insert(API_KEY_ID, id.clone());
                headers.insert(API_KEY, secret.clone());
                Ok(())
            }
            Authorization::ApiKeyInQuery => {
                let (id, secret) = pair()?;
                push_parameter(url, API_KEY_ID_PARAMETER, text(id));
                push_parameter(url, API_KEY_PARAMETER, text(secret));
                Ok(())
            }
            Authorization::Headers(&[name]) | Authorization::Token(name) => {
                headers.insert(named(name)?, secret(name)?.clone());
                Ok(())
            }
            Authorization::Headers(names) => {
                for name in names {
                    let value = key.and_then(|key| key.named_value(name));
                    headers.insert(named(name)?, value.ok_or_else(missing)?.clone());
                }
                Ok(())
            }
            Authorization::Bearer => {
                let secret = secret(AUTHORIZATION.as_str())?;
                let value = wiped_value(Zeroizing::new(format!("Bearer {}", text(secret))));
                headers.insert(AUTHORIZATION, value.ok_or_else(missing)?);
                Ok(())
            }
            Authorization::BodySignature(name) => {
                let Some(body) = body.in_memory() else {
                    return Err(Error::request(
                        meta,
                        "the body is signed as a whole, which takes it in memory; give it as bytes",
                    ));
                };
                let signature = body_signature(text(secret(name)?), body)?;
                insert(headers, named(name)?, &signature)
            }
        }
    }
}

/// Keys are visible ASCII.
fn text(key: &HeaderValue) -> &str {
    key.to_str().unwrap_or_default()
}

fn named(name: &'static str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        Error::configuration(format!(
            "`{name}` is not the name of a header; correct it in the specification"
        ))
    })
}

fn insert(
    headers: &mut HeaderMap,
    name: HeaderName,
    value: impl TryInto<HeaderValue>,
) -> Result<(), Error> {
    let mut value = value
        .try_into()
        .map_err(|_| Error::credentials(format!("`{name}` cannot be sent as a header")))?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

/// A path holds no question mark: its values are encoded.
fn push_parameter(url: &mut String, name: &str, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(name);
    url.push('=');
    push_encoded(url, value);
}

/// `Base64(HMAC-SHA256(secret, body))`, as documented at
/// <https://api.ncloud-docs.com/docs/en/ai-application-service-chatbot>.
fn body_signature(secret: &str, body: &[u8]) -> Result<String, Error> {
    let mut hmac = signing_key(secret.as_bytes()).ok_or_else(|| {
        Error::credentials("the secret of the service cannot sign; copy it again")
    })?;
    hmac.update(body);
    Ok(STANDARD.encode(hmac.finalize().into_bytes()))
}

/// What is to be given, and how.
fn missing(meta: &'static OperationMeta, key: Option<&ServiceKey>) -> Error {
    let service = meta.service.name;
    let wanted = match meta.authorization {
        Authorization::ApiKey | Authorization::ApiKeyInQuery => {
            "ServiceKey::pair(id, secret)".to_owned()
        }
        Authorization::Headers(names @ [_, _, ..]) => {
            let values: Vec<String> = names.iter().map(|name| format!("({name:?}, ..)")).collect();
            format!("ServiceKey::named([{}])", values.join(", "))
        }
        Authorization::Token(_) => "ServiceKey::secret(token)".to_owned(),
        Authorization::Signature
        | Authorization::Headers(_)
        | Authorization::Bearer
        | Authorization::BodySignature(_)
        | Authorization::None => "ServiceKey::secret(secret)".to_owned(),
    };
    let problem = match key {
        None => format!("there is no key for the service `{service}`"),
        Some(key) => format!(
            "the key for the service `{service}` is a `{}` without what this operation takes",
            key.constructor()
        ),
    };
    let mut hint = format!("give it by `ClientBuilder::service_key({service:?}, {wanted}?)`");
    if matches!(meta.authorization, Authorization::Token(_)) {
        hint.push_str(" or `Client::with_service_key`; the token is that of a login");
    }
    Error::credentials(format!("{problem}; {hint}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_signature_of_a_body_is_base64_of_its_hmac() {
        // RFC 4231, test case 2.
        assert_eq!(
            body_signature("Jefe", b"what do ya want for nothing?").unwrap(),
            "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
        );
    }

    #[test]
    fn parameters_follow_a_query_or_begin_one() {
        for (address, expected) in [
            ("https://a.b/c", "https://a.b/c?k=a%2Bb"),
            ("https://a.b/c?d=1", "https://a.b/c?d=1&k=a%2Bb"),
        ] {
            let mut url = address.to_owned();
            push_parameter(&mut url, "k", "a+b");
            assert_eq!(url, expected);
        }
    }
}
