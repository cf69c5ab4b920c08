//! Answers as they go over the wire.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use hyper::body::{Body, Frame, SizeHint};

use crate::answer::{Answer, AnswerBody};
use crate::feed::Fed;
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
        let json = match &answer.body {
            AnswerBody::Json(json) => Some(json.to_string()),
            AnswerBody::Text(..) | AnswerBody::Nothing => None,
        };
        let mut reply = Self::new(answer.status, "ENDPOINT", json);
        if let AnswerBody::Text(content_type, text) = &answer.body {
            reply
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            reply.body = Bytes::from(text.clone());
        }
        for (name, value) in &answer.headers {
            reply.headers.insert(name, value.clone());
        }
        reply
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

    /// Its head, and a body from elsewhere.
    pub(crate) fn fed(self, fed: Fed) -> Response<ReplyBody> {
        self.with(ReplyBody::Fed(fed))
    }

    fn announcing(mut self, announced: usize) -> Response<ReplyBody> {
        let rest = std::mem::take(&mut self.body);
        let body = ReplyBody::Announced {
            is_flushed: rest.len() == announced,
            announced,
            rest,
        };
        self.with(body)
    }

    fn with(self, body: ReplyBody) -> Response<ReplyBody> {
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

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum ReplyBody {
    /// It may hold less than it announces.
    Announced {
        announced: usize,
        rest: Bytes,
        /// Whether what is out so far has been flushed, when more is announced. Hyper drops what it still buffers when a
        /// body ends too early.
        is_flushed: bool,
    },
    /// It comes from elsewhere, and nobody knows how long it is.
    Fed(Fed),
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Self::Announced {
                announced,
                rest,
                is_flushed,
            } => {
                let data = std::mem::take(rest);
                if !data.is_empty() {
                    *announced -= data.len();
                    return Poll::Ready(Some(Ok(Frame::data(data))));
                }
                if !*is_flushed {
                    *is_flushed = true;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Poll::Ready(None)
            }
            Self::Fed(fed) => fed.poll_recv(context).map_ok(Frame::data),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Announced { announced, .. } => *announced == 0,
            Self::Fed(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Announced { announced, .. } => SizeHint::with_exact(*announced as u64),
            Self::Fed(_) => SizeHint::default(),
        }
    }
}
