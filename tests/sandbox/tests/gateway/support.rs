//! A client that writes what it is told, and a clock that stands still.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ncloud_codegen::ir::Service;
use ncloud_sandbox::{Builder, Gateway};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) const ACCESS_KEY: &str = "TESTACCESSKEY0000001";
pub(crate) const SECRET_KEY: &str = "TestSecretKeyForDocsOnly000000000000000a";
/// What the gateway's clock says, in milliseconds.
pub(crate) const NOW: u64 = 1_700_000_000_000;

pub(crate) fn specs() -> Vec<Service> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs");
    ncloud_codegen::load([folder]).unwrap_or_else(|report| panic!("{report}"))
}

pub(crate) fn time(milliseconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(milliseconds)
}

pub(crate) fn builder() -> Builder {
    Gateway::builder()
        .specs(specs())
        .key(ACCESS_KEY, SECRET_KEY)
        .clock(|| time(NOW))
}

pub(crate) async fn gateway() -> Gateway {
    builder().start().await.unwrap()
}

pub(crate) fn signature(method: &str, target: &str, timestamp: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET_KEY.as_bytes()).unwrap();
    mac.update(format!("{method} {target}\n{timestamp}\n{ACCESS_KEY}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// A request as it will be written.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request that is signed well, at the time of the gateway.
pub(crate) fn request(method: &str, target: &str) -> Request {
    let timestamp = NOW.to_string();
    let signature = signature(method, target, &timestamp);
    unsigned(method, target)
        .header("x-ncp-apigw-timestamp", &timestamp)
        .header("x-ncp-iam-access-key", ACCESS_KEY)
        .header("x-ncp-apigw-signature-v2", &signature)
}

/// A request that does not say who sends it.
pub(crate) fn unsigned(method: &str, target: &str) -> Request {
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    }
}

impl Request {
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        self.without(name).header(name, value)
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        if self.headers.iter().all(|(name, _)| name != "host") {
            text.push_str("host: sandbox\r\n");
        }
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.body.is_empty() {
            text.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        text.push_str("connection: close\r\n\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    pub(crate) async fn send(&self, gateway: &Gateway) -> Answer {
        Answer::parse(&exchange(gateway.address(), &self.bytes()).await)
    }
}

/// Writes these bytes and reads until the connection ends.
pub(crate) async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    answer
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").expect("no answer");
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        Self {
            status: status.parse().unwrap(),
            headers: lines
                .map(|line| {
                    let (name, value) = line.split_once(": ").unwrap();
                    (name.to_owned(), value.to_owned())
                })
                .collect(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} is there twice");
        value
    }

    /// Status and body of an error of the gateway.
    #[track_caller]
    pub(crate) fn assert_gateway_error(
        &self,
        status: u16,
        code: &str,
        message: &str,
        details: &str,
    ) {
        let body = format!(
            r#"{{"error":{{"errorCode":"{code}","message":"{message}","details":{}}}}}"#,
            serde_json::Value::from(details)
        );
        assert_eq!((self.status, &self.body), (status, &body));
        assert_eq!(self.header("x-ncp-apigw-response-origin"), Some("APIGW"));
        assert_eq!(
            self.header("content-type"),
            Some("application/json;charset=UTF-8")
        );
        assert_eq!(self.header("x-ncp-trace-id").map(str::len), Some(26));
    }

    /// Status and body of an operation's answer.
    #[track_caller]
    pub(crate) fn assert_endpoint(&self, status: u16, body: &str) {
        assert_eq!((self.status, self.body.as_str()), (status, body));
        assert_eq!(self.header("x-ncp-apigw-response-origin"), Some("ENDPOINT"));
    }
}
