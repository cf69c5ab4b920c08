//! What a row of the matrix is made of: a fault, and for each call what must come of it.

use std::time::Duration;

use ncloud::ErrorKind;

use crate::calls::Call;
use crate::server::{Reads, Saying, Script, Then};

/// A fault, and what must come of it.
pub struct Row {
    pub name: String,
    pub fault: Fault,
    expected: Vec<(Call, Expected)>,
    /// Whether the fault says that a request was not carried out, so that a write may come whole more than once.
    pub not_carried_out: bool,
    /// Whether a client learns something from it that would change other cells.
    pub own_client: bool,
}

pub enum Fault {
    /// Nobody listens.
    NoServer,
    Script(Box<dyn Fn(Call) -> Script + Send + Sync>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Any of these.
    pub outcomes: Vec<Outcome>,
    /// Requests that are sent, unless that is a matter of chance.
    pub requests: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A success with all that should come back.
    Whole,
    /// A success with something else: what came back is in order, but is not what a good server sends.
    Other,
    Error(ErrorKind),
}

pub const LOST: Outcome = Outcome::Error(ErrorKind::Lost);
pub const CONNECT: Outcome = Outcome::Error(ErrorKind::Connect);
pub const TIMEOUT: Outcome = Outcome::Error(ErrorKind::Timeout);
pub const PROTOCOL: Outcome = Outcome::Error(ErrorKind::Protocol);
pub const TOO_LARGE: Outcome = Outcome::Error(ErrorKind::TooLarge);
pub const DECODE: Outcome = Outcome::Error(ErrorKind::Decode);
pub const SERVICE: Outcome = Outcome::Error(ErrorKind::Service);
pub const GATEWAY: Outcome = Outcome::Error(ErrorKind::Gateway);
pub const WHOLE: Outcome = Outcome::Whole;
pub const OTHER: Outcome = Outcome::Other;

pub fn row(name: impl Into<String>, fault: Fault) -> Row {
    Row {
        name: name.into(),
        fault,
        expected: Vec::new(),
        not_carried_out: false,
        own_client: false,
    }
}

impl Row {
    pub fn of(mut self, call: Call, outcome: Outcome, requests: u32) -> Self {
        self.set(call, &[outcome], Some(requests));
        self
    }

    /// Which of these it is, and how often it is sent, is a matter of chance.
    pub fn by_chance(mut self, outcomes: &[Outcome]) -> Self {
        for call in Call::ALL {
            self.set(call, outcomes, None);
        }
        self
    }

    pub fn any_of(mut self, calls: &[Call], outcomes: &[Outcome], requests: u32) -> Self {
        for call in calls {
            self.set(*call, outcomes, Some(requests));
        }
        self
    }

    pub fn all(self, outcome: Outcome, requests: u32) -> Self {
        self.any_of(&Call::ALL, &[outcome], requests)
    }

    pub fn reads(self, outcome: Outcome, requests: u32) -> Self {
        self.any_of(&[Call::Read, Call::Download], &[outcome], requests)
    }

    pub fn writes(self, outcome: Outcome, requests: u32) -> Self {
        let writes: Vec<_> = Call::ALL
            .into_iter()
            .filter(|call| call.is_write())
            .collect();
        self.any_of(&writes, &[outcome], requests)
    }

    /// Those whose success is read piece by piece: after its head came, nothing is sent again.
    pub fn streamed(self, outcome: Outcome, requests: u32) -> Self {
        self.any_of(&[Call::Download, Call::Events], &[outcome], requests)
    }

    pub fn uploads(self, outcome: Outcome, requests: u32) -> Self {
        self.any_of(
            &[Call::UploadFile, Call::UploadStream],
            &[outcome],
            requests,
        )
    }

    /// The fault says that the request was not carried out.
    pub fn not_carried_out(mut self) -> Self {
        self.not_carried_out = true;
        self
    }

    pub fn with_its_own_client(mut self) -> Self {
        self.own_client = true;
        self
    }

    /// Whether a time limit is what ends the call.
    pub fn ends_by_time(&self, call: Call) -> bool {
        self.expected
            .iter()
            .any(|(known, expected)| *known == call && expected.outcomes.contains(&TIMEOUT))
    }

    fn set(&mut self, call: Call, outcomes: &[Outcome], requests: Option<u32>) {
        self.expected.retain(|(known, _)| *known != call);
        let outcomes = outcomes.to_vec();
        self.expected.push((call, Expected { outcomes, requests }));
    }

    /// What must come of a call, where the fault can happen to it: done by the server to every request, or to the first one
    /// alone.
    pub fn expected(&self, call: Call, once: bool) -> Option<Expected> {
        let (_, expected) = self.expected.iter().find(|(known, _)| *known == call)?;
        if !once {
            return Some(expected.clone());
        }
        // What is not sent again is the same cell.
        let server = matches!(self.fault, Fault::Script(_));
        (server && expected.requests > Some(1)).then(|| Expected {
            outcomes: vec![Outcome::Whole],
            requests: Some(2),
        })
    }
}

/// The request is read whole, these bytes come, and the connection stays open.
pub fn says(bytes: impl Into<Vec<u8>>) -> Fault {
    does(Reads::All, bytes, Then::Next)
}

/// The request is read whole, these bytes come, and the connection ends.
pub fn says_and(bytes: impl Into<Vec<u8>>, then: Then) -> Fault {
    does(Reads::All, bytes, then)
}

pub fn does(reads: Reads, bytes: impl Into<Vec<u8>>, then: Then) -> Fault {
    let script = Script {
        reads,
        says: vec![Saying::Bytes(bytes.into())],
        then,
    };
    Fault::Script(Box::new(move |_| script.clone()))
}

/// The same for each call's own content.
pub fn of_call(
    then: Then,
    bytes: impl Fn(&'static str, Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
) -> Fault {
    Fault::Script(Box::new(move |call| {
        let (media_type, content) = call.content();
        Script {
            reads: Reads::All,
            says: vec![Saying::Bytes(bytes(media_type, content))],
            then,
        }
    }))
}

/// A beginning, and then the same without end.
pub fn endless(
    beginning: impl Fn(&'static str) -> String + Send + Sync + 'static,
    more: Vec<u8>,
    pause: Option<Duration>,
) -> Fault {
    Fault::Script(Box::new(move |call| Script {
        reads: Reads::All,
        says: vec![
            Saying::Bytes(beginning(call.content().0).into_bytes()),
            match pause {
                None => Saying::Endless(more.clone()),
                Some(pause) => Saying::Trickle(more.clone(), pause),
            },
        ],
        then: Then::Close,
    }))
}

/// A response with a body of known length.
pub fn response(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Bytes behind a head that is a success of the media type.
pub fn head_and(media_type: &str, lines: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n{lines}\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A body in two chunks and the last one.
pub fn chunked(content: &[u8], extension: &str) -> Vec<u8> {
    let (first, second) = content.split_at(content.len() / 2);
    let mut bytes = Vec::new();
    for chunk in [first, second] {
        bytes.extend_from_slice(format!("{:x}{extension}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}
