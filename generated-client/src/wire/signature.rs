//! Signature of a request, version 2.
//!
//! `Base64(HMAC-SHA256(secret key, "{METHOD} {URI}\n{TIMESTAMP}\n{ACCESS KEY}"))`, where the URI is path and query as
//! they are sent and the timestamp is milliseconds since 1970-01-01T00:00:00Z, as documented at
//! <https://api.ncloud-docs.com/docs/common-ncpapi>. The body is not signed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;

use crate::wire::credentials::Credentials;

/// Base64 of 32 bytes.
const LENGTH: usize = 44;

/// A signature: 44 characters of Base64.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature([u8; LENGTH]);

impl Signature {
    /// Signs a request. `target` is path and query as they are sent, `timestamp` what the header of that name holds.
    ///
    /// The client does this for every attempt; it is public for requests that do not go through one.
    #[must_use]
    pub fn new(credentials: &Credentials, method: &str, target: &str, timestamp: &str) -> Self {
        let mut hmac = credentials.key().clone();
        for part in [method, " ", target, "\n", timestamp, "\n"] {
            hmac.update(part.as_bytes());
        }
        hmac.update(credentials.access_key().as_bytes());
        let mut text = [b'='; LENGTH];
        // The length is that of 32 bytes, so that nothing can be left over.
        let written = STANDARD.encode_slice(hmac.finalize().into_bytes(), &mut text);
        debug_assert_eq!(written, Ok(LENGTH));
        Self(text)
    }

    /// The signature as the header holds it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Base64 is ASCII.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl core::fmt::Debug for Signature {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Signature([redacted])")
    }
}
