//! The body of a response that comes piece by piece.

use std::borrow::Cow;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use super::look::Look;
use super::pace::{Limits, Pace};
use super::resume::Resume;
use crate::meta::Retry;
use crate::wire::body::{Chunks, Observer};
use crate::wire::error::{Classification, Error, ErrorKind};
use crate::wire::failure::{Failure, TransportError};
use crate::wire::sent::Attempted;

/// A body on its way, with what is known and asked of it.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// `None` after the end, and after an error.
    chunks: Option<Chunks>,
    /// What was read of it to look at, and is handed out first.
    front: BytesMut,
    /// Asked before anything is handed out.
    look: Option<Look>,
    /// `None` for what stands in for a body.
    attempted: Option<Attempted>,
    pace: Pace,
    /// How much of it may be collected, in bytes.
    limit: usize,
    /// How long it says that it is, in bytes.
    announced: Option<u64>,
    came: u64,
    /// What asks for the rest where it breaks off.
    resume: Option<Box<dyn Resume>>,
    /// How often it was begun.
    attempt: u32,
    /// Who is told of what is handed out, with what it will come to.
    observer: Option<(Observer, Option<u64>)>,
    given: u64,
}

impl Incoming {
    pub(crate) fn new(chunks: Chunks, attempted: Attempted, limits: Limits, limit: usize) -> Self {
        Self {
            chunks: Some(chunks),
            attempted: Some(attempted),
            limit,
            ..Self::nothing(limits)
        }
    }

    /// A body that belongs to no call.
    #[cfg(feature = "mock")]
    pub(crate) fn of(chunks: Chunks) -> Self {
        Self {
            chunks: Some(chunks),
            limit: usize::MAX,
            ..Self::nothing(Limits::NONE)
        }
    }

    /// A body without anything in it.
    pub(crate) fn empty() -> Self {
        Self::nothing(Limits::NONE)
    }

    fn nothing(limits: Limits) -> Self {
        Self {
            chunks: None,
            front: BytesMut::new(),
            look: None,
            attempted: None,
            pace: Pace::new(limits),
            limit: 0,
            announced: None,
            came: 0,
            resume: None,
            attempt: 1,
            observer: None,
            given: 0,
        }
    }

    /// The same, which has to come to so many bytes.
    pub(crate) fn of_length(mut self, announced: Option<u64>) -> Self {
        self.announced = announced;
        self
    }

    /// The same, which is taken up where it breaks off.
    pub(crate) fn resumed_by(mut self, resume: Option<Box<dyn Resume>>) -> Self {
        self.resume = resume;
        self
    }

    /// The same, and somebody is told of what is handed out.
    pub(super) fn observed(mut self, observer: Observer, total: Option<u64>) -> Self {
        self.observer = Some((observer, total));
        self
    }

    /// What was read of it to look at, and the rest.
    pub(crate) fn into_pieces(self) -> (Bytes, Option<Chunks>) {
        (self.front.freeze(), self.chunks)
    }

    /// The same, which is looked at before it is handed out.
    pub(crate) fn looked_at(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }

    /// The next piece, never empty; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        self.look().await?;
        let piece = if self.front.is_empty() {
            self.piece().await?
        } else {
            Some(self.front.split().freeze())
        };
        if let (Some(piece), Some((observer, total))) = (&piece, &self.observer) {
            self.given = self.given.saturating_add(piece.len() as u64);
            observer.tell(self.attempt, self.given, *total);
        }
        Ok(piece)
    }

    /// Reads as much as it takes to know that it is no failure. What was read stays where it is when this is given up.
    pub(crate) async fn look(&mut self) -> Result<(), Error> {
        while let Some(look) = &self.look {
            match look.at(&self.front, self.chunks.is_none()) {
                Some(Ok(())) => self.look = None,
                Some(Err(error)) => {
                    self.front.clear();
                    return Err(self.failed(error));
                }
                None => match self.piece().await? {
                    Some(piece) if self.front.is_empty() => self.front = BytesMut::from(piece),
                    Some(piece) => self.front.extend_from_slice(&piece),
                    None => {}
                },
            }
        }
        Ok(())
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Error> {
        while let Some(chunks) = &mut self.chunks {
            let error = match self.pace.wait(chunks.next()).await {
                Ok(Some(Ok(piece))) if piece.is_empty() => continue,
                Ok(Some(Ok(piece))) => {
                    self.pace.came(piece.len());
                    self.came = self.came.saturating_add(piece.len() as u64);
                    match self.announced {
                        Some(announced) if self.came > announced => other_length(announced, None),
                        _ => return Ok(Some(piece)),
                    }
                }
                Ok(Some(Err(error))) => Error::transport(error),
                Ok(None) => match self.announced {
                    Some(announced) if self.came < announced => {
                        other_length(announced, Some(self.came))
                    }
                    _ => {
                        self.chunks = None;
                        return Ok(None);
                    }
                },
                Err(error) => error,
            };
            let came = self.came;
            // Without an announced length, a call that is given up here would look like the end.
            let resume = self.resume.as_mut();
            let may_resume = self.announced.is_some_and(|length| came < length);
            let resume = resume.filter(|_| may_resume && !self.pace.is_over());
            let error = match resume {
                None => error,
                Some(resume) => {
                    self.chunks = Some(Chunks::from(Bytes::new()));
                    match resume.from(came, error).await {
                        Ok(rest) => {
                            self.chunks = Some(rest);
                            self.attempt = self.attempt.saturating_add(1);
                            self.pace.restart();
                            continue;
                        }
                        Err(error) => error,
                    }
                }
            };
            return Err(self.failed(error));
        }
        Ok(None)
    }

    /// All of it.
    pub(crate) async fn collect(&mut self) -> Result<Bytes, Error> {
        let first = self.next().await?.unwrap_or_default();
        self.refuse_beyond(first.len())?;
        // Most bodies come in one piece, which needs no copy.
        let Some(second) = self.next().await? else {
            return Ok(first);
        };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        loop {
            self.refuse_beyond(all.len())?;
            match self.next().await? {
                Some(piece) => all.extend_from_slice(&piece),
                None => return Ok(all.freeze()),
            }
        }
    }

    /// A part of it is whole, and another one may take its time.
    pub(crate) fn moved_on(&mut self) {
        self.pace.restart();
    }

    pub(crate) fn refuse_beyond(&mut self, length: usize) -> Result<(), Error> {
        if length <= self.limit {
            return Ok(());
        }
        let problem = format!("it is longer than {} bytes", self.limit);
        let error = Error::transport(TransportError::new(Failure::TooLarge, problem));
        Err(self.failed(error))
    }

    /// The error as one of the operation; nothing comes after it.
    pub(crate) fn failed(&mut self, error: Error) -> Error {
        self.stop();
        self.of_call(error)
    }

    /// Nothing more of it is wanted.
    pub(crate) fn stop(&mut self) {
        self.chunks = None;
        self.look = None;
        self.front.clear();
    }

    /// What the other side says, without what was sent to it.
    pub(super) fn redacted<'text>(&self, text: &'text str) -> Cow<'text, str> {
        match &self.attempted {
            Some(attempted) => Cow::Owned(attempted.redactor().text(text).into_owned()),
            None => Cow::Borrowed(text),
        }
    }

    /// The error as one of the call, without what was sent with it.
    pub(crate) fn of_call(&self, error: Error) -> Error {
        match &self.attempted {
            Some(attempted) => error
                .without_secrets(&attempted.redactor())
                .of(attempted.sent.meta),
            None => error,
        }
    }
}

/// A body that is not as long as it says; `None` came to more.
pub(crate) fn other_length(announced: u64, came: Option<u64>) -> Error {
    let problem = match came {
        Some(came) => {
            format!("the response ended after {came} of the {announced} bytes that it announced")
        }
        None => format!("the response goes on behind the {announced} bytes that it announced"),
    };
    Error::new(ErrorKind::Lost, problem).classification(Classification {
        retry: Retry::Reads,
        ..Classification::default()
    })
}
