//! Credentials from environment variables.

use core::fmt;
use std::env;
use std::ffi::OsString;

use zeroize::Zeroizing;

use super::Credentials;
use crate::wire::error::Error;

/// Names of the access key and of the secret key, the preferred one first.
const ACCESS_KEY: [&str; 2] = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY"];
const SECRET_KEY: [&str; 2] = ["NCLOUD_SECRET_ACCESS_KEY", "NCLOUD_SECRET_KEY"];

/// Where variables are looked up: the environment of the process, or what a test puts in its place.
pub(crate) struct Environment(Box<Lookup>);

type Lookup = dyn Fn(&str) -> Option<OsString> + Send + Sync;

impl Environment {
    pub(crate) fn new(lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self(Box::new(lookup))
    }

    pub(crate) fn of_process() -> Self {
        Self::new(|name| env::var_os(name))
    }

    /// A variable that is set to something.
    pub(crate) fn raw(&self, name: &str) -> Option<OsString> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// A variable that is set to some text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        self.raw(name)
            .map(OsString::into_string)
            .transpose()
            .map_err(|_| {
                Error::configuration(format!(
                    "environment variable {name} is not UTF-8; set it again or unset it"
                ))
            })
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

/// What the environment holds.
pub(super) enum Found {
    Keys(Credentials),
    /// It holds no pair, and why.
    Nothing(String),
}

pub(super) fn find(environment: &Environment) -> Result<Found, Error> {
    let access = first(environment, &ACCESS_KEY)?;
    let secret = first(environment, &SECRET_KEY)?;
    let unset = |names: &[&str; 2]| format!("neither {} is set", names.join(" nor "));
    let ((access_name, access), (secret_name, secret)) = match (access, secret) {
        (Some(access), Some(secret)) => (access, secret),
        (None, None) => return Ok(Found::Nothing("no key is set".to_owned())),
        (Some((name, _)), None) => {
            return Ok(Found::Nothing(format!(
                "{name} is set, but {}",
                unset(&SECRET_KEY)
            )));
        }
        (None, Some((name, _))) => {
            return Ok(Found::Nothing(format!(
                "{name} is set, but {}",
                unset(&ACCESS_KEY)
            )));
        }
    };
    Credentials::checked(access, &secret)
        .map(Found::Keys)
        .map_err(|fault| {
            let variable = if fault.key == "access key" {
                access_name
            } else {
                secret_name
            };
            Error::credentials(format!("environment variable {variable}: {fault}"))
        })
}

fn first(
    environment: &Environment,
    names: &[&'static str; 2],
) -> Result<Option<(&'static str, Zeroizing<String>)>, Error> {
    for name in names {
        if let Some(value) = environment.text(name)? {
            return Ok(Some((name, Zeroizing::new(value))));
        }
    }
    Ok(None)
}
