//! What records.

use core::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName};

use super::mask::Mask;
use super::{Asked, Exchange, collected, file};
use crate::codec::types::Redacted;
use crate::meta::Method;
use crate::wire::body::{Chunks, Upload};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::transport::collected::Collected;
use crate::wire::transport::{
    Failure, HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport,
    TransportError,
};

/// Records exchanges: [`ClientBuilder::record`](crate::ClientBuilder::record) takes one, and [`save_to`](Self::save_to) writes what it
/// recorded. Cheap to clone; clones record together.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    exchanges: Vec<Exchange>,
    redacted: Vec<String>,
}

/// Headers that belong to one connection, or say who somebody is.
const LEFT_OUT: [&str; 6] = [
    "connection",
    "date",
    "keep-alive",
    "set-cookie",
    "transfer-encoding",
    "x-ncp-iam-access-key",
];

impl Recorder {
    /// A recorder that recorded nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Masks the values of a parameter, a member or a header in all that is recorded from now on, beside those that the specification calls
    /// sensitive. [`Replay::ignoring`](super::Replay::ignoring) has to name it too, where requests have it.
    #[must_use]
    pub fn redacting(self, name: impl Into<String>) -> Self {
        self.state().redacted.push(name.into());
        self
    }

    /// Records what goes through another transport.
    #[must_use]
    pub fn around(&self, transport: impl Transport + 'static) -> Recording {
        self.around_shared(Arc::new(transport))
    }

    pub(crate) fn around_shared(&self, transport: Arc<dyn Transport>) -> Recording {
        Recording {
            recorder: self.clone(),
            transport,
        }
    }

    /// What was recorded, as it stands in a file.
    #[must_use]
    pub fn to_text(&self) -> String {
        file::written(&self.state().exchanges)
    }

    /// Writes what was recorded into a file, in place of one that may be there.
    ///
    /// # Errors
    ///
    /// When it cannot be written; kind [`Io`](ErrorKind::Io).
    pub fn save_to(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        fs::write(path, self.to_text()).map_err(|error| {
            let problem = format!("{} cannot be written: {error}", path.display());
            Error::new(ErrorKind::Io, problem)
        })
    }

    fn keep(
        &self,
        (asked, mask, is_head): (Asked, &Mask, bool),
        (status, headers): (StatusCode, &HeaderMap),
        (body, in_pieces): (Bytes, bool),
    ) -> Result<(), TransportError> {
        let body = mask
            .response_body(body.to_vec(), in_pieces)
            .ok_or_else(|| {
                TransportError::new(
                    Failure::Refused,
                    "the response is no text and holds a secret of the call, so that it cannot be recorded",
                )
            })?;
        let kept = headers.iter().filter(|(name, _)| is_kept(name, is_head));
        let headers = kept.map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            let value = match value.is_sensitive() || mask.is_named(name.as_str()) {
                true => Redacted::MARK.to_owned(),
                false => mask.text(&text),
            };
            (name.as_str().to_owned(), value)
        });
        let exchange = Exchange {
            line: 0,
            asked,
            status: status.as_u16(),
            headers: headers.collect(),
            body,
        };
        self.state().exchanges.push(exchange);
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The length of a body may be another one when it is redacted; that of none says what there is.
fn is_kept(name: &HeaderName, is_head: bool) -> bool {
    !LEFT_OUT.contains(&name.as_str()) && (name != CONTENT_LENGTH || is_head)
}

/// A transport that is recorded.
pub struct Recording {
    recorder: Recorder,
    transport: Arc<dyn Transport>,
}

impl Recording {
    /// Reads the body of a request, so that it can be written down and sent.
    async fn asked(
        &self,
        request: &mut HttpRequest,
    ) -> Result<(Asked, Mask, bool), TransportError> {
        let body = collected(&request.body).await?;
        let mask = Mask::new(request.redactor(), &self.recorder.state().redacted);
        let asked = Asked::of(request, &body, &mask);
        request.body = Upload::from(body);
        Ok((asked, mask, request.method == Method::Head))
    }
}

impl Transport for Recording {
    fn send(&self, mut request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let (asked, mask, is_head) = self.asked(&mut request).await?;
            let response: HttpResponse = self.transport.send(request).await?;
            let head = (response.status, &response.headers);
            let body = (response.body.clone(), false);
            self.recorder.keep((asked, &mask, is_head), head, body)?;
            Ok(response)
        })
    }

    fn open(&self, mut request: HttpRequest) -> OpenFuture<'_> {
        Box::pin(async move {
            let limit = request.response_limit;
            let (asked, mask, is_head) = self.asked(&mut request).await?;
            let StreamedResponse {
                status,
                headers,
                mut body,
            } = self.transport.open(request).await?;
            let mut collected = Collected::new(limit, None)?;
            while let Some(piece) = body.try_next().await? {
                collected.push(piece)?;
            }
            let body = collected.into_bytes();
            let kept = (body.clone(), true);
            self.recorder
                .keep((asked, &mask, is_head), (status, &headers), kept)?;
            Ok(StreamedResponse::new(status, headers, Chunks::from(body)))
        })
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("exchanges", &self.state().exchanges.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
