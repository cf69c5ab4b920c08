//! Risk: a call that failed and that a trace or a metric shows as one that did not, or under other names than others have.
#![cfg(any(feature = "opentelemetry", feature = "tracing"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

#[cfg(feature = "tracing")]
mod spans {
    use std::collections::BTreeMap;
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};

    use ncloud::transport::memory::Response;
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::common::{USER, client, get_user};

    type Fields = BTreeMap<String, String>;

    /// Keeps the fields of each span, its name among them, and the spans that are entered.
    #[derive(Clone, Default)]
    struct Spans(Arc<Mutex<(Vec<Fields>, Vec<u64>)>>);

    struct Into<'a>(&'a mut Fields);

    impl Visit for Into<'_> {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.insert(field.name().to_owned(), format!("{value:?}"));
        }

        fn record_str(&mut self, field: &Field, value: &str) {
            self.0.insert(field.name().to_owned(), value.to_owned());
        }
    }

    impl Subscriber for Spans {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("ncloud")
        }

        fn new_span(&self, attributes: &Attributes<'_>) -> Id {
            let mut fields = Fields::new();
            attributes.record(&mut Into(&mut fields));
            fields.insert("span".to_owned(), attributes.metadata().name().to_owned());
            let (spans, _) = &mut *self.0.lock().unwrap();
            spans.push(fields);
            Id::from_u64(spans.len() as u64)
        }

        fn record(&self, id: &Id, values: &Record<'_>) {
            let (spans, _) = &mut *self.0.lock().unwrap();
            values.record(&mut Into(&mut spans[id.into_u64() as usize - 1]));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            let mut fields = Fields::new();
            event.record(&mut Into(&mut fields));
            let (spans, entered) = &mut *self.0.lock().unwrap();
            let within = entered
                .last()
                .map_or("none", |id| &spans[*id as usize - 1]["span"]);
            fields.insert("within".to_owned(), within.to_owned());
            spans.push(fields);
        }

        fn enter(&self, id: &Id) {
            self.0.lock().unwrap().1.push(id.into_u64());
        }

        fn exit(&self, _: &Id) {
            self.0.lock().unwrap().1.pop();
        }
    }

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        pairs.collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_and_its_attempts_have_the_names_of_opentelemetry() {
        let spans = Spans::default();
        let _guard = tracing::subscriber::set_default(spans.clone());
        let (client, memory) = client();
        memory.expect_any(Response::json(503, "{}"));
        memory.expect_any(Response::json(200, USER).header("x-ncp-trace-id", "t1"));
        client.send(get_user()).await.unwrap();
        let seen = spans.0.lock().unwrap().0.clone();
        let spans: Vec<_> = seen
            .iter()
            .filter(|fields| fields.contains_key("span"))
            .collect();
        assert_eq!(
            spans[0],
            &fields(&[
                ("http.request.method", "GET"),
                ("http.response.status_code", "200"),
                ("ncloud.attempts", "2"),
                ("otel.kind", "client"),
                ("otel.name", "sample/GetUser"),
                ("rpc.method", "GetUser"),
                ("rpc.service", "sample"),
                ("rpc.system.name", "ncloud"),
                ("server.address", "sample.apigw.ntruss.com"),
                ("span", "ncloud.call"),
            ])
        );
        assert_eq!(
            spans[1],
            &fields(&[
                ("error.type", "503"),
                ("http.request.method", "GET"),
                ("http.request.resend_count", "0"),
                ("http.response.status_code", "503"),
                ("otel.kind", "client"),
                ("otel.status_code", "ERROR"),
                ("server.address", "sample.apigw.ntruss.com"),
                ("span", "ncloud.attempt"),
            ])
        );
        assert_eq!(spans[2]["http.request.resend_count"], "1");
        assert_eq!(spans[2]["ncloud.trace_id"], "t1");
        assert_eq!(spans.len(), 3);
    }

    #[tokio::test]
    async fn a_response_that_cannot_be_read_is_a_failure_of_its_call() {
        let spans = Spans::default();
        let _guard = tracing::subscriber::set_default(spans.clone());
        let (client, memory) = client();
        memory.expect_any(Response::json(200, r#"{"name":[]}"#));
        client.send(get_user()).await.unwrap_err();
        let seen = spans.0.lock().unwrap().0.clone();
        assert_eq!(seen[0]["otel.status_code"], "ERROR");
        assert_eq!(seen[0]["error.type"], "Decode");
        assert_eq!(seen[0]["http.response.status_code"], "200");
        assert_eq!(seen[0]["ncloud.attempts"], "1");
        assert!(
            seen[0]["error"].contains("expected text"),
            "{}",
            seen[0]["error"]
        );
        let event = seen.last().unwrap();
        assert_eq!(event["message"], "response cannot be read");
        assert_eq!(event["within"], "ncloud.call");
    }
}

#[cfg(feature = "opentelemetry")]
mod metrics {
    use std::sync::{Arc, Mutex};

    use ncloud::layer::Metrics;
    use ncloud::transport::memory::{Memory, Response};
    use opentelemetry::KeyValue;
    use opentelemetry::metrics::{
        Counter, Histogram, HistogramBuilder, InstrumentBuilder, InstrumentProvider, Meter,
        SyncInstrument,
    };

    use super::common::{USER, builder, get_user};

    /// Writes down what is measured.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<String>>>);

    struct Instrument(String, Lines);

    impl Instrument {
        fn line(&self, value: &str, attributes: &[KeyValue]) {
            let mut attributes: Vec<_> = attributes
                .iter()
                .map(|attribute| format!("{}={}", attribute.key, attribute.value))
                .collect();
            attributes.sort();
            let line = format!("{} {value} {}", self.0, attributes.join(" "));
            self.1.0.lock().unwrap().push(line);
        }
    }

    impl SyncInstrument<u64> for Instrument {
        fn measure(&self, value: u64, attributes: &[KeyValue]) {
            self.line(&value.to_string(), attributes);
        }
    }

    impl SyncInstrument<f64> for Instrument {
        fn measure(&self, value: f64, attributes: &[KeyValue]) {
            self.line(&format!("{value:.1}s"), attributes);
        }
    }

    impl InstrumentProvider for Lines {
        fn u64_counter(&self, builder: InstrumentBuilder<'_, Counter<u64>>) -> Counter<u64> {
            Counter::new(Arc::new(Instrument(builder.name.to_string(), self.clone())))
        }

        fn f64_histogram(&self, builder: HistogramBuilder<'_, Histogram<f64>>) -> Histogram<f64> {
            assert_eq!(builder.unit.as_deref(), Some("s"));
            Histogram::new(Arc::new(Instrument(builder.name.to_string(), self.clone())))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn calls_and_attempts_are_counted_and_measured() {
        let lines = Lines::default();
        let memory = Memory::new();
        let metrics = Metrics::new(&Meter::new(Arc::new(lines.clone())));
        let client = builder(&memory).layer(metrics).build().unwrap();
        memory.expect_any(
            Response::json(503, "{}").after(tokio::time::sleep(std::time::Duration::from_secs(2))),
        );
        memory.expect_any(Response::json(200, USER));
        memory.expect_any(Response::json(200, "[]"));
        let policy = ncloud::RetryPolicy::default().with_base_delay(std::time::Duration::ZERO);
        let client = client.with_retry(policy);
        client.send(get_user()).await.unwrap();
        client.send(get_user()).await.unwrap_err();
        let attempt = "http.request.method=GET http.request.resend_count";
        let host = "server.address=sample.apigw.ntruss.com";
        let call = format!("rpc.method=GetUser rpc.service=sample rpc.system.name=ncloud {host}");
        assert_eq!(
            *lines.0.lock().unwrap(),
            [
                format!(
                    "ncloud.client.attempts 1 error.type=503 {attempt}=0 http.response.status_code=503 {host}"
                ),
                format!(
                    "http.client.request.duration 2.0s error.type=503 {attempt}=0 http.response.status_code=503 {host}"
                ),
                format!(
                    "ncloud.client.attempts 1 {attempt}=1 http.response.status_code=200 {host}"
                ),
                format!(
                    "http.client.request.duration 0.0s {attempt}=1 http.response.status_code=200 {host}"
                ),
                format!("ncloud.client.calls 1 http.response.status_code=200 {call}"),
                format!("rpc.client.call.duration 2.0s http.response.status_code=200 {call}"),
                format!(
                    "ncloud.client.attempts 1 {attempt}=0 http.response.status_code=200 {host}"
                ),
                format!(
                    "http.client.request.duration 0.0s {attempt}=0 http.response.status_code=200 {host}"
                ),
                format!(
                    "ncloud.client.calls 1 error.type=Decode http.response.status_code=200 {call}"
                ),
                format!(
                    "rpc.client.call.duration 0.0s error.type=Decode http.response.status_code=200 {call}"
                ),
            ]
        );
    }
}
