//! Bodies as they come in: counted and hashed as a whole, and kept up to a limit.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use sha2::{Digest, Sha256};

use crate::multipart::{Part, Splitter};

/// The largest body that is read as a value. The documentation has an error for larger ones and names no limit; this one
/// is the sandbox's own.
pub(crate) const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// How much is kept of what may be of any length: bytes, and files in a body of several parts.
pub(crate) const KEPT: usize = 64 * 1024;

/// How the body of an operation is read.
#[derive(Clone, Debug)]
pub(crate) enum Reading {
    /// Up to [`BODY_LIMIT`].
    Value,
    /// Of any length.
    Bytes,
    /// Part by part, with this boundary; `None` where the request names none.
    Parts(Option<String>),
}

/// What came.
#[derive(Debug)]
pub(crate) struct Received {
    /// Its beginning.
    pub(crate) kept: Bytes,
    pub(crate) length: u64,
    pub(crate) sha256: [u8; 32],
    pub(crate) is_too_large: bool,
    /// The parts of a body that has such, or what is wrong with them.
    pub(crate) parts: Result<Vec<Part>, String>,
}

impl Received {
    /// Reads a body to its end, whatever its length, so that a client that is still sending gets to read the answer.
    pub(crate) async fn read(
        mut incoming: Incoming,
        reading: &Reading,
    ) -> Result<Self, hyper::Error> {
        let limit = match reading {
            Reading::Value => BODY_LIMIT,
            Reading::Bytes | Reading::Parts(_) => KEPT,
        };
        let mut splitter = match reading {
            Reading::Parts(Some(boundary)) => Some(Splitter::new(boundary)),
            _ => None,
        };
        let mut content = Content::new(limit);
        while let Some(frame) = incoming.frame().await {
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            content.push(&data);
            if let Some(splitter) = &mut splitter {
                splitter.feed(&data);
            }
        }
        let parts = match (splitter, reading) {
            (Some(splitter), _) => splitter.finish(),
            (None, Reading::Parts(_)) => Err("the content type names no boundary".to_owned()),
            (None, Reading::Value | Reading::Bytes) => Ok(Vec::new()),
        };
        let length = content.length;
        let (kept, sha256) = content.finish();
        Ok(Self {
            is_too_large: matches!(reading, Reading::Value) && length > BODY_LIMIT as u64,
            kept,
            length,
            sha256,
            parts,
        })
    }
}

/// Bytes that are counted, hashed, and kept up to a limit.
#[derive(Debug)]
pub(crate) struct Content {
    kept: BytesMut,
    limit: usize,
    pub(crate) length: u64,
    hash: Sha256,
}

impl Content {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            kept: BytesMut::new(),
            limit,
            length: 0,
            hash: Sha256::new(),
        }
    }

    pub(crate) fn push(&mut self, data: &[u8]) {
        self.length += data.len() as u64;
        self.hash.update(data);
        let room = self.limit.saturating_sub(self.kept.len()).min(data.len());
        if let Some(kept) = data.get(..room) {
            self.kept.extend_from_slice(kept);
        }
    }

    pub(crate) fn finish(self) -> (Bytes, [u8; 32]) {
        (self.kept.freeze(), self.hash.finalize().into())
    }
}

/// The hash of bytes that are at hand.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
