//! An example of a spec through the sandbox gateway.
//!
//! The tests themselves are printed by build scripts ([`printer`](crate::printer)), one an example.

mod expected;

use std::{fmt::Debug, future::Future, path::Path, pin::Pin, sync::OnceLock};

use futures_util::TryStreamExt;
use ncloud::{Client, Error, RetryPolicy, events::Streaming, types::Json};
use ncloud_codegen::ir::{self, Authorization, Body, Service, Type, byte_sample};
use ncloud_sandbox::{Gateway, RecordedRequest, SAMPLE_API_KEY, SAMPLE_API_KEY_ID};
use serde_json::Value;

use self::expected::Expected;
use crate::{gateway::pointed_at, samples::is_plain};

/// A call, which ends with the text of `Debug` of what it gives.
pub type Call<'client> = Pin<Box<dyn Future<Output = Result<String, Error>> + 'client>>;

/// The example of an operation. The service has this operation and this example alone, so that the gateway can only answer
/// with it.
#[derive(Debug)]
pub struct Example {
    service: Service,
}

/// An example of the specs that `home` is generated from: the client's own, or the fixtures of the tests.
///
/// # Panics
///
/// If there is none of that name.
#[must_use]
pub fn example(home: &str, service: &str, operation: &str, name: &str) -> Example {
    static SPECS: OnceLock<Vec<Service>> = OnceLock::new();
    static FEATURES: OnceLock<Vec<Service>> = OnceLock::new();
    let load = |folder| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        ncloud_codegen::load([folder]).unwrap()
    };
    let specs = match home {
        "ncloud" => SPECS.get_or_init(|| load("../../spec")),
        _ => FEATURES.get_or_init(|| load("../fixtures/features")),
    };
    let known = specs.iter().find(|known| known.name == service);
    let mut service = known.unwrap().clone();
    service.operations.retain(|known| known.name == operation);
    service.operations[0]
        .examples
        .retain(|known| known.name == name);
    assert_eq!(service.operations[0].examples.len(), 1);
    Example { service }
}

/// Asserts that a request or a response is the same after it was written as JSON and read again.
///
/// # Panics
///
/// If it is not.
#[cfg(feature = "data")]
pub fn assert_data<T: ncloud::data::Data + PartialEq + Debug>(value: &T) {
    let json = value.to_json().unwrap();
    let read = T::from_json(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert!(read == *value, "{read:?} is not {value:?}");
    assert_eq!(format!("{read:?}"), format!("{value:?}"));
    assert_eq!(read.to_json().unwrap(), json);
}

impl Example {
    /// Makes the call against a gateway that knows this example alone. Asserts that what goes over the wire is what the example
    /// shows, and that what the call gives is what the example shows, the failure of an example of one.
    ///
    /// # Panics
    ///
    /// If it is not.
    pub fn check(&self, call: fn(&Client) -> Call<'_>) {
        let gateway = Gateway::builder()
            .specs([self.service.clone()])
            .start_blocking()
            .unwrap();
        let client = pointed_at(&gateway, Client::builder())
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let given = runtime.block_on(call(&client));

        // What was sent comes first: it explains what was answered.
        let requests = gateway.requests();
        assert_eq!(requests.len(), 1);
        self.assert_sent(&requests[0]);
        self.assert_given(given);
    }

    fn operation(&self) -> &ir::Operation {
        &self.service.operations[0]
    }

    fn shown(&self) -> &ir::Example {
        &self.operation().examples[0]
    }

    fn assert_sent(&self, sent: &RecordedRequest) {
        let (operation, example) = (self.operation(), self.shown());
        assert_eq!(
            sent.verdict.to_string(),
            format!("accepted, example {}", example.name)
        );
        if let Some(line) = &example.sent {
            let expected = with_key(line, &operation.authorization);
            assert_eq!(format!("{} {}", sent.method, sent.target), expected);
        }
        match (&example.body, &example.sent_form) {
            // The verdict says that they are those of the example.
            _ if operation.sends_parts() => {}
            (Some(body), None) if sends_bytes(operation) => {
                assert_eq!(sent.body, byte_sample(body).unwrap());
            }
            (_, Some(form)) => assert_eq!(std::str::from_utf8(&sent.body).unwrap(), form),
            (Some(body), None) => {
                let sent = serde_json::from_slice(&sent.body).unwrap();
                assert_eq!(with_plain_numbers(sent), with_plain_numbers(body.clone()));
            }
            (None, None) if operation.sends_form() => {}
            (None, None) => assert_eq!(sent.body.len(), 0),
        }
    }

    fn assert_given(&self, given: Result<String, Error>) {
        let (operation, example) = (self.operation(), self.shown());
        match (&example.error, given) {
            (None, Ok(text)) => {
                if is_plain(operation, example) {
                    let expected = Expected::of(&self.service, operation, example);
                    // The same words in the same lines; a difference shows itself by its line.
                    assert_eq!(
                        text.lines().collect::<Vec<_>>(),
                        expected.lines().collect::<Vec<_>>()
                    );
                }
            }
            (Some(failure), Err(error)) => {
                assert_eq!(
                    error.status().map(|status| status.as_u16()),
                    Some(example.status)
                );
                assert_eq!(error.code(), failure.code.as_deref());
                assert_eq!(error.message(), failure.message.as_deref());
            }
            (None, Err(error)) => {
                panic!("a failure in place of the success that the example shows: {error}")
            }
            (Some(_), Ok(text)) => {
                panic!("a success in place of the failure that the example shows: {text}")
            }
        }
    }
}

/// What is compared with the example.
pub fn shown(response: &dyn Debug) -> String {
    format!("{response:#?}")
}

/// All events that answer a request.
///
/// # Errors
///
/// That of the call, or of the stream.
pub async fn events<O: Streaming>(client: &Client, request: O) -> Result<Vec<O::Event>, Error> {
    client.events(request).await?.try_collect().await
}

fn sends_bytes(operation: &ir::Operation) -> bool {
    matches!(&operation.body, Some(Body::Value(field)) if field.ty == Type::Bytes)
}

/// A request line as it is sent; samples do not show the key that the client adds to the query.
fn with_key(line: &str, authorization: &Authorization) -> String {
    if *authorization != Authorization::ApiKeyInQuery {
        return line.to_owned();
    }
    let separator = if line.contains('?') { '&' } else { '?' };
    format!(
        "{line}{separator}X-NCP-APIGW-API-KEY-ID={SAMPLE_API_KEY_ID}&X-NCP-APIGW-API-KEY={SAMPLE_API_KEY}"
    )
}

/// JSON, written as text.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// 1.0 and 1 are one number.
fn with_plain_numbers(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(with_plain_numbers).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, with_plain_numbers(value)))
            .collect(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if number.is_f64() && whole.fract() == 0.0 => {
                serde_json::from_str(&format!("{whole}")).unwrap()
            }
            _ => Value::Number(number),
        },
        other => other,
    }
}

/// The value that an example has.
///
/// # Panics
///
/// If there is none.
#[track_caller]
pub fn present<T>(value: &Option<T>) -> &T {
    value.as_ref().expect("the example has a value here")
}
