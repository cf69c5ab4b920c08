//! Risk: a wait that does not end, or ends with the wrong thing.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{GetUser, USER, User, UserReady, client, get_user};
use ncloud::ErrorKind;
use ncloud::transport::Failure;
use ncloud::transport::memory::Response;
use ncloud::wait::{NotFound, WaitOptions, Waiter, WaiterMeta};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn waiting_ends_with_the_state() {
    let (client, memory) = client();
    memory.expect_any(Response::json(200, USER));
    // Five attempts that are lost: more than one call repeats, and waited out all the same.
    (0..5).for_each(|_| memory.expect_any(Response::failing(Failure::NotSent, "refused")));
    memory.expect_any(Response::json(200, r#"{"name":"READY"}"#));
    let start = Instant::now();
    assert_eq!(
        client.wait(get_user(), UserReady).await.unwrap().name,
        "READY"
    );
    assert!(
        (10..14).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_with_a_state_of_failure() {
    let (client, memory) = client();
    memory.expect_any(Response::json(200, r#"{"name":"GONE"}"#));
    let error = client.wait(&get_user(), UserReady).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady will not be reached: the state is GONE"
    );
    assert_eq!(error.kind(), ErrorKind::Wait);

    memory.expect_any(Response::json(404, "{}"));
    assert!(
        client
            .wait(get_user(), UserReady)
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_in_time() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    let start = Instant::now();
    let error = client.wait(get_user(), UserReady).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady was not reached within 60 s: the state is Kim"
    );
    assert!(start.elapsed() <= Duration::from_secs(60));

    memory.otherwise(|_| Response::never());
    let start = Instant::now();
    client.wait(get_user(), UserReady).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 60);
}

fn named(name: &str) -> Response {
    Response::json(200, &format!(r#"{{"name":"{name}"}}"#))
}

fn gone() -> Response {
    Response::json(400, r#"{"code":"GONE","message":"no such user"}"#)
}

/// Waits until the user is gone; a user without a name is.
#[derive(Clone, Copy, Debug)]
struct UserGone;

impl Waiter for UserGone {
    type Poll = GetUser;
    type Output = Option<User>;

    const META: &'static WaiterMeta = &WaiterMeta::new(
        "UserGone",
        &["LEFT"],
        Duration::from_secs(5),
        Duration::from_secs(60),
    )
    .pending(&["LEAVING"])
    .failure(&["STUCK"])
    .not_found(NotFound::Success);

    fn state(response: &User) -> Option<&str> {
        Some(response.name.as_str()).filter(|name| !name.is_empty())
    }

    fn gone() -> Option<Self::Output> {
        Some(None)
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_the_end_of_a_thing_ends_when_it_is_gone() {
    let (client, memory) = client();
    for end in [Response::json(404, "{}"), gone(), named("")] {
        memory.expect_any(named("LEAVING"));
        memory.expect_any(end);
        let start = Instant::now();
        assert_eq!(client.wait(get_user(), UserGone).await.unwrap(), None);
        assert_eq!(start.elapsed().as_secs(), 5);
    }
    memory.expect_any(named("LEFT"));
    let left = client.wait(get_user(), UserGone).await.unwrap();
    assert_eq!(left.unwrap().name, "LEFT");
}

/// It says that the address is wrong, and nothing of what is waited for.
#[tokio::test(start_paused = true)]
async fn a_gateway_that_knows_no_such_address_does_not_mean_that_a_thing_is_gone() {
    let body = r#"{"error":{"errorCode":"300","message":"Not Found Exception"}}"#;
    for origin in [true, false] {
        let response = || {
            let response = Response::json(404, body);
            if origin {
                response.header("x-ncp-apigw-response-origin", "APIGW")
            } else {
                response
            }
        };
        let (client, memory) = client();
        memory.expect_any(response());
        let error = client.wait(get_user(), UserGone).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Gateway, Some("300"))
        );
        memory.expect_any(response());
        let error = client.wait(get_user(), UserThere).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Gateway, Some("300"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_that_repeats_a_key_is_redacted() {
    let (client, memory) = client();
    memory.expect_any(named(common::ACCESS_KEY));
    let error = client.wait(get_user(), UserGone).await.unwrap_err();
    assert!(
        !format!("{error}{error:?}").contains(common::ACCESS_KEY),
        "{error}"
    );
    memory.otherwise(|_| named(common::ACCESS_KEY));
    let error = client.wait(get_user(), UserThere).await.unwrap_err();
    assert!(
        error.to_string().ends_with("the state is [redacted]"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_state_that_is_not_on_the_way_ends_the_wait() {
    let (client, memory) = client();
    for (state, why) in [
        ("STUCK", "the state is STUCK"),
        (
            "RUN",
            "the state is RUN, which is none of the states on the way",
        ),
    ] {
        memory.expect_any(named(state));
        let error = client.wait(get_user(), UserGone).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("sample.GetUser: UserGone will not be reached: {why}")
        );
        assert_eq!(error.kind(), ErrorKind::Wait);
    }
}

/// Waits until the user is there.
#[derive(Clone, Copy, Debug)]
struct UserThere;

impl Waiter for UserThere {
    type Poll = GetUser;
    type Output = User;

    const META: &'static WaiterMeta = &WaiterMeta::new(
        "UserThere",
        &["READY"],
        Duration::from_secs(5),
        Duration::from_secs(60),
    )
    .not_found(NotFound::Pending);

    fn state(response: &User) -> Option<&str> {
        UserGone::state(response)
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_yet_is_waited_for() {
    let (client, memory) = client();
    memory.expect_any(Response::json(404, "{}"));
    memory.expect_any(gone());
    memory.expect_any(named(""));
    memory.expect_any(named("READY"));
    let start = Instant::now();
    client.wait(get_user(), UserThere).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 15);

    memory.otherwise(|_| gone());
    let error = client.wait(get_user(), UserThere).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserThere was not reached within 60 s: the state is unknown; \
         last error: sample.GetUser: HTTP 400, code GONE: no such user"
    );
}

/// Waits for a user who has a name.
#[derive(Clone, Copy, Debug)]
struct UserNamed;

impl Waiter for UserNamed {
    type Poll = GetUser;
    type Output = User;

    const META: &'static WaiterMeta = &WaiterMeta::new(
        "UserNamed",
        &["READY"],
        Duration::from_secs(5),
        Duration::from_secs(60),
    );

    fn state(response: &User) -> Option<&str> {
        UserGone::state(response)
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_ends_the_wait_for_it() {
    let (client, memory) = client();
    memory.expect_any(gone());
    let error = client.wait(get_user(), UserNamed).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("GONE"));

    memory.expect_any(named(""));
    let error = client.wait(get_user(), UserNamed).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserNamed will not be reached: the response has no state"
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_takes_its_own_delay_deadline_and_listener() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    let (tell, told) = std::sync::mpsc::channel();
    let start = Instant::now();
    let options = WaitOptions::new()
        .every(Duration::from_secs(1))
        .up_to(Duration::from_secs(4))
        .deadline(Duration::from_secs(10))
        .on_poll(move |state| {
            tell.send((start.elapsed().as_secs(), state.map(str::to_owned)))
                .unwrap()
        });
    let error = client
        .wait_with(get_user(), UserReady, options)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady was not reached within 10 s: the state is Kim"
    );
    let kim = || Some("Kim".to_owned());
    let told: Vec<_> = told.iter().collect();
    // Near the deadline the delay is short again; the question that ends the wait is not told.
    assert_eq!(told, [(0, kim()), (1, kim()), (3, kim()), (7, kim())]);
    assert_eq!(start.elapsed().as_secs(), 9);
}

/// With a delay that doubles without a bound, the last question still comes near the deadline.
#[tokio::test(start_paused = true)]
async fn a_thing_that_is_ready_before_the_deadline_is_found() {
    let (client, memory) = client();
    let start = Instant::now();
    memory.otherwise(move |_| {
        let is_ready = start.elapsed() >= Duration::from_secs(600);
        Response::json(
            200,
            if is_ready {
                r#"{"name":"READY"}"#
            } else {
                USER
            },
        )
    });
    let options = WaitOptions::new()
        .every(Duration::from_secs(1))
        .up_to(Duration::from_secs(3600))
        .deadline(Duration::from_secs(1000));
    let user = client.wait_with(get_user(), UserReady, options).await;
    assert_eq!(user.unwrap().name, "READY");
    assert!(start.elapsed() < Duration::from_secs(1000));
}

#[tokio::test(start_paused = true)]
async fn a_delay_of_nothing_is_a_tenth_of_a_second_and_grows() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    let options = WaitOptions::new()
        .every(Duration::ZERO)
        .up_to(Duration::from_secs(30))
        .deadline(Duration::from_millis(1500));
    let error = client
        .wait_with(get_user(), UserReady, options)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady was not reached within 1.5 s: the state is Kim"
    );
    assert!(memory.requests().len() < 16, "{}", memory.requests().len());
}

#[tokio::test(start_paused = true)]
async fn a_listener_is_not_told_the_state_of_an_earlier_question() {
    let (client, memory) = client();
    memory.expect_any(Response::json(200, USER));
    // More attempts than one call repeats.
    (0..4).for_each(|_| memory.expect_any(Response::failing(Failure::NotSent, "refused")));
    memory.otherwise(|_| Response::json(200, r#"{"name":"READY"}"#));
    let (tell, told) = std::sync::mpsc::channel();
    let options =
        WaitOptions::new().on_poll(move |state| tell.send(state.map(str::to_owned)).unwrap());
    client
        .wait_with(get_user(), UserReady, options)
        .await
        .unwrap();
    assert_eq!(
        told.iter().collect::<Vec<_>>(),
        [Some("Kim".to_owned()), None]
    );
}
