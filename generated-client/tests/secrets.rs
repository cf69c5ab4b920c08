//! Risk: a key, a signature or a parameter in something that is printed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use common::{ACCESS_KEY, ModifyUser, SECRET_KEY, builder, get_user};
use ncloud::encode::Encoded;
use ncloud::signature::Signature;
use ncloud::transport::memory::{Answer, Memory};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps the text of every span and event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("ncloud")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        writeln!(
            self.0.lock().unwrap(),
            "span {}",
            attributes.metadata().name()
        )
        .unwrap();
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_printed_holds_a_secret() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    let refused = r#"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#;
    memory.expect_any(Answer::json(
        429,
        r#"{"error":{"errorCode":"410","message":"Throttle Limited"}}"#,
    ));
    memory.expect_any(
        Answer::json(401, refused)
            .header("x-ncp-trace-id", "trace-1")
            .header("date", "Tue, 14 Nov 2023 23:13:20 GMT"),
    );
    memory.expect_any(Answer::json(200, r#"{"name":["personal-answer"]}"#));
    let error = client
        .send(
            get_user()
                .filter("personal-filter")
                .region_code("personal-header"),
        )
        .await
        .unwrap_err();

    let log = log.0.lock().unwrap().clone();
    for expected in [
        "span ncloud.call",
        "span ncloud.attempt",
        "service=\"sample\"",
        "operation=\"GetUser\"",
        "number=1",
        "status=429",
        "trace_id=\"trace-1\"",
        "delay_ms=",
        "the clock of this machine is minutes off",
        "name: expected text, got a list of 1",
    ] {
        assert!(log.contains(expected), "{expected} is not in\n{log}");
    }

    let requests = memory.requests();
    let mut printed = format!(
        "{log}{error}{error:?}{:?}",
        std::error::Error::source(&error)
    );
    write!(
        printed,
        "{:?}{client:?}{memory:?}{requests:?}",
        common::credentials()
    )
    .unwrap();
    let body = Encoded::of(&ModifyUser::new("personal-body")).unwrap();
    write!(
        printed,
        "{body:?}{:?}",
        Signature::new(&common::credentials(), "GET", "/", "1")
    )
    .unwrap();
    let signatures = requests.iter().map(|request| {
        request.headers["x-ncp-apigw-signature-v2"]
            .to_str()
            .unwrap()
            .to_owned()
    });
    let secrets = signatures.chain([ACCESS_KEY, SECRET_KEY, "personal"].map(str::to_owned));
    for secret in secrets {
        assert!(!printed.contains(&secret), "{secret} is in\n{printed}");
    }
}
