//! Whether a request is signed, by a key that the gateway knows, over the very bytes of its request line, and within
//! the window.
//!
//! Written from the documentation of [signature v2](https://api.ncloud-docs.com/docs/common-ncpapi) alone: it shares
//! nothing with the client's signer, so that a slip in one is not repeated by the other.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;

/// A difference of this many milliseconds between the clocks is too much, one less is not.
const WINDOW: u128 = 5 * 60 * 1000;

const TIMESTAMP: &str = "x-ncp-apigw-timestamp";
const ACCESS_KEY: &str = "x-ncp-iam-access-key";
const SIGNATURE: &str = "x-ncp-apigw-signature-v2";
/// The same value under the name that most official SDKs still send; the gateway takes either.
const OLDER_SIGNATURE: &str = "x-ncp-apigw-signature-v1";

/// Access keys and their secret keys.
pub(crate) type Keys = BTreeMap<String, String>;

/// What is wrong with the signature of a request, and in which words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A header is missing or empty.
    Missing(String),
    /// Everything is there, and something is wrong.
    Invalid(String),
}

impl Fault {
    /// The sentence of the gateway, which does not say what exactly is wrong.
    pub(crate) fn details(&self) -> &'static str {
        match self {
            Self::Missing(_) => "Authentication information are missing.",
            Self::Invalid(_) => "Invalid authentication information.",
        }
    }

    /// What exactly is wrong.
    pub(crate) fn into_reason(self) -> String {
        match self {
            Self::Missing(reason) | Self::Invalid(reason) => reason,
        }
    }
}

/// Verifies a request whose line is `{method} {target} HTTP/1.1`.
pub(crate) fn verify(
    keys: &Keys,
    now: SystemTime,
    method: &str,
    target: &str,
    headers: &HeaderMap,
) -> Result<(), Fault> {
    let timestamp = single(headers, TIMESTAMP)?;
    let access_key = single(headers, ACCESS_KEY)?;
    let name = if headers.contains_key(OLDER_SIGNATURE) && !headers.contains_key(SIGNATURE) {
        OLDER_SIGNATURE
    } else {
        SIGNATURE
    };
    let signature = single(headers, name)?;

    let secret_key = std::str::from_utf8(access_key)
        .ok()
        .and_then(|access_key| keys.get(access_key))
        .ok_or_else(|| Fault::Invalid(format!("no such key as the one in {ACCESS_KEY}")))?;
    within_window(timestamp, now)?;

    let given = STANDARD
        .decode(signature)
        .map_err(|error| Fault::Invalid(format!("{name} is not Base64: {error}")))?;
    let mut expected = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes())
        .map_err(|error| Fault::Invalid(format!("the secret key cannot sign: {error}")))?;
    let signed: [&[u8]; 7] = [
        method.as_bytes(),
        b" ",
        target.as_bytes(),
        b"\n",
        timestamp,
        b"\n",
        access_key,
    ];
    for piece in signed {
        expected.update(piece);
    }
    expected.verify_slice(&given).map_err(|_| {
        Fault::Invalid(format!(
            "{name} is not that of `{method} {target}` at the time and with the key of the other headers"
        ))
    })
}

/// The value of a header that is there once and is not empty.
pub(crate) fn single<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h [u8], Fault> {
    let mut values = headers.get_all(name).iter();
    let value = values
        .next()
        .map(http::HeaderValue::as_bytes)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Fault::Missing(format!("{name} is missing or empty")))?;
    if values.next().is_some() {
        return Err(Fault::Invalid(format!("{name} is given more than once")));
    }
    Ok(value)
}

fn within_window(timestamp: &[u8], now: SystemTime) -> Result<(), Fault> {
    let sent = std::str::from_utf8(timestamp)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse::<u64>().ok())
        .ok_or_else(|| {
            Fault::Invalid(format!(
                "{TIMESTAMP} is not a number of milliseconds in decimal digits"
            ))
        })?;
    // A clock before 1970 is no clock that a request could agree with.
    let now = now
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis();
    let difference = now.abs_diff(u128::from(sent));
    if difference >= WINDOW {
        let side = if u128::from(sent) < now {
            "behind"
        } else {
            "ahead of"
        };
        return Err(Fault::Invalid(format!(
            "{TIMESTAMP} is {difference} ms {side} the gateway's clock; less than {WINDOW} is allowed"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::time::Duration;

    use super::*;

    const KEY: &str = "TESTACCESSKEY0000001";

    fn judge(method: &str, target: &str, headers: &[(&str, &str)], now: u64) -> Result<(), Fault> {
        let keys = Keys::from([(
            KEY.to_owned(),
            "TestSecretKeyForDocsOnly000000000000000a".to_owned(),
        )]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(
                http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                value.parse().unwrap(),
            );
        }
        let now = UNIX_EPOCH + Duration::from_millis(now);
        verify(&keys, now, method, target, &map)
    }

    fn judge_vector(
        method: &str,
        target: &str,
        timestamp: &str,
        signature: &str,
        now: u64,
    ) -> Result<(), Fault> {
        let headers = [
            (TIMESTAMP, timestamp),
            (ACCESS_KEY, KEY),
            (SIGNATURE, signature),
        ];
        judge(method, target, &headers, now)
    }

    const VECTORS: [(&str, &str, &str, &str); 4] = [
        (
            "GET",
            "/photos/puppy.jpg?query1=&query2",
            "1505290625682",
            "fTjTVzjY8K39pVBWNP4nLRFVmdch75M3+04fg67KLfA=",
        ),
        (
            "POST",
            "/vserver/v2/getServerInstanceList",
            "1505290625682",
            "aDpnZct0qzDbtKrIQHmOvqHWu6MbSpV65e2pM06OCpw=",
        ),
        (
            "GET",
            "/open-api/v1/org",
            "1700000000000",
            "BCJjA/6Aq+Ning9vNLn9vC3wkydrtk/aHuJ5SOl+iBM=",
        ),
        (
            "GET",
            "/x/v1/search?name=%EB%84%A4%EC%9D%B4%EB%B2%84&size=10",
            "1700000000000",
            "Ol8BLsDYbg3+n+08f9urjhVBiNcESlJNYt7aeqVSChI=",
        ),
    ];

    #[test]
    fn the_older_name_is_taken_where_the_newer_one_is_absent() {
        let (method, target, timestamp, signature) = VECTORS[0];
        let now = timestamp.parse().unwrap();
        let of = |names: &[(&str, &str)]| {
            let mut headers = vec![(TIMESTAMP, timestamp), (ACCESS_KEY, KEY)];
            headers.extend(names);
            judge(method, target, &headers, now)
        };
        assert_eq!(of(&[(OLDER_SIGNATURE, signature)]), Ok(()));
        assert!(matches!(
            of(&[(OLDER_SIGNATURE, VECTORS[1].3)]),
            Err(Fault::Invalid(_))
        ));
        // The newer one counts where both are there.
        assert!(matches!(
            of(&[(OLDER_SIGNATURE, signature), (SIGNATURE, VECTORS[1].3)]),
            Err(Fault::Invalid(_))
        ));
    }

    #[test]
    fn vectors_are_accepted_and_nothing_near_them_is() {
        for (method, target, timestamp, signature) in VECTORS {
            let now = timestamp.parse().unwrap();
            let judge = |method, target, timestamp, signature| {
                judge_vector(method, target, timestamp, signature, now)
            };
            assert_eq!(judge(method, target, timestamp, signature), Ok(()));

            let other_method = if method == "GET" { "PUT" } else { "GET" };
            let longer_target = format!("{target}&");
            let later = (now + 1).to_string();
            let unpadded = signature.trim_end_matches('=');
            let shortened = STANDARD.encode(&STANDARD.decode(signature).unwrap()[..16]);
            for refused in [
                judge(other_method, target, timestamp, signature),
                judge(method, &longer_target, timestamp, signature),
                judge(method, target, &later, signature),
                judge(method, target, timestamp, unpadded),
                judge(method, target, timestamp, &shortened),
            ] {
                assert!(matches!(refused, Err(Fault::Invalid(_))), "{refused:?}");
            }
        }
    }

    #[test]
    fn signature_is_in_the_standard_alphabet() {
        let (method, target, timestamp, signature) = VECTORS[3];
        let url_safe = signature.replace('+', "-").replace('/', "_");
        assert_ne!(url_safe, signature);
        let now = timestamp.parse().unwrap();
        let fault = judge_vector(method, target, timestamp, &url_safe, now).unwrap_err();
        assert!(fault.into_reason().contains("not Base64"));
    }

    #[test]
    fn window_is_open_below_five_minutes_on_both_sides() {
        let (method, target, timestamp, signature) = VECTORS[2];
        let judge = |now| judge_vector(method, target, timestamp, signature, now);
        let sent: u64 = timestamp.parse().unwrap();
        assert_eq!(judge(sent + 299_999), Ok(()));
        assert_eq!(judge(sent - 299_999), Ok(()));
        for (now, words) in [
            (sent + 300_000, "300000 ms behind"),
            (sent - 300_000, "300000 ms ahead of"),
        ] {
            let reason = judge(now).unwrap_err().into_reason();
            assert!(reason.contains(words), "{reason}");
        }
    }

    #[test]
    fn timestamps_are_digits_alone() {
        for timestamp in [
            "-1",
            "+1700000000000",
            "1.7e12",
            " 1",
            "99999999999999999999999",
        ] {
            let fault = judge_vector("GET", "/", timestamp, "AAAA", 0).unwrap_err();
            assert!(
                fault.into_reason().contains("decimal digits"),
                "{timestamp}"
            );
        }
    }

    #[test]
    fn headers_are_there_once() {
        let (method, target, timestamp, signature) = VECTORS[2];
        let now = timestamp.parse().unwrap();
        let headers = [
            (TIMESTAMP, timestamp),
            (ACCESS_KEY, KEY),
            (SIGNATURE, signature),
        ];
        for left_out in 0..headers.len() {
            let mut fewer = headers.to_vec();
            let (name, _) = fewer.remove(left_out);
            let missing = judge(method, target, &fewer, now);
            assert!(
                matches!(&missing, Err(Fault::Missing(reason)) if reason.contains(name)),
                "{missing:?}"
            );
            fewer.push((name, ""));
            assert_eq!(judge(method, target, &fewer, now), missing);

            let mut twice = headers.to_vec();
            twice.push(headers[left_out]);
            let fault = judge(method, target, &twice, now).unwrap_err();
            assert!(fault.into_reason().contains("more than once"));
        }
    }
}
