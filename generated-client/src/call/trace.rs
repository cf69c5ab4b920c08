//! Spans and events, which the feature `tracing` turns on. They hold names, numbers, identifiers and the text of errors: no keys,
//! no headers, no paths, no queries, no bodies. Fields are named as OpenTelemetry does, where it has a name for them.

use core::future::Future;
use core::time::Duration;

use http::StatusCode;

use crate::call::layer::CallInfo;
use crate::call::response_head::ResponseHead;
#[cfg(feature = "tracing")]
use crate::codec::printable;
use crate::meta::OperationMeta;
use crate::wire::error::Error;
#[cfg(feature = "tracing")]
use crate::wire::error::TRACE_ID;
use crate::wire::failure::TransportError;
use crate::wire::sent::Attempted;

/// The span of a call, from its first attempt until its response is read.
#[cfg(feature = "tracing")]
#[derive(Clone, Debug)]
pub(crate) struct CallSpan(tracing::Span);

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn none() -> Self {
        Self(tracing::Span::none())
    }

    pub(crate) fn new(meta: &'static OperationMeta, host: &str) -> Self {
        use tracing::field::Empty;

        let span = tracing::debug_span!(
            "ncloud.call",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            rpc.system.name = "ncloud",
            rpc.service = meta.service.name,
            rpc.method = meta.name,
            http.request.method = meta.method.as_str(),
            server.address = host,
            http.response.status_code = Empty,
            ncloud.attempts = Empty,
            "error.type" = Empty,
            error = Empty,
        );
        if !span.is_disabled() {
            let name = format!("{}/{}", meta.service.name, meta.name);
            span.record("otel.name", name);
        }
        Self(span)
    }

    pub(crate) async fn around<T>(&self, call: impl Future<Output = T>) -> T {
        use tracing::Instrument as _;

        call.instrument(self.0.clone()).await
    }

    pub(crate) fn within<T>(&self, read: impl FnOnce() -> T) -> T {
        self.0.in_scope(read)
    }

    pub(crate) fn responded(&self, status: StatusCode, attempts: u32) {
        self.0.record("http.response.status_code", status.as_u16());
        self.0.record("ncloud.attempts", attempts);
    }

    pub(crate) fn failed(&self, error: &Error) {
        if self.0.is_disabled() {
            return;
        }
        if let Some(status) = error.status() {
            self.responded(status, error.attempts());
        } else {
            self.0.record("ncloud.attempts", error.attempts());
        }
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", error.telemetry_type());
        self.0.record("error", tracing::field::display(error));
    }
}

/// Nothing.
#[cfg(not(feature = "tracing"))]
#[derive(Clone, Debug)]
pub(crate) struct CallSpan;

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    #[inline]
    pub(crate) fn none() -> Self {
        Self
    }

    #[inline]
    pub(crate) fn new(_: &'static OperationMeta, _: &str) -> Self {
        Self
    }

    #[inline]
    pub(crate) fn around<T, F: Future<Output = T>>(&self, call: F) -> F {
        call
    }

    #[inline]
    pub(crate) fn within<T>(&self, read: impl FnOnce() -> T) -> T {
        read()
    }

    #[inline]
    pub(crate) fn responded(&self, _: StatusCode, _: u32) {}

    #[inline]
    pub(crate) fn failed(&self, _: &Error) {}
}

/// Wraps an attempt.
#[cfg(feature = "tracing")]
pub(crate) async fn attempt(
    number: u32,
    call: CallInfo<'_>,
    attempt: impl Future<Output = Result<ResponseHead, TransportError>>,
    attempted: &Attempted,
) -> Result<ResponseHead, TransportError> {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    let span = tracing::debug_span!(
        "ncloud.attempt",
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = call.method().as_str(),
        server.address = call.host(),
        http.request.resend_count = number.saturating_sub(1),
        http.response.status_code = Empty,
        ncloud.trace_id = Empty,
        "error.type" = Empty,
    );
    let result = attempt.instrument(span.clone()).await;
    match &result {
        Ok(response) => {
            let status = response.status;
            span.record("http.response.status_code", status.as_u16());
            if !status.is_success() {
                span.record("otel.status_code", "ERROR");
                span.record("error.type", status.as_str());
            }
            let trace_id = response.headers.get(TRACE_ID);
            if let Some(trace_id) = trace_id
                .and_then(|id| id.to_str().ok())
                .filter(|_| !span.is_disabled())
            {
                let trace_id = attempted.redactor().text(trace_id).into_owned();
                span.record("ncloud.trace_id", &*printable::line(&trace_id));
            }
        }
        Err(error) => {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", tracing::field::debug(error.failure()));
        }
    }
    result
}

/// Says that a call is repeated.
#[cfg(feature = "tracing")]
pub(crate) fn repeated(error: &Error, delay: Duration) {
    tracing::debug!(%error, delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX), "call is repeated");
}

/// Says that a response could not be read.
#[cfg(feature = "tracing")]
pub(crate) fn undecodable(error: &Error) {
    tracing::debug!(%error, "response cannot be read");
}

/// Says that the clock was wrong.
#[cfg(feature = "tracing")]
pub(crate) fn clock_corrected() {
    tracing::warn!(
        "the clock of this machine is minutes off; requests are signed with the time of the gateway"
    );
}

/// Says that a list ended before its total.
#[cfg(feature = "tracing")]
pub(crate) fn list_is_short(meta: &'static OperationMeta, total: i64, items: i64) {
    tracing::warn!(
        service = meta.service.name,
        operation = meta.name,
        total,
        items,
        "the list ended before the number of items that the service says it has"
    );
}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn attempt<F>(_: u32, _: CallInfo<'_>, attempt: F, _: &Attempted) -> F
where
    F: Future<Output = Result<ResponseHead, TransportError>>,
{
    attempt
}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn repeated(_: &Error, _: Duration) {}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn undecodable(_: &Error) {}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn clock_corrected() {}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn list_is_short(_: &'static OperationMeta, _: i64, _: i64) {}
