//! Risk: a key of a service that is used where it must not be, is printed, or is found to be bad only by the service.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::fmt::Write as _;
use std::future::ready;

use common::builder;
use ncloud::credentials::{CredentialsFuture, CredentialsProvider};
use ncloud::operation::Request;
use ncloud::operation::{
    Authorization, Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody,
};
use ncloud::transport::memory::{Memory, Response as Scripted};
use ncloud::{Client, Credentials, ErrorKind, ServiceKey};

macro_rules! operation {
    ($name:ident, $authorization:expr) => {
        struct $name;

        impl Operation for $name {
            type Output = bool;

            const META: &'static OperationMeta = &OperationMeta::new(
                &common::SERVICE,
                stringify!($name),
                Method::Get,
                &[PathSegment::Literal("/v1/a")],
            )
            .authorization($authorization)
            .response(ResponseBody::Json(Envelope::None));

            fn encode(&self, request: &mut Request) {
                request.query("q", "1");
            }
        }
    };
}

operation!(InHeaders, Authorization::ApiKey);
operation!(InQuery, Authorization::ApiKeyInQuery);
operation!(InHeader, Authorization::Headers(&["x-secret"]));
operation!(Bearer, Authorization::Bearer);
operation!(BodySignature, Authorization::BodySignature("x-sign"));
operation!(Token, Authorization::Token("x-auth-token"));
operation!(Misnamed, Authorization::Headers(&["X-SECRET"]));

fn pair() -> ServiceKey {
    ServiceKey::pair("application-id", "application-secret").unwrap()
}

fn client(key: ServiceKey) -> (Client, Memory) {
    let memory = Memory::new();
    let client = builder(&memory)
        .service_key(&common::SERVICE, key)
        .build()
        .unwrap();
    (client, memory)
}

#[test]
fn keys_are_checked_when_they_are_given() {
    let fault = |key: Result<ServiceKey, ncloud::Error>| {
        let error = key.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        error.to_string()
    };
    assert_eq!(
        fault(ServiceKey::secret("")),
        "service key: the secret of the service is empty; copy it from the console"
    );
    assert_eq!(
        fault(ServiceKey::secret("secret\n")),
        "service key: the secret of the service holds a line feed; remove it (it often comes from reading a file whole)"
    );
    assert_eq!(
        fault(ServiceKey::pair("", "secret")),
        "service key: the identifier of the application is empty; copy it from the console"
    );
    assert_eq!(
        fault(ServiceKey::pair("id", "se cret")),
        "service key: the secret of the application holds a blank; remove it"
    );
    assert_eq!(
        fault(ServiceKey::named([
            ("x-api-key", "k"),
            ("x-project-id", "프로젝트")
        ])),
        "service key: the value for the header `x-project-id` holds characters that are not visible ASCII; copy it again from the console"
    );
    assert_eq!(
        fault(ServiceKey::named([("x api key", "k")])),
        "service key: \"x api key\" is not the name of a header; correct it"
    );
    assert_eq!(
        fault(ServiceKey::named([("x-api-key", "k"), ("X-API-KEY", "l")])),
        "service key: the header `x-api-key` has two values; keep one"
    );
    assert_eq!(
        fault(ServiceKey::named(Vec::<(String, String)>::new())),
        "service key: there are no values; give one for every header"
    );
}

#[test]
fn keys_are_not_printed() {
    let named = ServiceKey::named([("x-api-key", "value-1"), ("x-project-id", "value-2")]);
    for (key, shown) in [
        (pair(), "ServiceKey { id: [redacted], secret: [redacted] }"),
        (
            ServiceKey::secret("value-3").unwrap(),
            "ServiceKey([redacted])",
        ),
        (
            named.unwrap(),
            "ServiceKey { x-api-key: [redacted], x-project-id: [redacted] }",
        ),
    ] {
        assert_eq!(format!("{key:?}"), shown);
    }
}

#[tokio::test]
async fn headers_with_keys_are_sensitive() {
    let (client, memory) = client(pair());
    memory.otherwise(|_| Scripted::json(200, "true"));
    client.send(InHeaders).await.unwrap();
    let secret = ServiceKey::secret("value").unwrap();
    let client = client.with_service_key(&common::SERVICE, secret).unwrap();
    client.send(InHeader).await.unwrap();
    client.send(Bearer).await.unwrap();
    client.send(BodySignature).await.unwrap();
    client.send(Token).await.unwrap();

    let requests = memory.requests();
    for (index, name) in [
        (0, "x-ncp-apigw-api-key-id"),
        (0, "x-ncp-apigw-api-key"),
        (1, "x-secret"),
        (2, "authorization"),
        (3, "x-sign"),
        (4, "x-auth-token"),
    ] {
        assert!(requests[index].headers[name].is_sensitive(), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_in_the_query_is_printed_nowhere() {
    let (client, memory) = client(pair());
    memory.expect(
        "GET /v1/a?q=1&X-NCP-APIGW-API-KEY-ID=application-id&X-NCP-APIGW-API-KEY=application-secret",
        Scripted::json(503, "{}"),
    );
    let error = client.send(InQuery).await.unwrap_err();

    let mut printed = format!("{error}{error:?}{client:?}{memory:?}");
    for request in memory.requests() {
        write!(printed, "{request:?}").unwrap();
    }
    assert!(
        printed.contains(
            "unexpected request GET /v1/a?q=..&X-NCP-APIGW-API-KEY-ID=..&X-NCP-APIGW-API-KEY=..;"
        ),
        "{printed}"
    );
    assert!(!printed.contains("application"), "{printed}");
}

/// Has no keys, and says so.
#[derive(Debug)]
struct Nobody;

impl CredentialsProvider for Nobody {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(ready(Credentials::new("", "")))
    }
}

#[tokio::test]
async fn the_keys_of_the_account_are_not_asked_for() {
    let memory = Memory::new();
    memory.otherwise(|_| Scripted::json(200, "true"));
    let client = Client::builder()
        .credentials(Nobody)
        .transport(memory.clone())
        .service_key(&common::SERVICE, pair())
        .build()
        .unwrap();
    client.send(InHeaders).await.unwrap();
    assert!(client.send(common::get_user()).await.unwrap_err().is_auth());

    let requests = memory.requests();
    assert_eq!(requests.len(), 1);
    for name in [
        "x-ncp-apigw-timestamp",
        "x-ncp-iam-access-key",
        "x-ncp-apigw-signature-v2",
    ] {
        assert!(!requests[0].headers.contains_key(name), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_repetition_carries_the_same_key_and_blames_no_clock() {
    let (client, memory) = client(pair());
    memory.expect_any(Scripted::json(503, "{}"));
    // An hour later than the clock of the client.
    let refused = r#"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#;
    memory.expect_any(Scripted::json(401, refused).header("date", "Tue, 14 Nov 2023 23:13:20 GMT"));
    let error = client.send(InQuery).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.attempts(), 2);
    let requests = memory.requests();
    assert_eq!(requests[0].url, requests[1].url);
}

#[tokio::test]
async fn a_header_that_is_none_is_the_fault_of_the_specification() {
    operation!(Unnameable, Authorization::Headers(&["x secret"]));
    let (client, memory) = client(ServiceKey::named([("x-secret", "value")]).unwrap());
    memory.otherwise(|_| Scripted::json(200, "true"));
    let error = client.send(Misnamed).await.unwrap_err().to_string();
    assert!(
        error.starts_with("sample.Misnamed: the key for the service"),
        "{error}"
    );
    let secret = ServiceKey::secret("value").unwrap();
    let client = client.with_service_key(&common::SERVICE, secret).unwrap();
    assert_eq!(
        client.send(Unnameable).await.unwrap_err().to_string(),
        "sample.Unnameable: `x secret` is not the name of a header; correct it in the specification"
    );
    assert_eq!(memory.requests().len(), 0);
}
