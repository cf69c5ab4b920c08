//! The keys that requests are signed with, and where they come from.
//!
//! A client that is given none looks in this order, and takes the first source that holds both keys:
//!
//! 1. **Environment**: `NCLOUD_ACCESS_KEY_ID` or else `NCLOUD_ACCESS_KEY`, and `NCLOUD_SECRET_ACCESS_KEY` or else
//!    `NCLOUD_SECRET_KEY`. An empty variable counts as one that is not set.
//! 2. **File**: `~/.ncloud/configure`, see [`configure_file`].
//! 3. **Server role**: the metadata service of a VPC server, see [`ServerRole`]. `NCLOUD_METADATA_API_ENDPOINT` moves it.
//!
//! A source that has no keys is passed over; when none has, the error lists all of them with what each lacks. Keys that
//! are there but cannot be used (a line feed, a line without `=`) are an error at once.
//!
//! `NCLOUD_API_GW` of other tools is not read: it is the base of the infrastructure APIs, while every service here has
//! a host of its own. Use [`ClientBuilder::endpoint`](crate::ClientBuilder::endpoint).

pub mod configure_file;

mod chain;
mod environment;
mod server_role;

use core::fmt;
use core::future::{Future, ready};
use core::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use zeroize::Zeroizing;

pub(crate) use self::chain::{Chain, resolve};
pub(crate) use self::environment::Environment;
pub use self::server_role::ServerRole;
use crate::codec::redact::Redactor;
use crate::codec::types::Redacted;
use crate::wire::error::Error;
use crate::wire::signing_key::{SigningKey, signing_key};

/// An access key and its secret key. Neither is ever printed.
///
/// What this type keeps of them is wiped from memory when the last clone and the last request that shares the access key are
/// dropped. What it does not keep it cannot wipe: copies of the caller's own, variables of the
/// environment, the response of the metadata service, and the buffers in which HTTP and TLS put requests together.
#[derive(Clone)]
pub struct Credentials(Arc<Keys>);

struct Keys {
    /// As it is sent. Its bytes are owned by what wipes them, and requests share them.
    access_key: HeaderValue,
    secret: SigningKey,
    /// The same as text, to know it where somebody repeats it.
    secret_text: Zeroizing<String>,
}

impl Credentials {
    /// Takes both keys, from the page of authentication keys in the console or of a sub account.
    ///
    /// # Errors
    ///
    /// When a key is empty or holds something other than visible ASCII, such as the line feed at the end of a file.
    pub fn new(
        access_key: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Result<Self, Error> {
        Self::checked(
            Zeroizing::new(access_key.into()),
            &Zeroizing::new(secret_key.into()),
        )
        .map_err(|fault| Error::credentials(fault.to_string()))
    }

    fn checked(
        access_key: Zeroizing<String>,
        secret_key: &Zeroizing<String>,
    ) -> Result<Self, KeyFault> {
        check("access key", &access_key)?;
        check("secret key", secret_key)?;
        let secret = signing_key(secret_key.as_bytes()).ok_or(KeyFault {
            key: "secret key",
            problem: "cannot be used; copy it again from the console",
        })?;
        let access_key = wiped_value(access_key).ok_or(KeyFault {
            key: "access key",
            problem: UNSENDABLE,
        })?;
        Ok(Self(Arc::new(Keys {
            access_key,
            secret,
            secret_text: secret_key.clone(),
        })))
    }

    /// Tells both keys to what redacts them.
    pub(crate) fn tell(&self, redactor: &mut Redactor) {
        redactor.secret(self.0.access_key.to_str().unwrap_or_default());
        redactor.secret(&self.0.secret_text);
    }

    pub(crate) fn access_key(&self) -> &HeaderValue {
        &self.0.access_key
    }

    pub(crate) fn key(&self) -> &SigningKey {
        &self.0.secret
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key", &Redacted)
            .field("secret_key", &Redacted)
            .finish()
    }
}

/// The value of a header that is secret: requests share its bytes, which are wiped with the last of them. `None` for what no
/// header can carry.
pub(crate) fn wiped_value(text: Zeroizing<String>) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(WipedText(text))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Text whose bytes can be shared, and are wiped with the last who does.
struct WipedText(Zeroizing<String>);

impl AsRef<[u8]> for WipedText {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

const UNSENDABLE: &str =
    "holds characters that are not visible ASCII; copy it again from the console";

/// What is wrong with a key, without the key.
#[derive(Debug)]
struct KeyFault {
    key: &'static str,
    problem: &'static str,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} {}", self.key, self.problem)
    }
}

fn check(key: &'static str, value: &str) -> Result<(), KeyFault> {
    let problem = if value.is_empty() {
        "is empty; copy it from the console, authentication keys"
    } else if let Some(problem) = value_fault(value) {
        problem
    } else {
        return Ok(());
    };
    Err(KeyFault { key, problem })
}

/// What makes a key impossible to send, with what to do.
pub(crate) fn value_fault(value: &str) -> Option<&'static str> {
    if value.contains(['\n', '\r']) {
        Some("holds a line feed; remove it (it often comes from reading a file whole)")
    } else if value.chars().any(char::is_whitespace) {
        Some("holds a blank; remove it")
    } else if !value.chars().all(|character| character.is_ascii_graphic()) {
        Some(UNSENDABLE)
    } else {
        None
    }
}

/// The response of a [`CredentialsProvider`].
pub type CredentialsFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// A source of credentials, asked before every attempt: it has to keep what it finds.
pub trait CredentialsProvider: fmt::Debug + Send + Sync {
    /// The credentials to sign with now.
    fn credentials(&self) -> CredentialsFuture<'_>;
}

impl CredentialsProvider for Credentials {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(ready(Ok(self.clone())))
    }
}

impl<P: CredentialsProvider + ?Sized> CredentialsProvider for Arc<P> {
    fn credentials(&self) -> CredentialsFuture<'_> {
        (**self).credentials()
    }
}
