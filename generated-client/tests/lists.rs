//! Risk: a list that ends early, never, or after the wrong page; a wait that does not end.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{ListUsers, USER, UserReady, client, get_user};
use futures_util::{StreamExt as _, TryStreamExt as _};
use ncloud::ErrorKind;
use ncloud::paginate::advance_offset;
use ncloud::transport::Failure;
use ncloud::transport::memory::Answer;
use tokio::time::Instant;

fn page(names: &[&str], total: i64) -> Answer {
    let users: Vec<_> = names
        .iter()
        .map(|name| format!(r#"{{"name":"{name}"}}"#))
        .collect();
    Answer::json(
        200,
        &format!(r#"{{"users":[{}],"total":{total}}}"#, users.join(",")),
    )
}

#[tokio::test]
async fn items_come_from_every_page() {
    let (client, memory) = client();
    memory.expect("GET /v1/users", page(&["a", "b"], 3));
    memory.expect("GET /v1/users?offset=2", page(&["c"], 3));
    let items: Vec<_> = client
        .items(ListUsers::default())
        .try_collect()
        .await
        .unwrap();
    let names: Vec<_> = items.into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert!(memory.unmet().is_empty());
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let (client, memory) = client();
    memory.expect("GET /v1/users?offset=10", page(&["a", "b"], 13));
    let mut items = client.items(ListUsers { offset: Some(10) });
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(items.next().await.unwrap().unwrap().name, "b");
    assert_eq!(memory.requests().len(), 1);
    let mut pages = client.pages(ListUsers::default());
    memory.expect("GET /v1/users", page(&[], 5));
    assert_eq!(pages.next().await.unwrap().unwrap().users.unwrap().len(), 0);
    assert!(
        pages.next().await.is_none(),
        "an empty page is the last one"
    );
}

#[tokio::test]
async fn a_stream_ends_after_an_error() {
    let (client, memory) = client();
    memory.expect_any(page(&["a"], 3));
    memory.expect_any(Answer::json(404, "{}"));
    let mut items = client.items(ListUsers::default());
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().is_not_found());
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_service_that_repeats_a_page_is_not_asked_for_ever() {
    let (client, memory) = client();
    memory.otherwise(|_| page(&["a"], 100));
    let result: Result<Vec<_>, _> = client.items(ListUsers::default()).try_collect().await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "sample.ListUsers: the service gave the same page twice; it may not support paging here"
    );
    assert_eq!(memory.requests().len(), 2);
}

#[test]
fn offsets_advance_by_what_came() {
    for (offset, received, total, next) in [
        (None, 0, Some(5), None),
        (None, 5, Some(5), None),
        (None, 2, Some(5), Some(2)),
        (Some(3), 2, Some(5), None),
        (Some(3), 2, None, Some(5)),
        (Some(i64::MAX), 1, None, None),
    ] {
        let mut advanced = offset;
        let more = advance_offset(&mut advanced, received, total);
        assert_eq!(
            more.then_some(advanced).flatten(),
            next,
            "{offset:?} {received} {total:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_with_the_state() {
    let (client, memory) = client();
    memory.expect_any(Answer::json(200, USER));
    // Five attempts that are lost: more than one call repeats, and waited out all the same.
    (0..5).for_each(|_| memory.expect_any(Answer::failing(Failure::NotSent, "refused")));
    memory.expect_any(Answer::json(200, r#"{"name":"READY"}"#));
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
    memory.expect_any(Answer::json(200, r#"{"name":"GONE"}"#));
    let error = client.wait(&get_user(), UserReady).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady will not be reached: the state is GONE"
    );
    assert_eq!(error.kind(), ErrorKind::Wait);

    memory.expect_any(Answer::json(404, "{}"));
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
    memory.otherwise(|_| Answer::json(200, USER));
    let start = Instant::now();
    let error = client.wait(get_user(), UserReady).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: UserReady was not reached within 60 s: the state is Kim"
    );
    assert!(start.elapsed() <= Duration::from_secs(60));

    memory.otherwise(|_| Answer::never());
    let start = Instant::now();
    client.wait(get_user(), UserReady).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 60);
}
