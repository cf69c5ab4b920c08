//! What every client does before it sends a request.

use std::{
    error::Error,
    time::{SystemTime, UNIX_EPOCH},
};

use ncloud::{Credentials, signature::Signature};
use reqwest::{Request, header::HeaderValue};

/// What a client signs with.
#[derive(Clone, Debug)]
pub struct Keys {
    access_key: String,
    credentials: Credentials,
}

impl Keys {
    /// Takes both keys.
    ///
    /// # Errors
    ///
    /// When a key is empty or holds something other than visible ASCII.
    pub fn new(access_key: &str, secret_key: &str) -> Result<Self, ncloud::Error> {
        Ok(Self {
            access_key: access_key.to_owned(),
            credentials: Credentials::new(access_key, secret_key)?,
        })
    }
}

/// Asynchronous, as progenitor wants a hook that may fail.
pub(crate) async fn sign(
    keys: &Keys,
    request: &mut Request,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let url = request.url();
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let timestamp = SystemTime::now()
        .duration_since(UNIX_EPOCH)?
        .as_millis()
        .to_string();
    let signature = Signature::new(
        &keys.credentials,
        request.method().as_str(),
        &target,
        &timestamp,
    );
    let headers = request.headers_mut();
    for (name, value) in [
        ("x-ncp-apigw-timestamp", timestamp.as_str()),
        ("x-ncp-iam-access-key", &keys.access_key),
        ("x-ncp-apigw-signature-v2", signature.as_str()),
    ] {
        headers.insert(name, HeaderValue::from_str(value)?);
    }
    Ok(())
}
