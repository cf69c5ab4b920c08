//! Answers as they go over the wire.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use hyper::body::{Body, Frame, SizeHint};

use crate::answer::Answer;
use crate::gateway_error::GatewayError;
use crate::judge::Refusal;
use crate::misbehaviour::Skew;

const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
const TRACE_ID: HeaderName = HeaderName::from_static("x-ncp-trace-id");
const ORIGIN: HeaderName = HeaderName::from_static("x-ncp-apigw-response-origin");

/// An answer that nobody has tampered with.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    fn new(status: StatusCode, origin: &'static str, json: Option<String>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, HeaderValue::from_static(origin));
        if json.is_some() {
            headers.insert(CONTENT_TYPE, JSON);
        }
        Self {
            status,
            headers,
            body: json.map(Bytes::from).unwrap_or_default(),
        }
    }

    /// From the service behind the gateway.
    pub(crate) fn endpoint(answer: &Answer) -> Self {
        let json = answer.body.as_ref().map(ToString::to_string);
        Self::new(answer.status, "ENDPOINT", json)
    }

    /// JSON with the marks of a service, which no spec of a service has.
    pub(crate) fn wrong_shape(status: StatusCode) -> Self {
        let json = r#"[[{"unexpected":[true,null]}],"shape"]"#;
        Self::of_service(status, json.to_owned())
    }

    /// JSON with the marks of a service; nothing at all where it is empty.
    pub(crate) fn of_service(status: StatusCode, json: String) -> Self {
        Self::new(
            status,
            "ENDPOINT",
            Some(json).filter(|json| !json.is_empty()),
        )
    }

    /// From the gateway itself.
    pub(crate) fn gateway_error(error: GatewayError, details: &str) -> Self {
        Self::new(error.status(), "APIGW", Some(error.body(details)))
    }

    pub(crate) fn refusal(refusal: &Refusal) -> Self {
        Self::gateway_error(refusal.error, &refusal.details)
    }

    /// From a proxy that knows nothing of the gateway.
    pub(crate) fn html_page(status: StatusCode) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
        let page = format!(
            "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n</body>\r\n</html>\r\n"
        );
        Self {
            status,
            headers,
            body: Bytes::from(page),
        }
    }

    pub(crate) fn set_trace_id(&mut self, trace_id: &str) {
        if let Ok(value) = HeaderValue::from_str(trace_id) {
            self.headers.insert(TRACE_ID, value);
        }
    }

    pub(crate) fn set_date(&mut self, now: SystemTime, skew: Option<Skew>) {
        let date = httpdate::fmt_http_date(printable(match skew {
            None => now,
            Some(skew) => skewed(now, skew),
        }));
        if let Ok(value) = HeaderValue::from_str(&date) {
            self.headers.insert(DATE, value);
        }
    }

    pub(crate) fn set_retry_after(&mut self, wait: Duration) {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        self.headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }

    /// All of it.
    pub(crate) fn whole(self) -> Response<ReplyBody> {
        let announced = self.body.len();
        self.announcing(announced)
    }

    /// The first half of it, announced as all of it.
    pub(crate) fn truncated(mut self) -> Response<ReplyBody> {
        let announced = self.body.len().max(1);
        self.body.truncate(announced / 2);
        self.announcing(announced)
    }

    fn announcing(self, announced: usize) -> Response<ReplyBody> {
        let body = ReplyBody {
            is_flushed: self.body.len() == announced,
            announced,
            rest: self.body,
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// A clock that is off.
fn skewed(now: SystemTime, skew: Skew) -> SystemTime {
    match skew {
        Skew::Ahead(duration) => now.checked_add(duration),
        Skew::Behind(duration) => now.checked_sub(duration),
    }
    .unwrap_or(now)
}

/// The nearest time that a `Date` header can say: 1970 to 9999, and the formatter panics outside of them.
fn printable(now: SystemTime) -> SystemTime {
    const LAST: Duration = Duration::from_secs(253_402_300_799);
    let since_epoch = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + since_epoch.min(LAST)
}

/// A new identifier of a call: 26 characters of base 32, like the documentation's `6cc1hc8q6ce1j68cj264sj6p9n`.
pub(crate) fn trace_id() -> String {
    std::iter::repeat_with(|| fastrand::digit(32))
        .take(26)
        .collect()
}

/// A body that may hold less than it announces.
#[derive(Debug)]
pub(crate) struct ReplyBody {
    announced: usize,
    rest: Bytes,
    /// Whether what is out so far has been flushed, when more is announced. Hyper drops what it still buffers when a
    /// body ends too early.
    is_flushed: bool,
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = std::mem::take(&mut self.rest);
        if !data.is_empty() {
            self.announced -= data.len();
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        if !self.is_flushed {
            self.is_flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.announced == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced as u64)
    }
}
