//! Waits for the state that the spec knows.

use std::time::Duration;

use ncloud_codegen::ir::{NotFound, Operation, Safety, Service, Type, Waiter};
use ncloud_codegen::suggest::listed;
use ncloud_tools::dynamic::{Argument, DynamicOperation, Request};
use serde_json::Value as Json;
use tokio::time::{Instant, sleep};

use crate::call::{Call, given};
use crate::commands::command;
use crate::connection::Settings;
use crate::data::Data;
use crate::failure::Failure;

/// Which waiters may come after an operation, the likeliest first.
fn fitting<'model>(service: &'model Service, operation: &Operation) -> Vec<&'model Waiter> {
    // A read brings nothing about.
    if operation.safety == Safety::Read {
        return Vec::new();
    }
    let name = command(&operation.name);
    let (verb, rest) = name.split_once('-').unwrap_or((&name, ""));
    let waiters = service.waiters.iter();
    let (ends, words): (bool, &[&str]) = match verb {
        "delete" | "terminate" | "remove" | "return" | "release" => (true, &[]),
        "stop" | "shutdown" => (false, &["stopped"]),
        "detach" | "unassign" | "disassociate" => {
            (false, &["detached", "available", "disconnected"])
        }
        "attach" | "assign" | "associate" => (false, &["attached", "used", "connected"]),
        _ => (
            false,
            &[
                // Where both are known, which one comes depends on the request.
                "attached",
                "running",
                "created",
                "available",
                "ready",
                "active",
                "normal",
                "set",
                "done",
                "completed",
            ],
        ),
    };
    let mut found: Vec<(usize, &Waiter)> = waiters
        .filter_map(|waiter| {
            let waited = command(&waiter.name);
            let (subject, state) = waited.rsplit_once('-')?;
            let is_meant = if ends {
                waiter.not_found == NotFound::Success
            } else {
                words.contains(&state)
            };
            let distance = rest
                .split('-')
                .chain(subject.split('-'))
                .filter(|word| !rest.contains(*word) || !subject.contains(*word))
                .count();
            let shares = subject.split('-').any(|word| rest.contains(word));
            (is_meant && shares).then_some((distance, waiter))
        })
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    let nearest = found.first().map(|(distance, _)| *distance);
    found.retain(|(distance, _)| Some(*distance) == nearest);
    found.into_iter().map(|(_, waiter)| waiter).collect()
}

/// The waiter of a name, as the spec or as commands spell it; without a name the one that plainly comes after the operation.
///
/// # Errors
///
/// When there is none, or several are as likely; the message lists them.
pub fn choose<'model>(
    service: &'model Service,
    operation: &Operation,
    name: Option<&str>,
) -> Result<&'model Waiter, Failure> {
    let names: Vec<String> = service
        .waiters
        .iter()
        .map(|waiter| command(&waiter.name))
        .collect();
    let all = listed(names.iter().map(String::as_str));
    if names.is_empty() {
        return Err(Failure::Usage(format!(
            "the spec of `{}` knows of no waits",
            service.name
        )));
    }
    if let Some(name) = name {
        let mut waiters = service.waiters.iter();
        let found = waiters.find(|waiter| waiter.name == name || command(&waiter.name) == name);
        return found
            .ok_or_else(|| Failure::Usage(format!("there is no wait `{name}`; there are {all}")));
    }
    match fitting(service, operation).as_slice() {
        [one] => Ok(one),
        _ => Err(Failure::Usage(format!(
            "what comes after `{}` is not plain: name it, `--wait NAME`; there are {all}",
            operation.name
        ))),
    }
}

/// What is asked again and again: for each thing that the request or its response names, a request to the waiter's operation.
///
/// # Errors
///
/// When neither says which thing to ask for.
pub fn polls<'specs>(
    poll: &DynamicOperation<'specs>,
    request: &Request,
    response: Option<&Data>,
) -> Result<Vec<Request>, Failure> {
    let mut polls = vec![Request::default()];
    for field in poll.model().request_fields() {
        let name = field.wire_name.as_str();
        let mut values = values_of(given(request, name));
        if values.is_empty() && field.is_required() {
            let singular = name.strip_suffix("List").unwrap_or(name);
            for name in [name.to_owned(), format!("{name}List"), singular.to_owned()] {
                if values.is_empty() {
                    values = values_of(given(request, &name));
                }
                if values.is_empty() {
                    values = response.map(|data| found(data, &name)).unwrap_or_default();
                }
            }
        }
        if values.is_empty() && field.is_required() {
            return Err(Failure::After(format!(
                "neither the request nor its response has the `{name}` of what to wait for: ask `{}` by itself",
                command(&poll.model().name)
            )));
        }
        let location = poll.model().location_of(field);
        let put = |poll: &Request, value: &Json| {
            let mut poll = poll.clone();
            let value = match field.ty {
                Type::List(_) => Json::from(vec![value.clone()]),
                _ => value.clone(),
            };
            poll.arguments.push(Argument {
                location,
                name: name.to_owned(),
                value,
            });
            poll
        };
        if !values.is_empty() {
            polls = polls
                .iter()
                .flat_map(|poll| values.iter().map(move |value| put(poll, value)))
                .collect();
        }
    }
    Ok(polls)
}

fn values_of(value: Option<&Json>) -> Vec<Json> {
    match value {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(elements)) => elements.clone(),
        Some(one) => vec![one.clone()],
    }
}

/// The values of a member, wherever in a response it is first found: of the elements of a list each one's.
fn found(data: &Data, name: &str) -> Vec<Json> {
    match data {
        Data::Object(members) => {
            if let Some(value) = data.get(name) {
                return values_of(Some(&Json::from(value)));
            }
            let mut inner = members.iter().map(|(_, value)| found(value, name));
            inner.find(|values| !values.is_empty()).unwrap_or_default()
        }
        Data::List(elements) => elements.iter().flat_map(|each| found(each, name)).collect(),
        _ => Vec::new(),
    }
}

/// A state on the way.
#[derive(Clone, Debug)]
pub struct Progress<'wait> {
    /// The state that was met; `None` where the thing is not there.
    pub state: Option<&'wait str>,
    /// How long the wait lasts already.
    pub waited: Duration,
    /// How long it may last.
    pub deadline: Duration,
}

/// How often and how long is asked, where not as the spec has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// The time between two questions.
    pub every: Option<Duration>,
    /// The time after which the wait is given up.
    pub deadline: Option<Duration>,
}

/// Asks until the thing is in the state of a waiter, and gives the last response.
///
/// # Errors
///
/// When a call fails, the wait ends otherwise, or it does not end in time.
pub async fn wait(
    poll: DynamicOperation<'_>,
    waiter: &Waiter,
    request: Request,
    settings: &Settings,
    pace: Pace,
    reveals: bool,
    mut tell: impl FnMut(Progress<'_>),
) -> Result<Option<Data>, Failure> {
    let call = Call::new(poll, request, false)?;
    let client = settings.client(&poll)?;
    let begun = Instant::now();
    let every = pace.every.unwrap_or(waiter.every);
    let deadline = pace.deadline.unwrap_or(waiter.deadline);
    let failed = |why: String| Failure::After(format!("{}: {why}", command(&waiter.name)));
    loop {
        let (state, shown) = match call.send(&client, settings.region()).await {
            Ok(response) => {
                let state = response
                    .data(true)
                    .and_then(|data| data.at(&waiter.state)?.scalar());
                (state, response.data(reveals).cloned())
            }
            Err(Failure::Call(error)) if error.is_not_found() => (None, None),
            Err(failure) => return Err(failure),
        };
        tell(Progress {
            state: state.as_deref(),
            waited: begun.elapsed(),
            deadline,
        });
        match &state {
            Some(state) if waiter.success.contains(state) => return Ok(shown),
            Some(state) if waiter.failure.contains(state) => {
                return Err(failed(format!(
                    "the state is {state}, from which it does not come to {}",
                    waiter.success.join(" or ")
                )));
            }
            Some(state)
                if waiter
                    .pending
                    .as_ref()
                    .is_some_and(|known| !known.contains(state)) =>
            {
                return Err(failed(format!(
                    "the state is {state}, which the spec does not know on the way to {}",
                    waiter.success.join(" or ")
                )));
            }
            Some(_) => {}
            None => match waiter.not_found {
                NotFound::Success => return Ok(None),
                NotFound::Failure => {
                    return Err(failed("what was waited for is not there".to_owned()));
                }
                NotFound::Pending => {}
            },
        }
        if begun.elapsed() + every > deadline {
            let state = state.as_deref().unwrap_or("not there");
            return Err(failed(format!(
                "not in {} seconds; the last state is {state}",
                deadline.as_secs()
            )));
        }
        sleep(every).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn the_wait_that_plainly_comes_after_an_operation_needs_no_name() {
        let catalog = Catalog::embedded();
        let chosen = |service: &str, operation: &str| {
            let operation = catalog.operation(service, operation).unwrap();
            let waiter = choose(operation.service(), operation.model(), None);
            waiter.map_or_else(|failure| failure.message(), |waiter| waiter.name.clone())
        };
        for (service, operation, waiter) in [
            ("vserver", "CreateServerInstances", "ServerRunning"),
            ("vserver", "StartServerInstances", "ServerRunning"),
            ("vserver", "StopServerInstances", "ServerStopped"),
            ("vserver", "TerminateServerInstances", "ServerTerminated"),
            (
                "vserver",
                "DeleteBlockStorageInstances",
                "BlockStorageDeleted",
            ),
            ("vpc", "CreateVpc", "VpcRunning"),
            ("vpc", "DeleteSubnet", "SubnetDeleted"),
            ("vpc", "CreateNatGatewayInstance", "NatGatewayRunning"),
        ] {
            assert_eq!(chosen(service, operation), waiter, "{operation}");
        }
        let depends = chosen("vserver", "CreateBlockStorageInstance");
        assert!(
            depends.starts_with("what comes after `CreateBlockStorageInstance` is not plain"),
            "{depends}"
        );
        let unclear = chosen("vpc", "GetVpcList");
        assert!(
            unclear.starts_with(
                "what comes after `GetVpcList` is not plain: name it, `--wait NAME`; there are "
            ),
            "{unclear}"
        );
    }

    #[test]
    fn what_is_waited_for_is_named_by_the_request_or_its_response() {
        let catalog = Catalog::embedded();
        let poll = catalog
            .operation("vserver", "GetServerInstanceDetail")
            .unwrap();
        let numbers = |request: &Request, response: Option<&Data>| {
            polls(&poll, request, response).map(|polls| {
                let values = polls
                    .iter()
                    .filter_map(|poll| given(poll, "serverInstanceNo"));
                values.map(ToString::to_string).collect::<Vec<_>>()
            })
        };
        let mut stop = Request::default();
        stop.arguments.push(Argument {
            location: Some(ncloud_codegen::ir::ParameterLocation::Form),
            name: "serverInstanceNoList".to_owned(),
            value: serde_json::json!(["1", "2"]),
        });
        assert_eq!(numbers(&stop, None).unwrap(), ["\"1\"", "\"2\""]);
        let created = Data::read(r#"{"serverInstanceList": [{"serverInstanceNo": "7"}]}"#);
        assert_eq!(
            numbers(&Request::default(), created.as_ref()).unwrap(),
            ["\"7\""]
        );
        let failure = numbers(&Request::default(), None).unwrap_err();
        assert_eq!(
            failure.message(),
            "neither the request nor its response has the `serverInstanceNo` of what to wait for: ask `get-server-instance-detail` by itself"
        );
    }
}
