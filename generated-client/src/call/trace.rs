//! Spans and events, which the feature `tracing` turns on. They hold names, numbers and identifiers: no keys, no
//! headers, no paths, no queries, no bodies.

use core::future::Future;
use core::time::Duration;

use crate::call::response_head::ResponseHead;
#[cfg(feature = "tracing")]
use crate::codec::printable;
use crate::meta::OperationMeta;
use crate::wire::error::Error;
#[cfg(feature = "tracing")]
use crate::wire::error::TRACE_ID;
use crate::wire::failure::TransportError;
use crate::wire::sent::Attempted;

/// Wraps a call.
#[cfg(feature = "tracing")]
pub(crate) async fn call<T>(
    meta: &'static OperationMeta,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    let span = tracing::debug_span!(
        "ncloud.call",
        service = meta.service.name,
        operation = meta.name,
        error = Empty,
    );
    let result = call.instrument(span.clone()).await;
    if let Err(error) = &result {
        span.record("error", tracing::field::display(error));
    }
    result
}

/// Wraps an attempt.
#[cfg(feature = "tracing")]
pub(crate) async fn attempt(
    number: u32,
    attempt: impl Future<Output = Result<ResponseHead, TransportError>>,
    attempted: &Attempted,
) -> Result<ResponseHead, TransportError> {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    let span = tracing::debug_span!("ncloud.attempt", number, status = Empty, trace_id = Empty);
    let result = attempt.instrument(span.clone()).await;
    if let Ok(response) = &result {
        span.record("status", response.status.as_u16());
        if let Some(trace_id) = response
            .headers
            .get(TRACE_ID)
            .and_then(|id| id.to_str().ok())
            .filter(|_| !span.is_disabled())
        {
            let trace_id = attempted.redactor().text(trace_id).into_owned();
            span.record("trace_id", &*printable::line(&trace_id));
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
pub(crate) fn call<T>(
    _: &'static OperationMeta,
    call: impl Future<Output = Result<T, Error>>,
) -> impl Future<Output = Result<T, Error>> {
    call
}

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn attempt(
    _: u32,
    attempt: impl Future<Output = Result<ResponseHead, TransportError>>,
    _: &Attempted,
) -> impl Future<Output = Result<ResponseHead, TransportError>> {
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
