//! The rest of a download that broke off: asked for by `range`, of the same content alone.

use core::fmt;

use futures_util::{StreamExt as _, stream};
use http::StatusCode;
use http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, HeaderMap, HeaderValue, IF_RANGE, RANGE};

use super::Call;
use crate::call::context::Context;
use crate::call::response_head::Reading;
use crate::meta::{Method, Safety};
use crate::wire::body::Chunks;
use crate::wire::download::{Resume, Resuming};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Encoded;

/// What it takes to ask again.
pub(super) struct Resumption {
    context: Context,
    encoded: Encoded,
    etag: HeaderValue,
    length: u64,
    /// Where it was taken up last, and how often there.
    tried: (u64, u32),
}

/// Whether a download of the request may be taken up, so that the request is kept.
pub(super) fn is_possible(context: &Context, encoded: &Encoded, reading: Reading) -> bool {
    reading == Reading::Pieces
        && context.settings.retry.max_attempts > 1
        && encoded.meta.method == Method::Get
        && encoded.meta.safety == Safety::Read
        && !encoded.headers.contains_key(RANGE)
}

impl Resumption {
    /// `None` where the service does not take ranges, or where nothing tells one content from another.
    pub(super) fn of(
        (context, encoded): (&Context, &Encoded),
        (status, headers): (StatusCode, &HeaderMap),
        length: Option<u64>,
    ) -> Option<Self> {
        let takes_ranges = headers.get_all(ACCEPT_RANGES).into_iter().any(|units| {
            let units = units.as_bytes().split(|byte| *byte == b',');
            units
                .map(<[u8]>::trim_ascii)
                .any(|unit| unit.eq_ignore_ascii_case(b"bytes"))
        });
        let etag = headers.get(ETAG).filter(|etag| is_strong(etag))?;
        (status == StatusCode::OK && takes_ranges).then_some(())?;
        Some(Self {
            context: context.clone(),
            encoded: encoded.clone(),
            etag: etag.clone(),
            length: length?,
            tried: (0, 0),
        })
    }

    /// Whether it may be tried once more: what comes on is tried on.
    fn may_try(&mut self, byte: u64) -> bool {
        let (at, times) = self.tried;
        let times = if at == byte { times + 1 } else { 1 };
        self.tried = (byte, times);
        times < self.context.settings.retry.max_attempts && self.context.shared.budget.take()
    }

    async fn rest(&self, byte: u64) -> Result<Chunks, Error> {
        let mut encoded = self.encoded.clone();
        let range = HeaderValue::try_from(format!("bytes={byte}-"))
            .map_err(|_| Error::configuration("the range cannot be sent"))?;
        encoded.headers.insert(RANGE, range);
        encoded.headers.insert(IF_RANGE, self.etag.clone());
        let executed = Call::new(&self.context, encoded, Reading::Pieces)?
            .run()
            .await?;
        self.check(byte, executed.status, &executed.headers)?;
        let (front, chunks) = match executed.incoming {
            Some(incoming) => incoming.into_pieces(),
            None => (executed.body, None),
        };
        let front = (!front.is_empty()).then_some(Ok(front));
        let rest = stream::iter(chunks).flatten();
        Ok(Chunks::new(stream::iter(front).chain(rest)))
    }

    /// Refuses another content, and another part of it.
    fn check(&self, byte: u64, status: StatusCode, headers: &HeaderMap) -> Result<(), Error> {
        let lost = |problem: &str| {
            Error::new(
                ErrorKind::Lost,
                format!("the download broke off after {byte} bytes, and {problem}; begin it again"),
            )
        };
        if headers.get(ETAG) != Some(&self.etag) {
            return Err(lost("the content has changed since"));
        }
        if status != StatusCode::PARTIAL_CONTENT {
            return Err(lost("the service does not give the rest of it"));
        }
        let range = headers.get(CONTENT_RANGE).and_then(|it| it.to_str().ok());
        let last = self.length.saturating_sub(1);
        let expected = format!("bytes {byte}-{last}/{}", self.length);
        if range.is_none_or(|range| !range.trim().eq_ignore_ascii_case(&expected)) {
            return Err(lost("the service gave another part than the rest of it"));
        }
        Ok(())
    }
}

/// Whether equal tags stand for equal bytes.
fn is_strong(etag: &HeaderValue) -> bool {
    !etag.is_empty() && !etag.as_bytes().starts_with(b"W/")
}

impl Resume for Resumption {
    fn from(&mut self, byte: u64, broken: Error) -> Resuming<'_> {
        Box::pin(async move {
            if !broken.retry().allows(Safety::Read) || !self.may_try(byte) {
                return Err(broken);
            }
            let policy = self.context.settings.retry;
            tokio::time::sleep(policy.delay(self.tried.1, broken.pause())).await;
            match self.rest(byte).await {
                Ok(chunks) => Ok(chunks),
                Err(error) => Err(error.behind(broken)),
            }
        })
    }
}

impl fmt::Debug for Resumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resumption")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
