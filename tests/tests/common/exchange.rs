//! An example of a spec through the sandbox gateway.

use std::sync::OnceLock;

use ncloud::{
    Error, RetryPolicy, blocking::Client, events::Streaming, operation::Operation, types::Json,
};
use ncloud_codegen::ir::{self, Authorization, Body, Example, Service, Type, byte_sample};
use ncloud_sandbox::{Gateway, SAMPLE_API_KEY, SAMPLE_API_KEY_ID};
use serde_json::Value;

use super::settings::pointed_at;

/// The specs of which the client is generated, or the fixtures of which the library of the tests is.
fn specs(home: &str) -> &'static [Service] {
    static SPECS: OnceLock<Vec<Service>> = OnceLock::new();
    static FEATURES: OnceLock<Vec<Service>> = OnceLock::new();
    let load = |folder| ncloud_codegen::load([folder]).unwrap();
    match home {
        "ncloud" => SPECS.get_or_init(|| load("../spec")),
        _ => FEATURES.get_or_init(|| load("fixtures/features")),
    }
}

/// The service with one operation that has one example, so that the gateway can only answer with it.
fn only(home: &str, service: &str, operation: &str, example: &str) -> (Service, Example) {
    let mut service = specs(home)
        .iter()
        .find(|known| known.name == service)
        .unwrap()
        .clone();
    service.operations.retain(|known| known.name == operation);
    let operation = service.operations.first_mut().unwrap();
    operation.examples.retain(|known| known.name == example);
    let example = operation.examples.first().unwrap().clone();
    (service, example)
}

/// The answer to the request of an example of success.
pub(crate) fn exchange<O: Operation>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    request: O,
) -> O::Output {
    sent(home, service, operation, name, request).unwrap()
}

/// The error that the request of an example of a failure ends with.
pub(crate) fn failure<O: Operation>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    request: O,
) -> Error {
    match sent(home, service, operation, name, request) {
        Ok(_) => panic!("a success in place of the failure that the example shows"),
        Err(error) => error,
    }
}

/// The answer to the request of an example whose content is still to come, and who brings it.
pub(crate) fn downloaded<O: Operation>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    request: O,
) -> (O::Output, Client, Gateway) {
    let call = |client: &Client| Ok((client.send(request)?, client.clone()));
    let (answer, gateway) = called(home, service, operation, name, call);
    let (answer, client) = answer.unwrap();
    (answer, client, gateway)
}

/// The events that answer the request of an example of a stream.
pub(crate) fn streamed<O: Streaming>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    request: O,
) -> Vec<O::Event> {
    let call = |client: &Client| client.events(request)?.collect();
    called(home, service, operation, name, call).0.unwrap()
}

fn sent<O: Operation>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    request: O,
) -> Result<O::Output, Error> {
    called(home, service, operation, name, |client| {
        client.send(request)
    })
    .0
}

/// Sends a request to a gateway that knows this example alone, and asserts that what went over the wire is what the
/// example shows.
fn called<T>(
    home: &str,
    service: &str,
    operation: &str,
    name: &str,
    call: impl FnOnce(&Client) -> Result<T, Error>,
) -> (Result<T, Error>, Gateway) {
    let (specs, example) = only(home, service, operation, name);
    let gateway = Gateway::builder()
        .specs([specs.clone()])
        .start_blocking()
        .unwrap();
    let client = pointed_at(&gateway, ncloud::Client::builder())
        .retry(RetryPolicy::never())
        .build()
        .and_then(Client::new)
        .unwrap();

    let answer = call(&client);

    let requests = gateway.requests();
    assert_eq!(requests.len(), 1);
    let sent = &requests[0];
    assert_eq!(
        sent.verdict.to_string(),
        format!("accepted, example {name}")
    );
    if let Some(line) = &example.sent {
        let expected = with_key(line, &specs.operations[0].authorization);
        assert_eq!(format!("{} {}", sent.method, sent.target), expected);
    }
    match (&example.body, &example.sent_form) {
        // The verdict says that they are those of the example.
        _ if specs.operations[0].sends_parts() => {}
        (Some(body), None) if sends_bytes(&specs.operations[0]) => {
            assert_eq!(sent.body, byte_sample(body).unwrap());
        }
        (_, Some(form)) => assert_eq!(std::str::from_utf8(&sent.body).unwrap(), form),
        (Some(body), None) => {
            let sent = serde_json::from_slice(&sent.body).unwrap();
            assert_eq!(with_plain_numbers(sent), with_plain_numbers(body.clone()));
        }
        (None, None) if specs.operations[0].sends_form() => {}
        (None, None) => assert_eq!(sent.body.len(), 0),
    }
    (answer, gateway)
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

pub(crate) fn json(text: &str) -> Json {
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

#[track_caller]
pub(crate) fn present<T>(value: &Option<T>) -> &T {
    value.as_ref().expect("the example has a value here")
}
