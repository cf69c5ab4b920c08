//! What the gateway remembers of every request.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method};
use ncloud_codegen::printable;
use tokio::sync::watch;

use crate::gateway_error::GatewayError;
use crate::hidden::Hidden;
use crate::misbehaviour::Misbehaviour;

/// A request that the gateway saw, and what it made of it, as it came: keys and what is sensitive are in it. `Display` and `Debug` show it
/// without.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The target as it stood in the request line, byte by byte: path, and query if there was one.
    pub target: String,
    /// The headers, names in lower case.
    pub headers: HeaderMap,
    /// The body, or the beginning of a long one: the first 10 MiB, and of bytes and several parts the first 64 KiB.
    pub body: Bytes,
    /// The length of the whole body, in bytes.
    pub length: u64,
    /// The SHA-256 of the whole body.
    pub sha256: [u8; 32],
    /// The parts of a body that has several.
    pub parts: Vec<RecordedPart>,
    /// The operation whose method and path these are, also of a request that was refused.
    pub operation: Option<OperationName>,
    /// What the checks said. A misbehaviour changes the answer, not the verdict.
    pub verdict: Verdict,
    /// Why the answer has nothing to do with what the gateway keeps, where it keeps something.
    pub not_kept: Option<&'static str>,
    /// What was done instead of, or to, the answer.
    pub misbehaviour: Option<Misbehaviour>,
    /// The `x-ncp-trace-id` of the answer.
    pub trace_id: String,
    /// What is kept out of its log line.
    pub(crate) hidden: Hidden,
}

/// The log line: `GET /v1/a  service.Operation: accepted, example documented`, `<hidden>` in place of keys and of what is sensitive.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.hidden.in_text(&self.target);
        let mut line = format!("{} {target}  ", self.method);
        if let Some(operation) = &self.operation {
            line.push_str(&format!("{operation}: "));
        }
        line.push_str(&self.hidden.in_text(&self.verdict.to_string()));
        if let Some(reason) = self.not_kept {
            line.push_str(&format!("; not kept: {reason}"));
        }
        if let Some(misbehaviour) = &self.misbehaviour {
            line.push_str(&format!("; {misbehaviour}"));
        }
        f.write_str(&printable::line(&line))
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("line", &format_args!("{self}"))
            .field("length", &self.length)
            .field("trace_id", &self.trace_id)
            .finish_non_exhaustive()
    }
}

/// A part of a body that has several.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedPart {
    /// Its name.
    pub name: String,
    /// The name of the file, of a part that is one.
    pub file_name: Option<String>,
    /// Its media type, where it says one.
    pub content_type: Option<String>,
    /// Its content; the first 64 KiB of a file.
    pub content: Bytes,
    /// The length of its content, in bytes.
    pub length: u64,
    /// The SHA-256 of its content.
    pub sha256: [u8; 32],
}

/// An operation and its service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationName {
    /// `organization`
    pub service: String,
    /// `GetOrganization`
    pub operation: String,
}

impl OperationName {
    /// Whether it is written like this, with its service or without.
    pub(crate) fn is(&self, name: &str) -> bool {
        match name.split_once('.') {
            Some((service, operation)) => self.service == service && self.operation == operation,
            None => self.operation == name,
        }
    }
}

/// `organization.GetOrganization`.
impl fmt::Display for OperationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.service, self.operation)
    }
}

/// What the checks said of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is as the spec declares it.
    Accepted {
        /// Where the answer comes from.
        source: Source,
    },
    /// It is not.
    Refused {
        /// What the gateway answers.
        error: GatewayError,
        /// What exactly is wrong, which the answer need not say.
        reason: String,
    },
}

impl Verdict {
    /// Whether the request is as the spec declares it.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted { .. })
    }
}

/// `accepted, example documented` or `refused with 404/300 Not Found Exception: ...`.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { source } => write!(f, "accepted, {source}"),
            Self::Refused { error, reason } => write!(f, "refused with {error}: {reason}"),
        }
    }
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The example of that name, of the spec.
    Example(String),
    /// The types of the spec, for want of an example: right in shape, invented in value.
    Made,
    /// What the gateway keeps.
    Kept,
}

/// `example documented`, `answer from what is kept` or `answer made from the types`.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Example(name) => write!(f, "example {name}"),
            Self::Made => f.write_str("answer made from the types"),
            Self::Kept => f.write_str("answer from what is kept"),
        }
    }
}

/// How many requests are kept by a gateway that was not told.
pub(crate) const KEPT_REQUESTS: usize = 10_000;

/// How much of bodies is kept in all, in bytes: the oldest requests go first.
const KEPT_BODIES: usize = 64 * 1024 * 1024;

/// The last requests, and a signal for each.
#[derive(Debug)]
pub(crate) struct Records {
    kept: Mutex<Kept>,
    /// The most that are kept.
    most: usize,
    count: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Kept {
    requests: VecDeque<RecordedRequest>,
    /// What their bodies come to, in bytes.
    bytes: usize,
    dropped: usize,
}

impl Kept {
    fn push(&mut self, request: RecordedRequest, most: usize) -> usize {
        self.bytes += request.kept_bytes();
        self.requests.push_back(request);
        while self.requests.len() > most || (self.bytes > KEPT_BODIES && self.requests.len() > 1) {
            if let Some(oldest) = self.requests.pop_front() {
                self.bytes -= oldest.kept_bytes();
                self.dropped += 1;
            }
        }
        self.dropped + self.requests.len()
    }
}

impl RecordedRequest {
    fn kept_bytes(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.content.len());
        self.body.len() + parts.sum::<usize>()
    }
}

impl Records {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            kept: Mutex::default(),
            most,
            count: watch::Sender::new(0),
        }
    }

    pub(crate) fn push(&self, request: RecordedRequest) {
        let count = self.kept().push(request, self.most);
        // Two connections may come here out of turn.
        self.count.send_modify(|known| *known = count.max(*known));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.kept().requests.iter().cloned().collect()
    }

    /// How many are no longer kept.
    pub(crate) fn dropped(&self) -> usize {
        self.kept().dropped
    }

    /// Returns as soon as `count` requests have come, dropped ones among them.
    pub(crate) async fn wait_for(&self, count: usize) {
        let mut known = self.count.subscribe();
        // The sender is a member of `self`, so it outlives the wait.
        let _ = known.wait_for(|known| *known >= count).await;
    }
}
