//! Keys of single services, beside the keys of the account.

use core::fmt;
use std::sync::Arc;

use http::header::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::codec::redact::Redactor;
use crate::codec::types::Redacted;
use crate::wire::credentials::{value_fault, wiped_value};
use crate::wire::error::Error;

/// The key of a service that takes one of its own in place of the keys of the account.
///
/// The module of a service says which kind it takes. No value is ever printed.
///
/// What this type keeps is wiped from memory when the last clone and the last request that shares it are dropped. Not wiped are copies
/// of the caller's own, a key that goes into the query, which is a part of the address, and the buffers in which HTTP and TLS put
/// requests together.
///
/// ```
/// use ncloud::ServiceKey;
///
/// # fn main() -> Result<(), ncloud::Error> {
/// # let (id, secret, key, project) = ("id", "secret", "key", "project");
/// let application = ServiceKey::pair(id, secret)?;
/// let invoke_secret = ServiceKey::secret(secret)?;
/// let game = ServiceKey::named([("x-api-key", key), ("x-project-id", project)])?;
/// # let _ = (application, invoke_secret, game);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ServiceKey(Arc<Kind>);

enum Kind {
    Pair {
        id: HeaderValue,
        secret: HeaderValue,
    },
    Secret(HeaderValue),
    /// By the names of their headers in lower case.
    Named(Vec<(String, HeaderValue)>),
}

impl ServiceKey {
    /// The identifier and the secret of an application: `X-NCP-APIGW-API-KEY-ID` and `X-NCP-APIGW-API-KEY`, which the
    /// console shows as Client ID and Client Secret.
    ///
    /// # Errors
    ///
    /// Of kind [`Credentials`](crate::ErrorKind::Credentials), when one is empty or holds something other than visible
    /// ASCII, such as the line feed at the end of a file.
    pub fn pair(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        Ok(Self(Arc::new(Kind::Pair {
            id: checked("identifier of the application", Zeroizing::new(id.into()))?,
            secret: checked("secret of the application", Zeroizing::new(secret.into()))?,
        })))
    }

    /// A secret that is sent in one header, as a bearer token too, or that signs bodies; the token of a login.
    ///
    /// # Errors
    ///
    /// Those of [`pair`](Self::pair).
    pub fn secret(secret: impl Into<String>) -> Result<Self, Error> {
        let secret = checked("secret of the service", Zeroizing::new(secret.into()))?;
        Ok(Self(Arc::new(Kind::Secret(secret))))
    }

    /// Several values by the names of the headers that they are sent in, in any case of letters.
    ///
    /// # Errors
    ///
    /// Those of [`pair`](Self::pair), and when there is no value, a name is not that of a header, or is there twice.
    pub fn named<N: Into<String>, V: Into<String>>(
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Error> {
        let values = values
            .into_iter()
            .map(|(name, value)| (name.into(), Zeroizing::new(value.into())))
            .collect();
        Self::of_named(values)
    }

    fn of_named(values: Vec<(String, Zeroizing<String>)>) -> Result<Self, Error> {
        let mut named: Vec<(String, HeaderValue)> = Vec::new();
        for (name, value) in values {
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
                fault(format_args!(
                    "{name:?} is not the name of a header; correct it"
                ))
            })?;
            if named.iter().any(|(known, _)| known == header.as_str()) {
                return Err(fault(format_args!(
                    "the header `{header}` has two values; keep one"
                )));
            }
            let value = checked(&format!("value for the header `{header}`"), value)?;
            named.push((header.as_str().to_owned(), value));
        }
        if named.is_empty() {
            return Err(fault(format_args!(
                "there are no values; give one for every header"
            )));
        }
        Ok(Self(Arc::new(Kind::Named(named))))
    }

    /// The identifier and the secret of an application.
    pub(crate) fn as_pair(&self) -> Option<(&HeaderValue, &HeaderValue)> {
        match &*self.0 {
            Kind::Pair { id, secret } => Some((id, secret)),
            Kind::Secret(_) | Kind::Named(_) => None,
        }
    }

    /// The secret, or the value that is named after the only header that it goes into.
    pub(crate) fn as_secret(&self, header: &str) -> Option<&HeaderValue> {
        match &*self.0 {
            Kind::Secret(secret) => Some(secret),
            Kind::Named(_) => self.named_value(header),
            Kind::Pair { .. } => None,
        }
    }

    /// The value that is named after a header.
    pub(crate) fn named_value(&self, header: &str) -> Option<&HeaderValue> {
        match &*self.0 {
            Kind::Named(values) => {
                let mut values = values.iter();
                let (_, value) = values.find(|(name, _)| name == header)?;
                Some(value)
            }
            Kind::Pair { .. } | Kind::Secret(_) => None,
        }
    }

    /// Tells all values to what redacts them.
    pub(crate) fn tell(&self, redactor: &mut Redactor) {
        let mut tell = |value: &HeaderValue| {
            let value = value.to_str().unwrap_or_default();
            redactor.secret(value);
            redactor.secret(value.strip_prefix("Bearer ").unwrap_or_default());
        };
        match &*self.0 {
            Kind::Pair { id, secret } => [id, secret].into_iter().for_each(tell),
            Kind::Secret(secret) => tell(secret),
            Kind::Named(values) => values.iter().for_each(|(_, value)| tell(value)),
        }
    }

    /// Which kind it is, as callers make it.
    pub(crate) fn constructor(&self) -> &'static str {
        match &*self.0 {
            Kind::Pair { .. } => "ServiceKey::pair",
            Kind::Secret(_) => "ServiceKey::secret",
            Kind::Named(_) => "ServiceKey::named",
        }
    }
}

/// A value as it is sent. Its bytes are owned by what wipes them, and requests share them.
fn checked(what: &str, value: Zeroizing<String>) -> Result<HeaderValue, Error> {
    let problem = if value.is_empty() {
        Some("is empty; copy it from the console")
    } else {
        value_fault(&value)
    };
    if let Some(problem) = problem {
        return Err(fault(format_args!("the {what} {problem}")));
    }
    wiped_value(value).ok_or_else(|| fault(format_args!("the {what} cannot be sent as a header")))
}

fn fault(problem: fmt::Arguments<'_>) -> Error {
    Error::credentials(format!("service key: {problem}"))
}

impl fmt::Debug for ServiceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Pair { .. } => f
                .debug_struct("ServiceKey")
                .field("id", &Redacted)
                .field("secret", &Redacted)
                .finish(),
            Kind::Secret(_) => f.debug_tuple("ServiceKey").field(&Redacted).finish(),
            Kind::Named(values) => {
                let mut debug = f.debug_struct("ServiceKey");
                for (name, _) in values {
                    debug.field(name, &Redacted);
                }
                debug.finish()
            }
        }
    }
}
