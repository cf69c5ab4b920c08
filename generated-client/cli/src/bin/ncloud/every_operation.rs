//! Every operation of every spec by its command, with the values of each of its examples: what goes over the wire is what the example
//! shows. The generated client is held to the same lines, forms and bodies by the tests of its examples.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::path::Path;

use clap::FromArgMatches as _;
use ncloud::{Client, Credentials, RetryPolicy, ServiceKey, ServiceName};
use ncloud_cli::bind::{example_arguments, example_input};
use ncloud_cli::call::Call;
use ncloud_cli::catalog::Catalog;
use ncloud_codegen::ir::{Body, Example, Operation, Type, byte_sample};
use ncloud_sandbox::{
    Gateway, RecordedRequest, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID,
    SAMPLE_SECRET_KEY, SampleKey,
};
use ncloud_tools::dynamic::DynamicOperation;

use crate::arguments::OfOperation;
use crate::{operation, tree};

fn client(gateway: &Gateway) -> Client {
    let mut builder = Client::builder()
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap())
        .retry(RetryPolicy::never());
    for settings in gateway.settings() {
        for (name, address) in &settings.endpoints {
            builder = builder.endpoint(ServiceName::unchecked(name.clone()), address);
        }
        let key = match &settings.key {
            Some(SampleKey::Pair(id, secret)) => ServiceKey::pair(*id, *secret),
            Some(SampleKey::Named(values)) => ServiceKey::named(values.clone()),
            _ => continue,
        };
        let service = ServiceName::unchecked(settings.service.clone());
        builder = builder.service_key(service, key.unwrap());
    }
    builder.build().unwrap()
}

/// The call that a command line makes. Where flags cannot say a value, as `null` in a text, it stands in `--input-json`.
fn called<'specs>(operation: DynamicOperation<'specs>, example: &Example) -> (Call<'specs>, bool) {
    let flags = tree::flags_of(&operation);
    let by_flags = example_arguments(&flags, example);
    let is_by_flags = by_flags.is_some();
    let line = by_flags.unwrap_or_else(|| {
        let input = example_input(&operation, example).to_string();
        vec!["--input-json".to_owned(), input]
    });
    let command = tree::of_operation(&operation);
    let words = std::iter::once("operation".to_owned()).chain(line);
    let matches = command
        .try_get_matches_from(words)
        .unwrap_or_else(|error| panic!("{error}"));
    let options = OfOperation::from_arg_matches(&matches).unwrap();
    let request = operation::request(&operation, &options, &matches).unwrap_or_else(|failure| {
        panic!(
            "{}.{}: {}",
            operation.model().name,
            example.name,
            failure.message()
        )
    });
    let as_events = operation.model().events.is_some() && example.text.is_some();
    (
        Call::new(operation, request, as_events).unwrap(),
        is_by_flags,
    )
}

fn fault(operation: &Operation, example: &Example, sent: &RecordedRequest) -> Option<String> {
    if !sent.verdict.is_accepted() {
        return Some(sent.verdict.to_string());
    }
    let line = format!("{} {}", sent.method, sent.target);
    let line = line.replace(
        &format!(
            "?X-NCP-APIGW-API-KEY-ID={SAMPLE_API_KEY_ID}&X-NCP-APIGW-API-KEY={SAMPLE_API_KEY}"
        ),
        "",
    );
    let line = line.replace(
        &format!(
            "&X-NCP-APIGW-API-KEY-ID={SAMPLE_API_KEY_ID}&X-NCP-APIGW-API-KEY={SAMPLE_API_KEY}"
        ),
        "",
    );
    if example
        .sent
        .as_ref()
        .is_some_and(|expected| *expected != line)
    {
        return Some(format!("sent {line}, not {:?}", example.sent));
    }
    let is_bytes = matches!(&operation.body, Some(Body::Value(field)) if field.ty == Type::Bytes);
    let is_right = match (&example.body, &example.sent_form) {
        // The verdict says that they are those of an example.
        _ if operation.sends_parts() => true,
        (Some(body), None) if is_bytes => sent.body == byte_sample(body).unwrap(),
        (_, Some(form)) => sent.body == form.as_bytes(),
        (Some(body), None) => {
            let sent: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
            plain(&sent) == plain(body)
        }
        (None, None) => operation.sends_form() || sent.body.is_empty(),
    };
    (!is_right).then(|| format!("sent {}", String::from_utf8_lossy(&sent.body)))
}

/// 1.0 and 1 are one number.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(values) => {
            format!("{:?}", values.iter().map(plain).collect::<Vec<_>>())
        }
        serde_json::Value::Object(members) => {
            let members = members.iter();
            format!(
                "{:?}",
                members
                    .map(|(name, value)| (name, plain(value)))
                    .collect::<Vec<_>>()
            )
        }
        serde_json::Value::Number(number) => format!("{:?}", number.as_f64()),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn every_operation_is_called_by_its_command_and_sends_what_its_examples_show() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    let mut services = ncloud_codegen::load([ncloud_codegen::resolved(&specs)]).unwrap();
    let catalog = Catalog::embedded();
    let (mut operations, mut calls, mut by_flags) = (0, 0, 0);
    let mut faults = Vec::new();
    for service in services.drain(..) {
        let gateway = Gateway::builder()
            .specs([service.clone()])
            .start()
            .await
            .unwrap();
        let client = client(&gateway);
        for model in &service.operations {
            operations += 1;
            let operation = catalog.operation(&service.name, &model.name).unwrap();
            for example in &model.examples {
                let (call, is_by_flags) = called(operation, example);
                calls += 1;
                by_flags += usize::from(is_by_flags);
                let before = gateway.requests().len();
                if call.as_events() {
                    drop(call.events(&client, None).await);
                } else if call.as_download() {
                    drop(call.download(&client, None).await);
                } else {
                    drop(call.send(&client, None).await);
                }
                let sent = gateway.requests().get(before).cloned();
                let name = format!("{}.{} {}", service.name, model.name, example.name);
                match sent {
                    None => faults.push(format!("{name}: nothing was sent")),
                    Some(sent) => faults.extend(
                        fault(model, example, &sent).map(|fault| format!("{name}: {fault}")),
                    ),
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(operations > 900, "{operations}");
    // What flags cannot say is the exception.
    assert!(by_flags * 10 > calls * 9, "{by_flags} of {calls}");
}

#[test]
fn every_flag_has_a_name_of_its_own_and_every_operation_has_a_command() {
    let catalog = Catalog::embedded();
    for service in catalog.services() {
        for entry in service.operations {
            let operation = catalog.operation(service.name, entry.name).unwrap();
            tree::of_operation(&operation).debug_assert();
        }
        let line = [
            "ncloud".into(),
            ncloud_cli::commands::command(service.name).into(),
        ];
        tree::tree(&catalog, &line).unwrap().debug_assert();
    }
}
