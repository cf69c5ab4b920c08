//! Who calls: the keys of the account, keys of services, tokens, nobody.

use std::error::Error as _;

use ncloud::{Client, ErrorKind, ServiceKey};
use ncloud_sandbox::{
    GatewayError, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID, sample_secret,
};
use ncloud_tests::keys::{WithApiKey, WithApiKeyInQuery, WithNothing, WithSignature};
use ncloud_tests::login::{Account, CreateToken, GetAccount};
use ncloud_tests::secrets::{WithBearer, WithBodySignature, WithHeader, WithHeaders, WithToken};

use crate::support::{Sent, Wire};

const KEYS: &str = "fixtures/features/keys.yaml";
const SECRETS: &str = "fixtures/features/secrets.yaml";

const SIGNATURE: [&str; 3] = [
    "x-ncp-apigw-timestamp",
    "x-ncp-iam-access-key",
    "x-ncp-apigw-signature-v2",
];

#[track_caller]
fn is_not_signed(sent: &Sent) {
    for name in SIGNATURE {
        assert_eq!(sent.header(name), None, "{name}");
    }
}

/// A client that has one secret for the service.
async fn with_secret(header: &str) -> Wire {
    let mut wire = Wire::of(SECRETS).await;
    let key = ServiceKey::secret(sample_secret(header)).unwrap();
    wire.client = wire.client.with_service_key("secrets", key).unwrap();
    wire
}

#[tokio::test]
async fn the_signature() {
    let wire = Wire::of(KEYS).await;
    assert!(wire.client.send(WithSignature::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(sent.line, "GET /v1/signature");
    assert_eq!(sent.header("x-ncp-iam-access-key"), Some(SAMPLE_ACCESS_KEY));
    for name in SIGNATURE {
        assert!(sent.header(name).is_some(), "{name}");
    }
    assert_eq!(sent.header("x-ncp-apigw-api-key-id"), None);
    assert_eq!(sent.header("x-ncp-apigw-api-key"), None);
}

#[tokio::test]
async fn two_headers_of_an_application() {
    let wire = Wire::of(KEYS).await;
    assert!(wire.client.send(WithApiKey::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(sent.line, "GET /v1/api-key");
    assert_eq!(
        sent.header("x-ncp-apigw-api-key-id"),
        Some(SAMPLE_API_KEY_ID)
    );
    assert_eq!(sent.header("x-ncp-apigw-api-key"), Some(SAMPLE_API_KEY));
    is_not_signed(&sent);
}

#[tokio::test]
async fn the_same_in_the_query() {
    let wire = Wire::of(KEYS).await;
    let client = &wire.client;
    assert!(
        client
            .send(WithApiKeyInQuery::new().key("k 1"))
            .await
            .unwrap()
    );
    client.send(WithApiKeyInQuery::new()).await.unwrap();
    let lines: Vec<String> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(
        lines,
        [
            "GET /v1/api-key-in-query?key=k%201&X-NCP-APIGW-API-KEY-ID=sandboxapikeyid1&X-NCP-APIGW-API-KEY=SandboxApiKeyThatIsNoSecretAtAll0000001",
            "GET /v1/api-key-in-query?X-NCP-APIGW-API-KEY-ID=sandboxapikeyid1&X-NCP-APIGW-API-KEY=SandboxApiKeyThatIsNoSecretAtAll0000001",
        ]
    );
    for sent in wire.requests() {
        is_not_signed(&sent);
        assert_eq!(sent.header("x-ncp-apigw-api-key"), None);
    }
}

#[tokio::test]
async fn headers_of_the_service() {
    let wire = Wire::of(SECRETS).await;
    let names = ["X-Project-Id", "X-API-KEY"];
    let key = ServiceKey::named(names.map(|name| (name, sample_secret(name)))).unwrap();
    let client = wire
        .client
        .clone()
        .with_service_key("secrets", key)
        .unwrap();
    assert!(client.send(WithHeaders::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(sent.line, "GET /v1/headers");
    for name in ["x-project-id", "x-api-key"] {
        assert_eq!(sent.header(name), Some(sample_secret(name).as_str()));
    }
    is_not_signed(&sent);
}

#[tokio::test]
async fn one_header_of_the_service() {
    let wire = with_secret("x-ocr-secret").await;
    assert!(wire.client.send(WithHeader::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(
        sent.header("x-ocr-secret"),
        Some("sandbox-no-secret-of-x-ocr-secret")
    );
    is_not_signed(&sent);
}

#[tokio::test]
async fn a_bearer_token() {
    let wire = with_secret("authorization").await;
    assert!(wire.client.send(WithBearer::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(
        sent.header("authorization"),
        Some("Bearer sandbox-no-secret-of-authorization")
    );
    is_not_signed(&sent);
}

#[tokio::test]
async fn a_signature_of_the_body() {
    let header = "x-ncp-chatbot_signature";
    let wire = with_secret(header).await;
    assert!(
        wire.client
            .send(WithBodySignature::new("안녕"))
            .await
            .unwrap()
    );
    let sent = wire.request();
    assert_eq!(sent.line, "POST /v1/body-signature");
    assert_eq!(sent.body, r#"{"event":"안녕"}"#);
    // printf '{"event":"안녕"}' | openssl dgst -sha256 -hmac sandbox-no-secret-of-x-ncp-chatbot_signature -binary | base64
    assert_eq!(
        sent.header(header),
        Some("b1Wv+ZeATiZnZ4LYF6FdKwAP5az3ZLf+e/7AUcJZX/Q=")
    );
    is_not_signed(&sent);
}

#[tokio::test]
async fn a_token() {
    let wire = with_secret("x-auth-token").await;
    assert!(wire.client.send(WithToken::new()).await.unwrap());
    let sent = wire.request();
    assert_eq!(
        sent.header("x-auth-token"),
        Some("sandbox-no-secret-of-x-auth-token")
    );
    is_not_signed(&sent);
}

#[tokio::test]
async fn a_token_of_a_login() {
    let wire = Wire::of("fixtures/features/login.yaml").await;
    let early = Client::builder().environment(|_| None).build().unwrap();
    let early = early
        .with_endpoint(&ncloud_tests::login::SERVICE, wire.gateway.url())
        .unwrap();
    let error = early.send(GetAccount::new("a/b")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(wire.requests().len(), 0);

    let account = Account::new("FAKEACCESSKEY0000001", "fake-secret-key-for-docs-only");
    let login = early.send(CreateToken::new(account)).await.unwrap();
    assert_eq!(login.subject_token, "gAAAAA-not-a-real-token");
    let key = ServiceKey::secret(login.subject_token).unwrap();
    let client = early.with_service_key("login", key).unwrap();
    let account = client.send(GetAccount::new("a/b")).await.unwrap();
    assert_eq!(account.bytes_used, 4096);

    let requests = wire.requests();
    assert_eq!(requests[0].line, "POST /v3/auth/tokens");
    assert_eq!(
        requests[0].body,
        r#"{"auth":{"name":"FAKEACCESSKEY0000001","password":"fake-secret-key-for-docs-only"}}"#
    );
    assert_eq!(requests[0].header("x-auth-token"), None);
    assert_eq!(requests[1].line, "HEAD /v1/AUTH_a%2Fb");
    assert_eq!(
        requests[1].header("x-auth-token"),
        Some("gAAAAA-not-a-real-token")
    );
    for sent in &requests {
        is_not_signed(sent);
    }
}

#[tokio::test]
async fn nobody() {
    let wire = Wire::of(KEYS).await;
    assert!(wire.client.send(WithNothing::new()).await.unwrap());
    let sent = wire.request();
    is_not_signed(&sent);
    for name in [
        "authorization",
        "x-ncp-apigw-api-key-id",
        "x-ncp-apigw-api-key",
    ] {
        assert_eq!(sent.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn a_key_that_is_missing_is_named_before_anything_is_sent() {
    let client = Client::builder().environment(|_| None).build().unwrap();
    let refused = [
        client.send(WithApiKey::new()).await,
        client.send(WithApiKeyInQuery::new()).await,
        client.send(WithHeader::new()).await,
        client.send(WithHeaders::new()).await,
        client.send(WithBearer::new()).await,
        client.send(WithBodySignature::new("e")).await,
        client.send(WithToken::new()).await,
    ];
    let expected = [
        r#"keys.WithApiKey: there is no key for the service `keys`; give it by `ClientBuilder::service_key("keys", ServiceKey::pair(id, secret)?)`"#,
        r#"keys.WithApiKeyInQuery: there is no key for the service `keys`; give it by `ClientBuilder::service_key("keys", ServiceKey::pair(id, secret)?)`"#,
        r#"secrets.WithHeader: there is no key for the service `secrets`; give it by `ClientBuilder::service_key("secrets", ServiceKey::secret(secret)?)`"#,
        r#"secrets.WithHeaders: there is no key for the service `secrets`; give it by `ClientBuilder::service_key("secrets", ServiceKey::named([("x-project-id", ..), ("x-api-key", ..)])?)`"#,
        r#"secrets.WithBearer: there is no key for the service `secrets`; give it by `ClientBuilder::service_key("secrets", ServiceKey::secret(secret)?)`"#,
        r#"secrets.WithBodySignature: there is no key for the service `secrets`; give it by `ClientBuilder::service_key("secrets", ServiceKey::secret(secret)?)`"#,
        r#"secrets.WithToken: there is no key for the service `secrets`; give it by `ClientBuilder::service_key("secrets", ServiceKey::secret(token)?)` or `Client::with_service_key`; the token is that of a login"#,
    ];
    for (refused, expected) in refused.into_iter().zip(expected) {
        let error = refused.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert_eq!(error.attempts(), 0);
    }
}

#[tokio::test]
async fn a_key_of_another_kind_is_named_too() {
    let wire = Wire::of(SECRETS).await;
    let send = async |key: ServiceKey| {
        let client = wire
            .client
            .clone()
            .with_service_key("secrets", key)
            .unwrap();
        client
            .send(WithHeaders::new())
            .await
            .unwrap_err()
            .to_string()
    };
    let hint = r#"without what this operation takes; give it by `ClientBuilder::service_key("secrets", ServiceKey::named([("x-project-id", ..), ("x-api-key", ..)])?)`"#;
    for (key, constructor) in [
        (ServiceKey::secret("s").unwrap(), "secret"),
        (ServiceKey::pair("i", "s").unwrap(), "pair"),
        (ServiceKey::named([("x-api-key", "s")]).unwrap(), "named"),
    ] {
        assert_eq!(
            send(key).await,
            format!(
                "secrets.WithHeaders: the key for the service `secrets` is a `ServiceKey::{constructor}` {hint}"
            )
        );
    }
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn a_wrong_key_is_refused_by_the_gateway_once() {
    let wire = Wire::of(KEYS).await;
    let key = ServiceKey::pair("another", "key").unwrap();
    let client = wire.client.clone().with_service_key("keys", key).unwrap();
    let error = client.send(WithApiKeyInQuery::new()).await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(wire.gateway.requests().len(), 1);
}

#[tokio::test]
async fn a_key_in_the_query_is_in_no_error() {
    let wire = Wire::of(KEYS).await;
    let never = ncloud::RetryPolicy::never();
    let client = wire.client.clone().with_retry(never);
    let mut printed = String::new();
    for misbehaviour in [
        Misbehaviour::CloseConnection,
        Misbehaviour::Truncate,
        Misbehaviour::WrongShape,
        Misbehaviour::Error(GatewayError::EndpointError),
    ] {
        wire.gateway.misbehave(misbehaviour, 1);
        let error = client.send(WithApiKeyInQuery::new()).await.unwrap_err();
        printed.push_str(&format!("{error}\n{error:?}\n{:?}\n", error.source()));
    }
    // Nobody listens there.
    let nowhere = client.with_endpoint("keys", "http://127.0.0.1:1").unwrap();
    let error = nowhere.send(WithApiKeyInQuery::new()).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    printed.push_str(&format!("{error}\n{error:?}\n{:?}\n", error.source()));
    for secret in [SAMPLE_API_KEY_ID, SAMPLE_API_KEY, "X-NCP-APIGW-API-KEY"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
