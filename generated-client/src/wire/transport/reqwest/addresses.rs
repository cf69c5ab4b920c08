//! Addresses as reqwest wants them: parsed. Scheme and host are parsed once for all calls that go there, as that is most of
//! the work; what a client calls is few hosts, again and again.

use reqwest::Url;

use crate::wire::transport::origins::{Origins, split};
use crate::wire::transport::{Failure, TransportError};

#[derive(Debug, Default)]
pub(super) struct Addresses(Origins<Url>);

impl Addresses {
    /// The address as it will be sent.
    ///
    /// # Errors
    ///
    /// When it is none, and when it would be sent in another spelling than it is signed in: a URL library normalises.
    pub(super) fn parse(&self, address: &str) -> Result<Url, TransportError> {
        if let Some(url) = self.known(address) {
            return Ok(url);
        }
        let url =
            Url::parse(address).map_err(|error| TransportError::new(Failure::Refused, error))?;
        let (origin, target) = split(address);
        let (path, query) = path_and_query(target);
        if !has_target(&url, path, query) {
            let problem = "the address would be sent in another spelling than it is signed in; send it encoded";
            return Err(TransportError::new(Failure::Refused, problem));
        }
        self.0.remember(origin, || {
            let mut base = url.clone();
            base.set_path("");
            base.set_query(None);
            base
        });
        Ok(url)
    }

    fn known(&self, address: &str) -> Option<Url> {
        let (url, target) = self
            .0
            .find(address, |base, target| (base.join(target), target))?;
        let url = url.ok()?;
        let (path, query) = path_and_query(target);
        has_target(&url, path, query).then_some(url)
    }
}

fn path_and_query(target: &str) -> (&str, Option<&str>) {
    target
        .split_once('?')
        .map_or((target, None), |(path, query)| (path, Some(query)))
}

/// Scheme and host may change their case, and a default port may go; an empty path is a slash.
fn has_target(url: &Url, path: &str, query: Option<&str>) -> bool {
    let path = if path.is_empty() { "/" } else { path };
    url.path() == path && url.query() == query && url.fragment().is_none()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_address_is_the_same_the_first_time_and_later() {
        let addresses = Addresses::default();
        for address in [
            "https://Organization.apigw.ntruss.com:443/open-api/v1/org",
            "https://Organization.apigw.ntruss.com:443/a%2Fb/c?d=e%20f&g=",
            "https://Organization.apigw.ntruss.com:443/?",
            "https://Organization.apigw.ntruss.com:443",
            "http://127.0.0.1:8080/a//b;c=d/~e",
            "http://127.0.0.1:8080/%ED%95%9C?q=%25",
        ] {
            let parsed = Url::parse(address).unwrap();
            assert_eq!(addresses.parse(address).unwrap(), parsed, "first {address}");
            assert_eq!(addresses.parse(address).unwrap(), parsed, "later {address}");
        }
    }

    #[test]
    fn what_would_be_sent_otherwise_is_refused_the_first_time_and_later() {
        let addresses = Addresses::default();
        for _ in 0..2 {
            for target in [
                "/a/../b", "/a b", "/a?b c", "/a#b", "/%2e/a", "/a\\b", "/a\n",
            ] {
                let address = format!("https://a.example.com{target}");
                assert!(addresses.parse(&address).is_err(), "{target}");
            }
            addresses.parse("https://a.example.com/a").unwrap();
        }
        assert!(addresses.parse("a.example.com").is_err());
    }
}
