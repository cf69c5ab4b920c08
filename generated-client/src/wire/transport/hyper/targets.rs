//! Addresses as hyper wants them: parsed, with the `host` of the request beside them.

use bytes::Bytes;
use http::Uri;
use http::header::HeaderValue;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use crate::wire::transport::origins::{Origins, split};
use crate::wire::transport::{Failure, TransportError};

#[derive(Debug, Default)]
pub(super) struct Targets(Origins<Origin>);

#[derive(Clone, Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    host: HeaderValue,
}

#[derive(Debug)]
pub(super) struct Target {
    pub(super) uri: Uri,
    pub(super) host: HeaderValue,
}

impl Targets {
    /// The address as it will be sent. Its text is shared, not copied.
    ///
    /// # Errors
    ///
    /// When it is none, and when it would be sent in another spelling than it is signed in: a fragment would be left out.
    pub(super) fn parse(&self, address: String) -> Result<Target, TransportError> {
        let known = self
            .0
            .find(&address, |origin, target| (origin.clone(), target.len()));
        let (origin, length) = match known {
            Some(known) => known,
            None => {
                let (text, target) = split(&address);
                let origin = Origin::parse(text)?;
                self.0.remember(text, || origin.clone());
                (origin, target.len())
            }
        };
        let mut parts = Parts::default();
        parts.scheme = Some(origin.scheme);
        parts.authority = Some(origin.authority);
        parts.path_and_query = Some(match length {
            0 => PathAndQuery::from_static("/"),
            _ => target(Bytes::from(address), length)?,
        });
        Ok(Target {
            uri: Uri::from_parts(parts).map_err(refused)?,
            host: origin.host,
        })
    }
}

/// The target at the end of an address.
fn target(address: Bytes, length: usize) -> Result<PathAndQuery, TransportError> {
    let target = address.slice(address.len().saturating_sub(length)..);
    let is_ascii = target.is_ascii();
    let parsed = PathAndQuery::from_maybe_shared(target).map_err(refused)?;
    if !is_ascii || parsed.as_str().len() != length {
        let problem =
            "the address would be sent in another spelling than it is signed in; send it encoded";
        return Err(TransportError::new(Failure::Refused, problem));
    }
    Ok(parsed)
}

impl Origin {
    fn parse(text: &str) -> Result<Self, TransportError> {
        let no_address =
            || TransportError::new(Failure::Refused, "it is no address of http or https");
        let uri: Uri = text.parse().map_err(refused)?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(no_address());
        };
        let default_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return Err(no_address()),
        };
        let host = authority.host();
        let host = match authority.port_u16() {
            Some(port) if port != default_port => HeaderValue::try_from(format!("{host}:{port}")),
            _ => HeaderValue::try_from(host),
        };
        Ok(Self {
            host: host.map_err(refused)?,
            scheme,
            authority,
        })
    }
}

fn refused(error: impl core::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(Failure::Refused, error)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_address_is_the_same_the_first_time_and_later() {
        let targets = Targets::default();
        for (address, host, target) in [
            (
                "https://organization.apigw.ntruss.com:443/open-api/v1/org",
                "organization.apigw.ntruss.com",
                "/open-api/v1/org",
            ),
            (
                "https://organization.apigw.ntruss.com:443/a%2Fb/c?d=e%20f&g=",
                "organization.apigw.ntruss.com",
                "/a%2Fb/c?d=e%20f&g=",
            ),
            (
                "https://organization.apigw.ntruss.com:443/?",
                "organization.apigw.ntruss.com",
                "/?",
            ),
            (
                "https://organization.apigw.ntruss.com:443",
                "organization.apigw.ntruss.com",
                "/",
            ),
            (
                "http://127.0.0.1:8080/a//b;c=d/~e",
                "127.0.0.1:8080",
                "/a//b;c=d/~e",
            ),
            (
                "http://127.0.0.1:80/%ED%95%9C?q=%25",
                "127.0.0.1",
                "/%ED%95%9C?q=%25",
            ),
            ("http://[::1]:443/a/../b", "[::1]:443", "/a/../b"),
        ] {
            for time in ["first", "later"] {
                let parsed = targets.parse(address.to_owned()).unwrap();
                assert_eq!(parsed.host, host, "{time} {address}");
                assert_eq!(
                    parsed.uri.path_and_query().unwrap(),
                    target,
                    "{time} {address}"
                );
                assert_eq!(parsed.uri, address, "{time} {address}");
            }
        }
    }

    #[test]
    fn what_would_be_sent_otherwise_is_refused_the_first_time_and_later() {
        let targets = Targets::default();
        for _ in 0..2 {
            for target in ["/a b", "/a?b c", "/a#b", "/a\n", "/\u{d55c}", "#a"] {
                let address = format!("https://a.example.com{target}");
                let error = targets.parse(address).unwrap_err();
                assert_eq!(error.failure(), Failure::Refused, "{target}");
            }
            targets.parse("https://a.example.com/a".to_owned()).unwrap();
        }
        for address in [
            "a.example.com",
            "ftp://a.example.com/a",
            "https:///a",
            "/a",
            "",
        ] {
            let error = targets.parse(address.to_owned()).unwrap_err();
            assert_eq!(error.failure(), Failure::Refused, "{address}");
        }
    }
}
