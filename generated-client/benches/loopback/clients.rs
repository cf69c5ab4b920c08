//! The clients that are measured. All of them read the same list.

use core::hint::black_box;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use ncloud::organization::ListWithdrawalRequests;
use ncloud::signature::Signature;
use ncloud::transport::{HttpRequest, HttpResponse, SendFuture, Transport};
use ncloud::{ClientBuilder, Credentials};
use serde::Deserialize;

use super::server::{PATH, list};
use super::tasks::{Build, Call, Client, call};

pub(crate) const ACCESS_KEY: &str = "TESTACCESSKEY0000001";
pub(crate) const SECRET_KEY: &str = "TestSecretKeyForDocsOnly000000000000000a";

/// Any that no call reaches: what it costs is that there is one.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// The one that others are compared with.
pub(crate) const BY_HAND: usize = 2;

/// Each client's transport, and how it is chosen.
const TRANSPORTS: &[(&str, Build)] = &[
    ("this client over reqwest", |address| {
        ours(address, |builder| builder)
    }),
    #[cfg(feature = "hyper")]
    ("this client over hyper", |address| {
        ours(address, |builder| {
            builder.transport_kind(ncloud::transport::TransportKind::Hyper)
        })
    }),
];

pub(crate) fn over_loopback() -> Vec<Client> {
    let others: [(&str, Build); 4] = [
        ("hyper, bytes", hyper),
        ("reqwest, bytes", reqwest_alone),
        ("reqwest, by hand", by_hand),
        ("this client over reqwest, bytes", ours_raw),
    ];
    others
        .iter()
        .chain(TRANSPORTS)
        .map(|(name, of)| Client { name, of: *of })
        .collect()
}

/// All that is done for a call but to carry it.
pub(crate) fn without_network() -> Vec<Client> {
    vec![
        Client {
            name: "by hand, without a network",
            of: by_hand_offline,
        },
        Client {
            name: "this client, without a network",
            of: ours_offline,
        },
    ]
}

fn hyper(address: &str) -> Call {
    let mut connector = HttpConnector::new();
    // As reqwest has it.
    connector.set_nodelay(true);
    let client: legacy::Client<_, Empty<Bytes>> =
        legacy::Client::builder(TokioExecutor::new()).build(connector);
    let address: http::Uri = address.parse().unwrap();
    call(move || {
        let response = client.get(address.clone());
        async move {
            let body = response.await.unwrap().into_body();
            body.collect().await.unwrap().to_bytes().len()
        }
    })
}

fn http() -> reqwest::Client {
    give_cryptography();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// reqwest with rustls panics before the process has cryptography; this client brings its own to each of its connections.
pub(crate) fn give_cryptography() {
    // An error says that another client was faster.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn reqwest_alone(address: &str) -> Call {
    let (client, address) = (http(), address.to_owned());
    call(move || {
        let response = client.get(&address).send();
        async move { response.await.unwrap().bytes().await.unwrap().len() }
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
struct WithdrawalRequest {
    member_no: i64,
    organization_no: i64,
    master_member_no: i64,
    login_id: String,
    member_name: String,
    member_status_code: MemberStatus,
    mod_ymdt: i64,
}

#[derive(Deserialize)]
enum MemberStatus {
    #[serde(rename = "LVREQ")]
    Requested,
    #[serde(rename = "LEV")]
    Left,
    #[serde(other)]
    Other,
}

fn signed(
    client: &reqwest::Client,
    keys: &Credentials,
    address: &str,
    target: &str,
) -> reqwest::RequestBuilder {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let timestamp = now.as_millis().to_string();
    let signature = Signature::new(keys, "GET", target, &timestamp);
    client
        .get(address)
        .header("accept", "application/json")
        .header("user-agent", "by-hand/1.0")
        .header("x-ncp-apigw-timestamp", timestamp)
        .header("x-ncp-iam-access-key", ACCESS_KEY)
        .header("x-ncp-apigw-signature-v2", signature.as_str())
        .timeout(LIMIT)
}

fn target(address: &str) -> String {
    let (_, rest) = address.split_once("://").unwrap();
    rest[rest.find('/').unwrap()..].to_owned()
}

fn by_hand(address: &str) -> Call {
    let (client, keys) = (http(), credentials());
    let (address, target) = (address.to_owned(), target(address));
    call(move || {
        let response = signed(&client, &keys, &address, &target).send();
        async move {
            let response = response.await.unwrap().error_for_status().unwrap();
            let body = response.bytes().await.unwrap();
            let list: Vec<WithdrawalRequest> = serde_json::from_slice(&body).unwrap();
            list.len()
        }
    })
}

fn by_hand_offline(address: &str) -> Call {
    let (client, keys) = (http(), credentials());
    let (body, target) = (list(objects(address)), target(address));
    let address = address.to_owned();
    call(move || {
        black_box(signed(&client, &keys, &address, &target).build().unwrap());
        let list: Vec<WithdrawalRequest> = serde_json::from_slice(black_box(&body)).unwrap();
        async move { list.len() }
    })
}

fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY, SECRET_KEY).unwrap()
}

/// The address of the service, where that of its call ends as all of them do.
fn endpoint(address: &str) -> &str {
    address.strip_suffix("/account/leave").unwrap()
}

fn client(address: &str, choose: fn(ClientBuilder) -> ClientBuilder) -> ncloud::Client {
    let endpoint = endpoint(address).strip_suffix("/open-api/v1").unwrap();
    let builder = ncloud::Client::builder()
        .credentials(credentials())
        .no_proxy()
        .endpoint("organization", endpoint);
    choose(builder).build().unwrap()
}

fn ours(address: &str, choose: fn(ClientBuilder) -> ClientBuilder) -> Call {
    let client = client(address, choose);
    call(move || {
        let client = client.clone();
        async move {
            let list = client.send(ListWithdrawalRequests::new()).await.unwrap();
            list.len()
        }
    })
}

fn ours_raw(address: &str) -> Call {
    let client = client(address, |builder| builder);
    call(move || {
        let client = client.clone();
        async move {
            let response = client.send_raw(ListWithdrawalRequests::new()).await;
            response.unwrap().body().len()
        }
    })
}

/// Responses at once, and records nothing.
#[derive(Debug)]
struct Constant(Bytes);

impl Transport for Constant {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        black_box(request);
        let response =
            HttpResponse::new(http::StatusCode::OK, http::HeaderMap::new(), self.0.clone());
        Box::pin(core::future::ready(Ok(response)))
    }
}

/// To the documented address, as most calls go.
fn ours_offline(address: &str) -> Call {
    let body = list(objects(address));
    let client = ncloud::Client::builder()
        .credentials(credentials())
        .transport(Constant(body))
        .build()
        .unwrap();
    call(move || {
        let client = client.clone();
        async move {
            let list = client.send(ListWithdrawalRequests::new()).await.unwrap();
            list.len()
        }
    })
}

/// How many objects an address asks for.
fn objects(address: &str) -> usize {
    let path = address.strip_suffix(PATH).unwrap();
    path.rsplit('/').next().unwrap().parse().unwrap()
}
