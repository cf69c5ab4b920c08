//! Whether a request says who sends it in the way that its operation takes: by the signature of the gateway, or by a key of
//! the service.
//!
//! Written from the pages of the services alone; it shares nothing with the client.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use ncloud_codegen::ir::{Authorization, Operation, Service};
use sha2::Sha256;

use crate::encoding;
use crate::signature::{self, Fault, Keys, single};

/// The identifier of the only application that a gateway knows.
pub const SAMPLE_API_KEY_ID: &str = "sandboxapikeyid1";
/// Its secret. No secret.
pub const SAMPLE_API_KEY: &str = "SandboxApiKeyThatIsNoSecretAtAll0000001";

/// What a gateway expects in a header that holds a secret of a service, a token among them; of `authorization` what follows
/// `Bearer`, of the header of a signature what the body is signed with. No secret.
#[must_use]
pub fn sample_secret(header: &str) -> String {
    format!("sandbox-no-secret-of-{}", header.to_ascii_lowercase())
}

const ID_HEADER: &str = "x-ncp-apigw-api-key-id";
const KEY_HEADER: &str = "x-ncp-apigw-api-key";
const ID_PARAMETER: &str = "X-NCP-APIGW-API-KEY-ID";
const KEY_PARAMETER: &str = "X-NCP-APIGW-API-KEY";
const ACCESS_KEY: &str = "x-ncp-iam-access-key";

/// The part of a request that says who sends it, or that is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'r> {
    pub(crate) method: &'r str,
    /// Path and query.
    pub(crate) target: &'r str,
    pub(crate) query: &'r str,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) body: &'r [u8],
    /// Those of a login of the same service.
    pub(crate) tokens: &'r [&'r str],
}

/// Verifies a request by the way that its operation takes.
pub(crate) fn verify(
    authorization: &Authorization,
    keys: &Keys,
    now: SystemTime,
    request: Request<'_>,
) -> Result<(), Fault> {
    let headers = request.headers;
    if *authorization == Authorization::Signature {
        return signature::verify(keys, now, request.method, request.target, headers);
    }
    if headers.contains_key(ACCESS_KEY) {
        let reason = format!("{ACCESS_KEY} tells the keys of the account, which are not asked for");
        return Err(Fault::Invalid(reason));
    }
    match authorization {
        Authorization::Signature | Authorization::None => Ok(()),
        Authorization::ApiKey => {
            same(headers, ID_HEADER, SAMPLE_API_KEY_ID)?;
            same(headers, KEY_HEADER, SAMPLE_API_KEY)
        }
        Authorization::ApiKeyInQuery => in_query(request.query),
        Authorization::Headers(names) => names
            .iter()
            .try_for_each(|name| same(headers, name, &sample_secret(name))),
        Authorization::Token(name) => token(headers, name, request.tokens),
        Authorization::Bearer => {
            let expected = format!("Bearer {}", sample_secret("authorization"));
            same(headers, "authorization", &expected)
        }
        Authorization::BodySignature(name) => body_signature(headers, name, request.body),
    }
}

fn same(headers: &HeaderMap, name: &str, expected: &str) -> Result<(), Fault> {
    if single(headers, name)? == expected.as_bytes() {
        Ok(())
    } else {
        Err(Fault::Invalid(format!(
            "{name} is not what the gateway knows"
        )))
    }
}

fn token(headers: &HeaderMap, name: &str, tokens: &[&str]) -> Result<(), Fault> {
    let given = single(headers, name)?;
    if tokens.iter().any(|token| given == token.as_bytes()) {
        return Ok(());
    }
    same(headers, name, &sample_secret(name))
}

/// The tokens that a service answers: the secrets in the headers of its logins' examples. A login is called by nobody that is
/// known yet.
pub(crate) fn tokens(service: &Service) -> Vec<&str> {
    let is_login = |operation: &&Operation| operation.authorization == Authorization::None;
    let logins = service.operations.iter().filter(is_login);
    logins.flat_map(tokens_of).collect()
}

fn tokens_of(login: &Operation) -> impl Iterator<Item = &str> {
    let is_secret = |header: &str| {
        login
            .response
            .headers
            .iter()
            .any(|field| field.sensitive && field.wire_name.eq_ignore_ascii_case(header))
    };
    let examples = login.examples.iter();
    examples
        .flat_map(|example| &example.response_headers)
        .filter(move |(name, _)| is_secret(name))
        .map(|(_, value)| value.as_str())
}

fn in_query(query: &str) -> Result<(), Fault> {
    let (pairs, _) = encoding::parse_pairs("query", query);
    let expected = [
        (ID_PARAMETER, SAMPLE_API_KEY_ID),
        (KEY_PARAMETER, SAMPLE_API_KEY),
    ];
    for (name, expected) in expected {
        let mut values = pairs.iter().filter(|(given, _)| given == name);
        match (values.next(), values.next()) {
            (None, _) => {
                let reason = format!("the query has no {name}");
                return Err(Fault::Missing(reason));
            }
            (Some((_, value)), None) if value == expected => {}
            (Some(_), None) => {
                let reason = format!("{name} in the query is not what the gateway knows");
                return Err(Fault::Invalid(reason));
            }
            (Some(_), Some(_)) => {
                let reason = format!("{name} is in the query more than once");
                return Err(Fault::Invalid(reason));
            }
        }
    }
    Ok(())
}

fn body_signature(headers: &HeaderMap, name: &str, body: &[u8]) -> Result<(), Fault> {
    let given = STANDARD
        .decode(single(headers, name)?)
        .map_err(|error| Fault::Invalid(format!("{name} is not Base64: {error}")))?;
    let mut expected = Hmac::<Sha256>::new_from_slice(sample_secret(name).as_bytes())
        .map_err(|error| Fault::Invalid(format!("the secret cannot sign: {error}")))?;
    expected.update(body);
    expected
        .verify_slice(&given)
        .map_err(|_| Fault::Invalid(format!("{name} is not the signature of the body")))
}

/// The query that is left for the operation.
pub(crate) fn other_parameters(authorization: &Authorization, query: &str) -> String {
    if *authorization != Authorization::ApiKeyInQuery {
        return query.to_owned();
    }
    let is_other = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        name != ID_PARAMETER && name != KEY_PARAMETER
    };
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    others.join("&")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::UNIX_EPOCH;

    use http::{HeaderName, HeaderValue};

    use super::*;

    fn verdict(
        authorization: &Authorization,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<(), Fault> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let request = Request {
            method: "POST",
            target: "/a",
            query,
            headers: &map,
            body: b"{}",
            tokens: &["answered"],
        };
        verify(authorization, &Keys::new(), UNIX_EPOCH, request)
    }

    fn missing(reason: &str) -> Result<(), Fault> {
        Err(Fault::Missing(reason.to_owned()))
    }

    fn invalid(reason: &str) -> Result<(), Fault> {
        Err(Fault::Invalid(reason.to_owned()))
    }

    #[test]
    fn every_header_is_held_against_its_own_secret() {
        let names = ["x-api-key", "x-project-id"];
        let headers = Authorization::Headers(names.map(str::to_owned).to_vec());
        let [key, project] = names.map(sample_secret);
        let given = [(names[0], key.as_str()), (names[1], project.as_str())];
        assert_eq!(verdict(&headers, "", &given), Ok(()));
        let swapped = [(names[0], project.as_str()), (names[1], key.as_str())];
        assert_eq!(
            verdict(&headers, "", &swapped),
            invalid("x-api-key is not what the gateway knows")
        );
        assert_eq!(
            verdict(&headers, "", &given[..1]),
            missing("x-project-id is missing or empty")
        );
    }

    #[test]
    fn the_keys_of_the_account_are_refused_where_nobody_asks_for_them() {
        assert_eq!(
            verdict(&Authorization::None, "", &[(ACCESS_KEY, "SOMEBODY")]),
            invalid("x-ncp-iam-access-key tells the keys of the account, which are not asked for")
        );
        assert_eq!(verdict(&Authorization::None, "", &[]), Ok(()));
    }

    #[test]
    fn a_bearer_token_needs_its_word() {
        let secret = sample_secret("authorization");
        let with_word = format!("Bearer {secret}");
        let given = [("authorization", with_word.as_str())];
        assert_eq!(verdict(&Authorization::Bearer, "", &given), Ok(()));
        let given = [("authorization", secret.as_str())];
        assert_eq!(
            verdict(&Authorization::Bearer, "", &given),
            invalid("authorization is not what the gateway knows")
        );
    }

    #[test]
    fn a_token_is_the_sample_or_one_that_was_answered() {
        let kind = Authorization::Token("x-auth-token".to_owned());
        for token in ["answered", &sample_secret("x-auth-token")] {
            assert_eq!(verdict(&kind, "", &[("x-auth-token", token)]), Ok(()));
        }
        assert_eq!(
            verdict(&kind, "", &[("x-auth-token", "another")]),
            invalid("x-auth-token is not what the gateway knows")
        );
        assert_eq!(
            verdict(&kind, "", &[]),
            missing("x-auth-token is missing or empty")
        );
    }

    #[test]
    fn a_key_in_the_query_is_there_once_and_left_out_of_the_rest() {
        let kind = Authorization::ApiKeyInQuery;
        let query = format!(
            "a=1&X-NCP-APIGW-API-KEY-ID={SAMPLE_API_KEY_ID}&X-NCP-APIGW-API-KEY={SAMPLE_API_KEY}"
        );
        assert_eq!(verdict(&kind, &query, &[]), Ok(()));
        assert_eq!(other_parameters(&kind, &query), "a=1");
        assert_eq!(other_parameters(&Authorization::None, &query), query);
        let twice = format!("{query}&X-NCP-APIGW-API-KEY=");
        assert_eq!(
            verdict(&kind, &twice, &[]),
            invalid("X-NCP-APIGW-API-KEY is in the query more than once")
        );
        assert_eq!(
            verdict(&kind, "a=1", &[]),
            missing("the query has no X-NCP-APIGW-API-KEY-ID")
        );
    }

    #[test]
    fn the_signature_of_a_body_is_over_its_bytes() {
        let kind = Authorization::BodySignature("x-sign".to_owned());
        // Made with OpenSSL: printf '{}' | openssl dgst -sha256 -hmac sandbox-no-secret-of-x-sign -binary | base64
        let given = [("x-sign", "Jk2PB7FDXLK0M4jZDIUMV3Hry3Ua7cFiQJLJifZ3daw=")];
        assert_eq!(verdict(&kind, "", &given), Ok(()));
        let given = [("x-sign", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")];
        assert_eq!(
            verdict(&kind, "", &given),
            invalid("x-sign is not the signature of the body")
        );
    }
}
