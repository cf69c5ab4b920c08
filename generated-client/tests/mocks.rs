//! Risk: a double that answers otherwise than the service would, keeps a call to itself, or lets one go over the wire.
#![allow(clippy::unwrap_used)]

mod common;

use std::any::Any;
use std::time::Duration;

use common::{
    GetResult, GetUser, ListUsers, ModifyUser, SERVICE, User, UserPage, UserReady, get_user,
};
use futures_util::TryStreamExt as _;
use ncloud::body::Download;
use ncloud::decode::DecodeError;
use ncloud::events::{EventData, Streaming};
use ncloud::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use ncloud::mock::{self, Fault, Mock};
use ncloud::operation::{Method, Operation, OperationMeta, Request, ResponseBody};
use ncloud::transport::Failure;
use ncloud::transport::memory::Memory;
use ncloud::{Client, ErrorKind};

fn named(name: &str) -> User {
    User {
        name: name.to_owned(),
        joined: None,
    }
}

#[tokio::test]
async fn rules_answer_in_their_order() {
    let mock = Mock::new()
        .once(|request: &GetUser| Ok(named(&request.external_key)))
        .once::<GetUser>(|_| Err(Fault::throttled()))
        .on_if::<GetUser>(
            |request| request.filter.as_deref() == Some("x"),
            |_| Ok(named("filtered")),
        )
        .on::<GetUser>(|_| Ok(named("any")))
        .once::<GetResult>(|_| Ok(vec![named("a")]));
    let client = Client::mocked(&mock).unwrap();
    assert_eq!(client.send(&get_user()).await.unwrap().name, "u1");
    let error = client.send(get_user()).await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(
        client.send(get_user().filter("x")).await.unwrap().name,
        "filtered"
    );
    assert_eq!(client.send(&&get_user()).await.unwrap().name, "any");

    let calls = mock.calls::<GetUser>();
    assert_eq!(calls.len(), 4);
    assert_eq!(calls.iter().filter(|call| call.filter.is_some()).count(), 1);
    assert_eq!(mock.operations(), ["sample.GetUser"; 4]);
    assert_eq!(mock.unmet(), ["sample.GetResult, rule 5"]);
    client.send(GetResult).await.unwrap();
    assert!(mock.unmet().is_empty());
}

#[tokio::test]
async fn what_no_rule_answers_is_an_error_that_says_what_there_is() {
    let mock = Mock::new()
        .once::<GetUser>(|_| Ok(named("a")))
        .on_if::<GetUser>(|request| request.filter.is_some(), |_| Ok(named("b")));
    let client = Client::mocked(&mock).unwrap();
    let error = client.send(GetResult).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "sample.GetResult: the test double has no rule for the operation; it has rules for: sample.GetUser"
    );
    client.send(get_user()).await.unwrap();
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: no rule of the test double responds to the request: of the rules for the operation, 1 are used up and 1 do not fit"
    );
    assert_eq!(
        mock.operations(),
        ["sample.GetResult", "sample.GetUser", "sample.GetUser"]
    );
}

#[tokio::test]
async fn a_request_that_could_not_be_sent_is_not_answered() {
    let mock = Mock::new().on::<GetUser>(|_| Ok(named("a")));
    let client = Client::mocked(&mock).unwrap();
    let error = client.send(GetUser::new("", "u1")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(mock.operations().is_empty());
}

#[tokio::test]
async fn faults_mean_what_they_mean_over_the_wire() {
    let error = Fault::service(400, "GONE", "no such user")
        .details("u1")
        .trace_id("trace1")
        .into_error::<GetUser>();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: HTTP 400, code GONE: no such user: u1; trace id trace1"
    );
    assert!(error.is_not_found());
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.attempts(), 1);

    let error = Fault::throttled()
        .retry_after(Duration::from_secs(7))
        .into_error::<GetUser>();
    assert_eq!(error.kind(), ErrorKind::Gateway);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_throttled() && error.retryable());

    let error = Fault::service(429, "COMMON_104", "slow down").into_error::<GetUser>();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));

    let error = Fault::permission_denied().into_error::<GetUser>();
    assert!(error.is_permission_denied());
    assert!(Fault::timeout().into_error::<GetUser>().is_timeout());
    let lost = Fault::transport(Failure::Lost);
    assert_eq!(lost.into_error::<GetUser>().kind(), ErrorKind::Lost);
    let connect = Fault::transport(Failure::NotSent).into_error::<ModifyUser>();
    assert!(connect.is_connect() && connect.retryable());

    for status in [200, 99] {
        let error = Fault::service(status, "A", "b").into_error::<GetUser>();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[tokio::test]
async fn outputs_are_read_by_the_operation() {
    let user = mock::output::<GetUser>(r#"{"name":"Kim","joined":0}"#).unwrap();
    assert!(user.joined.is_some());
    // Without the envelope, `result`.
    let users = mock::output::<GetResult>(r#"[{"name":"Kim"}]"#).unwrap();
    assert_eq!(users, [named("Kim")]);
    mock::output::<ModifyUser>("null").unwrap();

    let mock = Mock::new().on::<GetUser>(|_| mock::output::<GetUser>(r#"{"nam":"Kim"}"#));
    let error = Client::mocked(&mock).unwrap();
    let error = error.send(get_user()).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.decode_error().unwrap().path(), "name");
}

#[tokio::test(start_paused = true)]
async fn pages_items_and_waits_go_over_it() {
    let mock = Mock::new()
        .on(|request: &ListUsers| {
            let from = request.offset.unwrap_or_default();
            let users = (from..5).take(2).map(|number| named(&number.to_string()));
            Ok(UserPage {
                users: Some(users.collect()),
                total: Some(5),
            })
        })
        .once::<GetUser>(|_| Ok(named("PENDING")))
        .once::<GetUser>(|_| Err(Fault::transport(Failure::Lost)))
        .on::<GetUser>(|_| Ok(named("READY")));
    let client = Client::mocked(&mock).unwrap();
    let users = client.items(ListUsers::default()).collect_all().await;
    let names: Vec<String> = users.unwrap().into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["0", "1", "2", "3", "4"]);
    let offsets: Vec<_> = mock
        .calls::<ListUsers>()
        .iter()
        .map(|it| it.offset)
        .collect();
    assert_eq!(offsets, [None, Some(2), Some(4)]);
    // Pages of the same items are told apart by nothing.
    let pages: Vec<UserPage> = client
        .pages(ListUsers { offset: Some(1) })
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pages.len(), 2);

    assert_eq!(
        client.wait(get_user(), UserReady).await.unwrap().name,
        "READY"
    );
    assert_eq!(mock.calls::<GetUser>().len(), 3);
}

#[test]
fn the_blocking_client_goes_over_it() {
    let mock = Mock::new()
        .on::<GetUser>(|_| Ok(named("READY")))
        .on::<ListUsers>(|_| {
            Ok(UserPage {
                users: Some(vec![named("a")]),
                total: Some(1),
            })
        })
        .on_events::<Follow>(|_| Ok(vec![Ok("a".to_owned()), Err(Fault::timeout())]));
    let client = ncloud::blocking::Client::new(Client::mocked(&mock).unwrap()).unwrap();
    assert_eq!(client.send(get_user()).unwrap().name, "READY");
    assert_eq!(client.wait(get_user(), UserReady).unwrap().name, "READY");
    assert_eq!(client.items(ListUsers::default()).count(), 1);
    let events: Vec<_> = client.events(Follow).unwrap().collect();
    assert_eq!(events.len(), 2);
    assert!(
        events
            .last()
            .unwrap()
            .as_ref()
            .is_err_and(|it| it.is_timeout())
    );
}

/// Events, as text.
#[derive(Clone, Debug)]
struct Follow;

impl Operation for Follow {
    type Output = ();

    const META: &'static OperationMeta =
        &OperationMeta::new(&SERVICE, "Follow", Method::Post, &[]).response(ResponseBody::Events);

    fn encode(&self, _: &mut Request) {}

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Streaming for Follow {
    type Event = String;

    const END: Option<&'static str> = None;

    fn event(event: EventData) -> Result<String, DecodeError> {
        Ok(event.data().to_owned())
    }
}

#[tokio::test]
async fn events_come_up_to_the_first_that_breaks() {
    let mock = Mock::new().on_events::<Follow>(|_| {
        Ok(vec![
            Ok("a".to_owned()),
            Err(Fault::service(500, "FULL", "no more")),
            Ok("b".to_owned()),
        ])
    });
    let client = Client::mocked(&mock).unwrap();
    let mut events = client.events(Follow).await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap(), "a");
    let error = events.try_next().await.unwrap_err();
    assert_eq!(error.code(), Some("FULL"));
    assert_eq!(error.operation().unwrap(), "sample.Follow");
    assert!(events.try_next().await.unwrap().is_none());
    let error = client.send(Follow).await.unwrap_err();
    assert!(error.to_string().contains("Client::events"), "{error}");

    let mock = Mock::new().on::<Follow>(|_| Ok(()));
    let error = Client::mocked(&mock).unwrap().events(Follow).await;
    assert!(error.unwrap_err().to_string().contains("Mock::on_events"));
}

/// A download.
#[derive(Clone, Debug)]
struct Get;

impl Operation for Get {
    type Output = Download;

    const META: &'static OperationMeta =
        &OperationMeta::new(&SERVICE, "Get", Method::Get, &[]).response(ResponseBody::Bytes);

    fn encode(&self, _: &mut Request) {}

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

#[tokio::test]
async fn downloads_have_content_and_headers() {
    let mock = Mock::new()
        .once::<Get>(|_| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
            Ok(mock::download(headers, vec![0, 1, 2]))
        })
        .once::<Get>(|_| mock::output::<Get>("{\"a\": 1}"));
    let client = Client::mocked(&mock).unwrap();
    let download = client.send(Get).await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(&download.bytes().await.unwrap()[..], [0, 1, 2]);
    let download = client.send(Get).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "{\"a\": 1}");
}

#[tokio::test]
async fn what_values_cannot_give_is_an_error() {
    let mock = Mock::new().on::<GetUser>(|_| Ok(named("a")));
    let error = Client::mocked(&mock).unwrap().send_raw(get_user()).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains("neither status nor body"),
        "{error}"
    );
    let both = Client::builder()
        .mock(mock)
        .transport(Memory::new())
        .build();
    assert_eq!(both.unwrap_err().kind(), ErrorKind::Configuration);
}

/// An operation by hand that does not say what it is.
#[derive(Clone)]
struct Untold;

impl Operation for Untold {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(&SERVICE, "Untold", Method::Get, &[]);

    fn encode(&self, _: &mut Request) {}
}

#[tokio::test]
async fn an_operation_that_gives_no_type_is_told_how_to() {
    let mock = Mock::new().on::<Untold>(|_| Ok(()));
    let error = Client::mocked(&mock)
        .unwrap()
        .send(Untold)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("fn as_any"), "{error}");
}

#[tokio::test]
async fn a_rule_may_look_at_the_calls() {
    let mock = Mock::new();
    let seen = mock.clone();
    let mock = mock.on::<GetUser>(move |_| Ok(named(&seen.calls::<GetUser>().len().to_string())));
    let client = Client::mocked(&mock).unwrap();
    client.send(get_user()).await.unwrap();
    assert_eq!(client.send(get_user()).await.unwrap().name, "2");
    let debug = format!("{mock:?}");
    assert!(!debug.contains("u1"), "{debug}");
}
