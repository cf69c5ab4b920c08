//! The calls that faults happen to.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{TryStreamExt as _, stream};
use ncloud::body::{Download, Upload};
use ncloud::decode::DecodeError;
use ncloud::events::{EventData, Streaming};
use ncloud::operation::Request;
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody, Safety,
};
use ncloud::transport::TransportKind;
use ncloud::types::Json;
use ncloud::{Client, Error, RetryPolicy};

use crate::common::{SERVICE, User, credentials};

/// Longest time of an attempt, where that is what ends it.
pub const SOON: Duration = Duration::from_secs(1);
/// The same for everything else: nothing but a hang takes so long, on a machine with much else to do either.
pub const LATE: Duration = Duration::from_secs(12);
/// Longest time of a call, in longest times of an attempt: more than all its attempts.
const CALL: u32 = 4;
/// How often a call is sent at most.
pub const ATTEMPTS: u32 = 3;
/// Length of what is uploaded, in bytes.
pub const UPLOAD: usize = 700 * 1024;
/// Length of what is downloaded, in bytes.
pub const DOWNLOAD: usize = 100 * 1024;

/// A client over the transport that the matrix is run with.
pub fn client(transport: TransportKind, attempt: Duration) -> Client {
    Client::builder()
        .credentials(credentials())
        .no_proxy()
        .transport_kind(transport)
        .attempt_timeout(attempt)
        .call_timeout(attempt * CALL)
        .connect_timeout(attempt)
        .response_limit(1024 * 1024)
        .retry(
            RetryPolicy::default()
                .with_max_attempts(ATTEMPTS)
                .with_base_delay(Duration::from_millis(4))
                .with_max_delay(Duration::from_millis(20))
                .with_budget(100_000),
        )
        .build()
        .unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// GET, JSON comes back.
    Read,
    /// PUT of JSON, JSON comes back.
    Write,
    /// PUT of a file, nothing comes back.
    UploadFile,
    /// PUT of a stream, nothing comes back.
    UploadStream,
    /// GET, bytes come back.
    Download,
    /// POST, events come back.
    Events,
}

impl Call {
    pub const ALL: [Self; 6] = [
        Self::Read,
        Self::Write,
        Self::UploadFile,
        Self::UploadStream,
        Self::Download,
        Self::Events,
    ];

    pub fn is_write(self) -> bool {
        !matches!(self, Self::Read | Self::Download)
    }

    /// Media type and body of a success.
    pub fn content(self) -> (&'static str, Vec<u8>) {
        match self {
            Self::Read | Self::Write => ("application/json", br#"{"name":"Kim"}"#.to_vec()),
            Self::UploadFile | Self::UploadStream => ("text/plain", b"ok".to_vec()),
            Self::Download => ("application/octet-stream", download()),
            Self::Events => (
                "text/event-stream",
                b"data: {\"n\":1}\n\ndata: {\"n\":2}\n\n".to_vec(),
            ),
        }
    }

    /// A success as it should be.
    pub fn good(self) -> Vec<u8> {
        let (media_type, body) = self.content();
        let mut response = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        response.extend_from_slice(&body);
        response
    }

    /// Makes the call, and says whether all of what should come back came.
    pub async fn make(self, client: &Client, file: &Path) -> Result<bool, Error> {
        match self {
            Self::Read => Ok(client.send(Get).await?.name == "Kim"),
            Self::Write => Ok(client.send(Put).await?.name == "Kim"),
            Self::UploadFile => {
                let upload = Upload::from_path(file);
                client.send(Store(upload)).await.map(|()| true)
            }
            Self::UploadStream => {
                const PIECE: usize = 64 * 1024;
                let pieces = (0..UPLOAD).step_by(PIECE).map(|start| {
                    let length = PIECE.min(UPLOAD - start);
                    Ok(Bytes::from(vec![b'x'; length]))
                });
                let upload = Upload::from_stream(Some(UPLOAD as u64), stream::iter(pieces));
                client.send(Store(upload)).await.map(|()| true)
            }
            Self::Download => {
                let bytes = client.send(Fetch).await?.bytes().await?;
                Ok(bytes == download())
            }
            Self::Events => {
                let mut events = client.events(Follow).await?;
                let mut count = 0;
                while events.try_next().await?.is_some() {
                    count += 1;
                }
                Ok(count == 2)
            }
        }
    }
}

fn download() -> Vec<u8> {
    (0..DOWNLOAD).map(|index| (index % 251) as u8).collect()
}

macro_rules! meta {
    ($name:literal, $method:ident, $safety:ident, $response:expr) => {
        &OperationMeta::new(
            &SERVICE,
            $name,
            Method::$method,
            &[PathSegment::Literal("/v1/thing")],
        )
        .safety(Safety::$safety)
        .response($response)
    };
}

const JSON: ResponseBody = ResponseBody::Json(Envelope::None);

struct Get;

impl Operation for Get {
    type Output = User;

    const META: &'static OperationMeta = meta!("Get", Get, Read, JSON);

    fn encode(&self, _: &mut Request) {}
}

struct Put;

impl Operation for Put {
    type Output = User;

    const META: &'static OperationMeta = meta!("Put", Put, Write, JSON);

    fn encode(&self, request: &mut Request) {
        let mut body = request.json_object();
        body.field("name", "Kim");
        body.end();
    }
}

struct Store(Upload);

impl Operation for Store {
    type Output = ();

    const META: &'static OperationMeta = meta!("Store", Put, Write, ResponseBody::Empty);

    fn encode(&self, request: &mut Request) {
        request.upload(&self.0);
    }
}

struct Fetch;

impl Operation for Fetch {
    type Output = Download;

    const META: &'static OperationMeta = meta!("Fetch", Get, Read, ResponseBody::Bytes);

    fn encode(&self, _: &mut Request) {}
}

struct Follow;

impl Operation for Follow {
    type Output = ();

    const META: &'static OperationMeta = meta!("Follow", Post, Write, ResponseBody::Events);

    fn encode(&self, request: &mut Request) {
        let mut body = request.json_object();
        body.field("prompt", "Hello");
        body.end();
    }
}

impl Streaming for Follow {
    type Event = Json;

    const END: Option<&'static str> = None;

    fn event(event: EventData) -> Result<Json, DecodeError> {
        event.decode()
    }
}
