//! Whether what came is what was asked for: the whole of it, as it is, and no failure.

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, HeaderValue};

use super::{content, head};
use crate::call::classify::{Payload, classify};
use crate::codec::decode::DecodeError;
use crate::meta::{OperationMeta, ResponseBody};
use crate::wire::download::{Look, Sniffed, other_length, sniff, without_mark};
use crate::wire::error::Error;

/// Said of a page of HTML, or of content where there has to be none.
const PORTAL: &str = "it is not what the service responds with: a proxy or a portal may have responded in its place, so that the call may not have been carried out";

/// The head of a response, and what its body has to be.
pub(super) struct ResponseCheck<'a> {
    pub(super) meta: &'static OperationMeta,
    /// Headers of the operation.
    pub(super) asked: &'a HeaderMap,
    /// A part comes back, whether it is asked for or not.
    pub(super) accepts_part: bool,
    /// Content codings that the client takes.
    pub(super) accept_encoding: &'a HeaderValue,
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) attempt: u32,
}

impl ResponseCheck<'_> {
    /// The coding of a body that the caller cannot read.
    pub(super) fn coding(&self) -> Option<String> {
        if head::is_bodiless(self.meta.method, self.status, self.headers) {
            return None;
        }
        let taken = (self.meta.response == ResponseBody::Bytes && self.status.is_success())
            .then(|| head::taken(self.asked, self.accept_encoding));
        head::coding(self.headers, taken)
    }

    /// Refuses a success whose body is not the content that was asked for, but a coding or a part of it.
    pub(super) fn refuse_unasked(&self, coding: Option<&str>) -> Result<(), Error> {
        if !self.status.is_success() {
            return Ok(());
        }
        let (expected, got, advice) = if let Some(coding) = coding {
            (
                "the content as it is",
                format!("its coding `{coding}`"),
                "nobody asked for it: a proxy may have put it on; a download that is stored so is asked for with `Client::with_accept_encoding`",
            )
        } else if let (false, Some(part)) = (
            self.accepts_part,
            head::part(self.asked, self.status, self.headers),
        ) {
            (
                "the whole content",
                part,
                "nobody asked for less: a proxy may have; nothing of it is used",
            )
        } else {
            return Ok(());
        };
        Err(self.other(expected, got, &Bytes::new(), advice))
    }

    /// The length that the body of a success has to have. An error is told for what it says, whole or not.
    pub(super) fn length(&self) -> Option<u64> {
        let length = head::length(self.meta.method, self.status, self.headers);
        length.filter(|_| self.status.is_success())
    }

    pub(super) fn refuse_other_length(&self, body: &Bytes) -> Result<(), Error> {
        let came = body.len() as u64;
        match self.length() {
            Some(announced) if came < announced => Err(other_length(announced, Some(came))),
            Some(announced) if came > announced => Err(other_length(announced, None)),
            _ => Ok(()),
        }
    }

    /// Says what a response is, its body as well as its status.
    pub(super) fn of_body(&self, body: &Bytes) -> Result<Payload, Error> {
        if self.status.is_success() && self.meta.response == ResponseBody::Bytes {
            // Content may hold anything, and is not a failure for what stands in the middle of it.
            let any_object = self.meta.success.is_some();
            return match sniff(body, any_object) {
                Sniffed::Unclear | Sniffed::Content => Ok(Payload::Unread),
                Sniffed::Page if !self.no_page() => Ok(Payload::Unread),
                Sniffed::Suspect | Sniffed::Page => {
                    let head = (self.status, self.headers);
                    refuse_failure(self.meta, head, body, "bytes").map(|()| Payload::Unread)
                }
            };
        }
        let payload = classify(self.meta, self.status, self.headers, body)?;
        if self.meta.response == ResponseBody::Empty
            && let Some(got) = content::unexpected(self.headers, body)
        {
            return Err(self.other("no content", got, body, PORTAL));
        }
        Ok(payload)
    }

    /// What a download is asked before it is handed out.
    pub(super) fn look(&self) -> Look {
        self.look_for("bytes", self.meta.success.is_some(), self.no_page())
    }

    /// What a stream of events is asked, of which neither an object nor a page can be the beginning.
    pub(super) fn look_at_events(&self) -> Look {
        self.look_for("events", true, true)
    }

    fn look_for(&self, expected: &'static str, any_object: bool, no_page: bool) -> Look {
        let (meta, status, attempt) = (self.meta, self.status, self.attempt);
        let headers = self.headers.clone();
        Look {
            any_object,
            no_page,
            judge: Box::new(move |body| {
                refuse_failure(meta, (status, &headers), body, expected)
                    .map_err(|error| error.of(meta).after(attempt))
            }),
        }
    }

    /// Whether a page of HTML is no download: it comes as one, and nothing says that it is from the service.
    fn no_page(&self) -> bool {
        head::is_of_type(self.headers, "text/html") && !head::is_signed_by_service(self.headers)
    }

    fn other(&self, expected: &'static str, got: String, body: &Bytes, advice: &str) -> Error {
        let error = DecodeError::new(expected, got);
        Error::decode(error, (self.status, self.headers, body)).advised(advice)
    }
}

/// Refuses bytes that are a failure, or a page.
fn refuse_failure(
    meta: &'static OperationMeta,
    (status, headers): (StatusCode, &HeaderMap),
    body: &[u8],
    expected: &'static str,
) -> Result<(), Error> {
    let body = Bytes::copy_from_slice(without_mark(body));
    if sniff(&body, false) == Sniffed::Page {
        let error = DecodeError::new(expected, "a page of HTML");
        return Err(Error::decode(error, (status, headers, &body)).advised(PORTAL));
    }
    classify(meta, status, headers, &body).map(drop)
}
