//! Where requests go: scheme, host and the path before every target.

use std::borrow::Cow;

use http::Uri;

use crate::codec::types::Redacted;
use crate::wire::error::Error;

/// Longest address that HTTP libraries take, in bytes.
const LONGEST: usize = 65_534;

/// What is wrong with a whole address that is too long.
pub(crate) fn length_fault(url: &str) -> Option<String> {
    (url.len() > LONGEST).then(|| {
        format!(
            "the address with path and query is {} bytes long, and at most {LONGEST} can be sent; give the parameters shorter values",
            url.len()
        )
    })
}

/// A checked base address, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    base: Cow<'static, str>,
    /// Where the path starts: what comes after is signed.
    path: usize,
}

impl Endpoint {
    /// A base address that signed requests may go to: `https`, or `http` to this very machine.
    ///
    /// A signature is good for five minutes to everybody who reads it, and so is what the body holds: plain http
    /// stays where nobody else listens.
    pub(crate) fn new(address: &str) -> Result<Self, Error> {
        let endpoint = Self::parse(address)?;
        match endpoint.scheme() {
            "https" => Ok(endpoint),
            _ if is_loopback(endpoint.host()) => Ok(endpoint),
            _ => Err(fault(
                address,
                "is plain http to another machine, where keys and responses could be read; use https",
            )),
        }
    }

    /// The same for an address that a specification has. Nearly all are `https://` and a host, which a call need not parse and
    /// copy.
    pub(crate) fn documented(address: &'static str) -> Result<Self, Error> {
        let is_host = |rest: &str| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        };
        if address.strip_prefix("https://").is_some_and(is_host) {
            Ok(Self {
                base: Cow::Borrowed(address),
                path: address.len(),
            })
        } else {
            Self::new(address)
        }
    }

    /// A base address of the metadata service, which speaks plain http and gets no signed requests.
    pub(crate) fn of_metadata(address: &str) -> Result<Self, Error> {
        Self::parse(address)
    }

    fn parse(address: &str) -> Result<Self, Error> {
        if address.len() > LONGEST {
            return Err(fault(
                "(not shown)",
                &format!(
                    "is {} bytes long, and at most {LONGEST} can be sent",
                    address.len()
                ),
            ));
        }
        let uri: Uri = address
            .parse()
            .map_err(|_| fault(address, "is not an address; write `https://host`"))?;
        let authority = match (uri.scheme_str(), uri.authority()) {
            (Some("https" | "http"), Some(authority)) if !authority.host().is_empty() => authority,
            _ => {
                return Err(fault(
                    address,
                    "does not start with `https://` and a host; write `https://host`",
                ));
            }
        };
        if authority.as_str().contains('@') {
            return Err(fault(
                address,
                "holds a user name; leave out everything up to `@`",
            ));
        }
        if uri.query().is_some() || address.contains('#') {
            return Err(fault(
                address,
                "holds a query or a fragment; leave them out",
            ));
        }
        let base = address.trim_end_matches('/').to_owned();
        let path = base.find("://").map_or(0, |scheme| scheme + 3) + authority.as_str().len();
        Ok(Self {
            path: path.min(base.len()),
            base: Cow::Owned(base),
        })
    }

    fn scheme(&self) -> &str {
        self.base.split_once("://").map_or("", |(scheme, _)| scheme)
    }

    /// The host, without a port and without brackets.
    pub(crate) fn host(&self) -> &str {
        let authority = self
            .base
            .get(..self.path)
            .and_then(|base| base.split_once("://"))
            .map_or("", |(_, rest)| rest);
        match authority.strip_prefix('[') {
            Some(address) => address
                .split_once(']')
                .map_or(address, |(address, _)| address),
            None => authority
                .split_once(':')
                .map_or(authority, |(host, _)| host),
        }
    }

    /// The whole address of a target.
    pub(crate) fn url(&self, target: &str) -> String {
        let mut url = self.begin(target.len());
        url.push_str(target);
        url
    }

    /// Begins the address of a target of about that length.
    pub(crate) fn begin(&self, length: usize) -> String {
        let mut url = String::with_capacity(self.base.len() + length);
        url.push_str(&self.base);
        url
    }

    /// The part of such an address that goes into the request line, and is signed.
    pub(crate) fn signed_part<'a>(&self, url: &'a str) -> &'a str {
        url.get(self.path..).unwrap_or_default()
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse()
            .is_ok_and(|address: core::net::IpAddr| address.is_loopback())
}

fn fault(address: &str, problem: &str) -> Error {
    Error::configuration(format!("endpoint {:?} {problem}", redacted(address)))
}

/// What is given as an address may hold a user name and a password, and a key in its query too.
pub(crate) fn redacted(address: &str) -> String {
    let (address, query) = match address.find(['?', '#']) {
        Some(at) => address.split_at(at),
        None => (address, ""),
    };
    let query = match query.get(..1) {
        Some(mark) => format!("{mark}{}", Redacted::MARK),
        None => String::new(),
    };
    match address.rsplit_once('@') {
        Some((_, host)) => format!("{}@{host}{query}", Redacted::MARK),
        None => format!("{address}{query}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_path_before_the_target_is_signed() {
        let endpoint = Endpoint::new("http://[::1]:8080/prefix/").unwrap();
        let url = endpoint.url("/a?b=1");
        assert_eq!(url, "http://[::1]:8080/prefix/a?b=1");
        assert_eq!(endpoint.signed_part(&url), "/prefix/a?b=1");
    }

    #[test]
    fn a_documented_address_is_the_same_as_any_other() {
        for address in [
            "https://organization.apigw.ntruss.com",
            "https://fin-nks.apigw.fin-ntruss.com",
            "https://a.b:8443/c",
            "https://a.b/",
            "http://localhost:1",
        ] {
            let documented = Endpoint::documented(address).unwrap();
            assert_eq!(documented, Endpoint::new(address).unwrap(), "{address}");
        }
        for address in [
            "https://",
            "http://a.b",
            "https://a@b",
            "https://a.b?c",
            "a.b",
        ] {
            assert!(Endpoint::documented(address).is_err(), "{address}");
        }
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for address in [
            "http://127.0.0.1",
            "http://127.9.9.9:1",
            "http://localhost:8080",
            "http://[::1]:1",
            "https://a.b",
        ] {
            assert!(Endpoint::new(address).is_ok(), "{address}");
        }
        for address in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://10.0.0.1",
        ] {
            let error = Endpoint::new(address).unwrap_err().to_string();
            assert!(error.contains("plain http to another machine"), "{error}");
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for address in [
            "",
            "organization",
            "ftp://a.b",
            "https://",
            "https://a.b?x",
            "https://a.b/#x",
            "https:///x",
            "//a.b",
        ] {
            assert!(Endpoint::new(address).is_err(), "{address}");
        }
        let error = Endpoint::new("https://user:password@a.b")
            .unwrap_err()
            .to_string();
        assert!(!error.contains("password"), "{error}");
        for address in [
            "https://a.b/?key=password",
            "https://a.b/c#password",
            "ftp://a.b?x=y@password",
            "https://user:password@a.b?password",
        ] {
            let error = Endpoint::new(address).unwrap_err().to_string();
            assert!(error.contains("[redacted]"), "{error}");
            assert!(!error.contains("password"), "{error}");
        }
        for address in [
            "user:password@a.b",
            "ftp://user:password@a.b/c",
            "https://user:password@",
        ] {
            let error = Endpoint::new(address).unwrap_err().to_string();
            assert!(error.contains("[redacted]@"), "{error}");
            assert!(!error.contains("password"), "{error}");
        }
    }
}
