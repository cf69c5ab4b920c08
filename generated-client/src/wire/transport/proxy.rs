//! The proxy that requests go through, decided once for every transport.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::wire::error::Error;

/// What a user name and a password may hold as they are; a percent sign is part of what is encoded already.
const CREDENTIALS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'%');

/// Which proxy `https` requests go through. Plain `http` never does: it is for this machine and for the metadata service.
#[derive(Default)]
pub(crate) enum ProxyChoice {
    /// `HTTPS_PROXY` or else `ALL_PROXY`, in either case of letters.
    #[default]
    Environment,
    Address(String),
    None,
}

/// A proxy for `https`. It is not printed, because the address may hold a password.
pub(crate) struct Proxy {
    /// Scheme (`http` or `https`), credentials, host and port; without a path.
    pub(super) address: String,
    /// The hosts that are reached without it, in the notation of curl.
    pub(super) exceptions: String,
    /// What named it: the setting or the variable.
    setting: &'static str,
}

impl ProxyChoice {
    /// The proxy that was chosen, and the hosts of `NO_PROXY`.
    ///
    /// # Errors
    ///
    /// When it is not the address of an HTTP proxy.
    pub(crate) fn resolve(
        &self,
        environment: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Option<Proxy>, Error> {
        let first = |names: &[&'static str]| {
            for name in names {
                if let Some(value) = environment(name)? {
                    return Ok(Some((*name, value)));
                }
            }
            Ok::<_, Error>(None)
        };
        let chosen = match self {
            Self::None => None,
            Self::Address(address) => Some(("proxy", address.clone())),
            Self::Environment => first(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])?,
        };
        let Some((setting, address)) = chosen else {
            return Ok(None);
        };
        let address = normalized(&address).ok_or_else(|| refused(setting))?;
        let exceptions = first(&["NO_PROXY", "no_proxy"])?;
        Ok(Some(Proxy {
            address,
            exceptions: exceptions.map(|(_, hosts)| hosts).unwrap_or_default(),
            setting,
        }))
    }
}

impl Proxy {
    /// That a library does not take the address.
    pub(super) fn refused(&self) -> Error {
        refused(self.setting)
    }
}

/// That an address is none. It is not shown, because it may hold a password.
fn refused(setting: &str) -> Error {
    Error::configuration(format!(
        "{setting} is not the address of a proxy of HTTP; write `http://host:port`"
    ))
}

/// The address with its scheme, without a path, and with the credentials encoded: passwords are often written as they are.
fn normalized(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => "http",
        "https" => "https",
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (credentials, host) = match authority.rsplit_once('@') {
        Some((credentials, host)) => (Some(credentials), host),
        None => (None, authority),
    };
    let parsed: http::uri::Authority = host.parse().ok()?;
    let port = host.strip_prefix(parsed.host());
    let is_port = |text: &str| text.is_empty() || text == ":" || parsed.port_u16().is_some();
    if parsed.host().is_empty() || !port.is_some_and(is_port) {
        return None;
    }
    let credentials = credentials
        .map(|text| format!("{}@", utf8_percent_encode(text, CREDENTIALS)))
        .unwrap_or_default();
    Some(format!("{scheme}://{credentials}{host}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn resolved(choice: &ProxyChoice, variables: &[(&str, &str)]) -> Result<Option<Proxy>, Error> {
        choice.resolve(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            Ok(found.map(|(_, value)| (*value).to_owned()))
        })
    }

    #[test]
    fn the_environment_is_read_in_either_case_of_letters() {
        for (variables, expected) in [
            (&[][..], None),
            (&[("HTTP_PROXY", "http://a:1")], None),
            (
                &[("ALL_PROXY", "http://a:1"), ("HTTPS_PROXY", "http://b:2")],
                Some("http://b:2"),
            ),
            (
                &[("all_proxy", "http://a:1"), ("https_proxy", "http://b:2")],
                Some("http://b:2"),
            ),
            (&[("ALL_PROXY", "a:1")], Some("http://a:1")),
            (&[("all_proxy", "HTTPS://a")], Some("https://a")),
        ] {
            let proxy = resolved(&ProxyChoice::Environment, variables).unwrap();
            assert_eq!(
                proxy.map(|proxy| proxy.address).as_deref(),
                expected,
                "{variables:?}"
            );
        }
        let variables = [("HTTPS_PROXY", "http://a:1"), ("no_proxy", "b, .c")];
        let proxy = resolved(&ProxyChoice::Environment, &variables).unwrap();
        assert_eq!(proxy.unwrap().exceptions, "b, .c");
        assert!(resolved(&ProxyChoice::None, &variables).unwrap().is_none());
    }

    #[test]
    fn passwords_may_be_written_as_they_are() {
        for (address, expected) in [
            ("http://user:password@a:1/", "http://user:password@a:1"),
            ("user:p@ss^w\"rd@a:1", "http://user:p%40ss%5Ew%22rd@a:1"),
            ("http://user:p%40ss@[::1]:1", "http://user:p%40ss@[::1]:1"),
            ("http://한@a", "http://%ED%95%9C@a"),
        ] {
            assert_eq!(normalized(address).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_proxy_is_told_without_its_password() {
        for address in [
            "http://user:password@[",
            "http://user:password@",
            "http://user:pass/word@a:1",
            "http://user:password@a:70000",
            "http://user:password@a:b",
            "ftp://user:password@a",
            "http://user:password@a b",
        ] {
            let choice = ProxyChoice::Address(address.to_owned());
            let error = resolved(&choice, &[]).map(drop).unwrap_err().to_string();
            assert_eq!(
                error, "proxy is not the address of a proxy of HTTP; write `http://host:port`",
                "{address}"
            );
        }
        let variables = [("ALL_PROXY", "socks5h://user:password@a:1080")];
        let error = resolved(&ProxyChoice::Environment, &variables)
            .map(drop)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "ALL_PROXY is not the address of a proxy of HTTP; write `http://host:port`"
        );
    }
}
