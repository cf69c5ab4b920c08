//! Metrics of calls and attempts.

use core::fmt;

use crate::wire::timer::Instant;
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, Meter};

use crate::call::layer::{AttemptFuture, CallEnd, CallInfo, Layer, Next};
use crate::wire::transport::HttpRequest;

/// Records metrics by a meter of OpenTelemetry, with its names where it has them. Times are in seconds.
///
/// | instrument | of | attributes |
/// | --- | --- | --- |
/// | counter `ncloud.client.calls` | calls | those of a call |
/// | counter `ncloud.client.attempts` | attempts, repetitions included | those of an attempt |
/// | histogram `rpc.client.call.duration` | calls, delays before repetitions and reading the response included | those of a call |
/// | histogram `http.client.request.duration` | attempts, to the head of the response, or to its end where it is not streamed | those of an attempt |
///
/// Of a call: `rpc.system.name` (`ncloud`), `rpc.service`, `rpc.method`, `server.address`, and where there are such
/// `http.response.status_code` and `error.type`: the status of a failure, the kind of an [`Error`](crate::Error), or `cancelled`. Of an
/// attempt: `http.request.method`, `server.address`, `http.request.resend_count`, and the two at its end.
///
/// ```
/// use ncloud::layer::Metrics;
///
/// let meter = opentelemetry::global::meter("my-program");
/// let builder = ncloud::Client::builder().layer(Metrics::new(&meter));
/// # let _ = builder;
/// ```
///
/// Spans come by the feature `tracing`, with the names of OpenTelemetry too, and go there by the crate `tracing-opentelemetry`.
#[derive(Clone)]
pub struct Metrics {
    calls: Counter<u64>,
    attempts: Counter<u64>,
    call_duration: Histogram<f64>,
    attempt_duration: Histogram<f64>,
}

impl Metrics {
    /// Metrics of a meter.
    #[must_use]
    pub fn new(meter: &Meter) -> Self {
        // What OpenTelemetry advises for both.
        let bounds = vec![
            0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
        ];
        Self {
            calls: meter
                .u64_counter("ncloud.client.calls")
                .with_unit("{call}")
                .with_description("Calls that ended.")
                .build(),
            attempts: meter
                .u64_counter("ncloud.client.attempts")
                .with_unit("{attempt}")
                .with_description("Requests that were sent for calls, repetitions included.")
                .build(),
            call_duration: meter
                .f64_histogram("rpc.client.call.duration")
                .with_unit("s")
                .with_description("Duration of calls.")
                .with_boundaries(bounds.clone())
                .build(),
            attempt_duration: meter
                .f64_histogram("http.client.request.duration")
                .with_unit("s")
                .with_description("Duration of attempts.")
                .with_boundaries(bounds)
                .build(),
        }
    }
}

impl Layer for Metrics {
    fn attempt<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        let mut attributes = vec![
            KeyValue::new("http.request.method", next.call().method().as_str()),
            KeyValue::new("server.address", next.call().host().to_owned()),
            KeyValue::new(
                "http.request.resend_count",
                i64::from(next.number().saturating_sub(1)),
            ),
        ];
        Box::pin(async move {
            let begun = Instant::now();
            let result = next.run(request).await;
            match &result {
                Ok(response) => {
                    let status = response.status;
                    attributes.push(KeyValue::new(STATUS, i64::from(status.as_u16())));
                    if !status.is_success() {
                        attributes.push(KeyValue::new(ERROR_TYPE, status.as_str().to_owned()));
                    }
                }
                Err(error) => {
                    attributes.push(KeyValue::new(ERROR_TYPE, error.telemetry_type()));
                }
            }
            self.attempts.add(1, &attributes);
            self.attempt_duration
                .record(begun.elapsed().as_secs_f64(), &attributes);
            result
        })
    }

    fn after_call(&self, call: CallInfo<'_>, end: &CallEnd<'_>) {
        let mut attributes = vec![
            KeyValue::new("rpc.system.name", "ncloud"),
            KeyValue::new("rpc.service", call.service()),
            KeyValue::new("rpc.method", call.operation()),
            KeyValue::new("server.address", call.host().to_owned()),
        ];
        if let Some(status) = end.status {
            attributes.push(KeyValue::new(STATUS, i64::from(status.as_u16())));
        }
        match end.error {
            Some(error) => attributes.push(KeyValue::new(ERROR_TYPE, error.telemetry_type())),
            None if end.cancelled => attributes.push(KeyValue::new(ERROR_TYPE, "cancelled")),
            None => {}
        }
        self.calls.add(1, &attributes);
        self.call_duration
            .record(end.elapsed.as_secs_f64(), &attributes);
    }
}

const STATUS: &str = "http.response.status_code";
const ERROR_TYPE: &str = "error.type";

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}
