//! Recordings of what a service answered, for tests: recorded once over the wire, and played back without any network code. It is
//! there with the feature `mock`.
//!
//! ```no_run
//! use ncloud::Client;
//! use ncloud::transport::cassette::{Recorder, Replay};
//!
//! const FILE: &str = "tests/cassettes/servers.cassette";
//!
//! async fn client_and_recorder() -> Result<(Client, Option<Recorder>), ncloud::Error> {
//!     if std::env::var_os("RECORD").is_none() {
//!         return Ok((Client::builder().replay(Replay::open(FILE)?).build()?, None));
//!     }
//!     let recorder = Recorder::new();
//!     let client = Client::builder().record(&recorder).build()?;
//!     Ok((client, Some(recorder)))
//! }
//!
//! async fn test() -> Result<(), ncloud::Error> {
//!     let (client, recorder) = client_and_recorder().await?;
//!     // .. what is tested uses the client ..
//! #   let _ = client;
//!     if let Some(recorder) = recorder {
//!         recorder.save_to(FILE)?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # What is recorded
//!
//! A file for people to read, to correct and to keep beside the tests:
//!
//! ```text
//! ncloud cassette 1
//!
//! request GET https://ncloud.apigw.ntruss.com/vserver/v2/getLoginKeyList?responseFormatType=json
//!
//! response 200
//! content-type: application/json
//! | {
//! |   "getLoginKeyListResponse": {
//! |     "loginKeyList": []
//! |   }
//! | }
//! ```
//!
//! Of a request these are the method, the address, the media type and the body; of a response the status, the headers and the body. JSON
//! is written in lines, unless it is content that comes piece by piece; what is no text is in Base64, in lines that begin with `=`. A
//! line that begins with `#` is a remark. A body that is streamed is read whole. An attempt without a response is not recorded.
//!
//! # What is redacted
//!
//! Keys, signatures, headers that say who sends a request and cookies are not in it. Whatever a call was sent with that is secret, and what
//! the specification calls sensitive, is `[redacted]` in requests and responses; in JSON a number is 0 then, and a boolean `false`. Personal data that
//! nothing calls sensitive is not redacted: name it by [`Recorder::redacting`], and read the file before it is shared.
//!
//! # How it is played back
//!
//! A request is met by the first recording that was not played yet and agrees with it in method, path, query and body, all redacted the same
//! way; the host does not matter, nor does the boundary of a body of several parts. Each is played once. A request that has no recording fails, without
//! another attempt; the error names the nearest one and what differs, without values: those are in [`Replay::refused`].

mod file;
mod mask;
mod recorder;
mod replay;

use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use self::mask::Mask;
pub use self::recorder::{Recorder, Recording};
pub use self::replay::Replay;
use super::{Failure, HttpRequest, TransportError};
use crate::wire::body::Upload;

/// A request and its response, redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exchange {
    /// Line of the file that it begins in; 0 where it is in none.
    line: usize,
    asked: Asked,
    status: u16,
    headers: Vec<(String, String)>,
    body: Content,
}

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    method: String,
    url: String,
    content_type: Option<String>,
    body: Content,
}

/// A body in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Text(String),
    Binary(Vec<u8>),
}

impl Content {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Binary(bytes) => bytes.is_empty(),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Text(text) => text.into(),
            Self::Binary(bytes) => bytes.into(),
        }
    }
}

/// What stands for the boundary of a body of several parts, which is another one each time.
const BOUNDARY: &str = "boundary";

impl Asked {
    /// What a request asks for, its body read whole.
    fn of(request: &HttpRequest, body: &Bytes, mask: &Mask) -> Self {
        let content_type = request
            .headers
            .get(CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        let boundary = content_type.and_then(|it| it.split_once("boundary=").map(|(_, it)| it));
        let (content_type, body) = match boundary.filter(|it| !it.is_empty()) {
            None => (content_type.map(str::to_owned), body.to_vec()),
            Some(boundary) => (
                content_type.map(|it| it.replace(boundary, BOUNDARY)),
                replaced(body, boundary.as_bytes(), BOUNDARY.as_bytes()),
            ),
        };
        Self {
            method: request.method.as_str().to_owned(),
            url: mask.text(&request.url),
            content_type: content_type.map(|it| mask.text(&it)),
            body: mask.request_body(body),
        }
    }

    /// Path and query.
    fn target(&self) -> &str {
        let rest = self
            .url
            .split_once("://")
            .map_or(self.url.as_str(), |(_, it)| it);
        rest.find('/')
            .and_then(|start| rest.get(start..))
            .unwrap_or("/")
    }

    fn path(&self) -> &str {
        let target = self.target();
        target.split_once('?').map_or(target, |(path, _)| path)
    }

    fn query(&self) -> &str {
        self.target().split_once('?').map_or("", |(_, query)| query)
    }

    fn agrees(&self, other: &Self) -> bool {
        self.method == other.method && self.target() == other.target() && self.body == other.body
    }
}

fn replaced(body: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(first) = rest.first() {
        match rest.strip_prefix(from) {
            Some(behind) => {
                out.extend_from_slice(to);
                rest = behind;
            }
            None => {
                out.push(*first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out
}

/// The whole body of a request.
async fn collected(upload: &Upload) -> Result<Bytes, TransportError> {
    if let Some(bytes) = upload.as_bytes() {
        return Ok(bytes.clone());
    }
    let unreadable = |error| TransportError::new(Failure::Unreadable, error);
    let mut opened = upload.open().await.map_err(unreadable)?;
    let mut body = BytesMut::new();
    while let Some(piece) = opened.try_next().await.map_err(unreadable)? {
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

/// Headers as they are played back.
fn header_map(headers: &[(String, String)]) -> Result<HeaderMap, TransportError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        let (Ok(name), Ok(value)) = parsed else {
            return Err(TransportError::new(
                Failure::Refused,
                format!("{name:?} of the recording is no header"),
            ));
        };
        map.append(name, value);
    }
    Ok(map)
}
